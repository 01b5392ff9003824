#include "ledger/usageseries.h"

#include <QHash>

#include <algorithm>

namespace {

/// Index of the bucket that starts at `start`. The first one may have been clipped: a row's key is then before it.
qsizetype bucketIndex(const QList<TimeRange> &buckets, UtcMicros start)
{
    const auto after = std::upper_bound(
        buckets.cbegin(), buckets.cend(), start, [](UtcMicros t, const TimeRange &bucket) { return t < bucket.from; });
    return std::max<qsizetype>(0, after - buckets.cbegin() - 1);
}

bool spendsMore(const Spend &a, const Spend &b, const UsageKey &keyOfA, const UsageKey &keyOfB)
{
    if (a.cost != b.cost)
        return a.cost > b.cost;
    if (a.requests != b.requests)
        return a.requests > b.requests;
    return keyOfA.text < keyOfB.text;
}

QList<UsageSeries::Line> linesOf(const QList<TimeRange> &buckets, const UsageAnswer &answer)
{
    QList<UsageSeries::Line> lines;
    QHash<QString, qsizetype> indexByKey;
    for (const auto &row : answer.rows) {
        const auto &key = row.keys.at(1);
        auto index = indexByKey.value(key.text, -1);
        if (index < 0) {
            index = lines.size();
            indexByKey.insert(key.text, index);
            lines.append({ key, 0, QList<Spend>(buckets.size()), {} });
        }
        const auto spend = Spend::of(row.measures);
        lines[index].buckets[bucketIndex(buckets, row.keys.at(0).start)] += spend;
        lines[index].total += spend;
    }
    std::sort(lines.begin(), lines.end(),
        [](const auto &a, const auto &b) { return spendsMore(a.total, b.total, a.key, b.key); });
    return lines;
}

}

Spend Spend::of(const UsageMeasures &measures)
{
    return { measures.cost, measures.requests(), measures.unpriced() };
}

std::optional<Money> Spend::known() const
{
    return requests > 0 && unpriced == requests ? std::nullopt : std::optional(cost);
}

Spend &Spend::operator+=(const Spend &other)
{
    cost += other.cost;
    requests += other.requests;
    unpriced += other.unpriced;
    return *this;
}

Spend &Spend::operator-=(const Spend &other)
{
    cost = cost - other.cost;
    requests -= other.requests;
    unpriced -= other.unpriced;
    return *this;
}

Spend UsageSeries::sum() const
{
    Spend sum;
    for (const auto &line : lines)
        sum += line.total;
    return sum;
}

int UsageSeries::slotOf(const QString &key) const
{
    for (int slot = 0; slot < int(lines.size()); ++slot) {
        if (lines.at(slot).gathered == 0 && lines.at(slot).key.text == key)
            return slot;
    }
    return SeriesLines;
}

Bucket automaticBucket(TimeRange range)
{
    if (range.length() <= 48 * MicrosPerHour)
        return Bucket::Hour;
    if (range.length() <= 100 * 24 * MicrosPerHour + MicrosPerHour) // an hour more where the clocks go back
        return Bucket::Day;
    return range.length() <= 731 * 24 * MicrosPerHour ? Bucket::Week : Bucket::Month;
}

Dimension dimensionOf(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return Dimension::Minute;
    case Bucket::Hour: return Dimension::Hour;
    case Bucket::Day: return Dimension::Day;
    case Bucket::Week: return Dimension::Week;
    case Bucket::Month: return Dimension::Month;
    }
    Q_UNREACHABLE();
}

QList<TimeRange> clippedBuckets(const ReportingZone &zone, TimeRange range, Bucket bucket)
{
    auto buckets = zone.buckets(range, bucket);
    if (!buckets.isEmpty()) {
        buckets.first().from = std::max(buckets.first().from, range.from);
        buckets.last().to = std::min(buckets.last().to, range.to);
    }
    return buckets;
}

UsageSeries seriesOf(const QList<TimeRange> &buckets, const UsageAnswer &answer, int lines)
{
    UsageSeries series { buckets, linesOf(buckets, answer), QList<UsageMeasures>(buckets.size()) };
    for (const auto &row : answer.rows)
        series.totals[bucketIndex(buckets, row.keys.at(0).start)] += row.measures;
    if (series.lines.size() <= lines)
        return series;

    UsageSeries::Line other { {}, series.lines.size() - lines, QList<Spend>(buckets.size()), {} };
    for (auto line = series.lines.cbegin() + lines; line != series.lines.cend(); ++line) {
        for (qsizetype i = 0; i < buckets.size(); ++i)
            other.buckets[i] += line->buckets.at(i);
        other.total += line->total;
    }
    series.lines.resize(lines);
    series.lines.append(other);
    return series;
}

UsageSeries seriesOf(
    const QList<TimeRange> &buckets, const UsageAnswer &largest, const UsageAnswer &perBucket, qsizetype keys)
{
    UsageSeries series { buckets, linesOf(buckets, largest), QList<UsageMeasures>(buckets.size()) };
    for (const auto &row : perBucket.rows)
        series.totals[bucketIndex(buckets, row.keys.at(0).start)] += row.measures;
    if (keys <= series.lines.size())
        return series;

    UsageSeries::Line other { {}, keys - series.lines.size(), QList<Spend>(buckets.size()), {} };
    for (qsizetype i = 0; i < buckets.size(); ++i) {
        other.buckets[i] = Spend::of(series.totals.at(i));
        for (const auto &line : std::as_const(series.lines))
            other.buckets[i] -= line.buckets.at(i);
        other.total += other.buckets.at(i);
    }
    series.lines.append(other);
    return series;
}

QList<UsageRow> bySpend(QList<UsageRow> rows)
{
    std::sort(rows.begin(), rows.end(), [](const UsageRow &a, const UsageRow &b) {
        return spendsMore(Spend::of(a.measures), Spend::of(b.measures), a.keys.at(0), b.keys.at(0));
    });
    return rows;
}

std::optional<double> relativeChange(std::optional<Money> now, std::optional<Money> before)
{
    if (!now || !before)
        return {};
    return relativeChange(now->approximateUsd(), before->approximateUsd());
}

std::optional<double> relativeChange(double now, double before)
{
    return before > 0 ? std::optional((now - before) / before) : std::nullopt;
}

std::optional<Money> costPerRequests(const UsageMeasures &measures, int requests)
{
    const Int128 priced = measures.requests() - measures.unpriced();
    if (priced == 0)
        return {};
    const Int128 scaled = measures.cost.pico() * requests;
    auto quotient = scaled / priced;
    const auto rest = scaled % priced;
    const auto twice = (rest < 0 ? -rest : rest) * 2;
    if (twice > priced || (twice == priced && quotient % 2 != 0))
        quotient += scaled < 0 ? -1 : 1;
    return Money::fromPico(quotient);
}
