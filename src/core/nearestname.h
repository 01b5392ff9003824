#pragma once

#include <QStringList>

/// The one of `known` that somebody may have meant who typed `typed`: with the fewest letters put in, left out or changed,
/// upper case apart, the first of equals. Empty where more than a third of the letters would be others.
QString nearestName(const QString &typed, const QStringList &known);
