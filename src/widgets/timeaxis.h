#pragma once

#include "core/reportingzone.h"

#include <QList>
#include <QString>

/// A labelled instant of a time axis.
struct TimeTick
{
    UtcMicros at = 0;
    QString label; ///< Unique within one axis: repeated texts carry trailing U+200B (QCategoryAxis drops duplicates).

    friend bool operator==(const TimeTick &, const TimeTick &) = default;
};

/// Where the labels of a chart stand. Ours, because QDateTimeAxis knows only the process's zone and drifts over DST.
namespace TimeAxis {

/// Labels on calendar boundaries of `zone` (1 minute to 10 years, weeks on Mondays), at most `maximumLabels`, none finer
/// than `bucket`. An hour label that follows a clock change names the new offset ("03:00 +02:00").
QList<TimeTick> ticks(TimeRange range, Bucket bucket, const ReportingZone &zone, int maximumLabels);

/// "Tue 17 Nov 2026", "17 Nov 2026 13:00-14:00", "Week of 16 Nov 2026", "November 2026". Hours that lie next to a clock
/// change carry their offset.
QString bucketTitle(TimeRange bucketRange, Bucket bucket, const ReportingZone &zone);

/// Ascending values on steps of 1, 2, 2.5 or 5 times a power of ten that enclose [minimum, maximum] and 0: 3 to 7 of them.
/// Values that are not finite count as 0.
QList<double> valueSteps(double minimum, double maximum);

}
