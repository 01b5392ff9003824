#include "features/featuredashboard/featurespage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/featuredashboard/changemodeldialog.h"
#include "features/featuredashboard/dashboardheader.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "features/featuredashboard/editfeaturedialog.h"
#include "features/featuredashboard/featurechanges.h"
#include "features/featuredashboard/featurelist.h"
#include "features/featuredashboard/summarytab.h"
#include "features/featuredashboard/tablestab.h"
#include "features/pagetitle.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/tabstrip.h"
#include "widgets/toast.h"

#include <QBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>

namespace {

constexpr int ChooserIndex = 0; ///< In the stack; the tabs follow.
constexpr int ErrorsTab = 4;

}

FeaturesPage::FeaturesPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings,
    const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_session(session)
    , m_title(new PageTitle(tr("Features")))
    , m_header(new DashboardHeader)
    , m_message(new MessageStrip)
    , m_strip(new TabStrip(tr("Parts of the dashboard")))
    , m_tabs(new QStackedWidget)
    , m_askHead(workspace.reader(), [this](const Result<DashboardHead> &head) { showHead(head); })
{
    setWindowTitle(tr("Features"));
    buildTabs();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(buildLayout());
    connect(&m_filter, &FilterState::changed, this, &FeaturesPage::refresh);
    connect(m_tabs, &QStackedWidget::currentChanged, this, [this] {
        for (int i = 0; i < m_tabs->count(); ++i)
            m_tabs->widget(i)->setSizePolicy(
                QSizePolicy::Preferred, i == m_tabs->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    });
    m_tabs->widget(ChooserIndex)->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    connect(m_strip, &QTabBar::currentChanged, this, &FeaturesPage::chooseTab);
    connect(m_header, &DashboardHeader::allRequested, this, [this] {
        auto all = m_filter.filter();
        all.features.clear();
        emit routeRequested({ QStringLiteral("features"), m_filter.expression(), m_filter.compare(), all, {} });
    });
    connect(m_header, &DashboardHeader::modelChangeRequested, this, &FeaturesPage::changeModel);
    connect(m_header, &DashboardHeader::editRequested, this, &FeaturesPage::editFeature);
    connect(&m_undo, &QFutureWatcherBase::finished, this, [this] {
        if (const auto undone = m_undo.result(); undone)
            Toast::show(this, Status::Good, tr("The model is what it was before."));
        else
            m_message->showError(tr("The change was not undone."), undone.error());
        refresh();
    });
    m_header->hide();
    m_strip->hide();
}

void FeaturesPage::buildTabs()
{
    const auto tables = [this](const TablesTab::Kind &kind) {
        return new TablesTab(kind, m_workspace, m_filter, m_clock, m_settings);
    };
    m_chooser = tables({ QStringLiteral("features"), &FeatureList::ask, 1, false, {}, {} });
    m_usage = tables({ QStringLiteral("usage"), &DashboardTabs::usage, 1, false,
        { QStringLiteral("user"), QStringLiteral("session"), QStringLiteral("client"), QStringLiteral("status") },
        { tr("User"), tr("Session"), tr("Client"), tr("Status") } });
    addTab(m_chooser, {}, {});
    addTab(new SummaryTab(m_workspace, m_filter, m_clock), QStringLiteral("summary"), tr("Summary"));
    addTab(m_usage, QStringLiteral("usage"), tr("Usage"));
    addTab(tables({ QStringLiteral("models"), &DashboardTabs::models, 2, false, {}, {} }), QStringLiteral("models"),
        tr("Models"));
    addTab(tables({ QStringLiteral("prompts"), &DashboardTabs::prompts, 1, false, {}, {} }), QStringLiteral("prompts"),
        tr("Prompts"));
    addTab(tables({ QStringLiteral("errors"), &DashboardTabs::errors, 1, false, {}, {} }), QStringLiteral("errors"),
        tr("Errors"));
    addTab(tables({ QStringLiteral("spending"), &DashboardTabs::spending, 2, true, {}, {} }),
        QStringLiteral("spending"), tr("Spending"));
    connect(m_usage, &TablesTab::breakdownChanged, this, &FeaturesPage::refresh);
}

void FeaturesPage::addTab(DashboardTab *tab, const QString &word, const QString &title)
{
    m_tabs->addWidget(tab);
    tab->setSizePolicy(
        QSizePolicy::Preferred, QSizePolicy::Ignored); // as high as the tab on the screen, not as the highest
    if (!word.isEmpty()) {
        m_words.append(word);
        m_strip->addTab(title);
    }
    connect(tab, &DashboardTab::routeRequested, this, &FeaturesPage::routeRequested);
    connect(tab, &DashboardTab::settledChanged, this, &FeaturesPage::settledChanged);
    connect(tab, &DashboardTab::queryFinished, this, &FeaturesPage::queryFinished);
    connect(tab, &DashboardTab::failed, m_message, &MessageStrip::showError);
    connect(tab, &DashboardTab::written, this,
        [this](const QString &path) { Toast::show(this, Status::Good, tr("Saved %1").arg(visibleControls(path))); });
}

QWidget *FeaturesPage::buildLayout()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_header);
    column->addWidget(m_strip);
    column->addWidget(m_message);
    column->addWidget(m_tabs, 1);
    auto *exportButton = new Button(tr("Export"), QLatin1String("export"));
    exportButton->setMenu(m_chooser->exportMenu());
    m_title->addWidget(exportButton);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    return scroll;
}

