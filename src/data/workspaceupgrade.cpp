#include "data/workspaceupgrade.h"

#include "data/backup.h"
#include "data/writerlock.h"

#include <QCoreApplication>
#include <QDateTime>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}

}

Result<> WorkspaceUpgrade::run(const WorkspaceLocation &location, const SchemaMigrations &migrations)
{
    auto lock = WriterLock::acquire(location);
    if (!lock)
        return lock.error();
    auto open = OpenConnection::open(location, OpenConnection::Mode::Write);
    if (!open)
        return open.error();
    auto &connection = (*open)->connection();
    const auto version = migrations.check(connection); // again: another process may have been faster
    if (!version)
        return version.error();
    if (*version == migrations.newest())
        return Ok;
    if (location.dialect == Dialect::Sqlite) {
        const QString target = QStringLiteral("%1.before-schema-%2.%3.backup")
                                   .arg(location.path)
                                   .arg(migrations.newest())
                                   .arg(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz'Z'")));
        if (auto saved = Backup::copy(connection, target); !saved)
            return saved;
    }
    return migrations.migrate(connection);
}

Result<bool> WorkspaceUpgrade::isNeeded(const WorkspaceLocation &location, OpenConnection::Mode mode, const SchemaMigrations &migrations)
{
    auto open = OpenConnection::open(location, mode);
    if (!open)
        return open.error();
    const auto version = migrations.check((*open)->connection());
    if (!version)
        return version.error();
    if (*version == 0) {
        return Error { location.dialect == Dialect::Sqlite ? Error::Kind::Corrupt : Error::Kind::CannotOpen,
            translated("%1 has no schema: it is no workspace, or it is damaged.").arg(location.displayName()), {} };
    }
    return *version < migrations.newest();
}

Error WorkspaceUpgrade::tooOldToRead(const WorkspaceLocation &location)
{
    return { Error::Kind::CannotOpen,
        translated("%1 was written by an older version of this program and must be opened once with write access.")
            .arg(location.displayName()),
        {} };
}
