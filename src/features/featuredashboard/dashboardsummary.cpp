#include "features/featuredashboard/dashboardsummary.h"

#include "ledger/assignmentrepository.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace {

Quantiles onlyRow(const QList<LatencyRow> &rows) { return rows.isEmpty() ? Quantiles {} : rows.constFirst().latency; }

qsizetype bucketOf(const QList<TimeRange> &buckets, UtcMicros start)
{
    // Keys are whole buckets of the calendar; the first of ours may begin later.
    const auto bucket
        = std::find_if(buckets.cbegin(), buckets.cend(), [start](const TimeRange &one) { return start < one.to; });
    return bucket - buckets.cbegin();
}

}

Result<DashboardHead> DashboardQueries::head(Connection &connection, const DashboardQuestion &question)
{
    const auto features = FeatureRepository(connection).features();
    if (!features)
        return features.error();
    const auto found = std::find_if(
        features->cbegin(), features->cend(), [&](const Feature &one) { return one.key == question.feature; });
    if (found == features->cend())
        return Error { Error::Kind::NotFound,
            QCoreApplication::translate("DashboardQueries", "There is no feature \"%1\".")
                .arg(visibleControls(question.feature.left(80))),
            {} };
    DashboardHead head;
    head.feature = *found;
    const auto assigned
        = AssignmentRepository(connection).current(question.feature, QStringLiteral("production"), question.now);
    if (!assigned)
        return assigned.error();
    if (*assigned)
        head.assigned = (*assigned)->assignment;
    const auto called
        = Usage::ask(connection, { question.range, question.zone, { Dimension::Model }, question.filter });
    if (!called)
        return called.error();
    const auto models = bySpend(called->rows);
    head.calledModels = models.size();
    head.calledModel = models.isEmpty() ? QString() : models.constFirst().keys.at(0).text;
    head.total = called->total();
    return head;
}

Result<DashboardSummary> DashboardQueries::summary(Connection &connection, const DashboardQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto now = Usage::askAll(connection, { question.range, question.zone, {}, question.filter },
        { { dimensionOf(question.bucket) }, { Dimension::Model } });
    if (!now)
        return now.error();
    const auto &perBucket = now->at(0);
    const auto before = Usage::ask(connection, { question.previous, question.zone, {}, question.filter });
    if (!before)
        return before.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();

    DashboardSummary summary;
    summary.question = question;
    summary.buckets = clippedBuckets(question.zone, question.range, question.bucket);
    summary.perBucket.resize(summary.buckets.size());
    for (const auto &row : perBucket.rows) {
        if (const auto bucket = bucketOf(summary.buckets, row.keys.at(0).start); bucket < summary.perBucket.size())
            summary.perBucket[bucket] += row.measures;
    }
    summary.total = perBucket.total();
    summary.before = before->total();
    summary.models = now->at(1).rows;
    std::stable_sort(summary.models.begin(), summary.models.end(),
        [](const UsageRow &a, const UsageRow &b) { return a.measures.requests() > b.measures.requests(); });
    summary.extent = *extent;
    summary.source = UsageText::source(perBucket.source);
    summary.microseconds = timer.nsecsElapsed() / 1000;
    return summary;
}

Result<DashboardLatency> DashboardQueries::latency(Connection &connection, const DashboardQuestion &question)
{
    const auto now = Usage::latencies(connection, { question.range, question.zone, {}, question.filter }, { {}, { dimensionOf(question.bucket) } });
    if (!now)
        return now.error();
    const auto before = Usage::latency(connection, { question.previous, question.zone, {}, question.filter });
    if (!before)
        return before.error();
    const auto buckets = clippedBuckets(question.zone, question.range, question.bucket);
    DashboardLatency latency { onlyRow(now->at(0)), onlyRow(*before), {} };
    latency.perBucket.resize(buckets.size());
    for (const auto &row : now->at(1)) {
        if (const auto bucket = bucketOf(buckets, row.keys.at(0).start); bucket < latency.perBucket.size())
            latency.perBucket[bucket] = row.latency;
    }
    return latency;
}
