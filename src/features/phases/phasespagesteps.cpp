// What a PhasesPage shows of an answer, and the steps that it takes.

#include "features/phases/phasespage.h"

#include "core/error.h"
#include "data/workspace.h"
#include "features/historypanel.h"
#include "features/phases/phasecard.h"
#include "features/phases/phaseeditpanel.h"
#include "features/phases/phaseplanmodel.h"
#include "features/phases/phasetimeline.h"
#include "features/reviewpanel.h"
#include "flags/phaseadmin.h"
#include "services/clock.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/toast.h"

#include <QDateEdit>
#include <QSignalBlocker>

#include <algorithm>

void PhasesPage::showAnswer(const Result<PhasesAnswer> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not read the phases."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    m_timeline->setLanes(m_answer->lanes, m_clock.now(), m_workspace.zone());
    m_planModel->setLanes(m_answer->lanes, m_workspace.zone());
    m_programme->setVisible(!m_answer->programmeHasDates);
    if (!m_firstDay->hasFocus())
        m_firstDay->setDate(m_workspace.zone().dayOf(m_clock.now()));
    showConflicts();
    showCards();
    m_edit->setNames(m_answer->set.phaseNames);
    if (!m_edit->isHidden() && !m_edit->isChanged()) // what somebody is typing stays
        openEdit(m_edit->number());
    m_state->setState(LoadState::Fresh);
    tick();
    emit queryFinished(m_answer->microseconds, tr("phases"));
    emit settledChanged();
}

void PhasesPage::showConflicts()
{
    if (m_answer->conflicts.isEmpty()) {
        m_conflicts->hide();
        return;
    }
    m_conflicts->show(Status::Warning,
        m_answer->conflicts.size() == 1
            ? visibleControls(m_answer->conflicts.constFirst() + QLatin1Char('.'))
            : tr("%n conflicts between the calendars: %1.", nullptr, int(m_answer->conflicts.size()))
                  .arg(visibleControls(m_answer->conflicts.join(QStringLiteral("; ")))),
        m_answer->conflicts.join(QLatin1Char('\n')));
}

void PhasesPage::showCards()
{
    while (m_cards.size() > m_answer->phases.size())
        delete m_cards.takeLast();
    while (m_cards.size() < m_answer->phases.size()) {
        auto *card = new PhaseCard;
        m_cards.append(card);
        connect(card, &PhaseCard::startRequested, this, [this, card] { openStep(Step::Start, card->phase().number); });
        connect(card, &PhaseCard::completeRequested, this,
            [this, card] { openStep(Step::Complete, card->phase().number); });
        connect(card, &PhaseCard::rollbackRequested, this,
            [this, card] { openStep(Step::Rollback, card->phase().number); });
        connect(card, &PhaseCard::editRequested, this, [this, card] { openEdit(card->phase().number); });
        connect(card, &PhaseCard::historyRequested, this, [this, card] { openHistory(card->phase().number); });
    }
    const QString reason = forbidden();
    for (int i = 0; i < m_cards.size(); ++i) {
        PhaseView phase = m_answer->phases.at(i);
        if (!reason.isEmpty())
            phase.startRefusal = phase.completeRefusal = phase.rollbackRefusal = phase.editRefusal = reason;
        m_cards.at(i)->setPhase(phase);
    }
    arrangeCards();
}

void PhasesPage::tick()
{
    bool moves = false;
    for (PhaseCard *card : std::as_const(m_cards)) {
        card->setNow(m_clock.now());
        moves = moves || card->phase().endsAt || card->phase().rollbackStarted;
    }
    if (moves && !m_seconds.isActive())
        m_seconds.start();
    else if (!moves)
        m_seconds.stop();
}

FlagDeed PhasesPage::deed(const QString &reason) const { return { m_session, m_clock.now(), reason }; }

void PhasesPage::openStep(Step step, int number)
{
    if (!m_answer)
        return;
    m_step = step;
    m_number = number;
    m_review->clearInput();
    const RolloutPhase *phase = m_answer->set.phase(number);
    m_review->setSubtitle(phase ? tr("%1. %2").arg(number).arg(visibleControls(phase->name))
                                : tr("Week 1 begins on %1").arg(m_firstDay->date().toString(Qt::ISODate)));
    m_review->setOption(step == Step::Rollback ? tr("Turn all flags off, not only those of this phase and later ones")
            : step == Step::Start              ? tr("Leave out views that are not built yet")
                                               : QString());
    m_review->setTitle(step == Step::Start ? tr("Start phase")
            : step == Step::Complete       ? tr("Complete phase")
            : step == Step::Rollback       ? tr("Roll back phase")
                                           : tr("Programme's first day"));
    const bool canGoBack = step == Step::Start || step == Step::Complete;
    m_review->setNote(canGoBack ? tr("It can be rolled back at any time.") : QString());
    showPanel(m_review);
    askReview();
}

