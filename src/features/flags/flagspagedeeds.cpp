// What a FlagsPage stages, reviews and applies.

#include "features/flags/flagspage.h"

#include "data/workspace.h"
#include "features/flagreviews.h"
#include "features/flags/flagsmodel.h"
#include "features/flags/stagedbar.h"
#include "features/historypanel.h"
#include "features/reviewpanel.h"
#include "flags/flagadmin.h"
#include "flags/flagstore.h"
#include "services/clock.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/toast.h"

#include <algorithm>

namespace {

constexpr int UndoMilliseconds = 10'000;

auto placeOf(QList<StagedChange> &staged, const QString &flag, const QString &environment)
{
    return std::find_if(staged.begin(), staged.end(),
        [&](const StagedChange &wish) { return wish.change.flag == flag && wish.change.environment == environment; });
}

/// Those without a time now, the others when it comes; all of them or none.
Result<qint64> applyAll(
    Workspace &workspace, const QList<StagedChange> &staged, const FlagDeed &deed, const BuiltViews &built)
{
    QList<FlagChange> now;
    QList<FlagAdmin::LaterChange> later;
    for (const StagedChange &wish : staged) {
        if (wish.at)
            later.append({ wish.change, *wish.at });
        else
            now.append(wish.change);
    }
    return FlagAdmin::applyAndSchedule(workspace, now, later, deed, built);
}

}

void FlagsPage::edit(const QModelIndex &index)
{
    if (!m_answer || !index.isValid())
        return;
    m_table->setCurrentIndex(index);
    const QString environment
        = FlagsQueries::environments(*m_answer, m_filter).value(m_model->environmentOf(index.column()));
    const Flag *flag = m_answer->set.find(flagAt(index.row()));
    if (environment.isEmpty() || !flag)
        return;
    if (const QString reason = forbidden(); !reason.isEmpty()) {
        Toast::show(this, Status::Info, reason);
        return;
    }
    FlagEditor::Subject subject { flag->key, environment, FlagReviews::environmentName(environment),
        m_built.contains(flag->key) ? QString() : notBuiltReason(*flag),
        { m_answer->set.stateAt(*flag, environment, m_clock.now()), {} }, {} };
    if (const auto staged = placeOf(m_staged, flag->key, environment); staged != m_staged.end())
        subject.wish = { staged->change.state, staged->at };
    for (const PeopleGroup &group : m_answer->set.directory.groups())
        subject.groups.append(group.name);
    const QRect cell = m_table->visualRect(index);
    m_editor->open(subject, QRect(m_table->viewport()->mapToGlobal(cell.topLeft()), cell.size()), m_clock.now());
}

void FlagsPage::stage(const QString &flag, const QString &environment, const FlagEditor::Wish &wish)
{
    const Flag *known = m_answer ? m_answer->set.find(flag) : nullptr;
    if (!known)
        return;
    const FlagSetting setting = known->setting(environment);
    if (const auto staged = placeOf(m_staged, flag, environment); staged != m_staged.end())
        m_staged.erase(staged);
    if (wish.state != setting.state) // what it is already is no change
        m_staged.append(StagedChange { { flag, environment, setting.version, wish.state }, wish.at });
    showStaged();
}

void FlagsPage::showStaged()
{
    QStringList places;
    for (const StagedChange &wish : std::as_const(m_staged)) {
        if (const QString name = FlagReviews::environmentName(wish.change.environment); !places.contains(name))
            places.append(name);
    }
    m_stagedBar->setChanges(int(m_staged.size()), places.join(QStringLiteral(", ")));
    showRows();
    emit stagedCountChanged(int(m_staged.size()));
    if (m_review->isHidden() || m_kill)
        return;
    if (m_staged.isEmpty())
        showPanel(nullptr);
    else
        askReview();
}

void FlagsPage::discard()
{
    m_staged.clear();
    m_review->clearInput();
    showStaged();
}

void FlagsPage::openReview()
{
    m_kill.reset();
    m_review->setTitle(tr("Review changes"));
    m_review->setNote(tr("Undo stays possible for 10 s, then by history."));
    showPanel(m_review);
    askReview();
}

void FlagsPage::askReview()
{
    m_review->setLoading();
    if (m_kill) {
        m_reviewed.ask([kill = *m_kill, now = m_clock.now()](
                           Connection &connection) { return FlagsQueries::reviewKill(connection, kill, now); });
    } else {
        m_reviewed.ask([staged = m_staged, built = m_built, now = m_clock.now(), zone = m_workspace.zone()](
                           Connection &connection) {
            return FlagsQueries::review(connection, staged, built, now, zone);
        });
    }
    emit settledChanged();
}

