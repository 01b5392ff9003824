#include "features/overview/kpirow.h"

#include "core/format.h"
#include "ledger/usagetext.h"

#include <QGridLayout>
#include <QKeyEvent>

#include <cmath>

namespace {

using Trend = QList<std::optional<double>>;

KpiDelta::Direction directionOf(double change)
{
    return change > 0 ? KpiDelta::Direction::Up : change < 0 ? KpiDelta::Direction::Down : KpiDelta::Direction::Flat;
}

/// `lessIsBetter` is empty for figures of which neither more nor less is good.
KpiDelta delta(const QString &text, std::optional<double> change, std::optional<bool> lessIsBetter, const OverviewQuestion &question)
{
    if (!change)
        return {};
    auto polarity = KpiDelta::Polarity::Neutral;
    if (lessIsBetter && *change != 0)
        polarity = (*change < 0) == *lessIsBetter ? KpiDelta::Polarity::Good : KpiDelta::Polarity::Bad;
    const auto days = std::llround(double(question.range.length()) / double(24 * MicrosPerHour));
    return { text, directionOf(*change), polarity,
        days > 0 ? KpiRow::tr("vs prev. %1 d").arg(days)
                 : KpiRow::tr("vs prev. %1 h").arg(std::llround(double(question.range.length()) / double(MicrosPerHour))) };
}

template<typename Value>
Trend trendOf(const OverviewAnswer &answer, Value value)
{
    Trend trend;
    for (const auto &measures : answer.series.totals)
        trend.append(value(measures));
    return trend;
}

KpiValue spend(const OverviewAnswer &answer, bool compare)
{
    const auto total = Spend::of(answer.total);
    const auto change = compare ? relativeChange(answer.total.knownCost(), answer.before.knownCost()) : std::nullopt;
    return { Format::money(total.known(), total.unpriced), {}, UsageText::spendExact(total),
        delta(Format::delta(change), change, true, answer.question), trendOf(answer, [](const UsageMeasures &measures) {
            const auto cost = measures.knownCost();
            return cost ? std::optional(cost->approximateUsd()) : std::nullopt;
        }) };
}

KpiValue requests(const OverviewAnswer &answer, bool compare)
{
    const auto now = answer.total.requests();
    const auto change = compare ? relativeChange(double(now), double(answer.before.requests())) : std::nullopt;
    return { Format::compactCount(now), {}, Format::count(now), delta(Format::delta(change), change, {}, answer.question),
        trendOf(answer, [](const UsageMeasures &measures) { return std::optional(double(measures.requests())); }) };
}

std::optional<qint64> tokensOf(const UsageMeasures &measures)
{
    const auto input = measures.input.value();
    const auto output = measures.output.value();
    return input || output ? std::optional(input.value_or(0) + output.value_or(0)) : std::nullopt;
}

KpiValue tokens(const OverviewAnswer &answer, bool compare)
{
    const auto now = tokensOf(answer.total);
    const auto before = tokensOf(answer.before);
    const auto change = compare && now && before ? relativeChange(double(*now), double(*before)) : std::nullopt;
    return { now ? Format::compactCount(*now) : QString(), {},
        KpiRow::tr("%1 in, %2 out").arg(Format::count(answer.total.input.tokens), Format::count(answer.total.output.tokens)),
        delta(Format::delta(change), change, {}, answer.question), trendOf(answer, [](const UsageMeasures &measures) {
            const auto value = tokensOf(measures);
            return value ? std::optional(double(*value)) : std::nullopt;
        }) };
}

KpiValue errorRate(const OverviewAnswer &answer, bool compare)
{
    const auto now = answer.total.errorRate();
    const auto before = answer.before.errorRate();
    const auto change = compare && now && before ? std::optional(*now - *before) : std::nullopt;
    const auto failed = answer.total.byStatus[size_t(UsageStatus::Error)] + answer.total.byStatus[size_t(UsageStatus::Timeout)];
    return { now ? Format::percent(now, 2) : QString(), {}, KpiRow::tr("%1 errors and timeouts").arg(Format::count(failed)),
        delta(Format::percentagePoints(change), change, true, answer.question),
        trendOf(answer, [](const UsageMeasures &measures) { return measures.errorRate(); }) };
}

KpiValue unpriced(const OverviewAnswer &answer, bool compare)
{
    const auto now = answer.total.unpriced();
    const auto change = compare ? relativeChange(double(now), double(answer.before.unpriced())) : std::nullopt;
    return { now > 0 ? Format::money(std::nullopt, now) : Format::count(0), {},
        KpiRow::tr("%1 of %2 requests have no price").arg(Format::count(now), Format::count(answer.total.requests())),
        delta(Format::delta(change), change, true, answer.question),
        trendOf(answer, [](const UsageMeasures &measures) { return std::optional(double(measures.unpriced())); }) };
}

KpiValue latencyValue(const OverviewLatency &latency, bool compare)
{
    Trend trend;
    for (const auto &p95 : latency.trend)
        trend.append(p95 ? std::optional(double(*p95)) : std::nullopt);
    if (!latency.total.p95)
        return { {}, {}, KpiRow::tr("No successful call has a latency"), {}, trend };

    // The unit stands small beside the number.
    const auto text = Format::milliseconds(double(*latency.total.p95) / 1000);
    const auto space = text.indexOf(QLatin1Char(' '));
    const auto change = compare && latency.before.p95
        ? relativeChange(double(*latency.total.p95), double(*latency.before.p95)) : std::nullopt;
    const bool oneUnit = space > 0 && text.count(QLatin1Char(' ')) == 1;
    const auto method = latency.total.exact ? KpiRow::tr("%1 ms, exact, of %2 calls")
                                            : KpiRow::tr("%1 ms, estimated to within 1 %, of %2 calls");
    return { oneUnit ? text.left(space) : text, oneUnit ? text.mid(space + 1) : QString(),
        method.arg(UsageText::exactMilliseconds(*latency.total.p95), Format::count(latency.total.n)),
        delta(Format::delta(change), change, true, latency.question), trend };
}

}

