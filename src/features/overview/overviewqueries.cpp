#include "features/overview/overviewqueries.h"

#include "data/sql.h"
#include "ledger/featurerepository.h"
#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

struct KnownFeature
{
    QString key;
    QString name;
    QString owner;
    bool active = true;
};

Result<QList<KnownFeature>> knownFeatures(Connection &connection)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT key, name, owner, status
          FROM ai_features
      ORDER BY name, key)"),
        {}, [](const Row &row) {
            return KnownFeature { row.text(0), row.text(1), row.text(2), row.text(3) == QLatin1String("active") };
        });
}

QHash<QString, UsageMeasures> byFirstKey(const UsageAnswer &answer)
{
    QHash<QString, UsageMeasures> measures;
    for (const auto &row : answer.rows)
        measures[row.keys.at(0).text] += row.measures;
    return measures;
}

QHash<QString, QList<std::optional<double>>> trends(const QList<TimeRange> &buckets, const UsageAnswer &answer)
{
    const auto series = seriesOf(buckets, answer, int(answer.rows.size())); // no line "Other"
    QHash<QString, QList<std::optional<double>>> trends;
    for (const auto &line : series.lines) {
        auto &trend = trends[line.key.text];
        for (const auto &spend : line.buckets) {
            const auto cost = spend.known();
            trend.append(cost ? std::optional(cost->approximateUsd()) : std::nullopt);
        }
    }
    return trends;
}

struct MainModel
{
    QString name;
    qsizetype models = 0;
};

/// `answer` has the dimensions {feature, model}.
QHash<QString, MainModel> mainModels(const UsageAnswer &answer)
{
    QHash<QString, QList<UsageRow>> rowsByFeature;
    for (const auto &row : answer.rows)
        rowsByFeature[row.keys.at(0).text].append({ { row.keys.at(1) }, row.measures });
    QHash<QString, MainModel> models;
    for (auto rows = rowsByFeature.cbegin(); rows != rowsByFeature.cend(); ++rows)
        models.insert(rows.key(), { bySpend(rows.value()).constFirst().keys.at(0).text, rows.value().size() });
    return models;
}

QList<UsageRow> unpricedModels(const UsageAnswer &answer)
{
    QHash<QString, UsageRow> byModel;
    for (const auto &row : answer.rows) {
        if (row.measures.unpriced() == 0)
            continue;
        auto &model = byModel[row.keys.at(1).text];
        model.keys = { row.keys.at(1) };
        model.measures += row.measures;
    }
    auto models = byModel.values();
    std::sort(models.begin(), models.end(), [](const UsageRow &a, const UsageRow &b) {
        return a.measures.unpriced() != b.measures.unpriced() ? a.measures.unpriced() > b.measures.unpriced()
                                                              : a.keys.at(0).text < b.keys.at(0).text;
    });
    return models;
}

Result<QString> waitingName(Connection &connection, const QList<UsageRow> &models)
{
    constexpr qsizetype looked = 50; // names are few; hostile ones may be many
    QVariantList names;
    for (const auto &model : models.mid(0, looked))
        names.append(model.keys.at(0).text);
    if (names.isEmpty())
        return QString();
    const auto marks = QStringList(names.size(), QStringLiteral("?")).join(QLatin1String(", "));
    const auto waiting = Sql::select(connection,
        QStringLiteral("SELECT name FROM ai_model_names WHERE model_id IS NULL AND id <> 0 AND name IN (%1)").arg(marks), names,
        [](const Row &row) { return row.text(0); });
    if (!waiting)
        return waiting.error();
    const auto first = std::find_if(names.cbegin(), names.cend(), [&](const QVariant &name) { return waiting->contains(name.toString()); });
    return first == names.cend() ? QString() : first->toString();
}

/// What calls of `feature` without a model are priced as. Prices follow the assignments of production, whatever the call's
/// own environment.
Result<QStringList> assignedModels(Connection &connection, const QString &feature, TimeRange range)
{
    const auto assignments = FeatureRepository(connection).assignments(feature);
    if (!assignments)
        return assignments.error();
    QStringList models;
    for (const ModelAssignment &assignment : *assignments) {
        const bool overlaps = (!assignment.validFrom || *assignment.validFrom < range.to)
            && (!assignment.validTo || *assignment.validTo > range.from);
        if (assignment.environment == QLatin1String("production") && overlaps && !models.contains(assignment.model))
            models.append(assignment.model);
    }
    return models;
}

/// The answers from which the rows of the feature table are put together.
struct FeatureParts
{
    QList<KnownFeature> known;
    UsageAnswer byBucket; ///< {bucket, feature}
    UsageAnswer byModel; ///< {feature, model}
    UsageAnswer before; ///< {feature}
};

