#include "features/modelnames/modelnamespage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/drill.h"
#include "features/modelnames/decidednamesmodel.h"
#include "features/modelnames/waitingnamesmodel.h"
#include "features/pagetitle.h"
#include "features/tablestate.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"

#include <QBoxLayout>
#include <QMenu>
#include <QStackedWidget>

#include <algorithm>
#include <climits>

namespace {

constexpr QLatin1String WaitingId("modelnames.waiting");
constexpr QLatin1String DecidedId("modelnames.decided");

/// Row of the model behind the current one of a sorted table; -1 without one.
int currentRow(const DataTable &table, const TableSortProxy &sorted)
{
    return table.currentIndex().isValid() ? sorted.mapToSource(table.currentIndex()).row() : -1;
}

}

ModelNamesPage::ModelNamesPage(Workspace &workspace, LedgerJobs &jobs, const Clock &clock, Settings &settings,
    const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_jobs(jobs)
    , m_clock(clock)
    , m_settings(settings)
    , m_session(session)
    , m_title(new PageTitle(tr("Model names")))
    , m_show(new SegmentedControl(tr("Show"), { tr("Waiting"), tr("Decided") }))
    , m_rank(new SegmentedControl(tr("Rank by"), { tr("Spend"), tr("Requests") }))
    , m_message(new MessageStrip)
    , m_offer(new MessageStrip)
    , m_waitingModel(new WaitingNamesModel(workspace.zone(), this))
    , m_decidedModel(new DecidedNamesModel(workspace.zone(), this))
    , m_waitingSorted(new TableSortProxy(this))
    , m_decidedSorted(new TableSortProxy(this))
    , m_waitingTable(new DataTable)
    , m_decidedTable(new DataTable)
    , m_tables(new QStackedWidget)
    , m_chosen(new CaptionLabel)
    , m_confirm(new Button(tr("Confirm"), Button::Kind::Primary))
    , m_pick(new Button(tr("Choose a model…")))
    , m_keep(new Button(tr("Keep as is")))
    , m_back(new Button(tr("Take back"), QLatin1String("undo")))
    , m_reprice(new Button(tr("Reprice…")))
    , m_requests(new Button(tr("Show requests")))
    , m_names(workspace.reader(), [this](const Result<ModelNamesAnswer> &answer) { showAnswer(answer); })
{
    setWindowTitle(tr("Model names"));
    m_waitingSorted->setSourceModel(m_waitingModel);
    m_decidedSorted->setSourceModel(m_decidedModel);
    m_waitingTable->setModel(m_waitingSorted);
    m_decidedTable->setModel(m_decidedSorted);
    m_waitingTable->setAccessibleName(tr("Names that wait for a decision"));
    m_decidedTable->setAccessibleName(tr("Names that were decided"));
    for (auto *table : { m_waitingTable, m_decidedTable })
        table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_keep->setToolTip(tr("The name is a model of its own that the price list does not know"));
    buildLayout();
    connectAll();
    connectJobs();
    TableState::restore(*m_waitingTable, m_settings, WaitingId);
    TableState::restore(*m_decidedTable, m_settings, DecidedId);
    showView();
    if (!canWrite())
        m_message->show(Status::Info, tr("Names can be looked at here, not decided: the workspace is read-only or your role is viewer."));
}

ModelNamesPage::~ModelNamesPage()
{
    for (auto *table : { m_waitingTable, m_decidedTable })
        table->selectionModel()->disconnect(this); // it speaks once more while the model goes
    TableState::save(*m_waitingTable, m_settings, WaitingId);
    TableState::save(*m_decidedTable, m_settings, DecidedId);
}

void ModelNamesPage::buildLayout()
{
    m_title->addWidget(m_rank);
    m_title->addWidget(m_show);
    m_offer->setClosable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_message);
    column->addWidget(m_offer);
    m_state = new StateView(buildContent());
    m_state->setMinimumWidth(280); // buttons that are not shown yet would widen the window
    column->addWidget(m_state, 1);
}

