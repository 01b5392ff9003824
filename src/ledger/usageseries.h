#pragma once

#include "ledger/usagequery.h"

#include <QList>

#include <optional>

/// Spend of one line in one bucket.
struct Spend
{
    Money cost; ///< Of the priced requests.
    qint64 requests = 0;
    qint64 unpriced = 0;

    static Spend of(const UsageMeasures &measures);
    /// nullopt where there are requests and none of them has a price.
    std::optional<Money> known() const;
    Spend &operator+=(const Spend &other);
    Spend &operator-=(const Spend &other);
    friend bool operator==(const Spend &, const Spend &) = default;
};

/// Usage cut into buckets and lines, as a chart shows it. The sum over lines is the total of each bucket.
struct UsageSeries
{
    struct Line
    {
        UsageKey key; ///< Without meaning for the line that gathers the rest.
        qsizetype gathered = 0; ///< How many keys are in the line "Other"; 0 for a line of one key.
        QList<Spend> buckets; ///< As many as UsageSeries::buckets.
        Spend total;
    };

    QList<TimeRange> buckets; ///< Ascending, clipped to the range of the question.
    QList<Line> lines; ///< Largest spend first, "Other" last.
    QList<UsageMeasures> totals; ///< Per bucket.

    Spend sum() const;
    /// Index of the line with this key, else that of "Other" (which may be one past the last line).
    int slotOf(const QString &key) const;
};

inline constexpr int SeriesLines = 6; ///< Lines that a chart tells apart; the rest is one line "Other".

/// The bucket that makes a readable chart: hours up to 48 hours, days up to 100 days, weeks up to two years, months.
Bucket automaticBucket(TimeRange range);
Dimension dimensionOf(Bucket bucket);
/// The buckets of `range`, the first and the last clipped to it.
QList<TimeRange> clippedBuckets(const ReportingZone &zone, TimeRange range, Bucket bucket);

/// `answer` has the dimensions {bucket, key}.
UsageSeries seriesOf(const QList<TimeRange> &buckets, const UsageAnswer &answer, int lines = SeriesLines);
/// The same where the keys are too many to ask for all of them: `largest` {bucket, key} has only the lines to show,
/// `perBucket` {bucket} all of them, `keys` says how many there are in all.
UsageSeries seriesOf(
    const QList<TimeRange> &buckets, const UsageAnswer &largest, const UsageAnswer &perBucket, qsizetype keys);

/// Keys of a one-dimensional answer, largest spend first, then most requests, then by code point.
QList<UsageRow> bySpend(QList<UsageRow> rows);

/// What `requests` requests cost on average, rounded half-even once to a pico-dollar; of the priced ones only, nullopt
/// without any.
std::optional<Money> costPerRequests(const UsageMeasures &measures, int requests);

/// (now - before) / before; nullopt where one is unknown or there is nothing to compare with.
std::optional<double> relativeChange(std::optional<Money> now, std::optional<Money> before);
std::optional<double> relativeChange(double now, double before);
