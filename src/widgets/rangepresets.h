#pragma once

#include "core/rangeexpression.h"

#include <QList>

/// The quick ranges, in whole days of the reporting zone (today included) except "Last 24 hours".
struct RangePreset
{
    QString name; ///< Translated: "Last 30 days".
    RangeExpression range;
};

namespace RangePresets {

QList<RangePreset> all();

/// The preset's name, else the dates as text: "1 Jan \u2013 1 Mar 2026" (the last day, where the end is a midnight),
/// else the expressions as typed: "now-3d \u2013 now". Days are those written in the expression.
QString describe(const RangeExpression &range);

}
