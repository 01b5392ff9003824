#pragma once

#include "flags/flagchange.h"

/// What the names of a phase stand for.
struct PhaseScope {
    QStringList flags; ///< In the order of the six views.
    std::optional<Role> role; ///< Its groups may have at most this role.
};

/// What starting a phase or rolling it back would do: apply it, or show simulate(set, plan.after, ...) of it.
struct PhasePlan {
    QList<FlagChange> changes;
    QList<int> phases; ///< The one that starts, or those that are rolled back.
    QStringList flags; ///< Of a start: whose new views the groups get.
    QStringList leftOut; ///< Of a start: flags whose new view is not built, where that was allowed.
    FlagSet after;
};

/// Fails with Invalid, naming every name that stands for nothing.
Result<PhaseScope> scopeOf(const FlagSet &set, const RolloutPhase &phase);

/// Turns on, in the workspace's environment, what is off among the phase's flags, and lets its groups through; flags
/// that are on keep their state. What an unbuilt view would need is refused, or left out with `skipUnbuilt`. A running
/// phase may be started again to add what was left out. Fails with NotFound for an unknown phase, Conflict where it
/// runs, is completed, or an earlier one is not open, Invalid for names that stand for nothing, unknown groups, and
/// people with more than the phase's role.
Result<PhasePlan> planStart(const FlagSet &set, int number, const BuiltViews &built, bool skipUnbuilt = false);

/// Closes the phase and every later one that is open. A flag that an earlier open phase has too stays with that phase's
/// groups alone; the others go off. With `everything` all phases are closed and all flags go off. Fails with NotFound
/// for an unknown phase, Conflict where it is not open (`everything` is always possible).
Result<PhasePlan> planRollback(const FlagSet &set, int number, bool everything);
