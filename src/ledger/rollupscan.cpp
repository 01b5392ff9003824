#include "ledger/rollupscan.h"

#include "data/quickrows.h"
#include "ledger/groupkey.h"

#include <array>
#include <unordered_map>

namespace {

struct Group
{
    RollupCells cells;
    std::array<qint64, UsageStatusCount> byStatus {};
    std::array<qint64, CostSourceCount> bySource {};
};

UsageMeasures measuresOf(const Group &group)
{
    UsageMeasures measures = measuresOf(group.cells, 0, 0);
    measures.byStatus = group.byStatus;
    measures.bySource = group.bySource;
    return measures;
}

}

UsageMeasures measuresOf(const RollupCells &cells, int status, int costSource)
{
    UsageMeasures measures;
    measures.byStatus[size_t(status)] = cells[Cell::Requests];
    measures.bySource[size_t(costSource)] = cells[Cell::Requests];
    measures.input = { cells[Cell::Input], cells[Cell::InputKnown] };
    measures.cacheRead = { cells[Cell::CacheRead], cells[Cell::CacheReadKnown] };
    measures.cacheWrite = { cells[Cell::CacheWrite], cells[Cell::CacheWriteKnown] };
    measures.output = { cells[Cell::Output], cells[Cell::OutputKnown] };
    measures.reasoning = { cells[Cell::Reasoning], cells[Cell::ReasoningKnown] };
    measures.latencyKnown = cells[Cell::LatencyKnown];
    measures.cost = Money::fromHalves(cells[Cell::CostMicros], cells[Cell::CostRest]);
    return measures;
}

bool RollupScan::canAdd(const UsageQuery &query, const UsageSql::Piece &piece)
{
    const bool hasTexts = query.dimensions.contains(Dimension::Session) || query.dimensions.contains(Dimension::Client);
    return piece.source != UsageAnswer::Source::RawRows || (piece.wide && !hasTexts);
}

Result<> RollupScan::add(Connection &connection, const UsageQuery &query, const UsageSql::Piece &piece, UsageSql::Keys &keys, UsageSums &sums)
{
    const QStringList columns = UsageSql::dimensionColumns(query);
    Q_ASSERT(size_t(columns.size()) <= MostGroupColumns);
    const bool timed = UsageSql::hasTime(query);
    // Rows come in no order of time: their buckets are told by the statement, those of a rollup by the one before.
    const QString time = piece.wide && timed ? UsageSql::timeKey(query, piece).column : UsageSql::timeColumn(piece.source);
    const QStringList selected = QStringList { time, QStringLiteral("status"), QStringLiteral("cost_source") } + UsageSql::cells(piece.source) + columns;
    constexpr int firstCell = 3;
    constexpr int firstDimension = firstCell + int(CellCount);
    QVariantList values;
    const QString statement = QStringLiteral("SELECT %1 FROM %2%3").arg(selected.join(QLatin1String(", ")), UsageSql::tableOf(piece.source), UsageSql::whereUnjoined(query, piece, values));

    std::unordered_map<GroupKey, Group, GroupKeyHash> groups;
    const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
        GroupKey key {};
        if (timed)
            key[0] = piece.wide ? row.int64(0) : keys.finestStart(row.int64(0));
        for (int i = 0; i < columns.size(); ++i)
            key[size_t(i) + 1] = row.int64(firstDimension + i);
        Group &group = groups[key];
        for (size_t i = 0; i < CellCount; ++i)
            group.cells.values[i] += row.int64(firstCell + int(i));
        const qint64 requests = row.int64(firstCell);
        group.byStatus[size_t(row.int64(1))] += requests;
        group.bySource[size_t(row.int64(2))] += requests;
        return true;
    });
    if (!read)
        return read;
    for (const auto &[key, group] : groups) {
        QStringList texts;
        for (int i = 0; i < columns.size(); ++i)
            texts.append(QString::number(key[size_t(i) + 1]));
        sums[keys.keysOf(key[0], texts)] += measuresOf(group);
    }
    return Ok;
}
