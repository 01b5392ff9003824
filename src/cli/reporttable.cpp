#include "cli/reporttable.h"

#include "cli/console.h"
#include "core/csv.h"

#include <QJsonArray>

namespace {

using namespace Cli;

QString cell(std::optional<qint64> value)
{
    return value ? QString::number(*value) : QString();
}

/// Microseconds as milliseconds with three decimals, exactly.
QString milliseconds(std::optional<qint64> micros)
{
    return micros ? decimalText(*micros, 3, 3) : QString();
}

QStringList words(const char *list)
{
    return QString::fromLatin1(list).split(QLatin1Char(','));
}

QJsonValue jsonOf(const ReportColumn &column, const QString &cell)
{
    if (column.text)
        return cell;
    if (cell.isEmpty())
        return QJsonValue::Null;
    if (cell == QLatin1String("true") || cell == QLatin1String("false"))
        return cell == QLatin1String("true");
    if (column.name == QLatin1String("cost_usd") || column.name.endsWith(QLatin1String("_ms")))
        return cell;
    return cell.toLongLong();
}

}

namespace Cli {

ReportTable::ReportTable(const UsageQuery &query, const QStringList &measures)
    : m_dimensions(query.dimensions)
    , m_zone(query.zone)
{
    for (const Dimension dimension : query.dimensions)
        m_columns.append({ dimensionName(dimension), true });
    for (const QString &measure : measures)
        m_columns.append({ measure, false });
}

ReportTable ReportTable::ofSpend(const QList<UsageRow> &rows, const UsageQuery &query)
{
    ReportTable table(query, words("requests,errors,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,"
                                   "reasoning_tokens,cost_usd,unpriced_requests"));
    for (const UsageRow &row : rows) {
        const UsageMeasures &m = row.measures;
        const auto cost = m.knownCost();
        table.m_rows.append(table.cellsOf(row.keys)
            + QStringList { QString::number(m.requests()), QString::number(m.errors()), cell(m.input.value()), cell(m.cacheRead.value()),
                cell(m.cacheWrite.value()), cell(m.output.value()), cell(m.reasoning.value()), cost ? cost->exactText() : QString(),
                QString::number(m.unpriced()) });
    }
    return table;
}

ReportTable ReportTable::ofLatency(const QList<LatencyRow> &rows, const UsageQuery &query)
{
    ReportTable table(query, words("n,p50_ms,p95_ms,p99_ms,exact"));
    for (const LatencyRow &row : rows) {
        const Quantiles &q = row.latency;
        table.m_rows.append(table.cellsOf(row.keys)
            + QStringList { QString::number(q.n), milliseconds(q.p50), milliseconds(q.p95), milliseconds(q.p99),
                q.exact ? QStringLiteral("true") : QStringLiteral("false") });
    }
    return table;
}

ReportTable ReportTable::ofTokens(const QList<TokenQuantilesRow> &rows, const UsageQuery &query)
{
    ReportTable table(query, words("n,p50_input,p95_input,p99_input,p50_output,p95_output,p99_output"));
    for (const TokenQuantilesRow &row : rows) {
        // Calls that did not say one of the two are missing from that side only.
        const qint64 n = std::max(row.input.n, row.output.n);
        table.m_rows.append(table.cellsOf(row.keys)
            + QStringList { QString::number(n), cell(row.input.p50), cell(row.input.p95), cell(row.input.p99), cell(row.output.p50),
                cell(row.output.p95), cell(row.output.p99) });
    }
    return table;
}

QStringList ReportTable::cellsOf(const QList<UsageKey> &keys) const
{
    QStringList cells;
    for (qsizetype i = 0; i < keys.size() && i < m_dimensions.size(); ++i) {
        const auto bucket = bucketOf(m_dimensions.at(i));
        cells.append(bucket ? m_zone.label(keys.at(i).start, *bucket) : keys.at(i).text);
    }
    return cells;
}

void ReportTable::printCsv(bool raw) const
{
    QStringList header;
    for (const ReportColumn &column : m_columns)
        header.append(column.name);
    printLine(csvLine(header, true));
    for (const QStringList &row : m_rows) {
        QStringList shown;
        // A line end inside a name would be a line of output that is none.
        for (const QString &text : row)
            shown.append(visibleControls(text));
        printLine(csvLine(shown, raw));
    }
}

void ReportTable::printAsJson(QJsonObject about) const
{
    QJsonArray rows;
    for (const QStringList &cells : m_rows) {
        QJsonObject row;
        for (qsizetype i = 0; i < cells.size(); ++i)
            row.insert(m_columns.at(i).name, jsonOf(m_columns.at(i), cells.at(i)));
        rows.append(row);
    }
    about.insert(QStringLiteral("rows"), rows);
    printJson(about);
}

}