bool FeaturesPage::hasFeature() const { return m_filter.filter().features.size() == 1; }

DashboardTab *FeaturesPage::currentTab() const { return static_cast<DashboardTab *>(m_tabs->currentWidget()); }

DashboardQuestion FeaturesPage::question() const
{
    const auto now = m_clock.now();
    DashboardQuestion asked;
    asked.feature = hasFeature() ? m_filter.filter().features.constFirst() : QString();
    asked.range = m_filter.range(now);
    asked.previous = m_filter.previousRange(now);
    asked.zone = m_filter.zone();
    asked.filter = m_filter.filter();
    asked.bucket = automaticBucket(asked.range);
    asked.expression = m_filter.expression();
    asked.compare = m_filter.compare();
    asked.now = now;
    asked.breakdown = hasFeature() && currentTab() == m_usage ? m_usage->breakdown() : QString();
    return asked;
}

void FeaturesPage::setOptions(const QMap<QString, QString> &options)
{
    m_usage->setBreakdown(options.value(QStringLiteral("by")));
    m_strip->setCurrentIndex(int(qMax<qsizetype>(0, m_words.indexOf(options.value(QStringLiteral("tab"))))));
    refresh();
}

QMap<QString, QString> FeaturesPage::options() const
{
    QMap<QString, QString> options;
    if (!hasFeature())
        return options;
    if (m_strip->currentIndex() > 0)
        options.insert(QStringLiteral("tab"), m_words.at(m_strip->currentIndex()));
    if (currentTab() == m_usage && m_usage->breakdown() != QLatin1String("user"))
        options.insert(QStringLiteral("by"), m_usage->breakdown());
    return options;
}

bool FeaturesPage::isSettled() const
{
    return !m_outdated && !m_askHead.isPending() && !m_undo.isRunning() && currentTab()->isSettled();
}

void FeaturesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void FeaturesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_askHead.isPending()) { // a hidden page asks nothing
        m_askHead.drop();
        m_outdated = true;
    }
}

void FeaturesPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void FeaturesPage::ask()
{
    m_outdated = false;
    const bool one = hasFeature();
    m_title->setVisible(!one);
    m_header->setVisible(one);
    m_strip->setVisible(one);
    m_tabs->setCurrentIndex(one ? m_strip->currentIndex() + 1 : ChooserIndex);
    const auto asked = question();
    m_title->setSubtitle(tr("%1. Choose one to see its dashboard.").arg(UsageText::range(asked.zone, asked.range)));
    if (one) {
        if (!m_head || m_head->feature.key != asked.feature) {
            m_head.reset();
            m_strip->setCount(ErrorsTab, {});
            m_header->setFeatureKey(asked.feature);
        }
        updateLock();
        m_header->setExportMenu(currentTab()->exportMenu());
        m_askHead.ask([asked](Connection &connection) { return DashboardQueries::head(connection, asked); });
    } else {
        m_askHead.drop();
        m_message->hide();
    }
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (one == (i != ChooserIndex))
            static_cast<DashboardTab *>(m_tabs->widget(i))->setQuestion(asked);
    }
    emit settledChanged();
}

void FeaturesPage::showHead(const Result<DashboardHead> &head)
{
    if (head) {
        m_head = *head;
        m_message->hide();
        m_header->setHead(*head);
        const auto failed = head->total.errors();
        m_strip->setCount(ErrorsTab, failed > 0 ? Format::count(failed) : QString());
    } else {
        m_head.reset();
        m_message->showError(tr("Could not load the feature."), head.error());
    }
    updateLock();
    emit settledChanged();
}

void FeaturesPage::updateLock()
{
    QString reason;
    if (m_workspace.access() == Database::Access::ReadOnly)
        reason = tr("The workspace is read-only.");
    else if (!m_session.may(Role::Admin))
        reason = tr("Only admins change features.");
    else if (!m_head)
        reason = tr("There is nothing to change yet.");
    else if (m_head->feature.id == 0)
        reason = tr("These calls belong to no feature.");
    m_header->setLocked(reason);
}

void FeaturesPage::chooseTab(int index)
{
    if (!hasFeature())
        return;
    m_tabs->setCurrentIndex(index + 1);
    m_header->setExportMenu(currentTab()->exportMenu());
    auto asked = question();
    if (currentTab() == m_usage)
        m_usage->setQuestion(asked);
    emit settledChanged();
}

void FeaturesPage::changeModel()
{
    auto *dialog = new ChangeModelDialog(m_workspace, m_head->feature, m_filter.zone(), m_clock, m_session.user, this);
    connect(dialog, &ChangeModelDialog::changed, this, &FeaturesPage::offerUndo);
    dialog->open();
}

void FeaturesPage::editFeature()
{
    auto *dialog = new EditFeatureDialog(m_workspace, m_head->feature, m_clock, m_session.user, this);
    connect(dialog, &EditFeatureDialog::changed, this, &FeaturesPage::refresh);
    dialog->open();
}

void FeaturesPage::offerUndo(qint64 id, const QString &model)
{
    auto *toast = Toast::show(this, Status::Good, tr("The model is now %1.").arg(visibleControls(model)));
    toast->setAction(tr("Undo"), [this, id] { undoAssignment(id); });
    refresh();
}

void FeaturesPage::undoAssignment(qint64 id)
{
    m_undo.setFuture(FeatureChanges::undoAssign(m_workspace, id, m_clock.now(), m_session.user));
}
