#pragma once

#include <QtGlobal>

/// UTC time as microseconds since 1970-01-01T00:00Z. The only form in which time is stored or bound to a query.
using UtcMicros = qint64;

inline constexpr UtcMicros MicrosPerSecond = 1'000'000;
inline constexpr UtcMicros MicrosPerMinute = 60 * MicrosPerSecond;
inline constexpr UtcMicros MicrosPerQuarterHour = 15 * MicrosPerMinute;
inline constexpr UtcMicros MicrosPerHour = 60 * MicrosPerMinute;

/// Half-open: from <= t < to.
struct TimeRange
{
    UtcMicros from = 0;
    UtcMicros to = 0;

    bool isEmpty() const { return to <= from; }
    bool contains(UtcMicros t) const { return t >= from && t < to; }
    UtcMicros length() const { return to - from; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

/// The largest multiple of `step` that is not above `t`; right for times before 1970 too.
UtcMicros floorTo(UtcMicros t, UtcMicros step);

/// Both ends moved outward to the quarter hour.
TimeRange snappedToQuarterHours(TimeRange range);
