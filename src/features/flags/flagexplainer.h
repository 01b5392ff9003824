#pragma once

#include "features/flags/flagexplanation.h"
#include "flags/flagset.h"

/// The explanation of one evaluation: what was asked in which order until a rule decided.
namespace FlagExplainer {

FlagExplanation explain(
    const FlagSet &set, const QString &flag, const QString &environment, const QString &user, UtcMicros now);

/// Keys of people whose key or name begins with `beginning`, whatever the case, at most `most`.
QStringList peopleBeginning(const Directory &directory, const QString &beginning, int most);

}
