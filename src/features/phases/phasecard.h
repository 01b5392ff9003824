#pragma once

#include "features/phases/phaseview.h"
#include "widgets/card.h"

class Button;
class Pill;
class QGridLayout;
class QLabel;
class StatusLabel;

/// One rollout phase: who gets what, for how long, how fast it has to be undone, and what can be done with it now.
class PhaseCard : public Card {
    Q_OBJECT

public:
    explicit PhaseCard(QWidget *parent = nullptr);

    void setPhase(const PhaseView &phase);
    const PhaseView &phase() const { return m_phase; }
    /// Countdown and stopwatch.
    void setNow(UtcMicros now);

signals:
    void startRequested();
    void completeRequested();
    void rollbackRequested();
    void editRequested();
    void historyRequested();

private:
    QLabel *addLine(const QString &name);
    void showReleases();
    void updateButtons();

    PhaseView m_phase;
    QGridLayout *m_grid;
    Pill *m_state;
    QLabel *m_groups;
    QLabel *m_releases;
    StatusLabel *m_problem;
    QLabel *m_dates;
    QLabel *m_limit;
    StatusLabel *m_clock;
    Button *m_start;
    Button *m_complete;
    Button *m_rollback;
    Button *m_edit;
};
