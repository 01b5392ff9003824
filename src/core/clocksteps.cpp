#include "core/clocksteps.h"

#include <QDateTime>

#include <algorithm>

bool isOnSteps(const ReportingZone &zone, TimeRange range, UtcMicros step)
{
    if (zone == ReportingZone())
        return true;
    // Buckets begin at a local full hour or where the clock changes: the changes tell about all of them.
    constexpr UtcMicros longestBucket = UtcMicros(32 * 24) * MicrosPerHour;
    const int seconds = int(step / MicrosPerSecond);
    const UtcMicros from = range.from - longestBucket;
    if (zone.offsetSeconds(from) % seconds != 0)
        return false;
    const auto changes = QTimeZone(zone.id().toUtf8())
                             .transitions(QDateTime::fromMSecsSinceEpoch(from / 1000, Qt::UTC), QDateTime::fromMSecsSinceEpoch(range.to / 1000, Qt::UTC));
    return std::all_of(changes.begin(), changes.end(), [seconds](const QTimeZone::OffsetData &change) {
        return change.offsetFromUtc % seconds == 0 && change.atUtc.toSecsSinceEpoch() % seconds == 0;
    });
}
