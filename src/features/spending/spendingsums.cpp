#include "features/spending/spendingsums.h"

#include "core/format.h"
#include "features/figurelist.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/pill.h"

#include <QMenu>
#include <QVBoxLayout>

namespace {

QString sourceTitle(CostSource source)
{
    switch (source) {
    case CostSource::Charged: return SpendingSums::tr("Charged");
    case CostSource::Computed: return SpendingSums::tr("Computed");
    case CostSource::Assigned: return SpendingSums::tr("Assigned model");
    case CostSource::Imported: return SpendingSums::tr("Imported");
    case CostSource::Unpriced: return SpendingSums::tr("Without a price");
    }
    Q_UNREACHABLE();
}

QString requestsNote(qint64 requests)
{
    return requests == 1 ? SpendingSums::tr("1 request") : SpendingSums::tr("%1 requests").arg(Format::count(requests));
}

Figure sumFigure(const QString &label, const Spend &spend, const Spend &range)
{
    return { label, spend.requests == range.requests ? QString() : requestsNote(spend.requests),
        UsageText::spend(spend), UsageText::spendExact(spend), false, spend != range };
}

}

SpendingSums::SpendingSums(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_sourcesCard(new Card(tr("Where costs come from")))
    , m_sources(new FigureList)
    , m_sourcesMenu(new QMenu(this))
    , m_reconcileCard(new Card(tr("Reconcile")))
    , m_reconcile(new FigureList)
    , m_verdict(new Pill(Status::Unknown, {}))
{
    auto *requests = Button::iconOnly(QLatin1String("requests"), tr("Show requests by where their cost comes from"));
    requests->setKind(Button::Kind::Ghost);
    requests->setMenu(m_sourcesMenu);
    m_sourcesCard->addHeaderWidget(requests);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_sourcesCard);
    m_layout->addWidget(m_reconcileCard, 1);
    m_sourcesCard->contentLayout()->setAlignment(Qt::AlignTop);
    m_reconcileCard->contentLayout()->setAlignment(Qt::AlignTop);
    m_sources->setAccessibleName(m_sourcesCard->title());
    m_sourcesCard->contentLayout()->addWidget(m_sources);
    m_reconcile->setAccessibleName(m_reconcileCard->title());
    m_reconcileCard->contentLayout()->addWidget(m_reconcile);
    m_reconcileCard->contentLayout()->addSpacing(6);
    m_reconcileCard->contentLayout()->addWidget(m_verdict, 0, Qt::AlignLeft);
}

void SpendingSums::setOrientation(Qt::Orientation orientation)
{
    m_layout->setDirection(orientation == Qt::Vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_layout->setStretch(0, orientation == Qt::Vertical ? 0 : 1);
}

void SpendingSums::setAnswer(const SpendingAnswer &answer, const QString &asOf)
{
    m_reconcileCard->setNote(asOf);
    showSources(answer);
    showReconciliation(answer);
}

void SpendingSums::showSources(const SpendingAnswer &answer)
{
    QList<Figure> figures;
    m_sourcesMenu->clear();
    for (const auto source : { CostSource::Charged, CostSource::Computed, CostSource::Assigned, CostSource::Imported,
             CostSource::Unpriced }) {
        Spend spend;
        for (const auto &row : answer.sources) {
            if (row.keys.at(0).text == costSourceName(source))
                spend += Spend::of(row.measures);
        }
        if (spend.requests == 0)
            continue;
        figures.append({ sourceTitle(source), requestsNote(spend.requests), UsageText::spend(spend),
            UsageText::spendExact(spend), false, source == CostSource::Unpriced });
        m_sourcesMenu->addAction(sourceTitle(source), this, [this, source] { emit requestsWanted(source); });
    }
    if (figures.isEmpty())
        figures.append({ tr("No requests"), {}, Format::unknown(), {}, false, false });
    m_sources->setFigures(figures);
}

void SpendingSums::showReconciliation(const SpendingAnswer &answer)
{
    const auto &sums = answer.reconciliation;
    auto range = sumFigure(tr("Range total"), sums.range, sums.range);
    range.isSum = true;
    m_reconcile->setFigures({
        sumFigure(tr("Sum of %1 buckets", nullptr, int(answer.series.buckets.size())).arg(Format::count(answer.series.buckets.size())), sums.buckets, sums.range),
        sumFigure(tr("Sum of the table"), sums.table, sums.range),
        sumFigure(tr("Sum of cost sources"), sums.sources, sums.range),
        range,
    });
    if (sums.agrees())
        m_verdict->setStatus(Status::Good, tr("Equal to the last digit"));
    else
        m_verdict->setStatus(Status::Error, tr("The sums differ"));
}