QWidget *ModelNamesPage::buildContent()
{
    m_tables->addWidget(m_waitingTable);
    m_tables->addWidget(m_decidedTable);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(15, 8, 11, 11);
    footer->setSpacing(8);
    footer->addWidget(m_chosen, 1);
    for (auto *button : { m_requests, m_reprice, m_back, m_keep, m_pick, m_confirm })
        footer->addWidget(button);
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->setSpacing(0);
    card->contentLayout()->addWidget(m_tables, 1);
    card->contentLayout()->addLayout(footer);
    return card;
}

void ModelNamesPage::connectAll()
{
    connect(m_show, &SegmentedControl::currentIndexChanged, this, &ModelNamesPage::showView);
    connect(m_rank, &SegmentedControl::currentIndexChanged, this, &ModelNamesPage::refresh);
    for (auto *table : { m_waitingTable, m_decidedTable }) {
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ModelNamesPage::showChosen);
        connect(table, &DataTable::contextMenuOpening, this, [this](QMenu *menu) {
            menu->addSeparator();
            for (auto *button : { m_confirm, m_pick, m_keep, m_back, m_reprice }) {
                if (!button->isHidden())
                    menu->addAction(button->text(), button, &QAbstractButton::click)->setEnabled(button->isEnabled());
            }
        });
    }
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    Drill::addTo(*m_waitingTable, [this](int row) { return counted(m_waitingModel->name(row)); }, follow, [this](int) { pickModel(); });
    Drill::addTo(*m_decidedTable, [this](int row) { return counted(m_decidedModel->name(row)); }, follow, [this](int) { showRequests(); });
    connect(m_confirm, &Button::clicked, this, [this] {
        if (const auto *name = waiting())
            confirm(name->name, ModelNamesQueries::confirmedModel(*m_answer->resolver, name->suggestion.canonical));
    });
    connect(m_pick, &Button::clicked, this, &ModelNamesPage::pickModel);
    connect(m_keep, &Button::clicked, this, &ModelNamesPage::keep);
    connect(m_back, &Button::clicked, this, [this] {
        if (const auto *name = decided())
            takeBack(*name);
    });
    connect(m_reprice, &Button::clicked, this, [this] {
        if (const auto *name = decided()) {
            m_offered = { name->name };
            openRepricing();
        }
    });
    connect(m_requests, &Button::clicked, this, &ModelNamesPage::showRequests);
    connect(m_state, &StateView::retryRequested, this, &ModelNamesPage::refresh);
    connect(m_offer, &MessageStrip::closed, this, [this] { m_offered.clear(); });
    connect(&m_write, &QFutureWatcherBase::finished, this, &ModelNamesPage::showWritten);
}

void ModelNamesPage::setOptions(const QMap<QString, QString> &options)
{
    m_rank->setCurrentIndex(options.value(QStringLiteral("rank")) == QLatin1String("requests") ? 1 : 0);
    m_show->setCurrentIndex(options.value(QStringLiteral("show")) == QLatin1String("decided") ? 1 : 0);
    m_wanted = options.value(QStringLiteral("name"));
    if (m_answer)
        showLists();
}

QMap<QString, QString> ModelNamesPage::options() const
{
    QMap<QString, QString> options;
    if (m_rank->currentIndex() == 1)
        options.insert(QStringLiteral("rank"), QStringLiteral("requests"));
    if (m_show->currentIndex() == 1)
        options.insert(QStringLiteral("show"), QStringLiteral("decided"));
    return options;
}

bool ModelNamesPage::canWrite() const
{
    return m_workspace.access() == Database::Access::ReadWrite && m_session.may(Role::Operator);
}

void ModelNamesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void ModelNamesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_names.isPending()) { // a hidden page asks nothing
        m_names.drop();
        m_outdated = true;
    }
}

void ModelNamesPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void ModelNamesPage::ask()
{
    m_outdated = false;
    m_state->setState(m_answer ? LoadState::Refreshing : LoadState::Loading);
    const auto rank = m_rank->currentIndex() == 1 ? ModelNamesQueries::Rank::Requests : ModelNamesQueries::Rank::Money;
    m_names.ask([rank](Connection &connection) { return ModelNamesQueries::names(connection, rank); });
    emit settledChanged();
}

void ModelNamesPage::showAnswer(const Result<ModelNamesAnswer> &answer)
{
    if (answer) {
        if (const auto *name = waiting(); name && m_wanted.isEmpty())
            m_wanted = name->name;
        m_answer = *answer;
        showLists();
        emit queryFinished(answer->microseconds, tr("days"));
    } else {
        m_state->setError(tr("Could not load the names."), answer.error());
    }
    emit settledChanged();
}

