#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"
#include "data/workspacelocation.h"

#include <QList>
#include <QString>

#include <atomic>
#include <functional>

class Workspace;

/// What one trace became in the demo workspace.
struct DemoTrace
{
    QString feature; ///< Key of the feature that its records are booked under.
    QString origin; ///< Where the trace comes from and under which licence.
    UtcMicros shift = 0; ///< Added to every time of the trace; whole days.
    qint64 records = 0;
    qint64 rejected = 0;
    qint64 unpriced = 0;
    Money cost; ///< Of the priced records.
};

struct DemoReport
{
    QList<DemoTrace> traces;
};

/// Makes a workspace out of the public traces that ship with the program. Each trace is moved by one constant number of
/// whole days so that it ends shortly before `now`; the shift and the origin are kept in the workspace
/// ("demo.<feature>.shift_us", "demo.<feature>.origin"). Blocks; `progress` is called on the calling thread. `further` may
/// put more into the workspace before it appears under its name.
///
/// Fails with Conflict where something is at `location` already, with Interrupted when `cancelled` becomes true. A
/// failure or a kill leaves no file under that name. Files only.
Result<DemoReport> buildDemoWorkspace(const WorkspaceLocation &location, UtcMicros now, const std::atomic_bool &cancelled,
    const std::function<void(int percent, const QString &step)> &progress = {}, const std::function<Result<>(Workspace &)> &further = {});
