#include "core/format.h"
#include "features/featuredashboard/dashboardcells.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace {

constexpr qsizetype ShownRows = 200;

QString tr(const char *text) { return QCoreApplication::translate("DashboardTabs", text); }

Dimension dimensionOf(const QString &breakdown)
{
    const auto dimension = dimensionFromName(breakdown);
    return dimension.value_or(Dimension::User);
}

DashboardRow rowOf(const UsageMeasures &measures, const DashboardCell &name, qint64 all)
{
    using namespace DashboardCells;
    DashboardRow row;
    row.cells = { name, count(measures.requests()), share(ratio(measures.requests(), all)), tokens(measures.input),
        tokens(measures.output), errorRate(measures), costPerRequest(measures), spend(measures) };
    return row;
}

CountedRequests countedBy(const DashboardQuestion &question, TimeRange range, Dimension dimension, const QString &key)
{
    if (dimension == Dimension::User || dimension == Dimension::Status)
        return question.counted(FilterPart::keyed(question.filter, dimension, { key }), range);
    auto counted = question.counted(question.filter, range);
    counted.shown->options.insert(dimensionName(dimension), key); // no filter of every page
    return counted;
}

CountedRequests countedByOthers(
    const DashboardQuestion &question, TimeRange range, Dimension dimension, const QList<UsageRow> &rows)
{
    if (dimension == Dimension::Session || dimension == Dimension::Client)
        return CountedRequests::none(tr("only one session or client can be shown at a time"));
    if (rows.size() > CountedRequests::MostNamed)
        return CountedRequests::tooMany(rows.size());
    QStringList keys;
    for (const auto &row : rows)
        keys.append(row.keys.at(0).text);
    return question.counted(FilterPart::keyed(question.filter, dimension, keys), range);
}

}

Result<DashboardTables> DashboardTabs::usage(Connection &connection, const DashboardQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto dimension = dimensionOf(question.breakdown);
    auto range = question.range;
    if (dimension != Dimension::Status) {
        const auto bounded = DashboardCells::boundedRange(connection, question);
        if (!bounded)
            return bounded.error();
        range = *bounded;
    }
    const auto answer = Usage::ask(connection, { range, question.zone, { dimension }, question.filter });
    if (!answer)
        return answer.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();

    const auto total = answer->total();
    DashboardTable table;
    table.id = QStringLiteral("features.usage");
    table.title = tr("Requests and tokens by %1").arg(UsageText::dimensionTitle(dimension).toLower());
    table.columns = { { QStringLiteral("name"), UsageText::dimensionTitle(dimension) },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("share"), tr("Share"), CellKind::Share },
        { QStringLiteral("input_tokens"), tr("Input"), CellKind::Number },
        { QStringLiteral("output_tokens"), tr("Output"), CellKind::Number },
        { QStringLiteral("error_rate"), tr("Errors"), CellKind::Number },
        { QStringLiteral("cost_per_request_usd"), tr("Per request"), CellKind::Money },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money } };
    auto rows = answer->rows;
    std::stable_sort(rows.begin(), rows.end(),
        [](const UsageRow &a, const UsageRow &b) { return a.measures.requests() > b.measures.requests(); });
    UsageMeasures other;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto &row = rows.at(i);
        if (i >= ShownRows) {
            other += row.measures;
            continue;
        }
        auto shown = rowOf(row.measures, DashboardCells::named(dimension, row.keys.at(0)), total.requests());
        shown.counted = countedBy(question, range, dimension, row.keys.at(0).text);
        shown.route = shown.counted.shown;
        table.rows.append(shown);
    }
    if (rows.size() > ShownRows) {
        auto rest = rowOf(other, DashboardCells::text(tr("Other (%1)").arg(Format::count(rows.size() - ShownRows))),
            total.requests());
        rest.kind = RowKind::Other;
        rest.counted = countedByOthers(question, range, dimension, rows.mid(ShownRows));
        table.rows.append(rest);
    }
    if (!rows.isEmpty()) {
        auto sum = rowOf(total, DashboardCells::text(tr("Total")), total.requests());
        sum.kind = RowKind::Total;
        sum.counted = question.counted(question.filter, range);
        table.rows.append(sum);
    }
    table.note = tr("%1 in all").arg(Format::count(rows.size()));
    DashboardTables tables;
    tables.tables = { table };
    tables.extent = *extent;
    tables.requests = total.requests();
    tables.notice = DashboardCells::boundedNotice(question, range);
    tables.source = UsageText::source(answer->source);
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}
