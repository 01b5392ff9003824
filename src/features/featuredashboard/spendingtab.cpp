#include "core/format.h"
#include "features/featuredashboard/dashboardcells.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("DashboardTabs", text); }

std::optional<double> shareOf(const UsageMeasures &part, const UsageMeasures &whole)
{
    const auto cost = part.knownCost();
    const auto all = whole.cost.approximateUsd();
    return cost && all > 0 ? std::optional(cost->approximateUsd() / all) : std::nullopt;
}

DashboardTable modelTable(const DashboardQuestion &question, const QList<UsageRow> &rows,
    const QHash<QString, UsageMeasures> &before, const UsageMeasures &total, const UsageSeries &series)
{
    using namespace DashboardCells;
    DashboardTable table;
    table.id = QStringLiteral("features.spendbymodel");
    table.title = tr("By model");
    table.columns = { { QStringLiteral("model"), tr("Model"), CellKind::Swatch },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("cost_per_request_usd"), tr("Per request"), CellKind::Money },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money },
        { QStringLiteral("change"), tr("Change"), CellKind::Delta },
        { QStringLiteral("share"), tr("Share"), CellKind::Share } };
    for (const auto &usage : rows) {
        const auto &key = usage.keys.at(0);
        const int slot = series.slotOf(key.text);
        const auto earlier = before.value(key.text);
        auto filter = question.filter;
        filter.models = { key.text };
        DashboardRow row;
        row.cells = { named(Dimension::Model, key, slot), count(usage.measures.requests()),
            costPerRequest(usage.measures), spend(usage.measures),
            change(question.compare ? relativeChange(usage.measures.knownCost(), earlier.knownCost()) : std::nullopt,
                tr("Before: %1").arg(UsageText::spend(Spend::of(earlier)))),
            share(shareOf(usage.measures, total), slot) };
        row.route = question.route(
            QStringLiteral("spending"), filter, { { QStringLiteral("group"), QStringLiteral("model") } });
        row.counted = question.counted(filter);
        table.rows.append(row);
    }
    return table;
}

DashboardTable bucketTable(const DashboardQuestion &question, const UsageSeries &series)
{
    using namespace DashboardCells;
    DashboardTable table;
    table.id = QStringLiteral("features.spendbytime");
    table.title = tr("By %1").arg(UsageText::bucketTitle(question.bucket).toLower());
    table.columns = { { QStringLiteral("from"), UsageText::bucketTitle(question.bucket) },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("cost_per_request_usd"), tr("Per request"), CellKind::Money },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money } };
    for (qsizetype i = series.buckets.size() - 1; i >= 0; --i) {
        const auto &measures = series.totals.at(i);
        if (measures.requests() == 0)
            continue;
        const auto range = series.buckets.at(i);
        auto name = text(question.zone.label(range.from, question.bucket));
        name.sort = range.from;
        DashboardRow row;
        row.cells = { name, count(measures.requests()), costPerRequest(measures), spend(measures) };
        row.route = question.route(
            QStringLiteral("spending"), question.filter, { { QStringLiteral("group"), QStringLiteral("model") } });
        row.route->range = UsageText::expression(question.zone, range);
        row.counted = question.counted(question.filter, range);
        table.rows.append(row);
    }
    return table;
}

}

Result<DashboardTables> DashboardTabs::spending(Connection &connection, const DashboardQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto now = Usage::askAll(connection, { question.range, question.zone, {}, question.filter },
        { { Dimension::Model }, { ::dimensionOf(question.bucket), Dimension::Model } });
    if (!now)
        return now.error();
    const auto &byModel = now->at(0);
    const auto earlier
        = Usage::ask(connection, { question.previous, question.zone, { Dimension::Model }, question.filter });
    if (!earlier)
        return earlier.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();
    QHash<QString, UsageMeasures> before;
    for (const auto &row : earlier->rows)
        before.insert(row.keys.at(0).text, row.measures);
    DashboardTables tables;
    tables.spend = seriesOf(clippedBuckets(question.zone, question.range, question.bucket), now->at(1));
    for (const auto &row : byModel.rows) {
        if (tables.spend->slotOf(row.keys.at(0).text) == SeriesLines)
            tables.otherModels.append(row.keys.at(0).text);
    }
    const auto total = byModel.total();
    tables.tables = { modelTable(question, bySpend(byModel.rows), before, total, *tables.spend),
        bucketTable(question, *tables.spend) };
    tables.extent = *extent;
    tables.requests = total.requests();
    tables.source = UsageText::source(byModel.source);
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}
