#pragma once

#include "data/workspacelocation.h"

#include <QString>

/// A private PostgreSQL server for this test program: started at the first use, in a temporary folder, reachable only by
/// a socket there, and gone soon after the program has ended, however it ended.
namespace TestPostgreSql {

/// Whether this machine has a server to start. Tests may leave the engine out only where this is false.
bool isInstalled();
/// A fresh, empty database. Ends the program where the server cannot be started.
WorkspaceLocation newDatabase();
/// Runs `statement` in the database of `location` as superuser by psql. Returns its output.
QString psql(const WorkspaceLocation &location, const QString &statement);

}