void FlagsPage::rereadStaged()
{
    refresh();
    if (m_kill) {
        askReview();
        return;
    }
    // The wishes stay; they are made on what is there now.
    m_reviewed.ask(
        [staged = m_staged, built = m_built, now = m_clock.now(), zone = m_workspace.zone()](
            Connection &connection) -> Result<FlagsReview> {
            auto renewed = FlagsQueries::onPresentVersions(connection, staged);
            if (!renewed)
                return renewed.error();
            auto review = FlagsQueries::review(connection, *renewed, built, now, zone);
            if (review)
                review->staged = *std::move(renewed);
            return review;
        });
    emit settledChanged();
}

void FlagsPage::openKill(const KillWish &wish)
{
    m_review->setTitle(!wish.kill   ? tr("Release the kill switch")
            : wish.flag.isEmpty() ? tr("Kill all new views")
                                  : tr("Kill the new view"));
    m_review->setNote(wish.kill ? tr("It can be released at any time.") : QString());
    m_review->clearInput();
    showPanel(m_review);
    m_kill = wish;
    askReview();
}

void FlagsPage::apply(const QString &reason)
{
    if (m_errand.isRunning())
        return;
    m_reason = reason;
    m_review->setApplying(true);
    const FlagDeed deed { m_session, m_clock.now(), reason };
    if (m_kill) {
        m_operation = Operation::Kill;
        m_errand.run([this, wish = *m_kill, deed]() -> Result<qint64> {
            const auto done = FlagAdmin::kill(m_workspace, wish.flag, wish.kill, deed);
            return done ? Result<qint64>(0) : Result<qint64>(done.error());
        });
    } else {
        m_operation = Operation::Apply;
        m_errand.run(
            [this, staged = m_staged, deed, built = m_built] { return applyAll(m_workspace, staged, deed, built); });
    }
    emit settledChanged();
}

void FlagsPage::undo(qint64 changeSet, const QString &reason)
{
    m_operation = Operation::Undo;
    const FlagDeed deed { m_session, m_clock.now(), tr("Undo: %1").arg(reason) };
    m_errand.run(
        [this, changeSet, deed, built = m_built] { return FlagAdmin::undo(m_workspace, changeSet, deed, built); });
    emit settledChanged();
}

void FlagsPage::cancelScheduled(qint64 id)
{
    m_operation = Operation::Cancel;
    const FlagDeed deed { m_session, m_clock.now(), tr("Cancelled in the console") };
    m_errand.run([this, id, deed]() -> Result<qint64> {
        const auto done = FlagAdmin::cancelScheduled(m_workspace, id, deed);
        return done ? Result<qint64>(0) : Result<qint64>(done.error());
    });
    emit settledChanged();
}

void FlagsPage::applied(const Result<qint64> &changeSet)
{
    m_review->setApplying(false);
    const bool reviewed = m_operation == Operation::Apply || m_operation == Operation::Kill;
    if (!changeSet) {
        if (reviewed && changeSet.error().kind == Error::Kind::Conflict)
            m_review->showConflict(changeSet.error());
        else if (reviewed)
            m_review->showError(tr("Nothing was applied."), changeSet.error());
        else
            m_message->showError(m_operation == Operation::Undo ? tr("Could not undo the change.")
                                                                : tr("Could not cancel the scheduled change."),
                changeSet.error());
        refresh();
        return;
    }
    if (reviewed) {
        const int count = int(m_staged.size());
        const auto hasTime = [](const StagedChange &wish) { return wish.at.has_value(); };
        const int later = int(std::count_if(m_staged.cbegin(), m_staged.cend(), hasTime));
        if (m_operation == Operation::Apply)
            m_staged.clear();
        m_review->clearInput();
        showPanel(nullptr);
        showStaged();
        auto *toast = Toast::show(this, Status::Good,
            m_operation == Operation::Kill ? tr("The kill switch was changed")
                : later == count           ? tr("%n changes scheduled", nullptr, count)
                : later == 0               ? tr("%n changes applied", nullptr, count)
                                           : tr("%n changes applied", nullptr, count - later) + QStringLiteral(", ")
                        + tr("%n scheduled", nullptr, later));
        toast->setDuration(UndoMilliseconds);
        if (*changeSet != 0)
            toast->setAction(tr("Undo"), [this, set = *changeSet, reason = m_reason] { undo(set, reason); });
    } else {
        Toast::show(this, Status::Good,
            m_operation == Operation::Undo ? tr("The change was undone") : tr("The scheduled change was cancelled"));
    }
    refresh();
    if (!m_history->isHidden())
        askHistory();
    emit flagsChanged();
}
