#pragma once

#include "core/result.h"
#include "data/connection.h"
#include "data/workspacelocation.h"

/// A count of committed imports, kept in the workspace and beside it: SQLite calls a file whole that has lost its
/// write-ahead log, and only this count tells that transactions are missing. PostgreSQL needs no mirror and gets none.
namespace CommitSequence {

/// Adds one; call in the transaction whose commit is counted. Returns the new value.
Result<qint64> bump(Connection &connection);
Result<qint64> current(Connection &connection);

/// Writes `value` to "<file>.commits", whole or not at all. Call after the commit, never before.
Result<> mirror(const WorkspaceLocation &location, qint64 value);
/// What the mirror says; 0 where there is none or it cannot be read.
qint64 mirrored(const WorkspaceLocation &location);

}
