#pragma once

#include "features/imports/importsqueries.h"
#include "features/question.h"
#include "ledger/route.h"
#include "services/session.h"

#include <QWidget>

class Button;
class CaptionLabel;
class Card;
class Clock;
class DataTable;
class FigureList;
class ImportBatchesModel;
class ImportRejectsModel;
class LedgerJobs;
class MessageStrip;
class PageTitle;
class QStackedWidget;
class RepricingsModel;
class SegmentedControl;
class Settings;
class StateView;
class Workspace;

/// What was imported, with what became of each record, and what was repriced; each can be taken back. Asks only while it
/// is visible.
///
/// Options: show (imports, repricings), batch (number of the import that is chosen).
class ImportsPage : public QWidget
{
    Q_OBJECT

public:
    ImportsPage(Workspace &workspace, LedgerJobs &jobs, const Clock &clock, Settings &settings, const Session &session,
        QWidget *parent = nullptr);
    ~ImportsPage() override;

    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_first.isPending() && !m_facts.isPending() && !m_rejects.isPending(); }

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
    QWidget *buildDetail();
    void connectAll();
    void ask();
    void showAnswer(const Result<ImportsAnswer> &answer);
    void showView();

    // importspagedetail.cpp: the import that is chosen, and what can be taken back.
    const ImportBatch *batch() const; ///< That is chosen, or nullptr.
    const RepricingJob *repricing() const;
    bool canWrite() const;
    void chooseBatch();
    void showBatch();
    void showFacts(const Result<ImportFacts> &facts);
    void showRejects(const Result<QList<ImportReject>> &rejects);
    void updateButtons();
    void showRequests();
    void undo();
    void undoImport(const ImportBatch &batch);
    void undoRepricing(const RepricingJob &job);
    void connectJobs();

    Workspace &m_workspace;
    LedgerJobs &m_jobs;
    Settings &m_settings;
    const Session &m_session;

    PageTitle *m_title;
    SegmentedControl *m_show;
    MessageStrip *m_message;
    ImportBatchesModel *m_batches;
    RepricingsModel *m_repricings;
    ImportRejectsModel *m_rejectsModel;
    DataTable *m_batchTable;
    DataTable *m_repricingTable;
    QStackedWidget *m_tables;
    Card *m_detail;
    FigureList *m_figures;
    CaptionLabel *m_note;
    DataTable *m_rejectTable;
    StateView *m_rejectState = nullptr;
    CaptionLabel *m_chosen;
    Button *m_requests;
    Button *m_resume;
    Button *m_undo;
    StateView *m_state = nullptr;

    std::optional<ImportsAnswer> m_answer; ///< What is on the screen.
    std::optional<ImportFacts> m_known; ///< Of the import that is chosen.
    qint64 m_chosenId = 0; ///< Of the import that is chosen; 0: none.
    bool m_outdated = true; ///< Something changed while nobody looked.
    std::unique_ptr<Database> m_factsReader; ///< Of its own: a look at every row must not keep the pages waiting.
    Question<ImportsAnswer> m_first;
    Question<QList<ImportBatch>> m_more;
    Question<ImportFacts> m_facts;
    Question<QList<ImportReject>> m_rejects;
};
