#include "features/flags/flagspage.h"

#include "data/workspace.h"
#include "features/flagreviews.h"
#include "features/flags/explainpanel.h"
#include "features/flags/flagdelegate.h"
#include "features/flags/flagsmodel.h"
#include "features/flags/scheduledlist.h"
#include "features/flags/stagedbar.h"
#include "features/historypanel.h"
#include "features/pagetitle.h"
#include "features/reviewpanel.h"
#include "features/tablestate.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/tabledelegate.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

namespace {

constexpr QLatin1String TableId("flags.rows");

struct StateName {
    FlagsFilter::State state;
    QLatin1String word;
};
constexpr StateName StateNames[] = {
    { FlagsFilter::State::Any, QLatin1String("any") },
    { FlagsFilter::State::New, QLatin1String("new") },
    { FlagsFilter::State::Partial, QLatin1String("partial") },
    { FlagsFilter::State::Legacy, QLatin1String("legacy") },
    { FlagsFilter::State::Scheduled, QLatin1String("scheduled") },
    { FlagsFilter::State::Stale, QLatin1String("stale") },
};

}

FlagsPage::FlagsPage(Workspace &workspace, FilterState &, const Clock &clock, Settings &settings,
    const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_clock(clock)
    , m_settings(settings)
    , m_session(session)
    , m_built(builtViews())
    , m_title(new PageTitle(tr("Flags")))
    , m_search(new QLineEdit)
    , m_environmentChip(new FilterChip(tr("Environment")))
    , m_stateChip(new FilterChip(tr("State")))
    , m_killStrip(new MessageStrip)
    , m_forbiddenStrip(new MessageStrip)
    , m_message(new MessageStrip)
    , m_model(new FlagsModel(this))
    , m_table(new DataTable)
    , m_scheduled(new ScheduledList)
    , m_stagedBar(new StagedBar)
    , m_editor(new FlagEditor(workspace.zone(), this))
    , m_review(new ReviewPanel)
    , m_explain(new ExplainPanel)
    , m_history(new HistoryPanel)
    , m_rows(workspace.reader(), [this](const Result<FlagsAnswer> &answer) { showAnswer(answer); })
    , m_reviewed(workspace.reader(),
          [this](const Result<FlagsReview> &review) {
              if (review && review->staged)
                  m_staged = *review->staged;
              if (review)
                  m_review->setChanges(review->changes, review->confirmation);
              else if (review.error().kind == Error::Kind::Conflict)
                  m_review->showConflict(review.error());
              else
                  m_review->showError(tr("Could not work out who gains and who loses."), review.error());
              emit settledChanged();
          })
    , m_lines(workspace.reader(),
          [this](const Result<QList<HistoryLine>> &lines) {
              if (lines)
                  m_history->setLines(*lines, forbidden());
              else
                  m_history->showError(tr("Could not read the history."), lines.error());
              emit settledChanged();
          })
    , m_restored(workspace.reader(),
          [this](const Result<QList<StagedChange>> &wishes) {
              if (!wishes)
                  m_message->showError(tr("Could not stage the earlier state."), wishes.error());
              else if (wishes->isEmpty())
                  m_message->show(Status::Info, tr("The flag is as it was before that change."));
              else
                  for (const StagedChange &wish : *wishes)
                      stage(wish.change.flag, wish.change.environment, { wish.change.state, {} });
              emit settledChanged();
          })
    , m_errand([this](const Result<qint64> &changeSet) { applied(changeSet); })
{
    setWindowTitle(tr("Flags"));
    buildTitle();
    buildFilters();
    buildLayout();
    connectTable();
    connectPanels();
    TableState::restore(*m_table, m_settings, TableId);
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] {
        refresh();
        emit flagsChanged();
    });
    showPanel(nullptr);
    filterChanged();
    showStaged();
    showStrips();
}

FlagsPage::~FlagsPage() { TableState::save(*m_table, m_settings, TableId); }

void FlagsPage::buildTitle()
{
    auto *explain = new Button(tr("Explain"), QLatin1String("help"), Button::Kind::Normal);
    connect(explain, &QAbstractButton::clicked, this,
        [this] { openExplain(flagAt(m_table->currentIndex().row()), {}, m_session.user); });
    auto *more = Button::iconOnly(QLatin1String("more"), tr("More"));
    connect(more, &QAbstractButton::clicked, this, [this, more] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const bool killed = m_answer && m_answer->set.killed;
        auto *kill = menu->addAction(killed ? tr("Release the kill switch…") : tr("Kill all new views…"), this,
            [this, killed] { openKill({ {}, !killed }); });
        kill->setEnabled(m_answer && forbidden().isEmpty());
        menu->addAction(tr("Columns"), this,
            [this, more] { m_table->chooseColumnsMenu()->popup(more->mapToGlobal(QPoint(0, more->height() + 4))); });
        menu->popup(more->mapToGlobal(QPoint(0, more->height() + 4)));
    });
    m_title->addWidget(explain);
    m_title->addWidget(more);
}

