#include "data/workspace.h"

#include "data/openconnection.h"
#include "data/schemamigrations.h"
#include "data/sql.h"
#include "data/workspaceupgrade.h"

#include <QCoreApplication>

namespace {

/// Why the session may not write; empty where it may.
Result<QString> whyReadOnly(Connection &connection)
{
    const auto state = Sql::selectOne(connection, QStringLiteral(R"(
        SELECT CASE WHEN pg_is_in_recovery() THEN 1 WHEN has_table_privilege('ai_usage_logs', 'INSERT') THEN 0 ELSE 2 END)"), {},
        [](const Row &row) { return row.int64(0); });
    if (!state)
        return state.error();
    switch (state->value_or(0)) {
    case 1:
        return QCoreApplication::translate("Workspace", "This server is a standby copy, which cannot be written.");
    case 2:
        return QCoreApplication::translate("Workspace", "Your user on the server may read this workspace but not write to it.");
    default:
        return QString();
    }
}

}

Result<std::unique_ptr<Workspace>> Workspace::openPostgreSql(const WorkspaceLocation &location, Database::Access access)
{
    const auto migrations = SchemaMigrations::load(Dialect::PostgreSql);
    if (!migrations)
        return migrations.error();
    const auto old = WorkspaceUpgrade::isNeeded(location, OpenConnection::Mode::Read, *migrations);
    if (!old)
        return old.error();
    if (*old) {
        const auto upgraded = access == Database::Access::ReadWrite ? WorkspaceUpgrade::run(location, *migrations)
                                                                    : Result<>(WorkspaceUpgrade::tooOldToRead(location));
        if (!upgraded)
            return upgraded.error();
    }
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->m_location = location;
    workspace->m_access = access;
    {
        auto open = OpenConnection::open(location, OpenConnection::Mode::Read);
        if (!open)
            return open.error();
        auto &connection = (*open)->connection();
        if (auto read = workspace->readInfo(connection, access); !read)
            return read.error();
        const auto reason = whyReadOnly(connection);
        if (!reason)
            return reason.error();
        if (access == Database::Access::ReadWrite && !reason->isEmpty()) {
            workspace->m_access = Database::Access::ReadOnly;
            workspace->m_readOnlyReason = *reason;
        }
    }
    workspace->startDatabases(false);
    return workspace;
}
