#pragma once

#include "ledger/usagequery.h"
#include "ledger/usageseries.h"

#include <QList>

class Connection;

/// What the spending page is about.
struct SpendingQuestion
{
    TimeRange range;
    TimeRange previous; ///< The period to compare with.
    ReportingZone zone;
    UsageFilter filter;
    Dimension group = Dimension::Feature; ///< Feature, Model, Provider, User or Status.
    Bucket bucket = Bucket::Day;

    friend bool operator==(const SpendingQuestion &, const SpendingQuestion &) = default;
};

/// One line of the table.
struct SpendingRow
{
    UsageKey key;
    UsageMeasures now;
    UsageMeasures before;
    qsizetype gathered = 0; ///< How many keys "Other" stands for; 0 for a row of one key.
    int slot = SeriesLines; ///< Its colour in the chart.
    QStringList others = {}; ///< The keys of "Other"; empty where a filter cannot name so many.
    bool namesBefore = true; ///< `before` is of these keys too; false: there were others.
};

/// The same sum, asked in four ways. They come from different rollups, so agreement says something.
struct SpendingReconciliation
{
    Spend buckets; ///< Sum over the buckets of the chart.
    Spend table; ///< Sum over the groups.
    Spend sources; ///< Sum over where the costs come from.
    Spend range; ///< The range asked as a whole.

    bool agrees() const { return buckets == range && table == range && sources == range; }
};

/// Everything of the page, from one snapshot of the workspace.
struct SpendingAnswer
{
    SpendingQuestion question;
    UsageSeries series;
    QList<SpendingRow> rows; ///< Largest spend first, "Other" last.
    UsageMeasures total;
    UsageMeasures before;
    QList<UsageRow> sources; ///< {cost source}
    SpendingReconciliation reconciliation;
    std::optional<TimeRange> extent; ///< Of the whole workspace.
    UsageAnswer::Source source = UsageAnswer::Source::RawRows;
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads spending. Call inside Database::run.
namespace SpendingQueries {

inline constexpr int UserRows = 50; ///< More users than these are one row "Other users".

Result<SpendingAnswer> usage(Connection &connection, const SpendingQuestion &question);

/// The table's rows from {group} in the range and before; at most `limit` of them and one for the rest (0: no limit).
QList<SpendingRow> rowsOf(const UsageAnswer &now, const UsageAnswer &before, int limit);

}
