#pragma once

#include "features/errand.h"
#include "features/phases/phasesqueries.h"
#include "features/question.h"
#include "ledger/route.h"
#include "services/session.h"

#include <QTimer>
#include <QWidget>

class Clock;
class DataTable;
class FilterState;
class HistoryPanel;
class MessageStrip;
class PageTitle;
class PhaseCard;
class PhaseEditPanel;
class PhasePlanModel;
class PhaseTimeline;
class QDateEdit;
class QGridLayout;
class QLabel;
class QVBoxLayout;
class ReviewPanel;
class SegmentedControl;
class Settings;
class SidePanel;
class StateView;
class Workspace;
struct FlagDeed;

/// The rollout phases: who gets what and when, and the way back. Not the programme's phases, which stand above them on
/// the same time line. Options: view ("table"), phase and panel ("history", "edit").
class PhasesPage : public QWidget {
    Q_OBJECT

public:
    PhasesPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings,
        const Session &session, QWidget *parent = nullptr);

    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const;
    /// Which views exist; for tests.
    void setBuiltViews(const BuiltViews &built) { m_built = built; }

public slots:
    void refresh();

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);
    /// A phase moved: views have to be chosen again.
    void flagsChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Step { None, Start, Complete, Rollback, Edit, Programme };

    QWidget *buildContent();
    void buildTimeline(QVBoxLayout *column);
    void connectPanels();
    void showAnswer(const Result<PhasesAnswer> &answer);
    void showCards();
    void arrangeCards();
    void showConflicts();
    void showPanel(SidePanel *panel);
    void tick();
    QString forbidden() const;

    void openStep(Step step, int number);
    void askReview();
    void showReview(const Result<PhaseReview> &review);
    void openEdit(int number);
    void openHistory(int number);
    void perform(const QString &reason);
    void run(Step step, std::function<Result<QString>()> task);
    void performed(const Result<QString> &outcome);
    FlagDeed deed(const QString &reason) const;

    Workspace &m_workspace;
    const Clock &m_clock;
    const Session m_session;
    QSet<QString> m_built;

    PageTitle *m_title;
    MessageStrip *m_forbiddenStrip;
    MessageStrip *m_message;
    MessageStrip *m_conflicts;
    SegmentedControl *m_view;
    PhaseTimeline *m_timeline;
    QLabel *m_current;
    PhasePlanModel *m_planModel;
    DataTable *m_table;
    QDateEdit *m_firstDay = nullptr;
    QWidget *m_programme = nullptr;
    QGridLayout *m_cardGrid = nullptr;
    QList<PhaseCard *> m_cards;
    StateView *m_state = nullptr;
    ReviewPanel *m_review;
    PhaseEditPanel *m_edit;
    HistoryPanel *m_history;

    std::optional<PhasesAnswer> m_answer;
    Step m_step = Step::None; ///< What the review is about.
    Step m_running = Step::None;
    int m_number = 0; ///< The phase that a panel is about.
    bool m_outdated = true;
    QTimer m_seconds;
    Question<PhasesAnswer> m_phases;
    Question<PhaseReview> m_reviewed;
    Question<QList<HistoryLine>> m_lines;
    Errand<QString> m_errand;
};
