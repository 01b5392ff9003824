#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QString>

/// Copies of a SQLite workspace.
namespace Backup {

/// Copies the workspace behind `connection` to the new file `target`, which gets its name only after its content was
/// checked (integrity, row counts) and synced. Fails with Conflict where `target` exists.
Result<> copy(Connection &connection, const QString &target);

}
