#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

class Connection;

/// What the demo workspace says of one of its traces.
struct DemoOrigin
{
    QString feature; ///< Key of the feature that the trace is booked under.
    QString name; ///< Of the feature; its key where it has none.
    QString origin; ///< Where the trace comes from and under which licence.
    UtcMicros shift = 0; ///< Added to every time of the trace.

    /// Not a log of calls but made after the published sums of one.
    bool isSemiReal() const { return feature == QLatin1String("support-assistant"); }
};

/// By name; empty for a workspace that is no demo. Call inside Database::run.
Result<QList<DemoOrigin>> demoOrigins(Connection &connection);
