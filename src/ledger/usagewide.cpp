#include "ledger/usagesql.h"

#include "data/sql.h"

#include <utility>

namespace {

constexpr UtcMicros ShortestWideRange = 2 * 24 * MicrosPerHour; ///< What is shorter is the edge of a range.

}

Result<qint64> UsageSql::requestsOnDays(Connection &connection, TimeRange days, const UsageFilter &filter)
{
    const auto sum = Sql::selectOne(connection,
        QStringLiteral("SELECT SUM(requests) FROM usage_batch_days WHERE bucket_us >= ? AND bucket_us < ?")
            + UsageSql::whereCodes(filter.statuses, filter.costSources),
        { days.from, days.to }, [](const Row &row) { return row.int64(0); });
    return sum ? Result<qint64>(sum->value_or(0)) : Result<qint64>(sum.error());
}

Result<bool> UsageSql::isWide(Connection &connection, const UsageQuery &query)
{
    if (connection.dialect() != Dialect::Sqlite || query.range.length() < ShortestWideRange || !onSteps(query, MicrosPerQuarterHour))
        return false;
    const auto zone = workspaceZone(connection);
    if (!zone)
        return zone.error();
    const TimeRange days = daysAround(*zone, query.range);
    const auto requests = [&](const UsageFilter &filter) -> Result<qint64> {
        if (UsageFilter names = filter; names.statuses.clear(), names.costSources.clear(), names.isEmpty())
            return requestsOnDays(connection, days, filter);
        const auto answer = Usage::ask(connection, { days, *zone, {}, filter });
        return answer ? Result<qint64>(answer->total().requests()) : Result<qint64>(answer.error());
    };
    const auto all = Sql::selectOne(connection, QStringLiteral("SELECT SUM(requests) FROM usage_batch_days"), {}, [](const Row &row) { return row.int64(0); });
    if (!all)
        return all.error();
    const qint64 few = all->value_or(0) / RowsReadPerFetch;
    // No day table knows users with the rest: as many as either leaves are there at most.
    UsageFilter rest = query.filter;
    UsageFilter users;
    users.users = std::exchange(rest.users, {});
    const auto left = requests(rest);
    if (!left || *left <= few || users.isEmpty())
        return left ? Result<bool>(*left > few) : left.error();
    const auto ofUsers = requests(users);
    return ofUsers ? Result<bool>(*ofUsers > few) : ofUsers.error();
}
