#include "data/workspace.h"

#include "data/auditchain.h"
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

Result<bool> hasSchema(Connection &connection)
{
    const auto found = Sql::selectOne(connection,
        QStringLiteral("SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = 'signalbox'"), {},
        [](const Row &row) { return row.int64(0) > 0; });
    if (!found)
        return found.error();
    return found->value_or(false);
}

Result<> writeInfo(Connection &connection, const QString &object, const ReportingZone &zone)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
    const auto saved = Sql::exec(connection, QStringLiteral("INSERT INTO workspace_info (key, value) VALUES ('zone', ?), ('created_us', ?)"),
        { zone.id(), QString::number(now) });
    if (!saved)
        return saved.error();
    const QString actor = qEnvironmentVariable("USER", QStringLiteral("signalbox"));
    return AuditChain::append(connection, now,
        { actor, QStringLiteral("workspace.create"), object, QString(), zone.id(), QString() });
}

/// The whole content in one transaction. `name` is what the workspace will be called when it is finished.
Result<> fill(const WorkspaceLocation &location, const QString &name, const ReportingZone &zone)
{
    const auto migrations = SchemaMigrations::load(location.dialect);
    if (!migrations)
        return migrations.error();
    auto open = OpenConnection::open(location, OpenConnection::Mode::Create);
    if (!open)
        return open.error();
    auto &connection = (*open)->connection();
    Transaction transaction(connection);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (location.dialect == Dialect::PostgreSql) {
        const auto present = hasSchema(connection);
        if (!present)
            return present.error();
        if (*present)
            return exists(location);
        if (auto made = Sql::exec(connection, QStringLiteral("CREATE SCHEMA signalbox")); !made)
            return made.error();
    }
    if (auto created = migrations->createAll(connection); !created)
        return created;
    if (auto written = writeInfo(connection, name, zone); !written)
        return written;
    return transaction.commit();
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
    auto done = fill(unfinished, location.displayName(), zone);
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
    const auto created = location.dialect == Dialect::Sqlite ? createFile(location, zone)
                                                             : fill(location, location.displayName(), zone);
    if (!created)
        return created.error();
    return open(location);
}