/// By FlagsFilter::State.
QStringList FlagsPage::stateWords()
{
    return { tr("any"), tr("new for everybody"), tr("new for some"), tr("legacy"), tr("change scheduled"),
        tr("fully on for long") };
}

void FlagsPage::buildFilters()
{
    m_search->setPlaceholderText(tr("Search flags"));
    m_search->setAccessibleName(tr("Search flags"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedHeight(28);
    m_search->setMaximumWidth(220);
    m_search->setMaxLength(200);
    auto *environments = new QMenu(this);
    connect(environments, &QMenu::aboutToShow, this, [this, environments] {
        environments->clear();
        environments->addAction(tr("All"), this, [this] { setEnvironment({}); });
        for (const QString &name : m_answer ? m_answer->set.environments : QStringList())
            environments->addAction(FlagReviews::environmentName(name), this, [this, name] { setEnvironment(name); });
    });
    m_environmentChip->setMenu(environments);
    auto *states = new QMenu(this);
    const QStringList names = stateWords();
    for (int i = 0; i < names.size(); ++i)
        states->addAction(names.at(i), this, [this, i] { setState(StateNames[i].state); });
    m_stateChip->setMenu(states);
    for (auto *chip : { m_environmentChip, m_stateChip })
        connect(chip, &FilterChip::removeRequested, this,
            [this, chip] { chip == m_stateChip ? setState(FlagsFilter::State::Any) : setEnvironment({}); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.text = text.trimmed();
        filterChanged();
    });
}

void FlagsPage::buildLayout()
{
    QStringList environments;
    for (const char *name : { "development", "staging", "production" }) // until the workspace says which there are
        environments.append(FlagReviews::environmentName(QLatin1String(name)));
    m_model->setRows(environments, {});
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Flags"));
    m_table->setTwoLineRows(true);
    m_delegate = new FlagDelegate(qobject_cast<TableDelegate *>(m_table->itemDelegate()), this);
    for (int column = 0; column < 8; ++column)
        m_table->setItemDelegateForColumn(column, m_delegate);
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->addWidget(m_table);
    auto *content = new QWidget;
    auto *body = new QVBoxLayout(content);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(12);
    body->addWidget(card);
    body->addWidget(m_scheduled);
    body->addStretch(1);
    m_state = new StateView(content);
    m_state->setMinimumWidth(280);

    auto *filters = new QHBoxLayout;
    filters->setSpacing(8);
    filters->addWidget(m_environmentChip);
    filters->addWidget(m_stateChip);
    filters->addStretch(1);
    filters->addWidget(m_search, 2);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addLayout(filters);
    for (auto *strip : { m_killStrip, m_forbiddenStrip, m_message })
        column->addWidget(strip);
    column->addWidget(m_state, 1);
    column->addWidget(m_stagedBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    for (SidePanel *panel : std::initializer_list<SidePanel *> { m_review, m_explain, m_history })
        row->addWidget(panel);
}

void FlagsPage::connectTable()
{
    m_table->installEventFilter(this);
    connect(m_table->horizontalScrollBar(), &QAbstractSlider::rangeChanged, this, &FlagsPage::fitTable);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (m_model->environmentOf(index.column()) >= 0)
            edit(index);
    });
    connect(m_table, &DataTable::rowActivated, this, [this] { edit(m_table->currentIndex()); });
    connect(m_table, &DataTable::contextMenuOpening, this, &FlagsPage::addRowActions);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
            if (!m_history->isHidden() && current.isValid())
                openHistory(flagAt(current.row()));
        });
    connect(m_state, &StateView::retryRequested, this, &FlagsPage::refresh);
    connect(m_stagedBar, &StagedBar::discardRequested, this, &FlagsPage::discard);
    connect(m_stagedBar, &StagedBar::reviewRequested, this, &FlagsPage::openReview);
    connect(m_scheduled, &ScheduledList::cancelRequested, this, &FlagsPage::cancelScheduled);
    connect(m_editor, &FlagEditor::staged, this, [this](const FlagEditor::Wish &wish) {
        stage(m_editor->subject().flagKey, m_editor->subject().environmentKey, wish);
    });
}

