#pragma once

#include "features/errand.h"
#include "features/flags/flageditor.h"
#include "features/flags/flagsqueries.h"
#include "features/question.h"
#include "ledger/route.h"
#include "services/session.h"

#include <QTimer>
#include <QWidget>

class Button;
class Clock;
class DataTable;
class ExplainPanel;
class FilterChip;
class FilterState;
class FlagDelegate;
class FlagsModel;
class HistoryPanel;
class MessageStrip;
class PageTitle;
class QLineEdit;
class QMenu;
class ReviewPanel;
class ScheduledList;
class Settings;
class SidePanel;
class StagedBar;
class StateView;
class Workspace;

/// Which view each flag gives to whom, per environment. A press on a state stages a change; only the review applies it.
///
/// Options: environment, state ("partial"), q, panel ("explain", "history"), flag (chosen, also in the panel), user.
class FlagsPage : public QWidget {
    Q_OBJECT

public:
    FlagsPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, const Session &session,
        QWidget *parent = nullptr);
    ~FlagsPage() override;

    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const;
    const QList<StagedChange> &staged() const { return m_staged; }
    /// Which views exist; for tests. Those of the program at first.
    void setBuiltViews(const BuiltViews &built) { m_built = built; }

public slots:
    void refresh();

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);
    /// Something was applied, undone or came due: views have to be chosen again.
    void flagsChanged();
    void stagedCountChanged(int count);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Operation { Apply, Undo, Cancel, Kill };

    void buildTitle();
    void buildFilters();
    void buildLayout();
    void connectTable();
    void connectPanels();
    static QStringList stateWords();
    void setState(FlagsFilter::State state);
    void setEnvironment(const QString &environment);
    void filterChanged();

    void showAnswer(const Result<FlagsAnswer> &answer);
    void showRows();
    void showStrips();
    void showStaged();
    void showColumns();
    void fitTable();
    void chooseWanted();
    void showPanel(SidePanel *panel);
    void addRowActions(QMenu *menu, int row);
    QString forbidden() const;
    QString flagAt(int row) const;

    void edit(const QModelIndex &index);
    void stage(const QString &flag, const QString &environment, const FlagEditor::Wish &wish);
    void discard();
    void openReview();
    void askReview();
    void apply(const QString &reason);
    void applied(const Result<qint64> &changeSet);
    void undo(qint64 changeSet, const QString &reason);
    void cancelScheduled(qint64 id);
    void openKill(const KillWish &wish);
    void openExplain(const QString &flag, const QString &environment, const QString &user);
    void showExplanation();
    void suggest(const QString &beginning);
    void openHistory(const QString &flag);
    void askHistory();
    void rereadStaged();

    Workspace &m_workspace;
    const Clock &m_clock;
    Settings &m_settings;
    const Session m_session;
    BuiltViews m_built;

    PageTitle *m_title;
    QLineEdit *m_search;
    FilterChip *m_environmentChip;
    FilterChip *m_stateChip;
    MessageStrip *m_killStrip;
    MessageStrip *m_forbiddenStrip;
    MessageStrip *m_message;
    FlagsModel *m_model;
    DataTable *m_table;
    FlagDelegate *m_delegate = nullptr;
    StateView *m_state = nullptr;
    ScheduledList *m_scheduled;
    StagedBar *m_stagedBar;
    FlagEditor *m_editor;
    ReviewPanel *m_review;
    ExplainPanel *m_explain;
    HistoryPanel *m_history;

    std::optional<FlagsAnswer> m_answer;
    QList<StagedChange> m_staged;
    QString m_wantedFlag; ///< To be chosen as soon as it is listed.
    std::optional<KillWish> m_kill; ///< What the review is about, if not the staged changes.
    FlagsFilter m_filter;
    QString m_reason; ///< Of what is being applied.
    Operation m_operation = Operation::Apply;
    bool m_outdated = true;
    QTimer m_next; ///< When something changes by itself.
    Question<FlagsAnswer> m_rows;
    Question<FlagsReview> m_reviewed;
    Question<QList<HistoryLine>> m_lines;
    Question<QList<StagedChange>> m_restored;
    Errand<qint64> m_errand;
};
