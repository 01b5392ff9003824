#include "cli/commands.h"
#include "cli/console.h"
#include "cli/flagchanges.h"
#include "cli/flagdesk.h"
#include "core/csv.h"
#include "flags/flagadmin.h"
#include "flags/flagevaluator.h"
#include "flags/flagstore.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

QString shownState(const FlagDesk &desk, const Flag &flag, const QString &environment)
{
    return desk.set.killed || flag.killed ? QStringLiteral("killed")
                                          : stateText(desk.set.stateAt(flag, environment, desk.now));
}

QJsonObject objectOf(const FlagDesk &desk, const Flag &flag, const QString &environment)
{
    const FlagSetting setting = flag.setting(environment);
    const FlagState state = desk.set.stateAt(flag, environment, desk.now);
    return { { QStringLiteral("flag"), flag.key }, { QStringLiteral("environment"), environment },
        { QStringLiteral("state"), shownState(desk, flag, environment) }, { QStringLiteral("enabled"), state.enabled },
        { QStringLiteral("rollout_milli"), state.rolloutMilli },
        { QStringLiteral("groups"), QJsonArray::fromStringList(state.groups) },
        { QStringLiteral("allow"), QJsonArray::fromStringList(state.allow) },
        { QStringLiteral("deny"), QJsonArray::fromStringList(state.deny) },
        { QStringLiteral("requires"), QJsonArray::fromStringList(flag.prerequisites) },
        { QStringLiteral("killed"), desk.set.killed || flag.killed },
        { QStringLiteral("built"), builtViews().contains(flag.key) }, { QStringLiteral("version"), setting.version },
        { QStringLiteral("changed"), timeText(setting.changed, desk.workspace->zone()) },
        { QStringLiteral("by"), setting.changedBy }, { QStringLiteral("reason"), setting.reason } };
}

Result<> listFlags(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto environment = desk->environment(line);
    if (!environment)
        return environment.error();
    const QStringList places = line.has(QStringLiteral("env")) ? QStringList { *environment } : desk->set.environments;
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("flag,environment,state,new_view,legacy_view,built,version,changed,by,reason"));
    for (const Flag &flag : desk->set.flags) {
        for (const QString &place : places) {
            if (line.json()) {
                array.append(objectOf(*desk, flag, place));
                continue;
            }
            const FlagSetting setting = flag.setting(place);
            printLine(csvLine({ flag.key, place, visibleControls(shownState(*desk, flag, place)), flag.newView,
                flag.legacyView, builtViews().contains(flag.key) ? QStringLiteral("yes") : QStringLiteral("no"),
                number(setting.version), timeText(setting.changed, desk->workspace->zone()),
                visibleControls(setting.changedBy), visibleControls(setting.reason) }));
        }
    }
    if (line.json())
        printJson({ { QStringLiteral("environment"), desk->set.environment }, { QStringLiteral("flags"), array } });
    return Ok;
}

