#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

/// What one flag shows people in one environment, as its cell says it.
struct FlagCell {
    enum class Kind {
        Legacy, ///< Nobody has the new view.
        New, ///< Everybody has.
        Partial, ///< A share of the people, or named ones.
        Killed, ///< The kill switch holds the new view off.
    };

    Kind kind = Kind::Legacy;
    double share = 0; ///< Of the pie, 0..1.
    QString text; ///< "New 25 %".
    QString detail; ///< Tool tip: who, why not, when next.
    bool scheduled = false; ///< A change waits for its time.
    QString stagedFrom; ///< What staging would change, in few words; empty: nothing is staged.
    QString stagedTo;

    bool isStaged() const { return !stagedTo.isEmpty(); }
    friend bool operator==(const FlagCell &, const FlagCell &) = default;
};
Q_DECLARE_METATYPE(FlagCell)

/// A flag as the table shows it. Texts are ready for the screen but for control characters.
struct FlagRow {
    QString key;
    QString description;
    QList<FlagCell> cells; ///< One per environment, in their order.
    QString audience; ///< Of the environment that is closest to people: "Everyone", "2 groups".
    QString audienceDetail;
    QString changedBy; ///< Empty: never changed since it was made.
    QString changedAt;
    QString stale; ///< "Fully on since 12 Aug"; empty while it is not.

    bool isStaged() const;
    friend bool operator==(const FlagRow &, const FlagRow &) = default;
};
