#include "ledger/rarerequests.h"

#include "data/sql.h"
#include "ledger/usagesql.h"

#include <limits>

namespace {

bool knowsSomething(const UsageFilter &filter)
{
    UsageFilter known = filter;
    known.users.clear(); // no sum knows them with the rest
    return !known.isEmpty();
}

}

RareRequests::RareRequests(const RequestQuery &query, const ReportingZone &zone, TimeRange range, qint64 wanted)
    : m_filter(query.filter)
    , m_zone(zone)
    , m_descending(query.order.isEmpty() || query.order.constFirst().descending)
    , m_rest(range)
    , m_wanted(wanted)
{
    m_filter.users.clear();
}

Result<std::optional<RareRequests>> RareRequests::find(Connection &connection, const RequestQuery &query, TimeRange range, int wanted, const Limits &limits)
{
    const qint64 quarterHours = range.length() / MicrosPerQuarterHour;
    if (connection.dialect() != Dialect::Sqlite || !knowsSomething(query.filter) || range.isEmpty() || quarterHours < limits.fewest)
        return std::optional<RareRequests>();
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    RareRequests rare(query, *zone, range, wanted);
    // Where more is asked for than the sums know, none of the rows may be wanted.
    const bool isWhole = !query.isNarrowed() && query.filter.users.isEmpty();
    const auto days = rare.daysWith(connection, isWhole ? wanted : quarterHours / limits.fewest + 1);
    if (!days)
        return days.error();
    if (qMin(days->rows, qint64(isWhole ? wanted : days->rows)) > days->seen.length() / MicrosPerQuarterHour / limits.fewest)
        return std::optional<RareRequests>();
    const auto passed = UsageSql::requestsOnDays(connection, days->seen, {});
    if (!passed)
        return passed.error();
    return *passed < limits.leastPassed ? std::optional<RareRequests>() : std::optional(rare);
}

Result<std::optional<QList<TimeRange>>> RareRequests::all(Connection &connection, const RequestQuery &query, const Limits &limits)
{
    const std::optional<QList<TimeRange>> none;
    if (connection.dialect() != Dialect::Sqlite || !knowsSomething(query.filter) || query.range.isEmpty())
        return none;
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    RareRequests rare(query, *zone, query.range, limits.mostAtOnce + 1);
    const auto days = rare.daysWith(connection, rare.m_wanted);
    if (!days)
        return days.error();
    if (days->rows >= rare.m_wanted)
        return none;
    const auto passed = UsageSql::requestsOnDays(connection, query.range, {});
    if (!passed)
        return passed.error();
    if (*passed < limits.leastPassed)
        return none;
    const auto ranges = rare.next(connection);
    return ranges ? Result<std::optional<QList<TimeRange>>>(*ranges) : ranges.error();
}

Result<QList<TimeRange>> RareRequests::next(Connection &connection)
{
    while (!m_rest.isEmpty()) {
        const auto days = daysWith(connection, m_wanted);
        if (!days)
            return days.error();
        m_wanted *= 2;
        (m_descending ? m_rest.to : m_rest.from) = m_descending ? days->seen.from : days->seen.to;
        if (days->with.isEmpty())
            continue;
        QStringList texts;
        for (const TimeRange &day : days->with)
            texts.append(QStringLiteral("(%1, %2)").arg(floorTo(day.from, MicrosPerQuarterHour)).arg(day.to));
        // By one quarter hour after the other: where features are wanted, the others' sums are not read.
        QVariantList values;
        QList<TimeRange> ranges;
        const auto read = Sql::forEach(connection,
            // The days stand by themselves: in one compound with the recursion SQLite takes no more than 500.
            QStringLiteral("WITH RECURSIVE day (from_us, end_us) AS (VALUES %1), quarter (at_us, end_us) AS "
                           "(SELECT from_us, end_us FROM day UNION ALL SELECT at_us + %2, end_us FROM quarter WHERE at_us + %2 < end_us) "
                           "SELECT DISTINCT at_us FROM quarter CROSS JOIN usage_quarter_hours%3 AND bucket_us = at_us ORDER BY at_us")
                .arg(texts.join(QLatin1String(", "))).arg(MicrosPerQuarterHour)
                .arg(where({ std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max() }, UsageAnswer::Source::QuarterHours, values)),
            values, [&ranges](const Row &row) {
                const UtcMicros start = row.int64(0);
                if (ranges.isEmpty() || ranges.constLast().to < start)
                    ranges.append({ start, start });
                ranges.last().to = start + MicrosPerQuarterHour;
                return true;
            });
        if (!read)
            return read.error();
        // The first and the last may reach into a day that is read before or after.
        for (TimeRange &range : ranges)
            range = { qMax(range.from, days->seen.from), qMin(range.to, days->seen.to) };
        if (!ranges.isEmpty())
            return ranges;
    }
    return QList<TimeRange>();
}

/// The next days that hold `rows` rows or more together, or all that are left.
Result<RareRequests::Days> RareRequests::daysWith(Connection &connection, qint64 rows) const
{
    Days days;
    days.seen = m_rest;
    QVariantList values;
    const QString statement = QStringLiteral("SELECT bucket_us, SUM(requests) FROM usage_days%1 GROUP BY bucket_us ORDER BY bucket_us%2")
                                  .arg(where(UsageSql::daysAround(m_zone, m_rest), UsageAnswer::Source::Days, values), m_descending ? QStringLiteral(" DESC") : QString());
    const auto read = Sql::forEach(connection, statement, values, [&](const Row &row) {
        const UtcMicros start = row.int64(0);
        const TimeRange day { qMax(start, m_rest.from), qMin(m_zone.startOfNextBucket(start, Bucket::Day), m_rest.to) };
        days.with.append(day);
        days.rows += row.int64(1);
        if (days.rows < rows)
            return true;
        (m_descending ? days.seen.from : days.seen.to) = m_descending ? day.from : day.to;
        return false;
    });
    if (!read)
        return read.error();
    return days;
}

QString RareRequests::where(TimeRange range, UsageAnswer::Source source, QVariantList &values) const
{
    const UsageQuery usage { range, m_zone, {}, m_filter };
    return UsageSql::whereUnjoined(usage, { range, source, source == UsageAnswer::Source::QuarterHours }, values);
}
