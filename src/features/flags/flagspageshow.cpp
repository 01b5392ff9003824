// What a FlagsPage shows of an answer, and the panels that only read.

#include "features/flags/flagspage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/flagreviews.h"
#include "features/flags/explainpanel.h"
#include "features/flags/flagdelegate.h"
#include "features/flags/flagexplainer.h"
#include "features/flags/flagsmodel.h"
#include "features/flags/scheduledlist.h"
#include "features/flags/stagedbar.h"
#include "features/historypanel.h"
#include "features/pagetitle.h"
#include "features/reviewpanel.h"
#include "features/tablestate.h"
#include "services/clock.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"

#include <QLineEdit>
#include <QMenu>

namespace {

constexpr int MostRows = 12; ///< More scroll.
constexpr int MostHistory = 200;
constexpr int MostSuggestions = 12;
constexpr int RoomForAllColumns = 125; ///< Characters.
constexpr int RoomForLastChange = 106; ///< Characters.
constexpr qint64 LongestTimer = 24 * 3600 * 1000;

}

void FlagsPage::refresh()
{
    m_outdated = true;
    if (!isVisible())
        return;
    m_outdated = false;
    m_state->setState(m_state->showsContent() ? LoadState::Refreshing : LoadState::Loading);
    m_rows.ask([now = m_clock.now()](Connection &connection) { return FlagsQueries::read(connection, now); });
    emit settledChanged();
}

void FlagsPage::showAnswer(const Result<FlagsAnswer> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not read the flags."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    QStringList environments;
    for (const QString &name : m_answer->set.environments)
        environments.append(FlagReviews::environmentName(name));
    m_explain->setChoices(
        m_answer->set.keys(), environments, FlagReviews::environmentName(m_answer->environment));
    m_scheduled->setChanges(m_answer->set.scheduled, m_workspace.zone(), forbidden());
    if (const auto next = nextFlagChange(m_answer->set, m_clock.now()))
        m_next.start(int(qMin(LongestTimer, (*next - m_clock.now()) / 1000 + 1000)));
    showRows();
    showStrips();
    if (!m_explain->isHidden())
        showExplanation();
    emit queryFinished(m_answer->microseconds, tr("flags"));
    emit settledChanged();
}

void FlagsPage::showRows()
{
    if (!m_answer)
        return;
    QStringList headings;
    for (const QString &name : FlagsQueries::environments(*m_answer, m_filter))
        headings.append(FlagReviews::environmentName(name));
    const auto rows = FlagsQueries::rows(*m_answer, m_staged, m_filter, m_clock.now(), m_workspace.zone());
    m_model->setRows(headings, rows);
    m_delegate->setEditable(forbidden().isEmpty());
    const int all = int(m_answer->set.flags.size());
    m_title->setSubtitle(
        rows.size() == all ? tr("%n flags", nullptr, all) : tr("%1 of %n flags", nullptr, all).arg(rows.size()));
    if (rows.isEmpty()) {
        m_state->setEmptyText(QLatin1String("flags"), tr("No flag matches"), tr("%n flags in all.", nullptr, all));
        m_state->addEmptyAction(tr("Clear filters"), [this] {
            m_search->clear();
            m_filter = {};
            filterChanged();
        });
    }
    m_state->setState(rows.isEmpty() ? LoadState::Empty : LoadState::Fresh);
    showColumns();
    chooseWanted();
}

void FlagsPage::chooseWanted()
{
    const int row = m_wantedFlag.isEmpty() ? -1 : m_model->rowOf(m_wantedFlag);
    if (row < 0)
        return;
    m_wantedFlag.clear();
    m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->scrollTo(m_table->currentIndex());
}

void FlagsPage::showColumns()
{
    // Beside a panel the states matter more than who has them and who changed them last.
    const bool panel = !m_review->isHidden() || !m_explain->isHidden() || !m_history->isHidden();
    const int room = (width() - (panel ? SidePanel::Width : 0)) / fontMetrics().averageCharWidth();
    const int columns = m_model->columnCount();
    m_table->setColumnHidden(columns - 2, room < RoomForAllColumns);
    m_table->setColumnHidden(columns - 1, room < RoomForLastChange);
    fitTable();
}

void FlagsPage::fitTable() { TableState::fitHeight(*m_table, MostRows); }

