// The two calendars of the rollout on one axis: the programme's phases and the phases of the rollout.

#include "features/phases/phasesqueries.h"

#include "core/error.h"
#include "core/format.h"

#include <QCoreApplication>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;
constexpr int UserMigrationPhase = 3; ///< Of the programme: the one in which people are moved.

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(PhasesQueries)
};

QString dayText(UtcMicros at, const ReportingZone &zone)
{
    return Format::locale().toString(zone.dayOf(at), QStringLiteral("d MMM"));
}

QString datesText(UtcMicros from, const std::optional<UtcMicros> &to, const ReportingZone &zone)
{
    return to ? Tr::tr("%1 – %2").arg(dayText(from, zone), dayText(*to - 1, zone))
              : Tr::tr("from %1 on").arg(dayText(from, zone));
}

PlanBar::State stateOf(PhaseStatus status)
{
    switch (status) {
    case PhaseStatus::Pending:
        return PlanBar::State::Planned;
    case PhaseStatus::Running:
        return PlanBar::State::Running;
    case PhaseStatus::Completed:
        return PlanBar::State::Completed;
    case PhaseStatus::RolledBack:
        return PlanBar::State::RolledBack;
    }
    Q_UNREACHABLE();
}

/// Where a phase lies: as it happened, as planned, or after the one before; nullopt where nothing says so.
std::optional<PlanBar> barOf(const RolloutPhase &phase, const std::optional<UtcMicros> &previousEnd, UtcMicros now)
{
    const auto from = phase.started ? phase.started : phase.planned ? phase.planned : previousEnd;
    if (!from)
        return std::nullopt;
    PlanBar bar { Tr::tr("%1. %2").arg(phase.number).arg(visibleControls(phase.name)), *from, {}, stateOf(phase.status), {}, {} };
    if (phase.ended)
        bar.to = std::max(*phase.ended, *from + 1);
    else if (phase.durationDays)
        bar.to = *from + *phase.durationDays * Day;
    if (bar.state == PlanBar::State::Running && bar.to && now > *bar.to) {
        bar.conflict = Tr::tr("It has run longer than planned");
        bar.to = now;
    }
    return bar;
}

void addConflict(PlanBar &bar, const QString &text)
{
    bar.conflict = bar.conflict.isEmpty() ? text : Tr::tr("%1. %2").arg(bar.conflict, text);
}

void compareWithProgramme(PlanBar &bar, const QList<ProgrammePhase> &programme, const ReportingZone &zone)
{
    for (const ProgrammePhase &phase : programme) {
        if (phase.number == UserMigrationPhase && phase.starts && bar.from < *phase.starts)
            addConflict(bar,
                Tr::tr("People get access on %1, before programme phase %2, %3, begins on %4")
                    .arg(dayText(bar.from, zone))
                    .arg(phase.number)
                    .arg(phase.name, dayText(*phase.starts, zone)));
        else if (phase.number == UserMigrationPhase && phase.ends && bar.to && *bar.to > *phase.ends)
            addConflict(bar,
                Tr::tr("It ends on %1, after programme phase %2, %3, is over on %4")
                    .arg(dayText(*bar.to - 1, zone))
                    .arg(phase.number)
                    .arg(phase.name, dayText(*phase.ends - 1, zone)));
    }
}

}

QList<PlanLane> PhasesQueries::lanes(
    const FlagSet &set, const QList<ProgrammePhase> &programme, UtcMicros now, const ReportingZone &zone)
{
    PlanLane plan { Tr::tr("Programme"), {} };
    for (const ProgrammePhase &phase : programme) {
        if (phase.starts)
            plan.bars.append({ Tr::tr("%1. %2").arg(phase.number).arg(visibleControls(phase.name)), *phase.starts, phase.ends,
                PlanBar::State::Planned, datesText(*phase.starts, phase.ends, zone), {} });
    }
    PlanLane rollout { Tr::tr("Rollout"), {} };
    std::optional<UtcMicros> previousEnd;
    for (const RolloutPhase &phase : set.phases) {
        auto bar = barOf(phase, previousEnd, now);
        if (!bar) {
            previousEnd.reset();
            continue;
        }
        if (previousEnd && bar->from < *previousEnd)
            addConflict(*bar, Tr::tr("It begins before the phase before it is over"));
        compareWithProgramme(*bar, programme, zone);
        bar->detail = Tr::tr("%1, %2").arg(PhaseText::state(bar->state), datesText(bar->from, bar->to, zone));
        previousEnd = bar->to;
        rollout.bars.append(*bar);
    }
    return { plan, rollout };
}