KpiRow::KpiRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    const QString labels[] = { tr("Spend"), tr("Requests"), tr("Tokens"), tr("Latency p95"), tr("Error rate"), tr("Unpriced requests") };
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
    for (int i = 0; i < CardCount; ++i) {
        m_cards[size_t(i)] = new KpiCard(labels[i], this);
        connect(m_cards[size_t(i)], &KpiCard::activated, this, [this, i] { emit cardActivated(Card(i)); });
    }
    arrange();
}

void KpiRow::setLoading(bool loading)
{
    for (int i = 0; i < CardCount; ++i) {
        if (i != LatencyCard)
            m_cards[size_t(i)]->setLoading(loading);
    }
}

void KpiRow::setLatencyLoading(bool loading)
{
    m_cards[LatencyCard]->setLoading(loading);
}

void KpiRow::setAnswer(const OverviewAnswer &answer, bool compare)
{
    m_cards[SpendCard]->setValue(spend(answer, compare));
    m_cards[RequestsCard]->setValue(requests(answer, compare));
    m_cards[TokensCard]->setValue(tokens(answer, compare));
    m_cards[ErrorRateCard]->setValue(errorRate(answer, compare));
    m_cards[UnpricedCard]->setValue(unpriced(answer, compare));
}

void KpiRow::setLatency(const OverviewLatency &latency, bool compare)
{
    m_cards[LatencyCard]->setLabel(latency.total.exact ? tr("Latency p95") : tr("Latency p95, estimated"));
    m_cards[LatencyCard]->setValue(latencyValue(latency, compare));
}

void KpiRow::clearLatency()
{
    m_cards[LatencyCard]->setValue({});
}

QSize KpiRow::minimumSizeHint() const
{
    return { m_cards[0]->minimumSizeHint().width() * CardCount / 2 + 12 * (CardCount / 2 - 1),
        m_layout->totalMinimumSize().height() };
}

void KpiRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void KpiRow::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    for (int i = 0; i < CardCount; ++i) {
        if (m_cards[size_t(i)]->hasFocus()) {
            m_cards[size_t((i + step + CardCount) % CardCount)]->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void KpiRow::arrange()
{
    const int wanted = m_cards[0]->minimumSizeHint().width() * CardCount + 12 * (CardCount - 1);
    const int columns = width() >= std::max(wanted, 960) ? CardCount : CardCount / 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < CardCount; ++i)
        m_layout->addWidget(m_cards[size_t(i)], i / columns, i % columns);
    for (int i = 0; i < CardCount; ++i)
        m_layout->setColumnStretch(i, i < columns ? 1 : 0);
}
