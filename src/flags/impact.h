#pragma once

#include "flags/flagevaluator.h"

/// Somebody who gets another view of a flag than before, and by which rule each time.
struct ImpactRow {
    int person = 0; ///< Position in Directory::people() of the set after the change.
    QString environment;
    Evaluation before;
    Evaluation after;

    bool gains() const { return after.value; }
};

/// What a change does to one flag in one environment.
struct FlagImpact {
    QString flag;
    QString environment;
    int before = 0; ///< People who had the new view.
    int after = 0;
    int gains = 0;
    int losses = 0;
};

/// Who of the whole directory gains and loses which view.
struct Impact {
    int people = 0;
    QList<FlagImpact> flags; ///< Those whose people change, and those that were asked for.
    QList<ImpactRow> rows; ///< By environment, flag, then person.
};

/// Evaluates every flag for everybody in `after.directory`, before and after. `always`: flags to list even where nobody
/// changes. About a second for 100,000 people; call it off the GUI thread.
Impact simulate(const FlagSet &before, const FlagSet &after, const QStringList &environments, UtcMicros now,
    const QStringList &always = {});
