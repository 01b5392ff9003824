#include "data/backup.h"

#include "data/openconnection.h"
#include "data/sql.h"
#include "data/workspacefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMap>

#include <fcntl.h>
#include <unistd.h>

namespace {

Result<QMap<QString, qint64>> rowCounts(Connection &connection)
{
    const auto tables = Sql::select(connection,
        QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"), {},
        [](const Row &row) { return row.text(0); });
    if (!tables)
        return tables.error();
    QMap<QString, qint64> counts;
    for (const QString &table : *tables) {
        QString quoted = table;
        quoted.replace(QLatin1Char('"'), QLatin1String("\"\""));
        const auto count = Sql::selectOne(connection, QStringLiteral("SELECT count(*) FROM \"%1\"").arg(quoted), {},
            [](const Row &row) { return row.int64(0); });
        if (!count)
            return count.error();
        counts.insert(table, count->value_or(-1));
    }
    return counts;
}

Error damaged(const QString &target, const QString &detail)
{
    return { Error::Kind::Storage,
        QCoreApplication::translate("Backup", "The backup %1 could not be verified.").arg(visibleControls(target)), detail };
}

/// The caller keeps other writers away: VACUUM cannot share a transaction with the counts.
Result<> copyAndCompare(Connection &connection, const QString &partial, const QString &target)
{
    if (auto copied = Sql::exec(connection, QStringLiteral("VACUUM INTO ?"), { partial }); !copied)
        return copied.error();
    const auto expected = rowCounts(connection);
    if (!expected)
        return expected.error();
    WorkspaceLocation location;
    location.path = partial;
    auto copy = OpenConnection::open(location, OpenConnection::Mode::Read);
    if (!copy)
        return copy.error();
    auto &copied = (*copy)->connection();
    const auto verdict = Sql::selectOne(copied, QStringLiteral("PRAGMA integrity_check(1)"), {}, [](const Row &row) { return row.text(0); });
    if (!verdict)
        return verdict.error();
    if (verdict->value_or(QString()) != QLatin1String("ok"))
        return damaged(target, verdict->value_or(QString()));
    const auto counted = rowCounts(copied);
    if (!counted)
        return counted.error();
    if (*counted != *expected)
        return damaged(target, QStringLiteral("row counts differ"));
    return Ok;
}

bool sync(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    return synced;
}

}

Result<> Backup::copy(Connection &connection, const QString &target)
{
    if (QFileInfo::exists(target)) {
        return Error { Error::Kind::Conflict,
            QCoreApplication::translate("Backup", "%1 exists already. It was left as it is.").arg(visibleControls(target)), {} };
    }
    const auto partial = WorkspaceFile::makePartial(target); // empty: VACUUM INTO takes it, and keeps its mode
    if (!partial)
        return partial.error();
    auto done = copyAndCompare(connection, *partial, target);
    if (done && !sync(*partial))
        done = damaged(target, QStringLiteral("fsync"));
    if (done)
        done = WorkspaceFile::publish(*partial, target);
    if (!done)
        QFile::remove(*partial);
    return done;
}