QString FlagsPage::forbidden() const
{
    if (m_workspace.access() != Database::Access::ReadWrite)
        return m_workspace.readOnlyReason().isEmpty() ? tr("This workspace is open for reading only.")
                                                      : m_workspace.readOnlyReason();
    if (!m_session.may(Role::Admin))
        return tr("Only an admin changes flags; %1 is %2.")
            .arg(visibleControls(m_session.user), roleName(m_session.role));
    return {};
}

void FlagsPage::showStrips()
{
    const QString reason = forbidden();
    m_forbiddenStrip->setClosable(false);
    if (reason.isEmpty())
        m_forbiddenStrip->hide();
    else
        m_forbiddenStrip->show(Status::Info, tr("You can see and explain flags. %1").arg(reason));
    m_review->setForbidden(reason);
    m_killStrip->setClosable(false);
    if (!m_answer || !m_answer->set.killed) {
        m_killStrip->hide();
        return;
    }
    m_killStrip->show(
        Status::Error, tr("The kill switch is on: everybody sees the legacy views, whatever the flags say."));
    if (reason.isEmpty())
        m_killStrip->addAction(tr("Release…"), [this] { openKill({ {}, false }); });
}

void FlagsPage::showPanel(SidePanel *panel)
{
    for (SidePanel *each : std::initializer_list<SidePanel *> { m_review, m_explain, m_history }) {
        if (each != panel && each->isAncestorOf(focusWidget()))
            m_table->setFocus(Qt::OtherFocusReason);
        each->setVisible(each == panel);
    }
    if (panel != m_review)
        m_kill.reset();
    showColumns();
}

QString FlagsPage::flagAt(int row) const
{
    return row >= 0 && row < m_model->rowCount() ? m_model->rows().at(row).key
        : m_model->rowCount() > 0                ? m_model->rows().constFirst().key
                                                 : QString();
}

void FlagsPage::addRowActions(QMenu *menu, int row)
{
    const QString flag = flagAt(row);
    menu->addSeparator();
    const QStringList shown = m_answer ? FlagsQueries::environments(*m_answer, m_filter) : QStringList();
    for (int i = 0; i < shown.size(); ++i) {
        auto *change = menu->addAction(tr("Change in %1…").arg(FlagReviews::environmentName(shown.at(i))), this,
            [this, row, i] { edit(m_model->index(row, m_model->columnOf(i))); });
        change->setEnabled(forbidden().isEmpty());
    }
    const Flag *known = m_answer ? m_answer->set.find(flag) : nullptr;
    const bool killed = known && known->killed;
    auto *kill = menu->addAction(killed ? tr("Release its kill switch…") : tr("Kill its new view…"), this,
        [this, flag, killed] { openKill({ flag, !killed }); });
    kill->setEnabled(known && forbidden().isEmpty());
    menu->addAction(tr("Explain"), this, [this, flag] { openExplain(flag, {}, m_session.user); });
    menu->addAction(tr("History"), this, [this, flag] { openHistory(flag); });
}

void FlagsPage::openExplain(const QString &flag, const QString &environment, const QString &user)
{
    showPanel(m_explain);
    const QString place = !environment.isEmpty() ? environment
        : m_answer                               ? FlagReviews::environmentName(m_answer->environment)
                                                 : QString();
    m_explain->choose(flag, place, user);
}

void FlagsPage::showExplanation()
{
    if (!m_answer || m_explain->user().isEmpty())
        return;
    if (!m_answer->set.find(m_explain->flagKey())) {
        m_explain->showUnknownFlag();
        return;
    }
    const QString environment = m_answer->set.environments.value(m_explain->environment());
    m_explain->setExplanation(
        FlagExplainer::explain(m_answer->set, m_explain->flagKey(), environment, m_explain->user(), m_clock.now()));
}

void FlagsPage::suggest(const QString &beginning)
{
    if (m_answer)
        m_explain->setSuggestions(
            FlagExplainer::peopleBeginning(m_answer->set.directory, beginning.trimmed(), MostSuggestions));
}

void FlagsPage::openHistory(const QString &flag)
{
    showPanel(m_history);
    m_history->setLoading(flag);
    askHistory();
}

void FlagsPage::askHistory()
{
    m_lines.ask([flag = m_history->object(), zone = m_workspace.zone()](
                    Connection &connection) { return FlagsQueries::history(connection, flag, zone, MostHistory); });
    emit settledChanged();
}
