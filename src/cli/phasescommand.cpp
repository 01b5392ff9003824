#include "cli/commands.h"
#include "cli/console.h"
#include "cli/flagdesk.h"
#include "cli/flagimpact.h"
#include "cli/phaseedits.h"
#include "core/csv.h"
#include "flags/flagstore.h"
#include "flags/phaseadmin.h"
#include "services/clock.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

/// The number of the phase that the second word names.
Result<int> phaseNumber(const CommandLine &line)
{
    bool valid = false;
    const int number = line.words().value(1).toInt(&valid);
    if (line.words().size() == 2 && valid)
        return number;
    return line.usage(tr("Say the number of the phase: %1 2").arg(line.words().value(0)));
}

/// What the features of a phase stand for, or why they stand for nothing.
QString meaningOf(const FlagSet &set, const RolloutPhase &phase)
{
    const auto scope = scopeOf(set, phase);
    if (!scope)
        return scope.error().summary;
    QStringList parts = scope->flags;
    if (scope->role)
        parts.append(QStringLiteral("role ") + roleName(*scope->role));
    return parts.join(QLatin1Char(' '));
}

QJsonObject objectOf(const FlagDesk &desk, const RolloutPhase &phase)
{
    const ReportingZone zone = desk.workspace->zone();
    return { { QStringLiteral("phase"), phase.number }, { QStringLiteral("name"), phase.name },
        { QStringLiteral("status"), phaseStatusName(phase.status) },
        { QStringLiteral("groups"), QJsonArray::fromStringList(phase.groups) },
        { QStringLiteral("people"), desk.set.directory.members(phase.groups).size() },
        { QStringLiteral("features"), QJsonArray::fromStringList(phase.features) },
        { QStringLiteral("meaning"), meaningOf(desk.set, phase) },
        { QStringLiteral("days"), phase.durationDays ? QJsonValue(*phase.durationDays) : QJsonValue() },
        { QStringLiteral("rollback_limit"), rollbackLimitText(phase.rollbackMinutes) },
        { QStringLiteral("environment"), phase.environment },
        { QStringLiteral("planned"), timeText(phase.planned, zone) },
        { QStringLiteral("started"), timeText(phase.started, zone) },
        { QStringLiteral("due"), timeText(phase.due(), zone) },
        { QStringLiteral("ended"), timeText(phase.ended, zone) },
        { QStringLiteral("flags"), QJsonArray::fromStringList(phase.flags) },
        { QStringLiteral("version"), phase.version } };
}

Result<> listPhases(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const ReportingZone zone = desk->workspace->zone();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral(
            "phase,name,status,groups,people,features,meaning,days,rollback_limit,started,due,ended,flags"));
    for (const RolloutPhase &phase : desk->set.phases) {
        if (line.json()) {
            array.append(objectOf(*desk, phase));
            continue;
        }
        printLine(csvLine({ number(phase.number), visibleControls(phase.name), phaseStatusName(phase.status),
            visibleControls(phase.groups.join(QLatin1Char(' '))),
            number(desk->set.directory.members(phase.groups).size()),
            visibleControls(phase.features.join(QLatin1Char(' '))), visibleControls(meaningOf(desk->set, phase)),
            phase.durationDays ? number(*phase.durationDays) : QString(), rollbackLimitText(phase.rollbackMinutes),
            timeText(phase.started, zone), timeText(phase.due(), zone), timeText(phase.ended, zone),
            phase.flags.join(QLatin1Char(' ')) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("phases"), array } });
    return Ok;
}

Result<> startPhase(const CommandLine &line)
{
    const auto phase = phaseNumber(line);
    if (!phase)
        return phase.error();
    const bool dry = line.has(QStringLiteral("dry-run"));
    const bool skip = line.has(QStringLiteral("without-unbuilt"));
    const auto desk = FlagDesk::open(line, dry ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (dry) {
        const auto plan = planStart(desk->set, *phase, builtViews(), skip);
        if (!plan)
            return plan.error();
        printImpact(line, *desk, plan->after, desk->set.environment, plan->flags);
        return Ok;
    }
    const auto plan = PhaseAdmin::start(*desk->workspace, *phase, desk->deed(line), builtViews(), skip);
    if (!plan)
        return plan.error();
    if (line.json()) {
        printJson({ { QStringLiteral("phase"), *phase }, { QStringLiteral("environment"), desk->set.environment },
            { QStringLiteral("flags"), QJsonArray::fromStringList(plan->flags) },
            { QStringLiteral("left_out"), QJsonArray::fromStringList(plan->leftOut) } });
        return Ok;
    }
    printLine(tr("Phase %1 runs in %2; its groups have: %3.")
                  .arg(QString::number(*phase), desk->set.environment,
                      plan->flags.isEmpty() ? tr("no new view") : plan->flags.join(QStringLiteral(", "))));
    if (!plan->leftOut.isEmpty())
        printLine(tr("Left out, for they are not built yet: %1. Start the phase again to add them.")
                      .arg(plan->leftOut.join(QStringLiteral(", "))));
    return Ok;
}

Result<> completePhase(const CommandLine &line)
{
    const auto phase = phaseNumber(line);
    if (!phase)
        return phase.error();
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (const auto done = PhaseAdmin::complete(*desk->workspace, *phase, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("phase"), *phase },
            { QStringLiteral("status"), phaseStatusName(PhaseStatus::Completed) } });
    else
        printLine(tr("Phase %1 is completed; its groups keep what they have.").arg(*phase));
    return Ok;
}

QString limitText(const PhaseRollback &rollback)
{
    const auto met = rollback.metLimit();
    return !met ? QStringLiteral("no limit") : *met ? QStringLiteral("limit met") : QStringLiteral("limit missed");
}

