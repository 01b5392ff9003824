#pragma once

#include "features/overview/overviewqueries.h"
#include "widgets/kpicard.h"

#include <QWidget>

#include <array>

class QGridLayout;

/// The six figures at the top of the overview; three in a row where there is little room.
class KpiRow : public QWidget
{
    Q_OBJECT

public:
    enum Card { SpendCard, RequestsCard, TokensCard, LatencyCard, ErrorRateCard, UnpricedCard, CardCount };

    explicit KpiRow(QWidget *parent = nullptr);

    void setLoading(bool loading);
    void setAnswer(const OverviewAnswer &answer, bool compare);
    void setLatencyLoading(bool loading);
    void setLatency(const OverviewLatency &latency, bool compare);
    /// The percentiles could not be had.
    void clearLatency();
    KpiCard *card(Card card) const { return m_cards[card]; }
    /// Of three cards in a row, so that a narrow page is possible.
    QSize minimumSizeHint() const override;

signals:
    void cardActivated(KpiRow::Card card);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void arrange();

    std::array<KpiCard *, CardCount> m_cards {};
    QGridLayout *m_layout;
    int m_columns = 0;
};
