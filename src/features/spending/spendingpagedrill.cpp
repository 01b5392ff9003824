// Where the figures of a SpendingPage lead.

#include "features/spendchart.h"
#include "features/spending/spendingmodel.h"
#include "features/spending/spendingpage.h"
#include "features/spending/spendingsums.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/datatable.h"
#include "widgets/timechart.h"

#include <QMenu>

void SpendingPage::connectDrill()
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    connect(m_table, &DataTable::contextMenuOpening, this, &SpendingPage::addDashboard);
    Drill::addTo(*m_table, [this](int row) { return behindRow(row); }, follow, [this](int row) { openRow(row); });
    Drill::addTo(*m_chart, [this](int bucket, const QString &series) { return behindBucket(bucket, series); }, follow,
        [this](int bucket, const QString &series) { openBucket(bucket, series); });
    connect(m_sums, &SpendingSums::requestsWanted, this, [this](CostSource source) {
        auto rows = m_filter.filter();
        rows.costSources = { source };
        emit routeRequested(*CountedRequests::of(m_filter, rows, m_clock.now()).shown);
    });
}

void SpendingPage::addDashboard(QMenu *menu, int row)
{
    const auto key = m_model->key(row);
    if (!key || m_model->group() != Dimension::Feature)
        return;
    const auto filter = FilterPart::keyed(m_filter.filter(), Dimension::Feature, { key->text });
    menu->addAction(tr("Open dashboard"), this, [this, filter] {
        emit routeRequested({ QStringLiteral("features"), m_filter.expression(), m_filter.compare(), filter, {} });
    });
}

CountedRequests SpendingPage::behindRow(int row) const
{
    if (!m_answer || row < 0)
        return {};
    auto filter = m_filter.filter();
    if (const auto keys = m_model->keys(row))
        filter = FilterPart::keyed(filter, m_model->group(), *keys);
    else if (!m_model->isTotal(row))
        return CountedRequests::tooMany(m_answer->rows.at(row).gathered);
    auto counted = CountedRequests::of(m_filter, filter, m_clock.now());
    if (!m_model->isTotal(row) && !m_answer->rows.at(row).namesBefore)
        counted.before.reset(); // that figure is of users whom these do not name
    return counted;
}

void SpendingPage::openRow(int row)
{
    if (const auto key = m_model->key(row))
        m_filter.setFilter(FilterPart::keyed(m_filter.filter(), m_model->group(), { key->text }));
}

CountedRequests SpendingPage::behindBucket(int bucket, const QString &seriesId) const
{
    if (!m_answer || bucket < 0 || bucket >= m_answer->series.buckets.size())
        return {};
    const auto group = m_answer->question.group;
    auto filter = m_filter.filter();
    if (const auto key = SpendChart::keyOf(seriesId)) {
        filter = FilterPart::keyed(filter, group, { *key });
    } else if (seriesId == SpendChart::OtherId) {
        QStringList others;
        for (const auto &row : m_answer->rows) {
            if (row.slot == SeriesLines)
                others += row.gathered > 0 ? row.others : QStringList { row.key.text };
        }
        const auto gathered = m_answer->series.lines.constLast().gathered;
        if (gathered > others.size() || others.size() > CountedRequests::MostNamed)
            return CountedRequests::tooMany(gathered);
        filter = FilterPart::keyed(filter, group, others);
    }
    return CountedRequests::of(
        m_filter, filter, UsageText::expression(m_answer->question.zone, m_answer->series.buckets.at(bucket)));
}

void SpendingPage::openBucket(int bucket, const QString &seriesId)
{
    if (!m_answer || bucket < 0 || bucket >= m_answer->series.buckets.size())
        return;
    const auto counted = behindBucket(bucket, seriesId).shown;
    emit routeRequested({ QStringLiteral("spending"),
        UsageText::expression(m_answer->question.zone, m_answer->series.buckets.at(bucket)), m_filter.compare(),
        counted ? counted->filter : m_filter.filter(), options() });
}
