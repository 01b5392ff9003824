#pragma once

#include "core/reportingzone.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// One line, or one colour in a stack of bars.
struct ChartSeries
{
    QString id; ///< Comes back in TimeChart::bucketActivated.
    QString name; ///< Shown literally, whatever it holds.
    int slot = 0; ///< Theme::series() slot: 0 is the largest and lies at the bottom.
    QList<std::optional<double>> values; ///< One per bucket; nullopt = no data, which is not 0.
    QStringList exactTexts; ///< What the tooltip shows; where missing, the formatted value.
    bool isOther = false; ///< The rest of a top-n list: grey, whatever the slot.
};

/// Something that happened at an instant: a numbered circle on the top of the plot and a dotted line.
struct ChartMark
{
    UtcMicros at = 0;
    QString label; ///< Short, as in the list beside the chart: "2".
    QString text; ///< What happened, for screen readers.

    friend bool operator==(const ChartMark &, const ChartMark &) = default;
};

/// What a TimeChart shows. Values are doubles for drawing only; every figure that is read comes as exact text.
struct ChartData
{
    QList<TimeRange> buckets; ///< Ascending, without overlap.
    Bucket bucket = Bucket::Day;
    ReportingZone zone;
    QList<ChartSeries> series;
    QString unit; ///< For example "USD"; goes into the accessible description and the copied header.
    QStringList totals; ///< Exact text per bucket; may be empty where a total has no meaning (percentiles).
    bool lastBucketIsPartial = false; ///< The last bucket is still running.
    QList<std::optional<double>> comparison; ///< Total of the previous period per bucket; empty = none.
};
