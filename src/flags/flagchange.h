#pragma once

#include "flags/builtviews.h"
#include "flags/flagset.h"

/// A wish: this flag shall have this state there. Staged, reviewed and applied with others.
struct FlagChange {
    QString flag;
    QString environment;
    qint64 fromVersion = 0; ///< The version that the wish was made on.
    FlagState state;
};

/// What FlagAdmin refuses about changes, so that a review can say it before: unknown flags, environments, users and
/// groups (NotFound), a rollout beyond 0..100 %, two changes of one thing, a change that changes nothing, an unbuilt
/// view that would be turned on (Invalid), a stale version (Conflict). Only users and groups that are new to a state
/// have to be known.
Result<> checkChanges(const FlagSet &set, const QList<FlagChange> &changes, const BuiltViews &built);

/// The set as it would be with the changes; what is unknown in them is left out. Due changes that wait are not touched.
FlagSet withChanges(FlagSet set, const QList<FlagChange> &changes);

/// Fails with Invalid, naming the way round, where a flag would need itself.
Result<> refusePrerequisiteCycles(const QList<Flag> &flags);
