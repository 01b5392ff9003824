#include "features/reconciliation/reconciliationfigures.h"

#include "core/format.h"
#include "features/reconciliation/reconciliationmodel.h"
#include "ledger/usagetext.h"
#include "widgets/kpicard.h"

#include <QHBoxLayout>

#include <climits>

namespace {

QString linesText(qint64 lines)
{
    return ReconciliationFigures::tr("%1 lines", nullptr, int(std::min<qint64>(lines, INT_MAX))).arg(Format::count(lines));
}

KpiValue value(const QString &text, const QString &exact, const QString &note)
{
    KpiValue value;
    value.text = text;
    value.exact = exact;
    value.delta.comparison = note;
    return value;
}

}

ReconciliationFigures::ReconciliationFigures(QWidget *parent)
    : QWidget(parent)
{
    const QString labels[] = { tr("Reported"), tr("Ledger"), tr("Difference"), tr("Ledger lacks"), tr("Report lacks") };
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    for (int i = 0; i < FigureCount; ++i) {
        m_cards[size_t(i)] = new KpiCard(labels[i]);
        m_cards[size_t(i)]->setHasTrend(false);
        connect(m_cards[size_t(i)], &KpiCard::activated, this, [this, i] { emit activated(Figure(i)); });
        row->addWidget(m_cards[size_t(i)]);
    }
}

void ReconciliationFigures::setLoading(bool loading)
{
    for (auto *card : m_cards)
        card->setLoading(loading);
}

void ReconciliationFigures::setSum(const ReconciliationSum &sum)
{
    const auto exact = [](const std::optional<Money> &money) { return money ? Format::moneyExact(*money) : QString(); };
    const auto known = [](const std::optional<Money> &money) { return money ? Format::money(*money) : QString(); };
    m_cards[ReportedFigure]->setValue(value(known(sum.reported.cost), exact(sum.reported.cost),
        sum.silent > 0 ? tr("no cost: %1").arg(linesText(sum.silent)) : linesText(sum.all())));
    const bool isThere = sum.inLedger > 0;
    m_cards[LedgerFigure]->setValue(value(isThere ? UsageText::spend(sum.ledger) : QString(),
        isThere ? UsageText::spendExact(sum.ledger) : QString(), linesText(sum.inLedger)));
    m_cards[DifferenceFigure]->setValue(value(sum.difference ? ReconciliationModel::differenceText(sum.difference) : QString(),
        exact(sum.difference), tr("%1 of %2 differ").arg(Format::count(sum.of(Standing::Differs)), linesText(sum.all()))));
    const qint64 missed = sum.of(Standing::LedgerLacks), unreported = sum.of(Standing::ReportLacks);
    m_cards[MissedFigure]->setValue(value(missed > 0 ? known(sum.missed) : tr("None"), exact(sum.missed), missed > 0 ? linesText(missed) : QString()));
    m_cards[UnreportedFigure]->setValue(value(unreported > 0 ? UsageText::spend(sum.unreported) : tr("None"),
        unreported > 0 ? UsageText::spendExact(sum.unreported) : QString(), unreported > 0 ? linesText(unreported) : QString()));
}
