#pragma once

#include "core/reportingzone.h"
#include "features/flagreview.h"
#include "features/historyline.h"
#include "features/phases/phaseview.h"
#include "flags/phaseplan.h"

class Connection;

/// What the phases page shows.
struct PhasesAnswer {
    FlagSet set;
    QList<PhaseView> phases;
    QList<PlanLane> lanes; ///< Programme, then rollout.
    QStringList conflicts; ///< Where the two calendars, or phases of one, do not fit.
    bool programmeHasDates = false;
    qint64 microseconds = 0; ///< What reading took.
};

/// What a step of a phase would do.
struct PhaseReview {
    QList<ReviewChange> changes;
    QString confirmation; ///< To be typed; empty outside production.
    QStringList unbuilt; ///< Of a start: flags that have to be left out.
};

/// Questions of the phases page. On a reader's thread.
namespace PhasesQueries {

Result<PhasesAnswer> read(Connection &connection, const BuiltViews &built, UtcMicros now, const ReportingZone &zone);
Result<PhaseReview> reviewStart(
    Connection &connection, int number, const BuiltViews &built, bool skipUnbuilt, UtcMicros now);
Result<PhaseReview> reviewComplete(Connection &connection, int number);
Result<PhaseReview> reviewRollback(Connection &connection, int number, bool everything, UtcMicros now);
/// What the log has about a phase, newest first.
Result<QList<HistoryLine>> history(Connection &connection, int number, const ReportingZone &zone, int most);

/// Programme and rollout on one axis, with what does not fit. Phases without a date are left out.
QList<PlanLane> lanes(
    const FlagSet &set, const QList<ProgrammePhase> &programme, UtcMicros now, const ReportingZone &zone);

}
