#include "features/kpifigures.h"

#include "core/format.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

#include <cmath>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("KpiFigures", text); }

KpiDelta::Direction directionOf(double change)
{
    return change > 0 ? KpiDelta::Direction::Up : change < 0 ? KpiDelta::Direction::Down : KpiDelta::Direction::Flat;
}

/// `lessIsBetter` is empty for figures of which neither more nor less is good.
KpiDelta delta(const QString &text, std::optional<double> change, std::optional<bool> lessIsBetter, TimeRange range)
{
    if (!change)
        return {};
    auto polarity = KpiDelta::Polarity::Neutral;
    if (lessIsBetter && *change != 0)
        polarity = (*change < 0) == *lessIsBetter ? KpiDelta::Polarity::Good : KpiDelta::Polarity::Bad;
    const auto days = std::llround(double(range.length()) / double(24 * MicrosPerHour));
    return { text, directionOf(*change), polarity,
        days > 0 ? tr("vs prev. %1 d").arg(days)
                 : tr("vs prev. %1 h").arg(std::llround(double(range.length()) / double(MicrosPerHour))) };
}

std::optional<qint64> tokensOf(const UsageMeasures &measures)
{
    const auto input = measures.input.value();
    const auto output = measures.output.value();
    return input || output ? std::optional(input.value_or(0) + output.value_or(0)) : std::nullopt;
}

}

template <typename Value> QList<std::optional<double>> KpiFigures::trend(Value value) const
{
    QList<std::optional<double>> trend;
    for (const auto &measures : m_perBucket)
        trend.append(value(measures));
    return trend;
}

KpiValue KpiFigures::spend() const
{
    const auto total = Spend::of(m_now);
    const auto change = m_compare ? relativeChange(m_now.knownCost(), m_before.knownCost()) : std::nullopt;
    return { Format::money(total.known(), total.unpriced), {}, UsageText::spendExact(total),
        delta(Format::delta(change), change, true, m_range), trend([](const UsageMeasures &measures) {
            const auto cost = measures.knownCost();
            return cost ? std::optional(cost->approximateUsd()) : std::nullopt;
        }) };
}

KpiValue KpiFigures::requests() const
{
    const auto now = m_now.requests();
    const auto change = m_compare ? relativeChange(double(now), double(m_before.requests())) : std::nullopt;
    return { Format::compactCount(now), {}, Format::count(now), delta(Format::delta(change), change, {}, m_range),
        trend([](const UsageMeasures &measures) { return std::optional(double(measures.requests())); }) };
}

KpiValue KpiFigures::tokens() const
{
    const auto now = tokensOf(m_now);
    const auto before = tokensOf(m_before);
    const auto change = m_compare && now && before ? relativeChange(double(*now), double(*before)) : std::nullopt;
    return { now ? Format::compactCount(*now) : QString(), {},
        tr("%1 in, %2 out").arg(Format::count(m_now.input.tokens), Format::count(m_now.output.tokens)),
        delta(Format::delta(change), change, {}, m_range), trend([](const UsageMeasures &measures) {
            const auto value = tokensOf(measures);
            return value ? std::optional(double(*value)) : std::nullopt;
        }) };
}

KpiValue KpiFigures::errorRate() const
{
    const auto now = m_now.errorRate();
    const auto before = m_before.errorRate();
    const auto change = m_compare && now && before ? std::optional(*now - *before) : std::nullopt;
    const auto failed = m_now.byStatus[size_t(UsageStatus::Error)] + m_now.byStatus[size_t(UsageStatus::Timeout)];
    return { now ? Format::percent(now, 2) : QString(), {}, tr("%1 errors and timeouts").arg(Format::count(failed)),
        delta(Format::percentagePoints(change), change, true, m_range),
        trend([](const UsageMeasures &measures) { return measures.errorRate(); }) };
}

KpiValue KpiFigures::unpriced() const
{
    const auto now = m_now.unpriced();
    const auto change = m_compare ? relativeChange(double(now), double(m_before.unpriced())) : std::nullopt;
    return { now > 0 ? Format::money(std::nullopt, now) : Format::count(0), {},
        tr("%1 of %2 requests have no price").arg(Format::count(now), Format::count(m_now.requests())),
        delta(Format::delta(change), change, true, m_range),
        trend([](const UsageMeasures &measures) { return std::optional(double(measures.unpriced())); }) };
}

KpiValue KpiFigures::costPerRequest() const
{
    const auto now = costPerRequests(m_now, 1);
    const auto change = m_compare ? relativeChange(now, costPerRequests(m_before, 1)) : std::nullopt;
    return { now ? UsageText::unitCost(now) : QString(), {},
        now ? tr("%1, of the %2 requests that have a price")
                  .arg(Format::moneyExact(*now), Format::count(m_now.requests() - m_now.unpriced()))
            : tr("No request has a price"),
        delta(Format::delta(change), change, true, m_range), trend([](const UsageMeasures &measures) {
            const auto cost = costPerRequests(measures, 1);
            return cost ? std::optional(cost->approximateUsd()) : std::nullopt;
        }) };
}

KpiValue KpiFigures::latency(const Quantiles &now, const Quantiles &before,
    const QList<std::optional<qint64>> &p95PerBucket, TimeRange range, bool compare)
{
    QList<std::optional<double>> trend;
    for (const auto &p95 : p95PerBucket)
        trend.append(p95 ? std::optional(double(*p95)) : std::nullopt);
    if (!now.p95)
        return { {}, {}, tr("No successful call has a latency"), {}, trend };

    // The unit stands small beside the number.
    const auto text = Format::milliseconds(double(*now.p95) / 1000);
    const auto space = text.indexOf(QLatin1Char(' '));
    const auto change = compare && before.p95 ? relativeChange(double(*now.p95), double(*before.p95)) : std::nullopt;
    const bool oneUnit = space > 0 && text.count(QLatin1Char(' ')) == 1;
    const auto method = now.exact ? tr("%1 ms, exact, of %2 calls") : tr("%1 ms, estimated to within 1 %, of %2 calls");
    return { oneUnit ? text.left(space) : text, oneUnit ? text.mid(space + 1) : QString(),
        method.arg(UsageText::exactMilliseconds(*now.p95), Format::count(now.n)),
        delta(Format::delta(change), change, true, range), trend };
}
