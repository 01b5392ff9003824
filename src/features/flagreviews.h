#pragma once

#include "features/flagreview.h"
#include "flags/flagchange.h"
#include "flags/impact.h"

/// From what the flags would do to what a review shows.
namespace FlagReviews {

/// Environments as the console names them: "production" is "Production".
QString environmentName(const QString &environment);
/// A state in as few words as a cell has: "Legacy", "New", "New 25 %", "New for 2 groups".
QString stateName(const FlagState &state);

/// One entry per flag and environment of `impact`: who gains and who loses, by group. `refusals`: by flag key, why a
/// change cannot be applied. `now` is the time that both sets were evaluated at.
QList<ReviewChange> reviews(const FlagSet &before, const FlagSet &after, const Impact &impact, UtcMicros now,
    const QHash<QString, QString> &refusals = {});

}
