#include "ledger/usagequery.h"

#include "core/quantilesketch.h"
#include "data/sql.h"
#include "ledger/usagesql.h"

#include <vector>

namespace {

constexpr qint64 MostExactValues = 200'000;

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
    const UsageSql::Piece piece = UsageSql::rawPiece(query).constFirst();
    const UsageSql::TimeKey time = UsageSql::timeKey(query, piece);
    const QStringList columns = UsageSql::dimensionColumns(query);
    QStringList groups = columns;
    if (!time.column.isEmpty())
        groups.prepend(time.column);
    groups.append(column);
    QVariantList values;
    const QString statement = time.with + QStringLiteral("SELECT ") + groups.join(QLatin1String(", ")) + QStringLiteral(", CAST(COUNT(*) AS BIGINT) FROM ") + time.join
        + UsageSql::tableOf(piece.source) + UsageSql::where(query, piece, values) + QStringLiteral(" AND status = 1 AND %1 IS NOT NULL GROUP BY ").arg(column)
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

/// From the day table's sketches; only for a query that it can answer alone.
Result<QList<LatencyRow>> sketchedLatency(Connection &connection, const UsageQuery &query, const UsageSql::Piece &piece)
{
    auto keys = UsageSql::Keys::load(connection, query);
    if (!keys)
        return keys.error();
    std::map<QList<UsageKey>, QuantileSketch, UsageSql::KeysLess> sketches;
    const UsageSql::TimeKey time = UsageSql::timeKey(query, piece);
    const QStringList columns = UsageSql::dimensionColumns(query);
    QStringList selected = columns;
    if (!time.column.isEmpty())
        selected.prepend(time.column);
    selected.append(QStringLiteral("latency_sketch"));
    QVariantList values;
    const QString statement = QStringLiteral("SELECT ") + selected.join(QLatin1String(", ")) + QStringLiteral(" FROM ") + UsageSql::tableOf(piece.source)
        + UsageSql::where(query, piece, values) + QStringLiteral(" AND latency_sketch IS NOT NULL");
    const int first = time.column.isEmpty() ? 0 : 1;
    bool damaged = false;
    const auto read = Sql::forEach(connection, statement, values, [&](const Row &row) {
        QStringList texts;
        for (int i = 0; i < columns.size(); ++i)
            texts.append(row.text(first + i));
        const auto sketch = QuantileSketch::fromBytes(row.bytes(first + int(columns.size())));
        damaged = damaged || !sketch;
        if (sketch)
            sketches[keys->keysOf(first ? row.int64(0) : 0, texts)].merge(*sketch);
        return !damaged;
    });
    if (!read)
        return read.error();
    if (damaged)
        return Error { Error::Kind::Corrupt, QStringLiteral("A stored latency sketch is damaged. Run \"signalbox verify --deep\"."), {} };
    QList<LatencyRow> rows;
    for (const auto &[key, sketch] : sketches)
        rows.append({ key, { sketch.count(), sketch.quantile(0.50), sketch.quantile(0.95), sketch.quantile(0.99), false } });
    return rows;
}

}

Result<QList<LatencyRow>> Usage::latency(Connection &connection, const UsageQuery &query)
{
    UsageQuery totals = query;
    totals.dimensions.clear();
    const auto answer = Usage::ask(connection, totals);
    if (!answer)
        return answer.error();
    const qint64 known = answer->total().latencyKnown;
    if (known == 0)
        return QList<LatencyRow>();
    if (known > MostExactValues) {
        const auto zone = UsageSql::workspaceZone(connection);
        if (!zone)
            return zone.error();
        const auto pieces = UsageSql::piecesOf(query, *zone);
        if (pieces.size() == 1 && pieces.first().source == UsageAnswer::Source::Days)
            return sketchedLatency(connection, query, pieces.first());
    }
    const auto histograms = histogramsOf(connection, query, QStringLiteral("latency_us"));
    if (!histograms)
        return histograms.error();
    QList<LatencyRow> rows;
    for (const auto &[key, histogram] : *histograms)
        rows.append({ key, exactQuantiles(histogram) });
    return rows;
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
