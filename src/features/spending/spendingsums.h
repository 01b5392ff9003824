#pragma once

#include "features/spending/spendingqueries.h"

#include <QWidget>

class Card;
class FigureList;
class Pill;

/// Beside the table: where the costs come from, and whether the sums agree.
class SpendingSums : public QWidget
{
    Q_OBJECT

public:
    explicit SpendingSums(QWidget *parent = nullptr);

    void setAnswer(const SpendingAnswer &answer, const QString &asOf);

private:
    void showSources(const SpendingAnswer &answer);
    void showReconciliation(const SpendingAnswer &answer);

    Card *m_sourcesCard;
    FigureList *m_sources;
    Card *m_reconcileCard;
    FigureList *m_reconcile;
    Pill *m_verdict;
};