void FlagsPage::connectPanels()
{
    for (SidePanel *panel : std::initializer_list<SidePanel *> { m_review, m_explain, m_history }) {
        connect(panel, &SidePanel::closeRequested, this, [this] { showPanel(nullptr); });
    }
    connect(m_review, &ReviewPanel::applyRequested, this, &FlagsPage::apply);
    connect(m_review, &ReviewPanel::rereadRequested, this, &FlagsPage::rereadStaged);
    connect(m_review, &ReviewPanel::explainRequested, this, &FlagsPage::openExplain);
    connect(m_explain, &ExplainPanel::questionChanged, this, &FlagsPage::showExplanation);
    connect(m_explain, &ExplainPanel::suggestionsWanted, this, &FlagsPage::suggest);
    connect(m_history, &HistoryPanel::retryRequested, this, &FlagsPage::askHistory);
    connect(m_history, &HistoryPanel::revertRequested, this, [this](qint64 changeSet) {
        m_restored.ask([flag = m_history->object(), changeSet](
                           Connection &connection) { return FlagsQueries::stateBefore(connection, flag, changeSet); });
        emit settledChanged();
    });
}

void FlagsPage::setState(FlagsFilter::State state)
{
    m_filter.state = state;
    filterChanged();
}

void FlagsPage::setEnvironment(const QString &environment)
{
    m_filter.environment = environment;
    filterChanged();
}

void FlagsPage::filterChanged()
{
    const bool hasState = m_filter.state != FlagsFilter::State::Any;
    m_stateChip->setValue(stateWords().at(int(m_filter.state)));
    m_environmentChip->setValue(
        m_filter.environment.isEmpty() ? tr("all") : FlagReviews::environmentName(m_filter.environment));
    m_stateChip->setActive(hasState);
    m_stateChip->setRemovable(hasState);
    m_environmentChip->setActive(!m_filter.environment.isEmpty());
    m_environmentChip->setRemovable(!m_filter.environment.isEmpty());
    showRows();
}

void FlagsPage::setOptions(const QMap<QString, QString> &options)
{
    const QString word = options.value(QStringLiteral("state"));
    m_filter.state = FlagsFilter::State::Any;
    for (const StateName &name : StateNames) {
        if (name.word == word)
            m_filter.state = name.state;
    }
    m_filter.environment = options.value(QStringLiteral("environment"));
    m_search->setText(options.value(QStringLiteral("q")));
    const QString panel = options.value(QStringLiteral("panel"));
    if (panel == QLatin1String("explain"))
        openExplain(options.value(QStringLiteral("flag")), {}, options.value(QStringLiteral("user"), m_session.user));
    else if (panel == QLatin1String("history"))
        openHistory(options.value(QStringLiteral("flag")));
    m_wantedFlag = options.value(QStringLiteral("flag"));
    filterChanged();
    refresh();
}

QMap<QString, QString> FlagsPage::options() const
{
    QMap<QString, QString> options;
    const auto add = [&options](const QString &name, const QString &value) {
        if (!value.isEmpty())
            options.insert(name, value);
    };
    for (const StateName &name : StateNames) {
        if (name.state == m_filter.state && name.state != FlagsFilter::State::Any)
            add(QStringLiteral("state"), name.word);
    }
    add(QStringLiteral("environment"), m_filter.environment);
    add(QStringLiteral("q"), m_search->text());
    if (!m_explain->isHidden()) {
        add(QStringLiteral("panel"), QStringLiteral("explain"));
        add(QStringLiteral("flag"), m_explain->flagKey());
        add(QStringLiteral("user"), m_explain->user());
    } else if (!m_history->isHidden()) {
        add(QStringLiteral("panel"), QStringLiteral("history"));
        add(QStringLiteral("flag"), m_history->object());
    } else if (m_table->currentIndex().isValid()) {
        add(QStringLiteral("flag"), flagAt(m_table->currentIndex().row()));
    }
    return options;
}

bool FlagsPage::isSettled() const
{
    return !m_outdated && !m_rows.isPending() && !m_reviewed.isPending() && !m_lines.isPending()
        && !m_restored.isPending() && !m_errand.isRunning();
}

bool FlagsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_F2 || key == Qt::Key_Space) {
            edit(m_table->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FlagsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void FlagsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showColumns();
}
