// Where the figures of a ReconciliationPage lead.

#include "features/drill.h"
#include "features/reconciliation/reconciliationmodel.h"
#include "features/reconciliation/reconciliationpage.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "widgets/datatable.h"
#include "widgets/kpicard.h"
#include "widgets/segmentedcontrol.h"

#include <set>

namespace {

using By = Reconciliation::By;
using Figures = ReconciliationFigures;

constexpr UtcMicros Day = 24 * MicrosPerHour;

}

void ReconciliationPage::connectDrill()
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    Drill::addTo(*m_table, [this](int row) { return behindRow(row); }, follow, [this](int row) { openRow(row); });
    Drill::addTo(*m_figures->card(Figures::LedgerFigure), [this] { return behindAll(); }, follow);
    connect(m_figures, &Figures::activated, this, &ReconciliationPage::openFigure);
}

CountedRequests ReconciliationPage::behindRow(int row) const
{
    if (!m_answer || row < 0)
        return {};
    const ReconciledRow *line = m_model->line(row);
    if (!line)
        return m_show->currentIndex() == 0 ? behindAll() : CountedRequests::none(tr("no filter keeps just the lines that differ"));
    if (!line->isInLedger)
        return CountedRequests::none(tr("the ledger has none of them"));
    if (line->ledgerModels.size() > CountedRequests::MostNamed)
        return CountedRequests::tooMany(line->ledgerModels.size());
    UsageFilter rows;
    rows.providers = line->ledgerProviders;
    rows.models = line->ledgerModels;
    const bool isOfDay = m_answer->question.by != By::Model;
    const TimeRange range = isOfDay ? TimeRange { line->day, line->day + Day } : m_answer->question.range;
    return CountedRequests::of(m_filter, rows, UsageText::expression(m_filter.zone(), range));
}

CountedRequests ReconciliationPage::behindAll() const
{
    if (!m_answer)
        return {};
    std::set<QString> providers, models;
    for (const ReconciledRow &line : m_answer->compared.rows) {
        providers.insert(line.ledgerProviders.cbegin(), line.ledgerProviders.cend());
        models.insert(line.ledgerModels.cbegin(), line.ledgerModels.cend());
    }
    if (providers.empty())
        return CountedRequests::none(tr("the ledger has none of them"));
    UsageFilter rows;
    rows.providers = QStringList(providers.cbegin(), providers.cend());
    if (!m_answer->question.filter.models.isEmpty())
        rows.models = QStringList(models.cbegin(), models.cend());
    if (rows.models.size() > CountedRequests::MostNamed)
        return CountedRequests::tooMany(rows.models.size());
    return CountedRequests::of(m_filter, rows, UsageText::expression(m_filter.zone(), m_answer->question.range));
}

void ReconciliationPage::openRow(int row)
{
    const ReconciledRow *line = row >= 0 && m_answer ? m_model->line(row) : nullptr;
    if (!line)
        return;
    if (m_answer->question.by == By::DayAndModel) {
        Drill::open(*m_table, behindRow(row), [this](const Route &route) { emit routeRequested(route); });
        return;
    }
    const bool isDay = m_answer->question.by == By::Day;
    Route route { QStringLiteral("reconciliation"), m_filter.expression(), m_filter.compare(), m_filter.filter(), options() };
    route.filter.providers = { line->provider };
    if (isDay)
        route.range = UsageText::expression(m_filter.zone(), { line->day, line->day + Day });
    else
        route.filter.models = { line->model };
    route.options.insert(QStringLiteral("by"), isDay ? QStringLiteral("model") : QStringLiteral("day"));
    emit routeRequested(route);
}

void ReconciliationPage::openFigure(Figures::Figure figure)
{
    const auto goTo = [this](Standing standing) {
        m_show->setCurrentIndex(1);
        const int row = m_model->rowOf(standing);
        if (row < 0)
            return;
        const QModelIndex index = m_sorted->mapFromSource(m_model->index(row, 0));
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
        m_table->setFocus();
    };
    switch (figure) {
    case Figures::ReportedFigure: emit routeRequested({ QStringLiteral("imports"), m_filter.expression(), m_filter.compare(), m_filter.filter(), {} }); break;
    case Figures::LedgerFigure:
        Drill::open(*m_figures, behindAll(), [this](const Route &route) { emit routeRequested(route); });
        break;
    case Figures::DifferenceFigure: goTo(Standing::Differs); break;
    case Figures::MissedFigure: goTo(Standing::LedgerLacks); break;
    case Figures::UnreportedFigure: goTo(Standing::ReportLacks); break;
    case Figures::FigureCount: break;
    }
}