void PhasesPage::askReview()
{
    m_review->setLoading();
    const bool option = m_review->isOptionChecked();
    m_reviewed.ask([step = m_step, number = m_number, option, built = m_built, now = m_clock.now()](
                       Connection &connection) -> Result<PhaseReview> {
        switch (step) {
        case Step::Start:
            return PhasesQueries::reviewStart(connection, number, built, option, now);
        case Step::Complete:
            return PhasesQueries::reviewComplete(connection, number);
        case Step::Rollback:
            return PhasesQueries::reviewRollback(connection, number, option, now);
        case Step::Programme:
        case Step::Edit:
        case Step::None:
            break;
        }
        return PhaseReview {};
    });
    emit settledChanged();
}

void PhasesPage::showReview(const Result<PhaseReview> &review)
{
    if (!review) {
        m_review->showError(tr("This cannot be done."), review.error());
        emit settledChanged();
        return;
    }
    const QString text = m_step == Step::Start ? tr("Start")
        : m_step == Step::Complete             ? tr("Complete")
        : m_step == Step::Rollback             ? tr("Roll back")
                                               : tr("Set");
    m_review->setChanges(review->changes, review->confirmation, text);
    if (!review->unbuilt.isEmpty())
        m_review->message()->show(Status::Warning,
            tr("Left out, because their views are not built: %1.").arg(review->unbuilt.join(QStringLiteral(", "))));
    emit settledChanged();
}

void PhasesPage::openEdit(int number)
{
    const RolloutPhase *phase = m_answer ? m_answer->set.phase(number) : nullptr;
    if (!phase)
        return;
    m_number = number;
    if (m_edit->isHidden() || m_edit->number() != number || m_edit->version() != phase->version)
        m_edit->setPhase(*phase, m_answer->set.phaseNames, m_clock.now());
    showPanel(m_edit);
}

void PhasesPage::perform(const QString &reason)
{
    const int number = m_number;
    Workspace &workspace = m_workspace;
    const bool option = m_review->isOptionChecked();
    const FlagDeed wanted = deed(reason);
    m_review->setApplying(true);
    switch (m_step) {
    case Step::Start:
        run(m_step, [&workspace, number, option, wanted, built = m_built]() -> Result<QString> {
            const auto done = PhaseAdmin::start(workspace, number, wanted, built, option);
            return done ? Result<QString>(tr("Phase %1 was started").arg(number)) : Result<QString>(done.error());
        });
        break;
    case Step::Complete:
        run(m_step, [&workspace, number, wanted]() -> Result<QString> {
            const auto done = PhaseAdmin::complete(workspace, number, wanted);
            return done ? Result<QString>(tr("Phase %1 was completed").arg(number)) : Result<QString>(done.error());
        });
        break;
    case Step::Rollback:
        run(m_step, [&workspace, number, option, wanted, &clock = m_clock]() -> Result<QString> {
            const auto done = PhaseAdmin::rollback(workspace, number, option, wanted, clock);
            return done ? Result<QString>(tr("Phase %1 was rolled back").arg(number)) : Result<QString>(done.error());
        });
        break;
    case Step::Programme:
        run(m_step, [&workspace, day = m_firstDay->date(), wanted]() -> Result<QString> {
            const auto done = PhaseAdmin::setProgrammeStart(workspace, day, wanted);
            return done ? Result<QString>(tr("The programme has its dates")) : Result<QString>(done.error());
        });
        break;
    case Step::Edit:
    case Step::None:
        break;
    }
}

void PhasesPage::run(Step step, std::function<Result<QString>()> task)
{
    m_running = step;
    m_edit->setSaving(true);
    m_errand.run(std::move(task));
    emit settledChanged();
}

void PhasesPage::performed(const Result<QString> &outcome)
{
    m_review->setApplying(false);
    m_edit->setSaving(false);
    if (!outcome) {
        if (m_running == Step::Edit)
            m_edit->showFailure(outcome.error());
        else if (outcome.error().kind == Error::Kind::Conflict)
            m_review->showConflict(outcome.error());
        else
            m_review->showError(tr("Nothing was changed."), outcome.error());
        refresh();
        return;
    }
    if (m_running == Step::Edit) {
        m_edit->setSaved();
    } else {
        m_review->clearInput();
        showPanel(nullptr);
    }
    Toast::show(this, Status::Good, *outcome);
    refresh();
    emit flagsChanged();
}
