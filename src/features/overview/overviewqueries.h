#pragma once

#include "ledger/usagequery.h"
#include "ledger/usageseries.h"

#include <QHash>
#include <QList>

#include <optional>

class Connection;

/// What the overview is about.
struct OverviewQuestion
{
    TimeRange range;
    TimeRange previous; ///< The period to compare with.
    ReportingZone zone;
    UsageFilter filter;
    Bucket bucket = Bucket::Day;

    friend bool operator==(const OverviewQuestion &, const OverviewQuestion &) = default;
};

/// One feature in the range and in the period before.
struct FeatureUsage
{
    UsageKey key;
    QString owner; ///< Empty where nobody is named.
    bool active = true; ///< Neither planned nor retired.
    QString mainModel; ///< The model with the largest spend; empty without usage.
    qsizetype models = 0; ///< How many models it used.
    UsageMeasures now;
    UsageMeasures before;
    std::optional<TimeRange> extent; ///< First to last usage ever; only looked up where there is none in the range.
    QList<std::optional<double>> trend; ///< Spend per bucket, USD; nullopt where unknown.
    int slot = SeriesLines; ///< Its colour in the chart.
    /// Models that calls without a model are priced as in the range, oldest first; only looked up where mainModel is empty.
    QStringList assignedModels;
};

/// Everything of the page but latency. One snapshot of the workspace, so its sums agree.
struct OverviewAnswer
{
    OverviewQuestion question;
    UsageSeries series; ///< Spend by feature.
    UsageMeasures total;
    UsageMeasures before;
    QList<FeatureUsage> features; ///< Largest spend first; those without usage last, by name.
    QList<UsageRow> unpricedModels; ///< {model}, most unpriced requests first.
    QString waitingName; ///< The first of these that stands for no known model, so that somebody can decide; or empty.
    std::optional<TimeRange> extent; ///< Of the whole workspace.
    UsageAnswer::Source source = UsageAnswer::Source::RawRows;
    qint64 microseconds = 0; ///< How long the database took.
};

/// Percentiles; apart from the rest because they may have to read the rows themselves.
struct OverviewLatency
{
    OverviewQuestion question;
    Quantiles total;
    Quantiles before;
    QList<std::optional<qint64>> trend; ///< p95 per bucket of the question, microseconds.
    QHash<QString, Quantiles> byFeature;
    qint64 microseconds = 0;
};

/// Reads the overview. Call inside Database::run.
namespace OverviewQueries {

Result<OverviewAnswer> usage(Connection &connection, const OverviewQuestion &question);
Result<OverviewLatency> latency(Connection &connection, const OverviewQuestion &question);

}
