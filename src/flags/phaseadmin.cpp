#include "flags/phaseadmin.h"

#include "data/sql.h"
#include "flags/flagadmin.h"
#include "flags/flagrecord.h"
#include "flags/flagstore.h"
#include "services/clock.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("PhaseAdmin", text); }

QString labelOf(const RolloutPhase &phase)
{
    return QStringLiteral("phase %1: %2").arg(QString::number(phase.number), phase.name);
}

QString statusText(const RolloutPhase &phase)
{
    return phase.isOpen()
        ? QStringLiteral("%1 in %2: %3")
              .arg(phaseStatusName(phase.status), phase.environment,
                  phase.flags.isEmpty() ? QStringLiteral("no flags") : phase.flags.join(QStringLiteral(", ")))
        : phaseStatusName(phase.status);
}

Result<> refuseWhileRollingBack(Connection &connection)
{
    const auto open
        = Sql::selectOne(connection, QStringLiteral("SELECT phase FROM rollout_rollbacks WHERE finished_us IS NULL"),
            {}, [](const Row &row) { return row.int64(0); });
    if (!open)
        return open.error();
    if (!*open)
        return Ok;
    return Error { Error::Kind::Conflict, tr("The rollback of phase %1 is not finished yet.").arg(**open), {} };
}

/// Stores status, times and flags of a phase as they stand in `phase`.
Result<> storePhase(Connection &connection, const RolloutPhase &phase)
{
    const auto orNull = [](std::optional<UtcMicros> t) { return t ? QVariant(*t) : QVariant(); };
    const auto stored = FlagRecord::exec(connection, QStringLiteral(R"(
        UPDATE rollout_phases
           SET status = ?, environment = ?, started_us = ?, ended_us = ?, version = version + 1
         WHERE number = ?)"),
        { phaseStatusName(phase.status), phase.environment, orNull(phase.started), orNull(phase.ended), phase.number });
    if (!stored)
        return stored;
    if (const auto gone = FlagRecord::exec(
            connection, QStringLiteral("DELETE FROM rollout_phase_flags WHERE phase = ?"), { phase.number });
        !gone)
        return gone;
    for (const QString &flag : phase.flags) {
        if (const auto added = FlagRecord::exec(connection,
                QStringLiteral("INSERT INTO rollout_phase_flags (phase, flag) VALUES (?, ?)"), { phase.number, flag });
            !added)
            return added;
    }
    return Ok;
}

Result<PhasePlan> startIn(
    Connection &connection, int number, const FlagDeed &deed, const BuiltViews &built, bool skipUnbuilt)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (const auto may = refuseWhileRollingBack(connection); !may)
        return may.error();
    auto plan = planStart(*set, number, built, skipUnbuilt);
    if (!plan)
        return plan;
    if (!plan->changes.isEmpty()) {
        if (const auto applied
            = FlagAdmin::apply(connection, *set, plan->changes, deed, built, QStringLiteral("phase"));
            !applied)
            return applied.error();
    }
    RolloutPhase &phase = *plan->after.phase(number);
    if (set->phase(number)->status != PhaseStatus::Running)
        phase.started = deed.now;
    phase.ended.reset();
    if (const auto stored = storePhase(connection, phase); !stored)
        return stored.error();
    QString text = statusText(phase);
    if (!plan->leftOut.isEmpty())
        text += QStringLiteral("; left out, not built: ") + plan->leftOut.join(QStringLiteral(", "));
    if (const auto logged = FlagRecord::log(
            connection, QStringLiteral("phases.start"), labelOf(phase), statusText(*set->phase(number)), text, deed);
        !logged)
        return logged.error();
    return plan;
}

Result<> completeIn(Connection &connection, int number, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const RolloutPhase *old = set->phase(number);
    if (!old)
        return Error { Error::Kind::NotFound, tr("There is no phase %1.").arg(number), {} };
    if (old->status != PhaseStatus::Running)
        return Error { Error::Kind::Conflict,
            tr("Phase %1 is %2: it cannot be completed.").arg(QString::number(number), phaseStatusName(old->status)),
            {} };
    RolloutPhase phase = *old;
    phase.status = PhaseStatus::Completed;
    phase.ended = deed.now;
    if (const auto stored = storePhase(connection, phase); !stored)
        return stored;
    return FlagRecord::log(
        connection, QStringLiteral("phases.complete"), labelOf(phase), statusText(*old), statusText(phase), deed);
}

QString allText(bool everything)
{
    return everything ? QStringLiteral("all phases and flags") : QStringLiteral("this phase and later ones");
}

Result<qint64> beginIn(Connection &connection, int number, bool everything, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (const auto may = refuseWhileRollingBack(connection); !may)
        return may.error();
    if (const auto plan = planRollback(*set, number, everything); !plan)
        return plan.error();
    const RolloutPhase &phase = *set->phase(number);
    const auto limit = phase.rollbackLimitSeconds();
    const auto id = FlagRecord::insert(connection, QStringLiteral(R"(
        INSERT INTO rollout_rollbacks (phase, everything, environment, actor, reason, started_us, limit_s)
        VALUES (?, ?, ?, ?, ?, ?, ?))"),
        { number, everything, phase.isOpen() ? phase.environment : set->environment, deed.by.user, deed.reason,
            deed.now, limit ? QVariant(*limit) : QVariant() });
    if (!id)
        return id;
    const auto logged = FlagRecord::log(connection, QStringLiteral("phases.rollback"), labelOf(phase),
        statusText(phase),
        QStringLiteral("begun: %1; limit %2").arg(allText(everything), rollbackLimitText(phase.rollbackMinutes)), deed);
    if (!logged)
        return logged.error();
    return id;
}

