#pragma once

#include "flags/flagchange.h"
#include "flags/flagdeed.h"

/// Changes flags. Each call is one transaction with its entries in the log, or changes nothing; the deed's person has
/// to be admin and has to say why. Calls with a workspace block and take the writer lock; those with a connection
/// belong inside the caller's transaction.
namespace FlagAdmin {

/// Applies the changes together and returns the number of their set. Fails as checkChanges() does. With `until` each
/// flag goes back then to what it is now.
Result<qint64> apply(Workspace &workspace, const QList<FlagChange> &changes, const FlagDeed &deed,
    const BuiltViews &built, std::optional<UtcMicros> until = {});
/// `kind` as in FlagHistoryRow. No check of the deed.
Result<qint64> apply(Connection &connection, const FlagSet &set, const QList<FlagChange> &changes, const FlagDeed &deed,
    const BuiltViews &built, const QString &kind);

/// Puts back what the changes of a set replaced, as a new set, whose number is returned. 0: the last one that was not
/// undone. Fails with Conflict where something of it was changed since or is undone already, with NotFound where there
/// is none, and with Invalid for the sets of phases (roll the phase back), kills and prerequisites (set them).
Result<qint64> undo(Workspace &workspace, qint64 changeSet, const FlagDeed &deed, const BuiltViews &built);

/// Holds the new view of a flag off everywhere, or lets it go again; an empty `flag` means all flags at once.
Result<> kill(Workspace &workspace, const QString &flag, bool killed, const FlagDeed &deed);

/// Fails with NotFound for an unknown flag, Invalid for a cycle, Conflict for a stale version.
Result<> setPrerequisites(Workspace &workspace, const QString &flag, const QStringList &prerequisites,
    qint64 fromVersion, const FlagDeed &deed);

/// Lets a change wait until `due`. Checked now as apply() does, and again then. Returns its number. Fails with Invalid
/// for a time that is not to come.
Result<qint64> schedule(
    Workspace &workspace, const FlagChange &change, UtcMicros due, const FlagDeed &deed, const BuiltViews &built);
/// A change and the time that it waits for.
struct LaterChange
{
    FlagChange change;
    UtcMicros due = 0;
};
/// Applies `changes` and lets `later` wait, together: where one of them is refused, none is made. Returns the number of the
/// set of `changes`, 0 where that is empty. Fails as apply() and schedule() do.
Result<qint64> applyAndSchedule(Workspace &workspace, const QList<FlagChange> &changes, const QList<LaterChange> &later,
    const FlagDeed &deed, const BuiltViews &built);
/// Fails with NotFound where no such change waits.
Result<> cancelScheduled(Workspace &workspace, qint64 id, const FlagDeed &deed);

/// Whether applyDue() has anything to do.
Result<bool> isAnythingDue(Connection &connection, UtcMicros now);

/// What came of a scheduled change whose time had come.
struct DueChange {
    ScheduledChange change;
    bool applied = false; ///< Else refused; change.outcome says why.
};
/// Applies what is due, each once and in order, in the name of who scheduled it; changes that lean on a version that is
/// gone are refused, with an entry in the log. Also goes on with rollbacks that were interrupted. Anybody may call it:
/// at the start, and when nextFlagChange() has come. Takes the lock only where something is due.
Result<QList<DueChange>> applyDue(Workspace &workspace, UtcMicros now, const BuiltViews &built);

}
