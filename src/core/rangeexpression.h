#pragma once

#include "core/reportingzone.h"
#include "core/result.h"

#include <QString>

/// What a user or a URL says about time: two bounds such as "now-30d/d" and "now", or dates, kept as text so that
/// "the last 30 days" stays that tomorrow.
///
/// A bound is `now` or a date/time ("2026-11-20", "2026-11-20T13:00", with Z or an offset if wanted; without one in the
/// zone), followed by any number of `+N` or `-N` with a unit m, h, d, w, M, y, and `/` with a unit, which goes to the
/// start of that unit. As the upper bound, "/d" of "now/d" still means the start: "now-1d/d" to "now/d" is yesterday.
struct RangeExpression
{
    QString from;
    QString to;

    /// The instants, at `now` in `zone`. Bounds with minutes or hours relative to now are snapped outward to quarter
    /// hours. Fails with Invalid, naming the bound, where the text is not understood or to <= from.
    Result<TimeRange> resolve(UtcMicros now, const ReportingZone &zone) const;

    friend bool operator==(const RangeExpression &, const RangeExpression &) = default;
};

/// One bound by itself.
Result<UtcMicros> parseBound(const QString &text, UtcMicros now, const ReportingZone &zone);
