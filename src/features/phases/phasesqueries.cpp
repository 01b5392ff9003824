#include "features/phases/phasesqueries.h"

#include "audit/auditlog.h"
#include "core/format.h"
#include "data/sql.h"
#include "features/flagreviews.h"
#include "flags/flagstore.h"
#include "flags/impact.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(PhasesQueries)
};

QString timeText(UtcMicros at, const ReportingZone &zone)
{
    return zone.timeText(at / MicrosPerMinute * MicrosPerMinute);
}

QString datesOf(const RolloutPhase &phase, const ReportingZone &zone)
{
    if (!phase.started)
        return phase.planned ? Tr::tr("Planned for %1").arg(timeText(*phase.planned, zone)) : Tr::tr("No date yet");
    const QString since = Tr::tr("Started %1").arg(timeText(*phase.started, zone));
    if (!phase.ended)
        return since;
    return Tr::tr("%1, ended %2").arg(since, timeText(*phase.ended, zone));
}

QList<PhaseRelease> releasesOf(const FlagSet &set, const RolloutPhase &phase)
{
    QList<PhaseRelease> releases;
    for (const QString &feature : phase.features) {
        RolloutPhase alone = phase;
        alone.features = { feature };
        const auto scope = scopeOf(set, alone);
        PhaseRelease release { feature, {}, scope ? QString() : scope.error().summary };
        if (scope && scope->role)
            release.meaning = Tr::tr("role %1 at most").arg(roleName(*scope->role));
        else if (scope)
            release.meaning = scope->flags.size() == set.flags.size() ? Tr::tr("all flags")
                                                                      : scope->flags.join(QStringLiteral(", "));
        releases.append(release);
    }
    return releases;
}

QString refusal(const Result<PhasePlan> &plan) { return plan ? QString() : plan.error().summary; }

void addRollback(PhaseView &view, const QList<PhaseRollback> &rollbacks)
{
    for (const PhaseRollback &rollback : rollbacks) { // newest first
        if (rollback.phase != view.number)
            continue;
        view.limitSeconds = rollback.limitSeconds;
        if (!rollback.finished) {
            view.rollbackStarted = rollback.started;
            return;
        }
        const qint64 seconds = (rollback.flagsOff.value_or(*rollback.finished) - rollback.started) / MicrosPerSecond;
        view.limitMet = rollback.metLimit();
        const QString took = Tr::tr("Last one took %n seconds", nullptr, int(seconds));
        view.rollbackResult = !view.limitMet ? took
            : *view.limitMet                 ? Tr::tr("%1: limit met").arg(took)
                                             : Tr::tr("%1: limit missed").arg(took);
        return;
    }
}

PhaseView viewOf(const FlagSet &set, const RolloutPhase &phase, QStringList &earlier, const BuiltViews &built,
    const ReportingZone &zone)
{
    PhaseView view;
    view.number = phase.number;
    view.name = phase.name;
    view.state = PlanBar::State(int(phase.status)); // in the same order
    view.environment = phase.environment.isEmpty() ? QString() : FlagReviews::environmentName(phase.environment);
    view.groups = phase.groups;
    const QStringList people = set.directory.members(phase.groups);
    const QSet<QString> had(earlier.cbegin(), earlier.cend());
    view.people = people.size();
    view.newPeople
        = std::count_if(people.cbegin(), people.cend(), [&had](const QString &key) { return !had.contains(key); });
    earlier += people;
    view.releases = releasesOf(set, phase);
    view.duration = PhaseText::duration(phase.durationDays ? std::optional<qint64>(*phase.durationDays) : std::nullopt);
    view.dates = datesOf(phase, zone);
    view.endsAt = phase.due();
    view.limit = PhaseText::limit(phase.rollbackMinutes ? std::optional<qint64>(*phase.rollbackMinutes) : std::nullopt);
    view.startRefusal = refusal(planStart(set, phase.number, built, true));
    view.completeRefusal = phase.status == PhaseStatus::Running ? QString() : Tr::tr("The phase does not run.");
    view.rollbackRefusal = refusal(planRollback(set, phase.number, false));
    return view;
}

Result<PhaseReview> reviewOf(const FlagSet &set, const PhasePlan &plan, const QString &name, UtcMicros now)
{
    const Impact impact = simulate(set, plan.after, { set.environment }, now, plan.flags);
    PhaseReview review { FlagReviews::reviews(set, plan.after, impact, now), {}, plan.leftOut };
    if (set.environment == QLatin1String("production"))
        review.confirmation = name.simplified();
    return review;
}

Error unknownPhase(int number)
{
    return { Error::Kind::NotFound, Tr::tr("There is no rollout phase %1.").arg(number), {} };
}

}

Result<PhasesAnswer> PhasesQueries::read(
    Connection &connection, const BuiltViews &built, UtcMicros now, const ReportingZone &zone)
{
    QElapsedTimer timer;
    timer.start();
    PhasesAnswer answer;
    auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const auto rollbacks = FlagStore::rollbacks(connection);
    if (!rollbacks)
        return rollbacks.error();
    const auto programme = FlagStore::programme(connection);
    if (!programme)
        return programme.error();
    QStringList earlier;
    for (const RolloutPhase &phase : set->phases) {
        answer.phases.append(viewOf(*set, phase, earlier, built, zone));
        addRollback(answer.phases.last(), *rollbacks);
    }
    answer.lanes = lanes(*set, *programme, now, zone);
    for (const PlanLane &lane : std::as_const(answer.lanes)) {
        for (const PlanBar &bar : lane.bars) {
            if (!bar.conflict.isEmpty())
                answer.conflicts.append(Tr::tr("%1 %2: %3").arg(lane.title, bar.name, bar.conflict));
        }
    }
    answer.programmeHasDates = !answer.lanes.constFirst().bars.isEmpty();
    answer.set = *std::move(set);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}

Result<PhaseReview> PhasesQueries::reviewStart(
    Connection &connection, int number, const BuiltViews &built, bool skipUnbuilt, UtcMicros now)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const auto plan = planStart(*set, number, built, skipUnbuilt);
    if (!plan)
        return plan.error();
    return reviewOf(*set, *plan, set->phase(number)->name, now);
}

Result<PhaseReview> PhasesQueries::reviewComplete(Connection &connection, int number)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const RolloutPhase *phase = set->phase(number);
    if (!phase)
        return unknownPhase(number);
    return PhaseReview { {}, set->environment == QLatin1String("production") ? phase->name.simplified() : QString(),
        {} };
}

Result<PhaseReview> PhasesQueries::reviewRollback(Connection &connection, int number, bool everything, UtcMicros now)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const auto plan = planRollback(*set, number, everything);
    if (!plan)
        return plan.error();
    return reviewOf(*set, *plan, set->phase(number)->name, now);
}

Result<QList<HistoryLine>> PhasesQueries::history(
    Connection &connection, int number, const ReportingZone &zone, int most)
{
    const QString object = QStringLiteral("phase %1: %").arg(number);
    return Sql::select(connection,
        QStringLiteral("SELECT at_us, actor, action, old_value, new_value, reason FROM audit_log WHERE object LIKE ? "
                       "ORDER BY seq DESC LIMIT ?"),
        { object, most }, [&zone](const Row &row) {
            return HistoryLine { 0, timeText(row.int64(0), zone), row.text(1),
                Tr::tr("%1: %2 → %3")
                    .arg(row.text(2), row.text(3).isEmpty() ? Format::unknown() : row.text(3), row.text(4)),
                row.text(5), {} };
        });
}
