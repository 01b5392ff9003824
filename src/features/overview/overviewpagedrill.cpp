// Where the figures of an OverviewPage lead.

#include "features/overview/attentionlist.h"
#include "features/overview/attentionmodel.h"
#include "features/overview/featuretablemodel.h"
#include "features/overview/overviewpage.h"
#include "features/spendchart.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/datatable.h"
#include "widgets/timechart.h"

#include <QMenu>

void OverviewPage::connectDrill()
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    connect(m_kpis, &KpiRow::cardActivated, this, &OverviewPage::openCard);
    for (int card = 0; card < KpiRow::CardCount; ++card)
        Drill::addTo(*m_kpis->card(KpiRow::Card(card)), [this, card] { return behindCard(KpiRow::Card(card)); }, follow);
    Drill::addTo(*m_chart, [this](int bucket, const QString &series) { return behindBucket(bucket, series); }, follow,
        [this](int bucket, const QString &series) { openBucket(bucket, series); });
    Drill::addTo(
        *m_table,
        [this](int row) {
            auto rows = m_filter.filter();
            if (const auto key = m_features->key(row))
                rows.features = { *key };
            return CountedRequests::of(m_filter, rows, m_clock.now());
        },
        follow, [this](int row) { openFeature(row); });
    Drill::addTo(*m_attentionList, [this] { return behindAttention(m_attentionList->currentIndex()); }, follow);
    connect(m_attentionList, &QAbstractItemView::activated, this, &OverviewPage::openAttention);
    connect(m_attentionList, &QAbstractItemView::clicked, this, &OverviewPage::openAttention);
}

Route OverviewPage::routeTo(const QString &page, const UsageFilter &filter, const QMap<QString, QString> &options) const
{
    return { page, m_filter.expression(), m_filter.compare(), filter, options };
}

CountedRequests OverviewPage::behindCard(KpiRow::Card card) const
{
    std::optional<UsageFilter> rows = m_filter.filter();
    if (card == KpiRow::ErrorRateCard)
        rows = FilterPart::of(*rows, QList<UsageStatus> { UsageStatus::Error, UsageStatus::Timeout });
    else if (card == KpiRow::LatencyCard)
        rows = FilterPart::of(*rows, QList<UsageStatus> { UsageStatus::Success });
    else if (card == KpiRow::UnpricedCard)
        rows = FilterPart::of(*rows, QList<CostSource> { CostSource::Unpriced });
    return rows ? CountedRequests::of(m_filter, *rows, m_clock.now()) : CountedRequests::filteredOut();
}

void OverviewPage::openCard(KpiRow::Card card)
{
    if (Drill::isWanted() || (card == KpiRow::UnpricedCard && m_answer && m_answer->total.unpriced() > 0))
        return Drill::open(*m_kpis->card(card), behindCard(card), [this](const Route &route) { emit routeRequested(route); });
    auto group = QStringLiteral("feature");
    if (card == KpiRow::TokensCard || card == KpiRow::LatencyCard || card == KpiRow::UnpricedCard)
        group = QStringLiteral("model");
    else if (card == KpiRow::ErrorRateCard)
        group = QStringLiteral("status");
    emit routeRequested(routeTo(QStringLiteral("spending"), m_filter.filter(), { { QStringLiteral("group"), group } }));
}

CountedRequests OverviewPage::behindBucket(int bucket, const QString &seriesId) const
{
    if (!m_answer || bucket < 0 || bucket >= m_answer->series.buckets.size())
        return {};
    auto filter = m_filter.filter();
    if (const auto key = SpendChart::keyOf(seriesId)) {
        filter.features = { *key };
    } else if (seriesId == SpendChart::OtherId) {
        QStringList others;
        for (const auto &feature : m_answer->features) {
            if (feature.slot == SeriesLines && feature.now.requests() > 0)
                others.append(feature.key.text);
        }
        if (others.size() > CountedRequests::MostNamed)
            return CountedRequests::tooMany(others.size());
        filter.features = others;
    }
    return CountedRequests::of(
        m_filter, filter, UsageText::expression(m_answer->question.zone, m_answer->series.buckets.at(bucket)));
}

void OverviewPage::openBucket(int bucket, const QString &seriesId)
{
    if (!m_answer || bucket < 0 || bucket >= m_answer->series.buckets.size())
        return;
    const auto counted = behindBucket(bucket, seriesId).shown;
    auto route = routeTo(SpendChart::keyOf(seriesId) ? QStringLiteral("features") : QStringLiteral("spending"),
        counted ? counted->filter : m_filter.filter());
    route.range = UsageText::expression(m_answer->question.zone, m_answer->series.buckets.at(bucket));
    emit routeRequested(route);
}

void OverviewPage::openFeature(int row)
{
    const auto key = m_features->key(row);
    if (!key)
        return;
    auto filter = m_filter.filter();
    filter.features = { *key };
    emit routeRequested(routeTo(QStringLiteral("features"), filter));
}

CountedRequests OverviewPage::behindAttention(const QModelIndex &index) const
{
    const auto item = m_attention->items().value(index.row());
    if (!index.isValid() || !item.counted)
        return {};
    auto counted = CountedRequests::of(m_filter, *item.counted, m_clock.now());
    if (item.countsBefore) { // also where nothing else is compared
        counted.shown->range = UsageText::expression(m_answer->question.zone, m_answer->question.previous);
        counted.before.reset();
    }
    return counted;
}

void OverviewPage::openAttention(const QModelIndex &index)
{
    if (Drill::isWanted())
        return Drill::open(*m_attentionList, behindAttention(index), [this](const Route &route) { emit routeRequested(route); });
    const auto item = m_attention->items().value(index.row());
    emit routeRequested(routeTo(item.page, item.filter, item.options));
}
