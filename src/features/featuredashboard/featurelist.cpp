#include "features/featuredashboard/featurelist.h"

#include "core/format.h"
#include "features/featuredashboard/dashboardcells.h"
#include "ledger/assignmentrepository.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("FeatureList", text); }

QString statusWord(const QString &status)
{
    return status == QLatin1String("active") ? tr("Active")
        : status == QLatin1String("planned") ? tr("Planned")
                                             : tr("Retired");
}

struct Used {
    QHash<QString, UsageMeasures> measures;
    QHash<QString, QStringList> models;
    QHash<QString, Quantiles> latency;
    UsageSeries series;
};

/// The model that is assigned in production, else what was called.
Result<QString> modelOf(
    Connection &connection, const DashboardQuestion &question, const QString &key, const QStringList &models)
{
    const auto assigned = AssignmentRepository(connection).current(key, QStringLiteral("production"), question.now);
    if (!assigned)
        return assigned.error();
    if (*assigned)
        return (*assigned)->assignment.model;
    return models.size() > 1 ? tr("mixed (%1)").arg(models.size()) : models.value(0);
}

Result<DashboardRow> rowOf(
    Connection &connection, const DashboardQuestion &question, const Feature &feature, const Used &used)
{
    using namespace DashboardCells;
    const auto model = modelOf(connection, question, feature.key, used.models.value(feature.key));
    if (!model)
        return model.error();
    const auto measures = used.measures.value(feature.key);
    const auto latency = used.latency.value(feature.key);
    const int slot = used.series.slotOf(feature.key);
    QList<std::optional<double>> spendTrend;
    if (slot < used.series.lines.size() && used.series.lines.at(slot).gathered == 0) {
        for (const auto &spend : used.series.lines.at(slot).buckets) {
            const auto cost = spend.known();
            spendTrend.append(cost ? std::optional(cost->approximateUsd()) : std::nullopt);
        }
    }
    auto requests = measures.requests() > 0 ? count(measures.requests()) : text({});
    if (measures.requests() == 0)
        requests.text = Format::unknown();
    auto filter = question.filter;
    filter.features = { feature.key };
    DashboardRow row;
    row.cells = { named(Dimension::Feature, { 0, feature.key, feature.name }, slot), secondary(feature.owner),
        secondary(feature.id == 0 ? QString() : statusWord(feature.status)), secondary(*model), spend(measures),
        requests, errorRate(measures), DashboardCells::latency(latency.p95, latency.exact), trend(spendTrend, slot) };
    row.route = question.route(QStringLiteral("features"), filter);
    row.counted = question.counted(filter);
    return row;
}

Result<Used> readUsed(Connection &connection, const DashboardQuestion &question, UsageAnswer::Source &source)
{
    const auto sums = Usage::askAll(connection, { question.range, question.zone, {}, question.filter },
        { { dimensionOf(question.bucket), Dimension::Feature }, { Dimension::Feature, Dimension::Model } });
    if (!sums)
        return sums.error();
    const auto &byBucket = sums->at(0);
    const auto latency
        = Usage::latency(connection, { question.range, question.zone, { Dimension::Feature }, question.filter });
    if (!latency)
        return latency.error();
    source = byBucket.source;
    Used used;
    used.series = seriesOf(
        clippedBuckets(question.zone, question.range, question.bucket), byBucket, int(byBucket.rows.size()));
    for (const auto &row : sums->at(1).rows) {
        used.measures[row.keys.at(0).text] += row.measures;
        if (!row.keys.at(1).text.isEmpty())
            used.models[row.keys.at(0).text].append(row.keys.at(1).text);
    }
    for (const auto &row : *latency)
        used.latency.insert(row.keys.at(0).text, row.latency);
    return used;
}

}

Result<DashboardTables> FeatureList::ask(Connection &connection, const DashboardQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    auto features = FeatureRepository(connection).features();
    if (!features)
        return features.error();
    UsageAnswer::Source source = UsageAnswer::Source::RawRows;
    const auto used = readUsed(connection, question, source);
    if (!used)
        return used.error();

    DashboardTable table;
    table.id = QStringLiteral("features.list");
    table.columns = { { QStringLiteral("feature"), tr("Feature"), CellKind::Swatch },
        { QStringLiteral("owner"), tr("Owner") }, { QStringLiteral("status"), tr("Status") },
        { QStringLiteral("model"), tr("Model in use") }, { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("error_rate"), tr("Errors"), CellKind::Number },
        { QStringLiteral("p95_ms"), tr("p95"), CellKind::Number },
        { QStringLiteral("trend"), tr("Spend over time"), CellKind::Sparkline } };
    std::stable_sort(features->begin(), features->end(), [&](const Feature &a, const Feature &b) {
        return used->measures.value(a.key).cost > used->measures.value(b.key).cost;
    });
    const auto &wanted = question.filter.features;
    for (const Feature &feature : std::as_const(*features)) {
        const bool isUsed = used->measures.contains(feature.key);
        if ((feature.id == 0 && !isUsed) || (!wanted.isEmpty() && !wanted.contains(feature.key)))
            continue;
        const auto row = rowOf(connection, question, feature, *used);
        if (!row)
            return row.error();
        table.rows.append(*row);
    }
    table.emptyTitle = tr("No features yet");
    table.emptyText = tr("Import a file and the features that it names are shown here.");
    DashboardTables tables;
    tables.tables = { table };
    tables.needsUsage = false;
    tables.source = UsageText::source(source);
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}
