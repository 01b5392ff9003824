#include "data/bulkengine.h"
#include "data/openconnection.h"
#include "data/workspace.h"
static Error absent() { return { Error::Kind::CannotOpen, QStringLiteral("PostgreSQL workspaces cannot be opened yet."), {} }; }
Result<> OpenConnection::openPostgreSql(const WorkspaceLocation &, Mode) { return absent(); }
Result<std::unique_ptr<BulkEngine>> makePostgreSqlBulkEngine(Connection &, const QString &) { return absent(); }
Result<std::unique_ptr<Workspace>> Workspace::openPostgreSql(const WorkspaceLocation &, Database::Access) { return absent(); }