void ModelNamesPage::showLists()
{
    const int before = std::max(0, m_waitingTable->currentIndex().row());
    m_waitingModel->setNames(m_answer->waiting);
    m_decidedModel->setNames(m_answer->decided);
    const auto &total = m_answer->total;
    const auto spend = UsageText::spend({ total.cost, total.requests, total.unpriced });
    const auto count = tr("%1 names wait", nullptr, int(std::min<qint64>(m_answer->waitingCount, INT_MAX)))
                           .arg(Format::count(m_answer->waitingCount));
    auto subtitle = m_answer->waitingCount > 0
        ? tr("%1: %2 requests, %3").arg(count, Format::count(total.requests), spend)
        : tr("Every name stands for a model");
    if (m_answer->waitingCount > m_answer->waiting.size())
        subtitle += tr("; the first %1 are shown").arg(Format::count(m_answer->waiting.size()));
    m_title->setSubtitle(subtitle);
    const int wanted = m_waitingModel->rowOf(m_wanted);
    const int rows = m_waitingModel->rowCount();
    if (rows > 0) { // the same name, else the one that took its place: decisions are made one after the other
        const auto index = wanted >= 0 ? m_waitingSorted->mapFromSource(m_waitingModel->index(wanted, 0))
                                       : m_waitingSorted->index(std::min(before, rows - 1), 0);
        m_waitingTable->setCurrentIndex(index);
    }
    m_wanted.clear();
    if (m_decidedModel->rowCount() > 0)
        m_decidedTable->setCurrentIndex(m_decidedSorted->index(0, 0));
    showView();
}

void ModelNamesPage::showView()
{
    const bool waits = m_show->currentIndex() == 0;
    m_tables->setCurrentWidget(waits ? m_waitingTable : m_decidedTable);
    m_rank->setVisible(waits);
    for (auto *button : { m_pick, m_keep })
        button->setVisible(waits);
    for (auto *button : { m_back, m_reprice })
        button->setVisible(!waits);
    showChosen();
    if (!m_answer)
        return;
    if (waits)
        m_state->setEmptyText(QLatin1String("check"), tr("No name waits for a decision"),
            tr("Every model name of the imported usage stands for a model of the price list, or was decided."));
    else
        m_state->setEmptyText(QLatin1String("models"), tr("Nothing was decided yet"),
            tr("Names that you confirm are listed here and can be taken back."));
    const int rows = waits ? m_waitingModel->rowCount() : m_decidedModel->rowCount();
    m_state->setState(rows > 0 ? LoadState::Fresh : LoadState::Empty);
}

const WaitingName *ModelNamesPage::waiting() const
{
    const int row = currentRow(*m_waitingTable, *m_waitingSorted);
    return m_show->currentIndex() == 0 && row >= 0 ? &m_waitingModel->name(row) : nullptr;
}

const ConfirmedName *ModelNamesPage::decided() const
{
    const int row = currentRow(*m_decidedTable, *m_decidedSorted);
    return m_show->currentIndex() == 1 && row >= 0 ? &m_decidedModel->name(row) : nullptr;
}

void ModelNamesPage::showChosen()
{
    const auto *name = waiting();
    const auto *done = decided();
    const bool suggested = name && !name->suggestion.canonical.isEmpty();
    const bool free = canWrite() && !m_write.isRunning();
    m_confirm->setVisible(suggested);
    if (suggested) {
        auto model = visibleControls(name->suggestion.canonical.left(40));
        m_confirm->setText(tr("Confirm %1").arg(model.replace(QLatin1Char('&'), QLatin1String("&&"))));
    }
    m_pick->setText(suggested ? tr("Another model…") : tr("Choose a model…"));
    for (auto *button : { m_confirm, m_pick, m_keep })
        button->setEnabled(free && name);
    m_back->setEnabled(free && done);
    m_reprice->setEnabled(free && done && !done->isKept());
    m_requests->setEnabled((name && counted(*name).shown) || (done && counted(*done).shown));
    m_chosen->setText(name ? visibleControls(name->name.left(200)) : done ? visibleControls(done->name.left(200)) : QString());
}
