#include "features/phases/phasespage.h"

#include "data/workspace.h"
#include "features/historypanel.h"
#include "features/pagetitle.h"
#include "features/phases/phasecard.h"
#include "features/phases/phaseeditpanel.h"
#include "features/phases/phaseplanmodel.h"
#include "features/phases/phasetimeline.h"
#include "features/reviewpanel.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"

#include <QBoxLayout>
#include <QDateEdit>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

namespace {

constexpr int RoomForTwo = 126; ///< Characters: from this width on two cards stand side by side.
constexpr int MostHistory = 100;

}

PhasesPage::PhasesPage(
    Workspace &workspace, FilterState &, const Clock &clock, Settings &, const Session &session, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_clock(clock)
    , m_session(session)
    , m_built(builtViews())
    , m_title(new PageTitle(tr("Phases")))
    , m_forbiddenStrip(new MessageStrip)
    , m_message(new MessageStrip)
    , m_conflicts(new MessageStrip)
    , m_view(new SegmentedControl(tr("Show as"), { tr("Time line"), tr("Table") }))
    , m_timeline(new PhaseTimeline)
    , m_current(new QLabel)
    , m_planModel(new PhasePlanModel(this))
    , m_table(new DataTable)
    , m_review(new ReviewPanel)
    , m_edit(new PhaseEditPanel(workspace.zone()))
    , m_history(new HistoryPanel)
    , m_phases(workspace.reader(), [this](const Result<PhasesAnswer> &answer) { showAnswer(answer); })
    , m_reviewed(workspace.reader(), [this](const Result<PhaseReview> &review) { showReview(review); })
    , m_lines(workspace.reader(),
          [this](const Result<QList<HistoryLine>> &lines) {
              if (lines)
                  m_history->setLines(*lines, {});
              else
                  m_history->showError(tr("Could not read the history."), lines.error());
              emit settledChanged();
          })
    , m_errand([this](const Result<QString> &outcome) { performed(outcome); })
{
    setWindowTitle(tr("Phases"));
    m_title->setSubtitle(tr("Rollout: who gets what, when, and how fast it can be taken back"));
    m_state = new StateView(buildContent());
    m_state->setMinimumWidth(280);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 0, 0);
    column->setSpacing(12);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(0, 0, 16, 0);
    top->setSpacing(12);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_title, m_forbiddenStrip, m_message })
        top->addWidget(widget);
    column->addLayout(top);
    column->addWidget(m_state, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    for (SidePanel *panel : std::initializer_list<SidePanel *> { m_review, m_edit, m_history })
        row->addWidget(panel);
    connectPanels();
    connect(m_state, &StateView::retryRequested, this, &PhasesPage::refresh);
    m_seconds.setInterval(1000);
    connect(&m_seconds, &QTimer::timeout, this, &PhasesPage::tick);
    showPanel(nullptr);
    m_forbiddenStrip->setClosable(false);
    m_conflicts->setClosable(false);
    if (const QString reason = forbidden(); !reason.isEmpty())
        m_forbiddenStrip->show(Status::Info, reason);
    m_review->setForbidden(forbidden());
}

QWidget *PhasesPage::buildContent()
{
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 16, 16);
    column->setSpacing(12);
    buildTimeline(column);
    auto *cards = new QWidget;
    m_cardGrid = new QGridLayout(cards);
    m_cardGrid->setContentsMargins(0, 0, 0, 0);
    m_cardGrid->setSpacing(12);
    column->addWidget(cards);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(body);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

void PhasesPage::buildTimeline(QVBoxLayout *column)
{
    auto *card = new Card(tr("Calendar"));
    card->addHeaderWidget(m_view);
    m_current->setTextFormat(Qt::PlainText);
    m_current->setWordWrap(true);
    m_table->setModel(m_planModel);
    m_table->setAccessibleName(tr("Phases over time"));
    m_table->setMinimumHeight(260);
    m_table->hide();
    m_programme = new QWidget;
    auto *programme = new QHBoxLayout(m_programme);
    programme->setContentsMargins(0, 0, 0, 0);
    m_firstDay = new QDateEdit;
    m_firstDay->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_firstDay->setCalendarPopup(true);
    m_firstDay->setAccessibleName(tr("First day of the programme"));
    auto *set = new Button(tr("Set the programme's first day…"));
    connect(set, &QAbstractButton::clicked, this, [this] { openStep(Step::Programme, 0); });
    auto *undated = new QLabel(tr("The programme's five phases have no dates yet."));
    undated->setWordWrap(true);
    programme->addWidget(undated, 1);
    programme->addWidget(m_firstDay);
    programme->addWidget(set);
    set->setEnabled(forbidden().isEmpty());
    set->setToolTip(forbidden());
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_programme, m_timeline, m_table, m_current, m_conflicts })
        card->contentLayout()->addWidget(widget);
    column->addWidget(card);
    m_current->hide();
    connect(m_timeline, &PhaseTimeline::currentChanged, this, [this](const QString &text) {
        m_current->setText(text);
        m_current->setVisible(!text.isEmpty());
    });
    connect(m_view, &SegmentedControl::currentIndexChanged, this, [this](int index) {
        m_timeline->setVisible(index == 0);
        m_current->setVisible(index == 0 && !m_current->text().isEmpty());
        m_table->setVisible(index == 1);
    });
}

