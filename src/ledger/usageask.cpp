#include "ledger/usagequery.h"

#include "data/sql.h"
#include "ledger/rollupscan.h"
#include "ledger/usagesql.h"
#include "ledger/userrowids.h"

#include <algorithm>
#include <list>
#include <vector>

namespace {

RollupCells cellsOf(const Row &row, int first)
{
    RollupCells cells;
    for (size_t i = 0; i < CellCount; ++i)
        cells.values[i] = row.int64(first + int(i));
    return cells;
}

/// Status and cost source are always grouped by: their counts are measures.
Result<> addPiece(Connection &connection, const UsageSql::Piece &piece, UsageGrouping &grouping)
{
    const UsageQuery &query = grouping.query;
    const UsageSql::TimeKey time = UsageSql::timeKey(query, piece);
    const QStringList columns = UsageSql::dimensionColumns(query);
    QStringList groups = columns;
    if (!time.column.isEmpty())
        groups.prepend(time.column);
    groups << QStringLiteral("status") << QStringLiteral("cost_source");
    QVariantList values;
    const QString statement = time.with + QStringLiteral("SELECT ") + groups.join(QLatin1String(", ")) + QStringLiteral(", ") + UsageSql::cellSums(piece.source)
        + QStringLiteral(" FROM ") + time.join + UsageSql::tableOf(piece.source) + UsageSql::where(query, piece, values) + QStringLiteral(" GROUP BY ")
        + groups.join(QLatin1String(", "));
    const int first = time.column.isEmpty() ? 0 : 1;
    const int status = first + int(columns.size());
    return Sql::forEach(connection, statement, values, [&](const Row &row) {
        QStringList texts;
        for (int i = 0; i < columns.size(); ++i)
            texts.append(row.text(first + i));
        grouping.sums[grouping.keys.keysOf(first ? row.int64(0) : 0, texts)] += measuresOf(cellsOf(row, status + 2), int(row.int64(status)), int(row.int64(status + 1)));
        return true;
    });
}

/// A range that reaches far beyond the rows is cut to their days: its empty centuries would only cost time.
Result<TimeRange> withoutEmptyCenturies(Connection &connection, TimeRange range, const ReportingZone &zone)
{
    constexpr UtcMicros ordinary = UtcMicros(5 * 366 * 24) * MicrosPerHour;
    if (range.length() <= ordinary)
        return range;
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();
    if (!*extent)
        return TimeRange { range.from, range.from };
    const UtcMicros lastDay = zone.startOfBucket((*extent)->to - 1, Bucket::Day);
    return TimeRange { std::max(range.from, zone.startOfBucket((*extent)->from, Bucket::Day)),
        std::min(range.to, zone.startOfNextBucket(lastDay, Bucket::Day)) };
}

/// The longest piece tells where an answer comes from.
UsageAnswer::Source mainSource(const QList<UsageSql::Piece> &pieces)
{
    const auto longest = std::max_element(pieces.begin(), pieces.end(), [](const auto &a, const auto &b) { return a.range.length() < b.range.length(); });
    return longest->source;
}

/// Adds `piece`, which is cut alike for all `groupings`, to each of them.
Result<> addToAll(Connection &connection, const UsageSql::Piece &piece, const std::vector<UsageGrouping *> &groupings)
{
    std::vector<UsageGrouping *> scanned;
    for (UsageGrouping *grouping : groupings) {
        // The server groups better than it sends rows; SQLite is no server. Hours are read here alone.
        const bool groupsHere = connection.dialect() == Dialect::Sqlite || piece.source == UsageAnswer::Source::Hours;
        if (groupsHere && RollupScan::canAdd(grouping->query, piece))
            scanned.push_back(grouping);
        else if (auto added = addPiece(connection, piece, *grouping); !added)
            return added;
    }
    return scanned.empty() ? Result<>(Ok) : RollupScan::add(connection, piece, scanned);
}

/// How a question is cut, asked once for all groupings that are cut alike.
class Cuts
{
public:
    explicit Cuts(const ReportingZone &workspaceZone) : m_zone(workspaceZone) {}

    Result<QList<UsageSql::Piece>> of(Connection &connection, const UsageQuery &query)
    {
        const auto pieces = UsageSql::piecesOf(query, m_zone);
        for (const auto &[known, cut] : m_known) {
            if (known == pieces)
                return cut;
        }
        const auto cut = UserRowIds::piecesOf(connection, query, pieces);
        if (cut)
            m_known.push_back({ pieces, *cut });
        return cut;
    }

private:
    const ReportingZone m_zone;
    std::vector<std::pair<QList<UsageSql::Piece>, QList<UsageSql::Piece>>> m_known;
};

/// All groupings that need the same tables for the same ranges.
struct Plan
{
    QList<UsageSql::Piece> pieces;
    std::vector<UsageGrouping *> groupings;
};

Result<> add(Connection &connection, Plan &plan)
{
    for (UsageSql::Piece &piece : plan.pieces) {
        if (piece.source == UsageAnswer::Source::RawRows && !piece.wide) {
            QList<QList<Dimension>> dimensions;
            for (const UsageGrouping *grouping : plan.groupings)
                dimensions.append(grouping->query.dimensions);
            UsageQuery part = UsageSql::together(plan.groupings.front()->query, dimensions);
            part.range = piece.range;
            const auto wide = UsageSql::isWide(connection, part);
            if (!wide)
                return wide.error();
            piece.wide = *wide;
        }
        if (auto added = addToAll(connection, piece, plan.groupings); !added)
            return added;
    }
    return Ok;
}

}

Result<UsageAnswer> Usage::ask(Connection &connection, const UsageQuery &query)
{
    const auto answers = askAll(connection, query, { query.dimensions });
    if (!answers)
        return answers.error();
    return answers->constFirst();
}

Result<QList<UsageAnswer>> Usage::askAll(Connection &connection, const UsageQuery &asked, const QList<QList<Dimension>> &dimensions)
{
    QList<UsageAnswer> answers(dimensions.size());
    if (asked.range.isEmpty())
        return answers;
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    const auto range = withoutEmptyCenturies(connection, asked.range, *zone);
    if (!range)
        return range.error();
    if (range->isEmpty())
        return answers;
    std::list<UsageGrouping> groupings; // the plans point at them
    std::vector<Plan> plans;
    Cuts cuts(*zone);
    for (qsizetype i = 0; i < dimensions.size(); ++i) {
        const UsageQuery query { *range, asked.zone, dimensions.at(i), asked.filter };
        auto keys = UsageSql::Keys::load(connection, query);
        if (!keys)
            return keys.error();
        groupings.push_back({ query, std::move(*keys) });
        const auto pieces = cuts.of(connection, query);
        if (!pieces)
            return pieces.error();
        answers[i].source = mainSource(*pieces);
        auto plan = std::find_if(plans.begin(), plans.end(), [&pieces](const Plan &known) { return known.pieces == *pieces; });
        if (plan == plans.end())
            plan = plans.insert(plan, { *pieces, {} });
        plan->groupings.push_back(&groupings.back());
    }
    for (Plan &plan : plans) {
        if (auto added = add(connection, plan); !added)
            return added.error();
    }
    auto answer = answers.begin();
    for (const UsageGrouping &grouping : groupings) {
        answer->rows.reserve(qsizetype(grouping.sums.size()));
        for (const auto &[key, measures] : grouping.sums)
            answer->rows.append({ key, measures });
        ++answer;
    }
    return answers;
}
