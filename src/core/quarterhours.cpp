#include "core/quarterhours.h"

#include <QDateTime>

#include <algorithm>

bool isOnQuarterHours(const ReportingZone &zone, TimeRange range)
{
    if (zone == ReportingZone())
        return true;
    // Buckets begin at a local full hour or where the clock changes: the changes tell about all of them.
    constexpr UtcMicros longestBucket = UtcMicros(32 * 24) * MicrosPerHour;
    constexpr int quarter = int(MicrosPerQuarterHour / MicrosPerSecond);
    const UtcMicros from = range.from - longestBucket;
    if (zone.offsetSeconds(from) % quarter != 0)
        return false;
    const auto changes = QTimeZone(zone.id().toUtf8())
                             .transitions(QDateTime::fromMSecsSinceEpoch(from / 1000, Qt::UTC), QDateTime::fromMSecsSinceEpoch(range.to / 1000, Qt::UTC));
    return std::all_of(changes.begin(), changes.end(), [](const QTimeZone::OffsetData &change) {
        return change.offsetFromUtc % quarter == 0 && change.atUtc.toSecsSinceEpoch() % quarter == 0;
    });
}
