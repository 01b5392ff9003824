#pragma once

#include "core/result.h"
#include "ledger/requestquery.h"

class Connection;

/// Where the rows are that a filter leaves few of: the sums by day and by quarter hour know. The index by time passes over
/// all that lies between them. On SQLite; PostgreSQL's planner is left alone. Call inside Database::run.
class RareRequests
{
public:
    struct Limits
    {
        qint64 leastPassed = 100'000; ///< Rows that the index passes over in some ten milliseconds.
        qint64 mostAtOnce = 800; ///< Rows of any order; to read as many quarter hours takes some sixty milliseconds.
        int fewest = 3; ///< One row or less in so many quarter hours is rare. Measured: at two, to seek them is as slow.
    };

    /// `range`: what is left of the query's, in the order of time that the query begins with. nullopt: the index finds
    /// `wanted` rows as quickly.
    static Result<std::optional<RareRequests>> find(
        Connection &connection, const RequestQuery &query, TimeRange range, int wanted, const Limits &limits);

    /// Ranges that hold all rows of the query, whatever its order, where they are so few that they are read at once; nullopt
    /// where they are not.
    static Result<std::optional<QList<TimeRange>>> all(Connection &connection, const RequestQuery &query, const Limits &limits);

    /// Ranges that hold the next rows, in no order; all of them come before those of the next call. Empty: there are no more.
    Result<QList<TimeRange>> next(Connection &connection);

private:
    struct Days
    {
        QList<TimeRange> with; ///< That hold rows, within the range.
        qint64 rows = 0; ///< In them at most.
        TimeRange seen;
    };

    RareRequests(const RequestQuery &query, const ReportingZone &zone, TimeRange range, qint64 wanted);
    Result<Days> daysWith(Connection &connection, qint64 rows) const;
    QString where(TimeRange range, UsageAnswer::Source source, QVariantList &values) const;

    UsageFilter m_filter; ///< What the sums know of it.
    ReportingZone m_zone; ///< Of the days.
    bool m_descending = true;
    TimeRange m_rest;
    qint64 m_wanted = 0; ///< Rows that the next ranges should hold.
};
