#include "features/spending/spendingqueries.h"

#include "features/countedrequests.h"
#include "ledger/readsnapshot.h"

#include <QElapsedTimer>
#include <QHash>

namespace {

/// The largest groups by bucket, and all by bucket. Users may be hundreds of thousands, so only those that the chart
/// shows are asked for by bucket.
Result<UsageSeries> series(Connection &connection, const SpendingQuestion &question, const UsageAnswer &groups)
{
    const auto buckets = clippedBuckets(question.zone, question.range, question.bucket);
    const auto time = dimensionOf(question.bucket);
    if (question.group != Dimension::User) {
        const auto answer
            = Usage::ask(connection, { question.range, question.zone, { time, question.group }, question.filter });
        if (!answer)
            return answer.error();
        return seriesOf(buckets, *answer);
    }

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

    const auto ask = [&](TimeRange range, const QList<Dimension> &dimensions) {
        return Usage::ask(connection, { range, question.zone, dimensions, question.filter });
    };
    const auto groups = ask(question.range, { question.group });
    if (!groups)
        return groups.error();
    const auto before = ask(question.previous, { question.group });
    if (!before)
        return before.error();
    const auto range = ask(question.range, {});
    if (!range)
        return range.error();
    const auto sources = ask(question.range, { Dimension::CostSource });
    if (!sources)
        return sources.error();
    const auto lines = series(connection, question, *groups);
    if (!lines)
        return lines.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();

    SpendingAnswer answer { question, *lines,
        rowsOf(*groups, *before, question.group == Dimension::User ? UserRows : 0), range->total(), before->total(),
        sources->rows,
        { Spend::of(sumOf(lines->totals)), Spend::of(groups->total()), Spend::of(sources->total()),
            Spend::of(range->total()) },
        *extent, groups->source, 0 };
    for (auto &row : answer.rows)
        row.slot = row.gathered > 0 ? SeriesLines : answer.series.slotOf(row.key.text);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}
