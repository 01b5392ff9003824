#pragma once

#include "ledger/requestquery.h"

#include <QHash>

class Connection;

/// What the requests page is about.
struct RequestsQuestion
{
    RequestQuery query;
    Bucket bucket = Bucket::Day; ///< Of the chart.

    friend bool operator==(const RequestsQuestion &, const RequestsQuestion &) = default;
};

/// Requests in one bucket of the chart.
struct RequestsBucket
{
    TimeRange range;
    qint64 succeeded = 0;
    qint64 failed = 0; ///< Errors and timeouts.
    qint64 others = 0; ///< Pending, cancelled, unknown.
};

/// The head of the page and its first rows, from one snapshot of the workspace.
struct RequestsAnswer
{
    RequestsQuestion question;
    RequestPage page;
    UsageMeasures total; ///< Of range and filter, as every other page has it; not narrowed.
    /// Of the rows left by text, error code, import, session and client, where these are set. nullopt there: they are more
    /// than those of `page`, and Requests::spend() has to add them up.
    std::optional<Spend> narrowedSpend;
    QHash<QString, int> slotOf; ///< Colour by feature key: 0 has the largest spend.
    QList<RequestsBucket> buckets;
    std::optional<TimeRange> extent; ///< Of the whole workspace.
    UsageAnswer::Source source = UsageAnswer::Source::RawRows;
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads for the requests page. Call inside Database::run.
namespace RequestsQueries {

Result<RequestsAnswer> first(Connection &connection, const RequestsQuestion &question);

}
