#pragma once

#include "features/spending/spendingqueries.h"

#include <QWidget>

class Card;
class FigureList;
class Pill;
class QBoxLayout;
class QMenu;

/// Beside the table: where the costs come from, and whether the sums agree.
class SpendingSums : public QWidget
{
    Q_OBJECT

public:
    explicit SpendingSums(QWidget *parent = nullptr);

    /// Vertical: one card above the other.
    void setOrientation(Qt::Orientation orientation);
    void setAnswer(const SpendingAnswer &answer, const QString &asOf);

signals:
    /// Of the requests whose cost comes from there.
    void requestsWanted(CostSource source);

private:
    void showSources(const SpendingAnswer &answer);
    void showReconciliation(const SpendingAnswer &answer);

    QBoxLayout *m_layout;
    Card *m_sourcesCard;
    FigureList *m_sources;
    QMenu *m_sourcesMenu; ///< Leads to the requests of each source.
    Card *m_reconcileCard;
    FigureList *m_reconcile;
    Pill *m_verdict;
};
