#include "features/overview/kpirow.h"

#include "features/kpifigures.h"

#include <QGridLayout>


KpiRow::KpiRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    const QString labels[]
        = { tr("Spend"), tr("Requests"), tr("Tokens"), tr("Latency p95"), tr("Error rate"), tr("Unpriced requests") };
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
    const KpiFigures figures(answer.total, answer.before, answer.series.totals, answer.question.range, compare);
    m_cards[SpendCard]->setValue(figures.spend());
    m_cards[RequestsCard]->setValue(figures.requests());
    m_cards[TokensCard]->setValue(figures.tokens());
    m_cards[ErrorRateCard]->setValue(figures.errorRate());
    m_cards[UnpricedCard]->setValue(figures.unpriced());
}

void KpiRow::setLatency(const OverviewLatency &latency, bool compare)
{
    m_cards[LatencyCard]->setLabel(latency.total.exact ? tr("Latency p95") : tr("Latency p95, estimated"));
    m_cards[LatencyCard]->setValue(
        KpiFigures::latency(latency.total, latency.before, latency.trend, latency.question.range, compare));
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
