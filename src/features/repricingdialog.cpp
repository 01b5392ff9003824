#include "features/repricingdialog.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/ledgerjobs.h"
#include "features/repricingplanmodel.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/stateview.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <climits>

namespace {

QLabel *textLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}

RepricingDialog::RepricingDialog(Workspace &workspace, LedgerJobs &jobs, const RepricingScope &scope,
    const QString &about, const QString &reason, QWidget *parent)
    : QDialog(parent)
    , m_jobs(jobs)
    , m_scope(scope)
    , m_reader(workspace.newReader())
    , m_model(new RepricingPlanModel(this))
    , m_table(new DataTable)
    , m_summary(textLabel({}))
    , m_reason(new QLineEdit(reason))
    , m_go(new Button(tr("Reprice"), Button::Kind::Primary))
    , m_state(new StateView(buildContent()))
    , m_plan(*m_reader, [this](const Result<RepricingPlan> &plan) { showPlan(plan); })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Reprice"));
    m_reason->setMaxLength(500);
    m_reason->setAccessibleName(tr("Reason"));
    auto *reasonLabel = new QLabel(tr("&Reason, for the audit log"));
    reasonLabel->setBuddy(m_reason);
    auto *cancel = new Button(tr("Not now"));
    cancel->setAutoDefault(false);
    m_go->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    auto *heading = textLabel(tr("Reprice these rows?"));
    heading->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(textLabel(about));
    column->addWidget(m_state, 1);
    column->addWidget(reasonLabel);
    column->addWidget(m_reason);
    column->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 34);

    connect(m_reason, &QLineEdit::textChanged, this, &RepricingDialog::updateButton);
    connect(m_go, &Button::clicked, this, &RepricingDialog::go);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    connect(m_state, &StateView::retryRequested, this, &RepricingDialog::ask);
    ask();
}

QWidget *RepricingDialog::buildContent()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What repricing would change"));
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->addWidget(m_table);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(card, 1);
    return content;
}

void RepricingDialog::ask()
{
    m_state->setState(LoadState::Loading);
    m_plan.ask([scope = m_scope](Connection &connection) { return Repricing::plan(connection, scope); });
    updateButton();
}

void RepricingDialog::showPlan(const Result<RepricingPlan> &plan)
{
    if (!plan) {
        m_state->setError(tr("Could not work out what would change."), plan.error());
        updateButton();
        return;
    }
    m_model->setPlan(*plan);
    const RepricingGroup total = plan->total();
    m_changed = total.changed + plan->besideCharged;
    QString summary = tr("%1 of %2 rows change. Nothing is written yet.")
                          .arg(Format::count(total.changed), Format::count(total.rows));
    if (plan->besideCharged > 0)
        summary += QLatin1Char(' ')
            + tr("Rows that a provider charged keep their cost; what we compute beside it changes in %1.")
                  .arg(Format::count(plan->besideCharged));
    m_summary->setText(summary);
    m_state->setEmptyText(QLatin1String("check"), tr("Nothing would change"),
        tr("By the prices that the workspace knows, these rows cost what they are booked with."));
    m_state->setState(m_changed > 0 ? LoadState::Fresh : LoadState::Empty);
    updateButton();
}

void RepricingDialog::updateButton()
{
    m_go->setEnabled(isSettled() && m_changed > 0 && !m_reason->text().trimmed().isEmpty());
    m_go->setText(m_changed > 0 ? tr("Reprice %n rows", nullptr, int(std::min<qint64>(m_changed, INT_MAX))) : tr("Reprice"));
}

void RepricingDialog::go()
{
    m_jobs.reprice(m_scope, m_reason->text().trimmed());
    close();
}
