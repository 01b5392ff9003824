#pragma once

#include "core/reportingzone.h"
#include "features/flagreview.h"
#include "features/flags/flagrow.h"
#include "features/historyline.h"
#include "flags/flagchange.h"

#include <QHash>

class Connection;

/// A change that somebody wants and nobody has applied. With a time it waits for it once it is applied.
struct StagedChange {
    FlagChange change;
    std::optional<UtcMicros> at;
};

/// The kill switch of one flag, or of all of them, on or off.
struct KillWish {
    QString flag; ///< Empty: all flags.
    bool kill = true; ///< False: releases it.
};

/// What the flags page shows.
struct FlagsAnswer {
    FlagSet set;
    QString environment; ///< The one closest to people: the audience is counted there.
    QHash<QString, int> viewers; ///< By flag: people of the directory who have the new view there.
    qint64 microseconds = 0; ///< What reading took.
};

/// Which flags are listed.
struct FlagsFilter {
    enum class State { Any, New, Partial, Legacy, Scheduled, Stale };

    QString environment; ///< Empty: all.
    State state = State::Any; ///< In the environment, or in any.
    QString text; ///< In key or description, whatever the case.

    friend bool operator==(const FlagsFilter &, const FlagsFilter &) = default;
};

/// What the review of staged changes shows.
struct FlagsReview {
    QList<ReviewChange> changes;
    QString confirmation; ///< To be typed: the flags that change in production; empty where none does.
    std::optional<QList<StagedChange>> staged; ///< The wishes on the versions of now, where that was asked for.
};

/// Questions of the flags page. On a reader's thread; rows() anywhere.
namespace FlagsQueries {

Result<FlagsAnswer> read(Connection &connection, UtcMicros now);
/// What the changes would do to the set as it is now. A change that would be refused says why; a stale one fails with
/// Conflict, saying what changed meanwhile.
Result<FlagsReview> review(
    Connection &connection, const QList<StagedChange> &staged, const BuiltViews &built, UtcMicros now,
    const ReportingZone &zone);
/// The same of a kill switch, in every environment.
Result<FlagsReview> reviewKill(Connection &connection, const KillWish &wish, UtcMicros now);
/// The wishes, on the versions that the flags have now.
Result<QList<StagedChange>> onPresentVersions(Connection &connection, QList<StagedChange> staged);
/// All that happened to a flag, newest first, at most `most`.
Result<QList<HistoryLine>> history(Connection &connection, const QString &flag, const ReportingZone &zone, int most);

/// What a flag was before the changes of a set, as wishes on its present versions; none where it is so now.
Result<QList<StagedChange>> stateBefore(Connection &connection, const QString &flag, qint64 changeSet);

/// Environments whose columns are shown.
QStringList environments(const FlagsAnswer &answer, const FlagsFilter &filter);
QList<FlagRow> rows(const FlagsAnswer &answer, const QList<StagedChange> &staged, const FlagsFilter &filter,
    UtcMicros now, const ReportingZone &zone);

}
