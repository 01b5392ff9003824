#include "flags/flagadmin.h"

#include "data/sql.h"
#include "flags/flagrecord.h"
#include "flags/flagstore.h"
#include "flags/phaseadmin.h"
#include "services/clock.h"

#include <QCoreApplication>

namespace {

const QLatin1String Scheduled("flags.schedule");

QString tr(const char *text) { return QCoreApplication::translate("FlagAdmin", text); }

QString textOf(const ScheduledChange &change)
{
    return FlagRecord::scheduleText(change.environment, change.due, change.state);
}

Result<qint64> scheduleIn(
    Connection &connection, const FlagChange &change, UtcMicros due, const FlagDeed &deed, const BuiltViews &built)
{
    if (due <= deed.now)
        return Error { Error::Kind::Invalid, tr("%1 is not to come.").arg(ReportingZone().timeText(due)), {} };
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (const auto checked = checkChanges(*set, { change }, built); !checked)
        return checked.error();
    return FlagRecord::addSchedule(connection, change, due, deed);
}

Result<> closeSchedule(Connection &connection, qint64 id, const QString &status, const QString &outcome, UtcMicros now)
{
    return FlagRecord::exec(connection,
        QStringLiteral("UPDATE flag_schedules SET status = ?, outcome = ?, finished_us = ? WHERE id = ?"),
        { status, outcome, now, id });
}

Result<> cancelIn(Connection &connection, qint64 id, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    for (const ScheduledChange &change : set->scheduled) {
        if (change.id != id)
            continue;
        if (const auto closed = closeSchedule(connection, id, QStringLiteral("cancelled"), deed.reason, deed.now);
            !closed)
            return closed;
        return FlagRecord::log(connection, Scheduled, change.flag, textOf(change), QStringLiteral("cancelled"), deed);
    }
    return Error { Error::Kind::NotFound, tr("No change %1 waits for its time.").arg(id), {} };
}

/// One due change. What is refused is refused for good, and said in the log.
Result<FlagAdmin::DueChange> applyOne(
    Connection &connection, const FlagSet &set, const ScheduledChange &change, UtcMicros now, const BuiltViews &built)
{
    FlagAdmin::DueChange due { change, false };
    const FlagDeed deed { { change.createdBy, Role::Admin }, now,
        tr("%1 (scheduled for %2)").arg(change.reason, ReportingZone().timeText(change.due)) };
    const FlagChange wish { change.flag, change.environment, change.baseVersion, change.state };
    const auto checked = checkChanges(set, { wish }, built);
    due.applied = bool(checked);
    due.change.outcome = checked ? QString() : checked.error().summary;
    due.change.status = due.applied ? QStringLiteral("applied") : QStringLiteral("refused");
    due.change.finished = now;
    if (due.applied) {
        if (const auto done = FlagAdmin::apply(connection, set, { wish }, deed, built, QStringLiteral("schedule"));
            !done)
            return done.error();
        // The next steps of the same ramp were made on the same version: they follow.
        const auto moved = FlagRecord::exec(connection,
            QStringLiteral("UPDATE flag_schedules SET base_version = base_version + 1 WHERE status = 'pending' AND "
                           "flag = ? AND environment = ? AND base_version = ?"),
            { change.flag, change.environment, change.baseVersion });
        if (!moved)
            return moved.error();
    } else {
        const auto logged = FlagRecord::log(
            connection, Scheduled, change.flag, textOf(change), QStringLiteral("refused: ") + due.change.outcome, deed);
        if (!logged)
            return logged.error();
    }
    if (const auto closed = closeSchedule(connection, change.id, due.change.status, due.change.outcome, now); !closed)
        return closed.error();
    return due;
}

Result<QList<FlagAdmin::DueChange>> applyDueIn(Connection &connection, UtcMicros now, const BuiltViews &built)
{
    QList<FlagAdmin::DueChange> all;
    for (;;) {
        // Read again after each: one may have moved the next.
        const auto set = FlagStore::load(connection);
        if (!set)
            return set.error();
        if (set->scheduled.isEmpty() || set->scheduled.first().due > now)
            return all;
        const auto due = applyOne(connection, *set, set->scheduled.first(), now, built);
        if (!due)
            return due.error();
        all.append(*due);
    }
}

struct Waiting {
    bool changes = false;
    QList<qint64> rollbacks;
};

Result<Waiting> whatWaits(Connection &connection, UtcMicros now)
{
    const auto number = [](const Row &row) { return row.int64(0); };
    const auto changes = Sql::selectOne(connection,
        QStringLiteral("SELECT COUNT(*) FROM flag_schedules WHERE status = 'pending' AND due_us <= ?"), { now },
        number);
    if (!changes)
        return changes.error();
    auto rollbacks = Sql::select(connection,
        QStringLiteral("SELECT id FROM rollout_rollbacks WHERE finished_us IS NULL ORDER BY id"), {}, number);
    if (!rollbacks)
        return rollbacks.error();
    return Waiting { changes->value_or(0) > 0, std::move(*rollbacks) };
}

}

Result<qint64> FlagAdmin::schedule(
    Workspace &workspace, const FlagChange &change, UtcMicros due, const FlagDeed &deed, const BuiltViews &built)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(workspace, [change, due, deed, built](Connection &connection) {
        return scheduleIn(connection, change, due, deed, built);
    });
}

Result<qint64> FlagAdmin::applyAndSchedule(Workspace &workspace, const QList<FlagChange> &changes,
    const QList<LaterChange> &later, const FlagDeed &deed, const BuiltViews &built)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(workspace, [changes, later, deed, built](Connection &connection) -> Result<qint64> {
        Result<qint64> changeSet = 0;
        if (!changes.isEmpty()) {
            const auto set = FlagStore::load(connection);
            if (!set)
                return set.error();
            changeSet = apply(connection, *set, changes, deed, built, QStringLiteral("change"));
        }
        if (!changeSet)
            return changeSet;
        for (const LaterChange &one : later) {
            if (const auto waits = scheduleIn(connection, one.change, one.due, deed, built); !waits)
                return waits.error();
        }
        return changeSet;
    });
}

Result<> FlagAdmin::cancelScheduled(Workspace &workspace, qint64 id, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace, [id, deed](Connection &connection) { return cancelIn(connection, id, deed); });
}

Result<bool> FlagAdmin::isAnythingDue(Connection &connection, UtcMicros now)
{
    const auto waiting = whatWaits(connection, now);
    if (!waiting)
        return waiting.error();
    return waiting->changes || !waiting->rollbacks.isEmpty();
}

Result<QList<FlagAdmin::DueChange>> FlagAdmin::applyDue(Workspace &workspace, UtcMicros now, const BuiltViews &built)
{
    const auto waiting
        = workspace.reader().run([now](Connection &connection) { return whatWaits(connection, now); }).result();
    if (!waiting)
        return waiting.error();
    for (const qint64 rollback : waiting->rollbacks) {
        if (const auto done = PhaseAdmin::finishRollback(workspace, rollback, FixedClock(now)); !done)
            return done.error();
    }
    if (!waiting->changes)
        return QList<DueChange>();
    return inTransaction(
        workspace, [now, built](Connection &connection) { return applyDueIn(connection, now, built); });
}
