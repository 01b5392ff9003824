#pragma once

#include "features/question.h"
#include "ledger/repricing.h"

#include <QDialog>

class Button;
class DataTable;
class LedgerJobs;
class QLabel;
class QLineEdit;
class RepricingPlanModel;
class StateView;
class Workspace;

/// Offers to reprice the rows of `scope`: what it would do per feature and model, and why, then the job. Writes nothing
/// before the button is pressed. Deletes itself when it is closed.
class RepricingDialog : public QDialog
{
    Q_OBJECT

public:
    /// `about`: one sentence on why these rows; `reason` stands in the field for it at first.
    RepricingDialog(Workspace &workspace, LedgerJobs &jobs, const RepricingScope &scope, const QString &about,
        const QString &reason, QWidget *parent);

    bool isSettled() const { return !m_plan.isPending(); }

private:
    QWidget *buildContent();
    void ask();
    void showPlan(const Result<RepricingPlan> &plan);
    void updateButton();
    void go();

    LedgerJobs &m_jobs;
    const RepricingScope m_scope;
    std::unique_ptr<Database> m_reader; ///< Of its own: a look at every row must not keep the pages waiting.
    qint64 m_changed = 0;
    RepricingPlanModel *m_model;
    DataTable *m_table;
    QLabel *m_summary;
    QLineEdit *m_reason;
    Button *m_go;
    StateView *m_state;
    Question<RepricingPlan> m_plan;
};
