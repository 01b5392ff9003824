#include "ledger/usagequery.h"

#include "core/quantilesketch.h"
#include "data/sql.h"
#include "ledger/latencyscan.h"
#include "ledger/userrowids.h"

#include <algorithm>

namespace {

constexpr qint64 MostExactValues = 200'000;
constexpr qint64 MostRowsPassed = 500'000; ///< A filter that leaves few of more calls finds them slowly: measured, 40 ms.

/// Value -> how many calls had it.
using Histogram = std::map<qint64, qint64>;

Quantiles exactQuantiles(const Histogram &histogram)
{
    Quantiles quantiles;
    for (const auto &[value, count] : histogram)
        quantiles.n += count;
    if (quantiles.n == 0)
        return quantiles;
    const auto at = [&](double p) {
        qint64 left = nearestRank(p, quantiles.n);
        for (const auto &[value, count] : histogram) {
            left -= count;
            if (left <= 0)
                return value;
        }
        Q_UNREACHABLE();
    };
    quantiles.p50 = at(0.50);
    quantiles.p95 = at(0.95);
    quantiles.p99 = at(0.99);
    return quantiles;
}

using Histograms = std::map<QList<UsageKey>, Histogram, UsageSql::KeysLess>;

/// How often each value of `column` occurs among successful calls, by the query's dimensions.
Result<Histograms> histogramsOf(Connection &connection, const UsageQuery &query, const QString &column)
{
    auto keys = UsageSql::Keys::load(connection, query);
    if (!keys)
        return keys.error();
    Histograms histograms;
    const auto piece = UserRowIds::rowPiece(connection, query, query.range);
    if (!piece)
        return piece.error();
    const UsageSql::TimeKey time = UsageSql::timeKey(query, *piece);
    const QStringList columns = UsageSql::dimensionColumns(query);
    QStringList groups = columns;
    if (!time.column.isEmpty())
        groups.prepend(time.column);
    groups.append(column);
    QVariantList values;
    const QString statement = time.with + QStringLiteral("SELECT ") + groups.join(QLatin1String(", ")) + QStringLiteral(", CAST(COUNT(*) AS BIGINT) FROM ") + time.join
        + UsageSql::tableOf(piece->source) + UsageSql::where(query, *piece, values) + QStringLiteral(" AND status = 1 AND %1 IS NOT NULL GROUP BY ").arg(column)
        + groups.join(QLatin1String(", "));
    const int first = time.column.isEmpty() ? 0 : 1;
    const int valueColumn = first + int(columns.size());
    const auto read = Sql::forEach(connection, statement, values, [&](const Row &row) {
        QStringList texts;
        for (int i = 0; i < columns.size(); ++i)
            texts.append(row.text(first + i));
        histograms[keys->keysOf(first ? row.int64(0) : 0, texts)][row.int64(valueColumn)] += row.int64(valueColumn + 1);
        return true;
    });
    if (!read)
        return read.error();
    return histograms;
}

/// Whether to read the calls would pass over many that the filter does not want, where whole days have sketches.
Result<bool> passesManyCalls(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings)
{
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    const auto pieces = UsageSql::piecesOf(UsageSql::together(query, groupings), *zone);
    if (std::none_of(pieces.begin(), pieces.end(), [](const auto &piece) { return piece.source == UsageAnswer::Source::Days; }))
        return false;
    const auto calls = UsageSql::requestsOnDays(connection, UsageSql::daysAround(*zone, query.range), {});
    return calls ? Result<bool>(*calls > MostRowsPassed) : Result<bool>(calls.error());
}

/// Calls by session and client are told apart by text, and only in the rows.
bool isText(Dimension dimension)
{
    return dimension == Dimension::Session || dimension == Dimension::Client;
}

Result<QList<QList<LatencyRow>>> latenciesByText(Connection &connection, UsageQuery query, const QList<QList<Dimension>> &groupings)
{
    QList<QList<LatencyRow>> answers;
    for (const auto &dimensions : groupings) {
        query.dimensions = dimensions;
        const auto histograms = histogramsOf(connection, query, QStringLiteral("latency_us"));
        if (!histograms)
            return histograms.error();
        QList<LatencyRow> rows;
        for (const auto &[key, histogram] : *histograms)
            rows.append({ key, exactQuantiles(histogram) });
        answers.append(rows);
    }
    return answers;
}

}

Result<QList<LatencyRow>> Usage::latency(Connection &connection, const UsageQuery &query)
{
    const auto answers = latencies(connection, query, { query.dimensions });
    if (!answers)
        return answers.error();
    return answers->constFirst();
}

Result<QList<QList<LatencyRow>>> Usage::latencies(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings)
{
    const QList<QList<LatencyRow>> none(groupings.size());
    const auto &statuses = query.filter.statuses;
    if (!statuses.isEmpty() && !statuses.contains(UsageStatus::Success))
        return none; // only successes have a latency here
    UsageQuery totals = query;
    totals.dimensions.clear();
    const auto answer = Usage::ask(connection, totals);
    if (!answer)
        return answer.error();
    const qint64 known = answer->total().latencyKnown;
    if (known == 0)
        return none;
    if (std::any_of(groupings.begin(), groupings.end(), [](const auto &dimensions) { return std::any_of(dimensions.begin(), dimensions.end(), isText); }))
        return latenciesByText(connection, query, groupings);
    const auto far = passesManyCalls(connection, query, groupings);
    if (!far)
        return far.error();
    return (known > MostExactValues || *far ? LatencyScan::sketched : LatencyScan::exact)(connection, query, groupings);
}

Result<QList<TokenQuantilesRow>> Usage::tokenQuantiles(Connection &connection, const UsageQuery &query)
{
    const auto inputs = histogramsOf(connection, query, QStringLiteral("input_tokens"));
    if (!inputs)
        return inputs.error();
    const auto outputs = histogramsOf(connection, query, QStringLiteral("output_tokens"));
    if (!outputs)
        return outputs.error();
    std::map<QList<UsageKey>, TokenQuantilesRow, UsageSql::KeysLess> rows;
    for (const auto &[key, histogram] : *inputs)
        rows[key] = { key, exactQuantiles(histogram), {} };
    for (const auto &[key, histogram] : *outputs) {
        rows[key].keys = key;
        rows[key].output = exactQuantiles(histogram);
    }
    QList<TokenQuantilesRow> list;
    for (const auto &[key, row] : rows)
        list.append(row);
    return list;
}
