#include "data/workspace.h"

#include "data/openconnection.h"
#include "data/schemamigrations.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspacefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace {

Error exists(const WorkspaceLocation &location)
{
    return { Error::Kind::Conflict,
        QCoreApplication::translate("Workspace", "%1 exists already. It was left as it is.").arg(location.displayName()), {} };
}

Result<> writeInfo(Connection &connection, const ReportingZone &zone)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
    Transaction transaction(connection);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto saved = Sql::exec(connection, QStringLiteral("INSERT INTO workspace_info (key, value) VALUES ('zone', ?), ('created_us', ?)"),
        { zone.id(), QString::number(now) });
    if (!saved)
        return saved.error();
    return transaction.commit();
}

Result<> fill(const WorkspaceLocation &location, const ReportingZone &zone)
{
    const auto migrations = SchemaMigrations::load(location.dialect);
    if (!migrations)
        return migrations.error();
    auto open = OpenConnection::open(location, OpenConnection::Mode::Create);
    if (!open)
        return open.error();
    if (auto migrated = migrations->migrate((*open)->connection()); !migrated)
        return migrated;
    return writeInfo((*open)->connection(), zone);
}

Result<> createFile(const WorkspaceLocation &location, const ReportingZone &zone)
{
    const QFileInfo target(location.path);
    if (target.exists() || target.isSymLink())
        return exists(location);
    if (auto prepared = WorkspaceFile::prepareFolder(location.path); !prepared)
        return prepared;
    const auto partial = WorkspaceFile::makePartial(location.path);
    if (!partial)
        return partial.error();
    WorkspaceLocation unfinished = location;
    unfinished.path = *partial;
    auto done = fill(unfinished, zone);
    if (done)
        done = WorkspaceFile::publish(*partial, location.path);
    if (!done) {
        for (const auto *suffix : { "", "-wal", "-shm" })
            QFile::remove(*partial + QLatin1String(suffix));
    }
    return done;
}

}

Result<std::unique_ptr<Workspace>> Workspace::create(const WorkspaceLocation &location, const ReportingZone &zone)
{
    const auto created = createFile(location, zone);
    if (!created)
        return created.error();
    return open(location);
}