void PhasesPage::connectPanels()
{
    for (SidePanel *panel : std::initializer_list<SidePanel *> { m_review, m_edit, m_history })
        connect(panel, &SidePanel::closeRequested, this, [this] { showPanel(nullptr); });
    connect(m_review, &ReviewPanel::applyRequested, this, &PhasesPage::perform);
    connect(m_review, &ReviewPanel::rereadRequested, this, &PhasesPage::askReview);
    connect(m_review, &ReviewPanel::optionToggled, this, &PhasesPage::askReview);
    connect(m_review, &ReviewPanel::explainRequested, this,
        [this](const QString &flag, const QString &, const QString &user) {
            emit routeRequested({ QStringLiteral("flags"), {}, true, {},
                { { QStringLiteral("panel"), QStringLiteral("explain") }, { QStringLiteral("flag"), flag },
                    { QStringLiteral("user"), user } } });
        });
    connect(m_history, &HistoryPanel::retryRequested, this, [this] { openHistory(m_number); });
    connect(m_edit, &PhaseEditPanel::saveRequested, this, [this](const PhaseEdit &edit, const QString &reason) {
        run(Step::Edit,
            [&workspace = m_workspace, number = m_edit->number(), version = m_edit->version(), edit,
                deed = deed(reason)]() -> Result<QString> {
                const auto done = PhaseAdmin::edit(workspace, number, edit, version, deed);
                return done ? Result<QString>(tr("The phase was saved")) : Result<QString>(done.error());
            });
    });
    connect(m_edit, &PhaseEditPanel::rereadRequested, this, &PhasesPage::refresh);
    connect(m_edit, &PhaseEditPanel::nameChanged, this, [this](const PhaseName &name, const QString &reason) {
        run(Step::Edit, [&workspace = m_workspace, name, deed = deed(reason)]() -> Result<QString> {
            const auto done = PhaseAdmin::setName(workspace, name, deed);
            return done ? Result<QString>(tr("The meaning was saved")) : Result<QString>(done.error());
        });
    });
}

QString PhasesPage::forbidden() const
{
    if (m_workspace.access() != Database::Access::ReadWrite)
        return m_workspace.readOnlyReason().isEmpty() ? tr("This workspace is open for reading only.")
                                                      : m_workspace.readOnlyReason();
    if (!m_session.may(Role::Admin))
        return tr("Only an admin moves phases; %1 is %2.")
            .arg(visibleControls(m_session.user), roleName(m_session.role));
    return {};
}

void PhasesPage::setOptions(const QMap<QString, QString> &options)
{
    m_view->setCurrentIndex(options.value(QStringLiteral("view")) == QLatin1String("table") ? 1 : 0);
    if (options.value(QStringLiteral("panel")) == QLatin1String("history"))
        openHistory(options.value(QStringLiteral("phase")).toInt());
    refresh();
}

QMap<QString, QString> PhasesPage::options() const
{
    QMap<QString, QString> options;
    if (m_view->currentIndex() == 1)
        options.insert(QStringLiteral("view"), QStringLiteral("table"));
    if (!m_history->isHidden()) {
        options.insert(QStringLiteral("panel"), QStringLiteral("history"));
        options.insert(QStringLiteral("phase"), QString::number(m_number));
    }
    return options;
}

bool PhasesPage::isSettled() const
{
    return !m_outdated && !m_phases.isPending() && !m_reviewed.isPending() && !m_lines.isPending()
        && !m_errand.isRunning();
}

void PhasesPage::refresh()
{
    m_outdated = true;
    if (!isVisible())
        return;
    m_outdated = false;
    m_state->setState(m_state->showsContent() ? LoadState::Refreshing : LoadState::Loading);
    m_phases.ask([built = m_built, now = m_clock.now(), zone = m_workspace.zone()](
                     Connection &connection) { return PhasesQueries::read(connection, built, now, zone); });
    emit settledChanged();
}

void PhasesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        refresh();
}

void PhasesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeCards();
}

void PhasesPage::arrangeCards()
{
    const bool panel = !m_review->isHidden() || !m_edit->isHidden() || !m_history->isHidden();
    const int room = width() - (panel ? SidePanel::Width : 0);
    const int columns = room >= RoomForTwo * fontMetrics().averageCharWidth() ? 2 : 1;
    for (int i = 0; i < m_cards.size(); ++i)
        m_cardGrid->addWidget(m_cards.at(i), i / columns, i % columns);
    m_cardGrid->setColumnStretch(0, 1);
    m_cardGrid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

void PhasesPage::showPanel(SidePanel *panel)
{
    for (SidePanel *each : std::initializer_list<SidePanel *> { m_review, m_edit, m_history })
        each->setVisible(each == panel);
    arrangeCards();
}

void PhasesPage::openHistory(int number)
{
    m_number = number;
    showPanel(m_history);
    m_history->setLoading(tr("Phase %1").arg(number));
    m_lines.ask([number, zone = m_workspace.zone()](
                    Connection &connection) { return PhasesQueries::history(connection, number, zone, MostHistory); });
    emit settledChanged();
}
