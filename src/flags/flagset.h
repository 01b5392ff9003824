#pragma once

#include "flags/directory.h"
#include "flags/flag.h"
#include "flags/phase.h"

/// Everything that decides who sees which view, as the workspace has it at one moment. A value: read it with FlagStore,
/// pass it to other threads, change a copy to see what a change would do.
struct FlagSet {
    QString environment; ///< Of the workspace itself.
    QStringList environments; ///< In their order, the one closest to people last.
    bool killed = false; ///< All new views are off.
    qint64 killVersion = 0;
    QList<Flag> flags; ///< In the order of the six views.
    QList<RolloutPhase> phases; ///< By number.
    QList<PhaseName> phaseNames;
    QList<ScheduledChange> scheduled; ///< The pending ones, by time.
    Directory directory;

    const Flag *find(const QString &key) const;
    Flag *find(const QString &key);
    const RolloutPhase *phase(int number) const;
    RolloutPhase *phase(int number);
    QStringList keys() const;

    /// The state at `now`: what is stored, or what a scheduled change that is due made of it, also where nobody could
    /// write that yet.
    FlagState stateAt(const Flag &flag, const QString &environment, UtcMicros now) const;
};

/// When anything changes by itself next, after `now`: a scheduled change or the end of a phase's days. For a timer.
std::optional<UtcMicros> nextFlagChange(const FlagSet &set, UtcMicros now);

/// Why a flag whose new view is fully on, or fully off, could be removed; empty while it is young or in use.
struct FlagStaleness {
    bool isStale = false;
    UtcMicros since = 0; ///< When the last environment reached its end state.
};
/// Stale: no environment asks anybody's name, groups or bucket (all on for everybody, or all off), no phase is open, no
/// change is scheduled, and the last change is at least 30 days old. A flag that was never changed is not stale.
FlagStaleness staleness(const FlagSet &set, const Flag &flag, UtcMicros now);