Result<QList<FeatureUsage>> featureRows(Connection &connection, const OverviewAnswer &answer, const FeatureParts &parts)
{
    const auto &wanted = answer.question.filter.features;
    auto trend = trends(answer.series.buckets, parts.byBucket);
    const auto models = mainModels(parts.byModel);
    const auto before = byFirstKey(parts.before);
    const auto now = byFirstKey(UsageAnswer { parts.byModel.rows, parts.byModel.source });

    QList<FeatureUsage> features;
    for (const auto &known : parts.known) {
        const bool used = now.contains(known.key);
        if (!used && (known.key.isEmpty() || (!wanted.isEmpty() && !wanted.contains(known.key))))
            continue;
        const auto model = models.value(known.key);
        FeatureUsage feature { { 0, known.key, known.name }, known.owner, known.active, model.name, model.models,
            now.value(known.key), before.value(known.key), {}, trend.value(known.key),
            answer.series.slotOf(known.key), {} };
        if (used && model.name.isEmpty()) {
            const auto assigned = assignedModels(connection, known.key, answer.question.range);
            if (!assigned)
                return assigned.error();
            feature.assignedModels = *assigned;
        }
        if (!used) {
            const auto extent = Usage::extent(connection, known.key);
            if (!extent)
                return extent.error();
            feature.extent = *extent;
        }
        features.append(feature);
    }
    std::stable_sort(features.begin(), features.end(), [](const FeatureUsage &a, const FeatureUsage &b) {
        if (a.now.cost != b.now.cost)
            return a.now.cost > b.now.cost;
        return a.now.requests() > b.now.requests();
    });
    return features;
}

/// Puts the percentiles of the days or hours into the buckets of the question.
QList<std::optional<qint64>> latencyTrend(const OverviewQuestion &question, const QList<LatencyRow> &rows)
{
    const auto buckets = question.zone.buckets(question.range, question.bucket);
    QList<std::optional<qint64>> trend(buckets.size());
    for (const auto &row : rows) {
        const auto start = row.keys.at(0).start;
        const auto bucket = std::find_if(buckets.cbegin(), buckets.cend(),
            [start](const TimeRange &candidate) { return candidate.contains(start); });
        if (bucket != buckets.cend())
            trend[bucket - buckets.cbegin()] = row.latency.p95;
    }
    return trend;
}

Quantiles onlyRow(const QList<LatencyRow> &rows)
{
    return rows.isEmpty() ? Quantiles {} : rows.constFirst().latency;
}

}

Result<OverviewAnswer> OverviewQueries::usage(Connection &connection, const OverviewQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();

    const auto now = Usage::askAll(connection, { question.range, question.zone, {}, question.filter },
        { { dimensionOf(question.bucket), Dimension::Feature }, { Dimension::Feature, Dimension::Model } });
    if (!now)
        return now.error();
    const UsageAnswer &byBucket = now->at(0);
    const UsageAnswer &byModel = now->at(1);
    const auto before
        = Usage::ask(connection, { question.previous, question.zone, { Dimension::Feature }, question.filter });
    if (!before)
        return before.error();
    const auto known = knownFeatures(connection);
    if (!known)
        return known.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();

    OverviewAnswer answer { question,
        seriesOf(clippedBuckets(question.zone, question.range, question.bucket), byBucket), byBucket.total(),
        before->total(), {}, unpricedModels(byModel), {}, *extent, byBucket.source, 0 };
    const auto waiting = waitingName(connection, answer.unpricedModels);
    if (!waiting)
        return waiting.error();
    answer.waitingName = *waiting;
    auto features = featureRows(connection, answer, { *known, byBucket, byModel, *before });
    if (!features)
        return features.error();
    answer.features = *features;
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}

Result<OverviewLatency> OverviewQueries::latency(Connection &connection, const OverviewQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    const UsageQuery now { question.range, question.zone, {}, question.filter };
    const auto answers = Usage::latencies(connection, now, { {}, { dimensionOf(question.bucket) }, { Dimension::Feature } });
    if (!answers)
        return answers.error();
    const auto before = Usage::latency(connection, { question.previous, question.zone, {}, question.filter });
    if (!before)
        return before.error();

    OverviewLatency latency { question, onlyRow(answers->at(0)), onlyRow(*before), latencyTrend(question, answers->at(1)), {}, 0 };
    for (const auto &row : answers->at(2))
        latency.byFeature.insert(row.keys.at(0).text, row.latency);
    latency.microseconds = timer.nsecsElapsed() / 1000;
    return latency;
}
