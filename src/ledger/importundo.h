#pragma once

#include "ledger/importbatches.h"

class Workspace;

/// What taking an import back did.
struct ImportUndoReport
{
    qint64 removed = 0; ///< Rows that it had added.
    qint64 restored = 0; ///< Rows that it had replaced.
};

/// Takes imports back. The rows of one that later imports revised are not touched: those have to be undone first.
namespace ImportUndo {

/// Removes the rows and identities of the batch and restores the rows that it replaced, in one transaction with the
/// rollups and an audit entry. Takes the writer lock and waits on the writer's thread. Importing the file again brings
/// the rows back; rows that other files contained as well come back with those only when they are imported again.
/// Fails with NotFound, or with Conflict naming the imports that revised its rows, or where it is undone already.
Result<ImportUndoReport> run(Workspace &workspace, qint64 batch, UtcMicros now, const QString &actor, const QString &reason);

}
