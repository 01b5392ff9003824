#pragma once

#include "core/reportingzone.h"
#include "core/result.h"
#include "data/workspacelocation.h"

#include <functional>

class Workspace;

/// Makes a workspace that can be used at once: newest schema, the bundled prices, the first features. `fill` may put
/// more into it. A file appears under its name only when it is complete; a kill leaves a "<file>.building" that the next
/// attempt throws away. On PostgreSQL the tables appear in the database that the location names.
///
/// Fails with Conflict where something is there already, and then touches nothing; with Busy where another process is
/// making the same workspace.
Result<> makeWorkspace(const WorkspaceLocation &location, const ReportingZone &zone, UtcMicros now, const QString &actor,
    const std::function<Result<>(Workspace &)> &fill = {});
