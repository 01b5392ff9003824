#pragma once

#include <QString>
#include <QStringList>

/// Why a flag has its value for somebody, in words.
struct FlagExplanation {
    bool isNew = false;
    QString variant; ///< "new", "legacy".
    QString reason; ///< OpenFeature's: "TARGETING_MATCH".
    QString error; ///< OpenFeature's error code; empty without one.
    QString rule; ///< The deciding rule as a sentence.
    QStringList steps; ///< What was looked at, in order.

    friend bool operator==(const FlagExplanation &, const FlagExplanation &) = default;
};
