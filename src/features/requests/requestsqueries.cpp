#include "features/requests/requestsqueries.h"

#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

QHash<QString, int> slotsOf(QList<UsageRow> features)
{
    std::stable_sort(features.begin(), features.end(), [](const UsageRow &a, const UsageRow &b) {
        return a.measures.cost != b.measures.cost ? a.measures.cost > b.measures.cost
                                                  : a.measures.requests() > b.measures.requests();
    });
    QHash<QString, int> slotOf;
    for (const auto &row : std::as_const(features))
        slotOf.insert(row.keys.at(0).text, int(slotOf.size()));
    return slotOf;
}

Result<> readSums(Connection &connection, RequestsAnswer &answer)
{
    const auto &query = answer.question.query;
    const auto bucket = answer.question.bucket;
    const auto sums = Usage::askAll(connection, { query.range, query.zone, {}, query.filter }, { { Dimension::Feature }, { dimensionOf(bucket) } });
    if (!sums)
        return sums.error();
    const auto &features = sums->at(0);
    answer.total = features.total();
    answer.source = features.source;
    answer.slotOf = slotsOf(features.rows);
    QHash<UtcMicros, const UsageMeasures *> byStart;
    for (const auto &row : sums->at(1).rows)
        byStart.insert(row.keys.at(0).start, &row.measures);
    for (const auto &range : query.zone.buckets(query.range, bucket)) {
        RequestsBucket sum { range };
        if (const auto *measures = byStart.value(range.from)) {
            sum.succeeded = measures->byStatus[size_t(UsageStatus::Success)];
            sum.failed = measures->byStatus[size_t(UsageStatus::Error)] + measures->byStatus[size_t(UsageStatus::Timeout)];
            sum.others = measures->requests() - sum.succeeded - sum.failed;
        }
        answer.buckets.append(sum);
    }
    return Ok;
}

Spend sumOf(const QList<RequestRow> &rows)
{
    Spend sum;
    for (const auto &row : rows)
        sum += { row.cost.value_or(Money()), 1, row.cost ? 0 : 1 };
    return sum;
}

Result<> readRows(Connection &connection, RequestsAnswer &answer)
{
    auto page = Requests::page(connection, answer.question.query);
    if (!page)
        return page.error();
    answer.page = std::move(*page);
    if (answer.question.query.isNarrowed() && !answer.page.next)
        answer.narrowedSpend = sumOf(answer.page.rows);
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();
    answer.extent = *extent;
    return Ok;
}

}

Result<RequestsAnswer> RequestsQueries::first(Connection &connection, const RequestsQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    RequestsAnswer answer;
    answer.question = question;
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    for (const auto read : { &readSums, &readRows }) {
        if (const auto done = read(connection, answer); !done)
            return done.error();
    }
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}
