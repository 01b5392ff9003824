#include "features/spending/spendingqueries.h"

#include "features/countedrequests.h"
#include "ledger/readsnapshot.h"

#include <QElapsedTimer>
#include <QHash>

namespace {

/// The largest users by bucket, and all by bucket. Users may be hundreds of thousands, so only those that the chart shows are
/// asked for by bucket.
Result<UsageSeries> userSeries(Connection &connection, const SpendingQuestion &question, const UsageAnswer &groups)
{
    const auto buckets = clippedBuckets(question.zone, question.range, question.bucket);
    const auto time = dimensionOf(question.bucket);
    QStringList largest;
    for (const auto &row : bySpend(groups.rows).mid(0, SeriesLines))
        largest.append(row.keys.at(0).text);
    const auto perBucket = Usage::ask(connection, { question.range, question.zone, { time }, question.filter });
    if (!perBucket)
        return perBucket.error();
    if (largest.isEmpty())
        return seriesOf(buckets, *perBucket, *perBucket, 0);
    const auto filter = FilterPart::keyed(question.filter, question.group, largest);
    const auto lines = Usage::ask(connection, { question.range, question.zone, { time, question.group }, filter });
    if (!lines)
        return lines.error();
    return seriesOf(buckets, *lines, *perBucket, groups.rows.size());
}

UsageMeasures sumOf(const QList<UsageMeasures> &measures)
{
    UsageMeasures sum;
    for (const auto &each : measures)
        sum += each;
    return sum;
}

}

QList<SpendingRow> SpendingQueries::rowsOf(const UsageAnswer &now, const UsageAnswer &before, int limit)
{
    QHash<QString, UsageMeasures> earlier;
    for (const auto &row : before.rows)
        earlier.insert(row.keys.at(0).text, row.measures);

    QList<SpendingRow> rows;
    SpendingRow other;
    const auto sorted = bySpend(now.rows);
    for (const auto &row : sorted) {
        const auto key = row.keys.at(0);
        if (limit == 0 || rows.size() < limit) {
            rows.append({ key, row.measures, earlier.take(key.text) });
        } else {
            other.now += row.measures;
            if (++other.gathered <= CountedRequests::MostNamed)
                other.others.append(key.text);
        }
    }
    if (other.gathered > 0) {
        if (other.gathered > CountedRequests::MostNamed)
            other.others.clear();
        for (auto row = earlier.cbegin(); row != earlier.cend(); ++row) { // whoever is in no row of its own
            other.before += row.value();
            other.namesBefore = other.namesBefore && other.others.contains(row.key());
        }
        rows.append(other);
    }
    return rows;
}

Result<SpendingAnswer> SpendingQueries::usage(Connection &connection, const SpendingQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();

    const bool users = question.group == Dimension::User;
    QList<QList<Dimension>> groupings { { question.group }, {}, { Dimension::CostSource } };
    if (!users)
        groupings.append({ dimensionOf(question.bucket), question.group });
    const auto now = Usage::askAll(connection, { question.range, question.zone, {}, question.filter }, groupings);
    if (!now)
        return now.error();
    const UsageAnswer &groups = now->at(0);
    const UsageAnswer &range = now->at(1);
    const UsageAnswer &sources = now->at(2);
    const auto before = Usage::ask(connection, { question.previous, question.zone, { question.group }, question.filter });
    if (!before)
        return before.error();
    const auto lines = users ? userSeries(connection, question, groups)
                             : Result<UsageSeries>(seriesOf(clippedBuckets(question.zone, question.range, question.bucket), now->at(3)));
    if (!lines)
        return lines.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();

    SpendingAnswer answer { question, *lines,
        rowsOf(groups, *before, users ? UserRows : 0), range.total(), before->total(),
        sources.rows,
        { Spend::of(sumOf(lines->totals)), Spend::of(groups.total()), Spend::of(sources.total()),
            Spend::of(range.total()) },
        *extent, groups.source, 0 };
    for (auto &row : answer.rows)
        row.slot = row.gathered > 0 ? SeriesLines : answer.series.slotOf(row.key.text);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}