Result<PhaseRollback> record(Connection &connection, qint64 id)
{
    const auto all = FlagStore::rollbacks(connection, 1000);
    if (!all)
        return all.error();
    const auto found = std::find_if(all->begin(), all->end(), [id](const PhaseRollback &one) { return one.id == id; });
    if (found == all->end())
        return Error { Error::Kind::NotFound, tr("There is no rollback %1.").arg(id), {} };
    return *found;
}

/// The middle step. Nothing where it is done already.
Result<PhaseRollback> flagsOffIn(Connection &connection, qint64 id, UtcMicros now)
{
    auto rollback = record(connection, id);
    if (!rollback || rollback->flagsOff)
        return rollback;
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const auto plan = planRollback(*set, rollback->phase, rollback->everything);
    if (!plan)
        return plan.error();
    const FlagDeed deed { { rollback->actor, Role::Admin }, now, rollback->reason };
    if (!plan->changes.isEmpty()) {
        // Nothing is turned on, so no view has to be built.
        if (const auto applied = FlagAdmin::apply(connection, *set, plan->changes, deed, {}, QStringLiteral("phase"));
            !applied)
            return applied.error();
    }
    for (const int number : plan->phases) {
        RolloutPhase phase = *plan->after.phase(number);
        phase.ended = now;
        if (const auto stored = storePhase(connection, phase); !stored)
            return stored.error();
        const auto logged = FlagRecord::log(connection, QStringLiteral("phases.rollback"), labelOf(phase),
            statusText(*set->phase(number)), statusText(phase), deed);
        if (!logged)
            return logged.error();
    }
    if (const auto marked = FlagRecord::exec(
            connection, QStringLiteral("UPDATE rollout_rollbacks SET flags_off_us = ? WHERE id = ?"), { now, id });
        !marked)
        return marked.error();
    rollback->flagsOff = now;
    return rollback;
}

QString seconds(UtcMicros duration)
{
    return QStringLiteral("%1.%2 s")
        .arg(duration / MicrosPerSecond)
        .arg(duration % MicrosPerSecond / 1000, 3, 10, QLatin1Char('0'));
}

Result<PhaseRollback> closeIn(Connection &connection, qint64 id, UtcMicros now)
{
    auto rollback = record(connection, id);
    if (!rollback || rollback->finished)
        return rollback;
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (const auto marked = FlagRecord::exec(
            connection, QStringLiteral("UPDATE rollout_rollbacks SET finished_us = ? WHERE id = ?"), { now, id });
        !marked)
        return marked.error();
    rollback->finished = now;
    const auto met = rollback->metLimit();
    const QString limit = !met ? QStringLiteral("no limit")
        : *met                 ? QStringLiteral("limit met")
                               : QStringLiteral("limit missed");
    const FlagDeed deed { { rollback->actor, Role::Admin }, now, rollback->reason };
    const auto logged = FlagRecord::log(connection, QStringLiteral("phases.rollback"),
        labelOf(*set->phase(rollback->phase)), QStringLiteral("begun"),
        QStringLiteral("finished: flags off after %1, %2").arg(seconds(*rollback->flagsOff - rollback->started), limit),
        deed);
    if (!logged)
        return logged.error();
    return rollback;
}

}

Result<PhasePlan> PhaseAdmin::start(
    Workspace &workspace, int number, const FlagDeed &deed, const BuiltViews &built, bool skipUnbuilt)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(workspace, [number, deed, built, skipUnbuilt](Connection &connection) {
        return startIn(connection, number, deed, built, skipUnbuilt);
    });
}

Result<> PhaseAdmin::complete(Workspace &workspace, int number, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(
        workspace, [number, deed](Connection &connection) { return completeIn(connection, number, deed); });
}

Result<qint64> PhaseAdmin::beginRollback(Workspace &workspace, int number, bool everything, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(workspace,
        [number, everything, deed](Connection &connection) { return beginIn(connection, number, everything, deed); });
}

Result<PhaseRollback> PhaseAdmin::finishRollback(Workspace &workspace, qint64 id, const Clock &clock)
{
    const auto off = inTransaction(
        workspace, [id, now = clock.now()](Connection &connection) { return flagsOffIn(connection, id, now); });
    if (!off)
        return off;
    return inTransaction(
        workspace, [id, now = clock.now()](Connection &connection) { return closeIn(connection, id, now); });
}

Result<PhaseRollback> PhaseAdmin::rollback(
    Workspace &workspace, int number, bool everything, const FlagDeed &deed, const Clock &clock)
{
    const auto id = beginRollback(workspace, number, everything, deed);
    if (!id)
        return id.error();
    return finishRollback(workspace, *id, clock);
}
