#pragma once

#include "core/result.h"
#include "data/openconnection.h"
#include "data/schemamigrations.h"
#include "data/workspacelocation.h"

/// Checking and raising the schema of a workspace that is being opened.
namespace WorkspaceUpgrade {

/// Whether the schema is older than the program's. Fails where it is newer, changed, or not there. Writes nothing.
Result<bool> isNeeded(const WorkspaceLocation &location, OpenConnection::Mode mode, const SchemaMigrations &migrations);

/// Brings it to the newest schema under the writer lock; a file is first copied to "<file>.before-schema-N.TIME.backup".
Result<> run(const WorkspaceLocation &location, const SchemaMigrations &migrations);

Error tooOldToRead(const WorkspaceLocation &location);

}
