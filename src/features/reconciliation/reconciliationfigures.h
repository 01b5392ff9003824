#pragma once

#include "features/reconciliation/reconciliationqueries.h"

#include <QWidget>

#include <array>

class KpiCard;

/// The sums of all lines: what is reported, what the ledger has, and what stands between the two.
class ReconciliationFigures : public QWidget
{
    Q_OBJECT

public:
    enum Figure { ReportedFigure, LedgerFigure, DifferenceFigure, MissedFigure, UnreportedFigure, FigureCount };

    explicit ReconciliationFigures(QWidget *parent = nullptr);

    void setSum(const ReconciliationSum &sum);
    void setLoading(bool loading);
    KpiCard *card(Figure figure) const { return m_cards[figure]; }

signals:
    void activated(Figure figure);

private:
    std::array<KpiCard *, FigureCount> m_cards {};
};