Result<> explainFlag(const CommandLine &line)
{
    const QStringList words = line.words();
    const QString user = line.value(QStringLiteral("as"));
    if (words.size() != 2 || user.isEmpty())
        return line.usage(tr("Say which flag, and for whom: explain new-global-overview --as ann"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto environment = desk->environment(line);
    if (!environment)
        return environment.error();
    const Evaluation answer = evaluate(desk->set, words.at(1), *environment, user, desk->now);
    if (answer.error == FlagError::FlagNotFound)
        return Error { Error::Kind::NotFound, tr("There is no flag \"%1\".").arg(words.at(1)),
            flagErrorName(answer.error) };
    const bool known = desk->set.directory.find(user) != nullptr;
    if (line.json()) {
        printJson({ { QStringLiteral("flag_key"), answer.flag }, { QStringLiteral("environment"), *environment },
            { QStringLiteral("user"), user }, { QStringLiteral("in_directory"), known },
            { QStringLiteral("value"), answer.value }, { QStringLiteral("variant"), answer.variant() },
            { QStringLiteral("reason"), flagReasonName(answer.reason) },
            { QStringLiteral("error_code"),
                answer.error == FlagError::None ? QJsonValue() : QJsonValue(flagErrorName(answer.error)) },
            { QStringLiteral("rule"), answer.ruleId() }, { QStringLiteral("words"), answer.words() },
            { QStringLiteral("bucket"), answer.bucket < 0 ? QJsonValue() : QJsonValue(answer.bucket) },
            { QStringLiteral("threshold"), answer.bucket < 0 ? QJsonValue() : QJsonValue(answer.threshold) } });
        return Ok;
    }
    printLine(
        tr("%1 for %2 in %3: the %4 view").arg(answer.flag, visibleControls(user), *environment, answer.variant()));
    printLine(QStringLiteral("  %1: %2 [%3]")
                  .arg(flagReasonName(answer.reason), answer.words(), visibleControls(answer.ruleId())));
    if (!known)
        printNote(tr("%1 is not in the directory, so no group and no phase counts.").arg(visibleControls(user)));
    return Ok;
}

Result<> showHistory(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const QString flag = line.words().value(1);
    if (!flag.isEmpty() && !desk->set.find(flag))
        return Error { Error::Kind::NotFound, tr("There is no flag \"%1\".").arg(flag), {} };
    const auto rows = desk->workspace->reader()
                          .run([flag](Connection &connection) { return FlagStore::history(connection, flag); })
                          .result();
    if (!rows)
        return rows.error();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("change,kind,at,by,flag,environment,from,to,reason,undone_by"));
    for (const FlagHistoryRow &row : *rows) {
        const QString at = timeText(row.at, desk->workspace->zone());
        const QString name = row.flag.isEmpty() ? QStringLiteral("all flags") : row.flag;
        if (line.json()) {
            array.append(QJsonObject { { QStringLiteral("change"), row.set }, { QStringLiteral("kind"), row.kind },
                { QStringLiteral("at"), at }, { QStringLiteral("by"), row.actor }, { QStringLiteral("flag"), name },
                { QStringLiteral("environment"), row.environment }, { QStringLiteral("from"), row.oldText },
                { QStringLiteral("to"), row.newText }, { QStringLiteral("reason"), row.reason },
                { QStringLiteral("undone_by"), row.undoneBy == 0 ? QJsonValue() : QJsonValue(row.undoneBy) } });
            continue;
        }
        printLine(csvLine({ number(row.set), row.kind, at, visibleControls(row.actor), name, row.environment,
            visibleControls(row.oldText), visibleControls(row.newText), visibleControls(row.reason),
            row.undoneBy == 0 ? QString() : number(row.undoneBy) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("changes"), array } });
    return Ok;
}

Result<> showScheduled(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto changes = desk->workspace->reader()
                             .run([](Connection &connection) { return FlagStore::schedules(connection); })
                             .result();
    if (!changes)
        return changes.error();
    const ReportingZone zone = desk->workspace->zone();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("id,due,flag,environment,state,status,by,reason,outcome"));
    for (const ScheduledChange &change : *changes) {
        if (line.json()) {
            array.append(
                QJsonObject { { QStringLiteral("id"), change.id }, { QStringLiteral("due"), zone.timeText(change.due) },
                    { QStringLiteral("flag"), change.flag }, { QStringLiteral("environment"), change.environment },
                    { QStringLiteral("state"), stateText(change.state) }, { QStringLiteral("status"), change.status },
                    { QStringLiteral("by"), change.createdBy }, { QStringLiteral("reason"), change.reason },
                    { QStringLiteral("outcome"), change.outcome } });
            continue;
        }
        printLine(csvLine({ number(change.id), zone.timeText(change.due), change.flag, change.environment,
            visibleControls(stateText(change.state)), change.status, visibleControls(change.createdBy),
            visibleControls(change.reason), visibleControls(change.outcome) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("scheduled"), array } });
    return Ok;
}

/// Opening for writing is all that there is to do.
Result<> applyDueChanges(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const auto next = nextFlagChange(desk->set, desk->now);
    if (line.json())
        printJson(
            { { QStringLiteral("next"), next ? QJsonValue(timeText(next, desk->workspace->zone())) : QJsonValue() } });
    else
        printLine(next ? tr("Nothing more is due before %1.").arg(timeText(next, desk->workspace->zone()))
                       : tr("Nothing more is scheduled."));
    return Ok;
}

CommandHelp help()
{
    return { QStringLiteral("flags"),
        QStringLiteral("list | explain KEY | simulate KEY STATE | set KEY STATE | undo [CHANGE] | history [KEY]\n"
                       "       | kill KEY|all | revive KEY|all | require KEY [KEY...] | scheduled | cancel ID | due\n"
                       "       | environment [E]"),
        tr("Each flag chooses between a new view and the legacy view that it replaces, by person and environment.\n"
           "list prints the state of each; explain says which view somebody gets and which rule decided; simulate "
           "prints who\n"
           "of the directory would gain or lose a view, and by which rule, and changes nothing.\n\n"
           "set takes on, off or a share in percent with up to three decimals (25, 0.5). on with --group or --user "
           "means only\n"
           "these; a share with them means these and that share of everybody else. Lists that are not named stay as "
           "they are;\n"
           "--group \"\" empties one. While a share is raised nobody loses the view, and lowering and raising it "
           "brings back\n"
           "the same people. The rules in order: kill switches, off, flags that it needs, --deny, --user, rollout "
           "phases (the\n"
           "earliest decides), --group, the share. A view that is not built yet cannot be turned on.\n"
           "undo puts back what a change replaced, unless it was changed since. kill holds a new view off everywhere, "
           "whatever\n"
           "else is set. due applies scheduled changes whose time has come, as every other change does first. "
           "environment says which of\n"
           "the environments this workspace is, or sets it."),
        { QStringLiteral("flags list --env production"),
            QStringLiteral("flags set new-spending-analytics 25 --env staging --reason \"first quarter\""),
            QStringLiteral("flags set new-global-overview on --group qa-team --reason \"acceptance\""),
            QStringLiteral("flags set new-global-overview off --at 2026-12-01T08:00 --reason \"audit week\""),
            QStringLiteral("flags explain new-global-overview --as ann"),
            QStringLiteral("flags simulate new-global-overview 50 --json"),
            QStringLiteral("flags kill all --reason \"figures are wrong\"") } };
}

void addOptions(CommandLine &line)
{
    line.add(QStringLiteral("env"),
        tr("The environment: development, staging or production. Default: the workspace's own; of list, all."),
        QStringLiteral("E"));
    line.add(QStringLiteral("as"), tr("Of explain: the user whose view is asked for."), QStringLiteral("USER"));
    line.add(QStringLiteral("group"), tr("Of set and simulate: a group that has the new view; may be repeated."),
        QStringLiteral("G"));
    line.add(QStringLiteral("user"), tr("Of set and simulate: a user who has the new view; may be repeated."),
        QStringLiteral("USER"));
    line.add(QStringLiteral("deny"), tr("Of set and simulate: a user who does not have it; may be repeated."),
        QStringLiteral("USER"));
    line.add(QStringLiteral("at"), tr("Of set: apply the change at this time, not now."), QStringLiteral("T"));
    line.add(QStringLiteral("until"), tr("Of set: go back at this time to what is now."), QStringLiteral("T"));
    line.add(QStringLiteral("from-version"),
        tr("Of set and require: refuse unless the flag is at this version, as list shows it."), QStringLiteral("N"));
    addReason(line);
    line.addJson();
}

constexpr CommandAction Actions[] {
    { "list", 1, listFlags },
    { "explain", 2, explainFlag },
    { "simulate", 3, simulateFlag },
    { "set", 3, setFlag },
    { "undo", 2, undoFlags },
    { "history", 2, showHistory },
    { "kill", 2, killFlags },
    { "revive", 2, killFlags },
    { "require", 100, requireFlags },
    { "scheduled", 1, showScheduled },
    { "cancel", 2, cancelFlagChange },
    { "due", 1, applyDueChanges },
    { "environment", 2, setFlagEnvironment },
};

}

Result<> Cli::flagsCommand(const QStringList &arguments)
{
    CommandLine line(help());
    addOptions(line);
    return runAction(line, arguments, Actions);
}
