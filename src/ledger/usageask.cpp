#include "ledger/usagequery.h"

#include "data/sql.h"
#include "ledger/rollupscan.h"
#include "ledger/usagesql.h"
#include "ledger/userrowids.h"

#include <algorithm>

namespace {

RollupCells cellsOf(const Row &row, int first)
{
    RollupCells cells;
    for (size_t i = 0; i < CellCount; ++i)
        cells.values[i] = row.int64(first + int(i));
    return cells;
}

/// Status and cost source are always grouped by: their counts are measures.
Result<> addPiece(Connection &connection, const UsageQuery &query, const UsageSql::Piece &piece, UsageSql::Keys &keys, UsageSums &sums)
{
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
        sums[keys.keysOf(first ? row.int64(0) : 0, texts)] += measuresOf(cellsOf(row, status + 2), int(row.int64(status)), int(row.int64(status + 1)));
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

}

Result<UsageAnswer> Usage::ask(Connection &connection, const UsageQuery &asked)
{
    UsageAnswer answer;
    if (asked.range.isEmpty())
        return answer;
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    const auto range = withoutEmptyCenturies(connection, asked.range, *zone);
    if (!range)
        return range.error();
    UsageQuery query = asked;
    query.range = *range;
    if (query.range.isEmpty())
        return answer;
    auto keys = UsageSql::Keys::load(connection, query);
    if (!keys)
        return keys.error();
    UsageSums sums;
    UtcMicros longest = 0;
    auto pieces = UserRowIds::piecesOf(connection, query, *zone);
    if (!pieces)
        return pieces.error();
    for (UsageSql::Piece piece : *pieces) {
        if (piece.source == UsageAnswer::Source::RawRows && !piece.wide) {
            UsageQuery part = query;
            part.range = piece.range;
            const auto wide = UsageSql::isWide(connection, part);
            if (!wide)
                return wide.error();
            piece.wide = *wide;
        }
        // The server groups better than it sends rows; SQLite is no server.
        const bool scans = connection.dialect() == Dialect::Sqlite && RollupScan::canAdd(query, piece);
        if (auto added = (scans ? RollupScan::add : addPiece)(connection, query, piece, *keys, sums); !added)
            return added.error();
        if (piece.range.length() > longest) {
            longest = piece.range.length();
            answer.source = piece.source;
        }
    }
    for (const auto &[key, measures] : sums)
        answer.rows.append({ key, measures });
    return answer;
}
