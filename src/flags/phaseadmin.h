#pragma once

#include "flags/flagdeed.h"
#include "flags/phaseplan.h"

class Clock;

/// What an admin edits about a phase. Groups and features only while it is not open: they decide who sees what.
struct PhaseEdit {
    QString name;
    QStringList groups;
    QStringList features;
    std::optional<int> durationDays;
    std::optional<int> rollbackMinutes;
    std::optional<UtcMicros> planned;
};

/// Moves rollout phases on and back. Each call blocks, takes the writer lock, and either does all of what it says with
/// its entries in the log or changes nothing; the deed's person has to be admin and has to say why.
namespace PhaseAdmin {

/// Fails as planStart() does.
Result<PhasePlan> start(
    Workspace &workspace, int number, const FlagDeed &deed, const BuiltViews &built, bool skipUnbuilt = false);
/// Its groups keep what they have. Fails with Conflict where it does not run.
Result<> complete(Workspace &workspace, int number, const FlagDeed &deed);
/// Fails as planRollback() does. Writes down that it begins, turns the flags off, writes down that it is over: three
/// transactions. A crash in between leaves the first record, and FlagAdmin::applyDue() goes on with it. `clock` gives
/// the time of each.
Result<PhaseRollback> rollback(
    Workspace &workspace, int number, bool everything, const FlagDeed &deed, const Clock &clock);
/// The same in steps, for who wants to stop in between: begin returns the record's number.
Result<qint64> beginRollback(Workspace &workspace, int number, bool everything, const FlagDeed &deed);
/// Turns the flags off where that is still to be done, and closes the record.
Result<PhaseRollback> finishRollback(Workspace &workspace, qint64 id, const Clock &clock);

/// Fails with Invalid for an empty name, a day or limit below 0, and where groups or features of an open phase would
/// change; NotFound for an unknown group; Conflict for a stale version.
Result<> edit(Workspace &workspace, int number, const PhaseEdit &edit, qint64 fromVersion, const FlagDeed &deed);
/// Says what a name in a phase's features means; an empty meaning takes the name out. Fails with Invalid for a meaning
/// that stands for nothing.
Result<> setName(Workspace &workspace, const PhaseName &name, const FlagDeed &deed);
/// Gives the programme's phases their dates: week 1 begins on `firstDay` in the workspace's zone.
Result<> setProgrammeStart(Workspace &workspace, QDate firstDay, const FlagDeed &deed);

}
