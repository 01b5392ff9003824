#pragma once

#include "features/countedrequests.h"
#include "features/modelnames/modelnamesqueries.h"
#include "features/question.h"
#include "ledger/repricing.h"
#include "ledger/route.h"
#include "services/session.h"

#include <QWidget>

class Button;
class CaptionLabel;
class Clock;
class DataTable;
class DecidedNamesModel;
class LedgerJobs;
class MessageStrip;
class PageTitle;
class QStackedWidget;
class SegmentedControl;
class Settings;
class StateView;
class TableSortProxy;
class WaitingNamesModel;
class Workspace;

/// Names of models that nobody could resolve, the most costly first, each with what it probably stands for; and the names
/// of which somebody said so. A decision changes no cost: repricing is offered after it. Asks only while it is visible.
///
/// Options: show (waiting, decided), rank (money, requests), name (a name that waits: the row that is chosen).
class ModelNamesPage : public QWidget
{
    Q_OBJECT

public:
    ModelNamesPage(Workspace &workspace, LedgerJobs &jobs, const Clock &clock, Settings &settings, const Session &session,
        QWidget *parent = nullptr);
    ~ModelNamesPage() override;

    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_names.isPending() && !m_write.isRunning(); }

public slots:
    void refresh();

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildLayout();
    QWidget *buildContent();
    void connectAll();
    void ask();
    void showAnswer(const Result<ModelNamesAnswer> &answer);
    void showLists();
    void showView();
    void showChosen();
    const WaitingName *waiting() const; ///< That is chosen, or nullptr.
    const ConfirmedName *decided() const;
    bool canWrite() const;

    // modelnamespageactions.cpp: what somebody decides, and what follows.
    void confirm(const QString &name, const ConfirmedModel &model);
    void takeBack(const ConfirmedName &name);
    void keep();
    void pickModel();
    /// All that have the name, whatever the range of the other pages.
    CountedRequests counted(const UnresolvedName &name) const;
    void showRequests();
    void write(const QString &name, const ConfirmedModel &model, bool back);
    void showWritten();
    void offerRepricing(const QString &name);
    void openRepricing();
    void connectJobs();

    Workspace &m_workspace;
    LedgerJobs &m_jobs;
    const Clock &m_clock;
    Settings &m_settings;
    const Session &m_session;

    PageTitle *m_title;
    SegmentedControl *m_show;
    SegmentedControl *m_rank;
    MessageStrip *m_message;
    MessageStrip *m_offer; ///< Of repricing.
    WaitingNamesModel *m_waitingModel;
    DecidedNamesModel *m_decidedModel;
    TableSortProxy *m_waitingSorted;
    TableSortProxy *m_decidedSorted;
    DataTable *m_waitingTable;
    DataTable *m_decidedTable;
    QStackedWidget *m_tables;
    CaptionLabel *m_chosen;
    Button *m_confirm;
    Button *m_pick;
    Button *m_keep;
    Button *m_back;
    Button *m_reprice;
    Button *m_requests;
    StateView *m_state = nullptr;

    std::optional<ModelNamesAnswer> m_answer; ///< What is on the screen.
    QString m_wanted; ///< Name of the row to choose.
    bool m_outdated = true; ///< Something changed while nobody looked.
    QStringList m_offered; ///< Names that were decided since a repricing was offered last.
    struct Written
    {
        QString name;
        ConfirmedModel model;
        bool back = false;
    } m_written; ///< What is being written.
    Question<ModelNamesAnswer> m_names;
    QFutureWatcher<Result<>> m_write;
};