QJsonObject objectOf(const PhaseRollback &rollback, const ReportingZone &zone)
{
    return { { QStringLiteral("phase"), rollback.phase }, { QStringLiteral("all"), rollback.everything },
        { QStringLiteral("by"), rollback.actor }, { QStringLiteral("reason"), rollback.reason },
        { QStringLiteral("started"), timeText(rollback.started, zone) },
        { QStringLiteral("flags_off"), timeText(rollback.flagsOff, zone) },
        { QStringLiteral("finished"), timeText(rollback.finished, zone) },
        { QStringLiteral("limit_seconds"), rollback.limitSeconds ? QJsonValue(*rollback.limitSeconds) : QJsonValue() },
        { QStringLiteral("result"), limitText(rollback) } };
}

Result<> rollbackPhase(const CommandLine &line)
{
    const auto phase = phaseNumber(line);
    if (!phase)
        return phase.error();
    const bool dry = line.has(QStringLiteral("dry-run"));
    const bool all = line.has(QStringLiteral("all"));
    const auto desk = FlagDesk::open(line, dry ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (dry) {
        const auto plan = planRollback(desk->set, *phase, all);
        if (!plan)
            return plan.error();
        const RolloutPhase &one = *desk->set.phase(*phase);
        printImpact(line, *desk, plan->after, one.isOpen() ? one.environment : desk->set.environment, {});
        return Ok;
    }
    const auto rollback = PhaseAdmin::rollback(*desk->workspace, *phase, all, desk->deed(line), SystemClock());
    if (!rollback)
        return rollback.error();
    if (line.json()) {
        printJson(objectOf(*rollback, desk->workspace->zone()));
        return Ok;
    }
    printLine(all ? tr("All phases are rolled back, and all flags are off.")
                  : tr("Phase %1 and later ones are rolled back.").arg(*phase));
    printLine(tr("The flags were off after %1 ms: %2.")
                  .arg(number((*rollback->flagsOff - rollback->started) / 1000), limitText(*rollback)));
    return Ok;
}

Result<> listRollbacks(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto rollbacks = desk->workspace->reader()
                               .run([](Connection &connection) { return FlagStore::rollbacks(connection); })
                               .result();
    if (!rollbacks)
        return rollbacks.error();
    const ReportingZone zone = desk->workspace->zone();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("phase,all,by,reason,started,flags_off,finished,result"));
    for (const PhaseRollback &one : *rollbacks) {
        if (line.json()) {
            array.append(objectOf(one, zone));
            continue;
        }
        printLine(csvLine({ number(one.phase), one.everything ? QStringLiteral("yes") : QStringLiteral("no"),
            visibleControls(one.actor), visibleControls(one.reason), timeText(one.started, zone),
            timeText(one.flagsOff, zone), timeText(one.finished, zone), limitText(one) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("rollbacks"), array } });
    return Ok;
}

CommandHelp help()
{
    return { QStringLiteral("phases"),
        QStringLiteral("list | start N | complete N | rollback N | rollbacks | edit N | names | name NAME MEANING\n"
                       "       | programme [FIRST-DAY]"),
        tr("A rollout phase gives its groups the new views of its features, in the workspace's environment. They start "
           "in\n"
           "order; where they overlap the earliest decides. start turns on the flags that are off, for the phase's "
           "groups\n"
           "only; flags that are on stay as they are. complete ends a phase, and its groups keep what they have.\n"
           "rollback closes the phase and every later one: a flag that an earlier phase has too stays with that "
           "phase's\n"
           "groups alone, the others go off. --all closes every phase and turns every flag off. How long it took is "
           "measured\n"
           "against the phase's limit; immediate means within a minute. A rollback that was interrupted is gone on "
           "with.\n"
           "--dry-run prints who would gain or lose which view, and changes nothing.\n"
           "names lists what the features of phases mean: flags, ALL, ALL EXCEPT and flags, or ROLE and a role; name "
           "says so,\n"
           "and an empty meaning takes a name out. A name that means nothing keeps its phase from starting.\n"
           "The phases of the programme are others: programme lists them, and gives them dates from their first day "
           "on."),
        { QStringLiteral("phases list"), QStringLiteral("phases start 1 --dry-run"),
            QStringLiteral("phases start 1 --reason \"beta begins\""),
            QStringLiteral("phases rollback 2 --reason \"wrong totals\""),
            QStringLiteral("phases edit 1 --days 4 --limit 0 --reason \"one more day\""),
            QStringLiteral("phases name advanced-testing new-testing-experiments --reason \"as agreed\"") } };
}

void addOptions(CommandLine &line)
{
    line.add(QStringLiteral("dry-run"), tr("Of start and rollback: say who would be affected, change nothing."));
    line.add(QStringLiteral("without-unbuilt"), tr("Of start: leave out flags whose new view is not built yet."));
    line.add(QStringLiteral("all"), tr("Of rollback: all phases, and all flags off."));
    addPhaseEditOptions(line);
    addReason(line);
    line.addJson();
}

constexpr CommandAction Actions[] {
    { "list", 1, listPhases },
    { "start", 2, startPhase },
    { "complete", 2, completePhase },
    { "rollback", 2, rollbackPhase },
    { "rollbacks", 1, listRollbacks },
    { "edit", 2, editPhase },
    { "names", 1, listPhaseNames },
    { "name", 3, setPhaseName },
    { "programme", 2, programme },
};

}

Result<> Cli::phasesCommand(const QStringList &arguments)
{
    CommandLine line(help());
    addOptions(line);
    return runAction(line, arguments, Actions);
}
