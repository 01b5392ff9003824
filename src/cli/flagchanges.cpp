#include "cli/flagchanges.h"

#include "cli/console.h"
#include "cli/flagdesk.h"
#include "cli/flagimpact.h"
#include "core/rangeexpression.h"
#include "flags/flagadmin.h"
#include "flags/people.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

/// The names of a repeated option; one empty name stands for none at all.
QStringList namesOf(const CommandLine &line, const char *option)
{
    QStringList names = line.values(QLatin1String(option));
    names.removeAll(QString());
    return names;
}

/// The state that the words and options ask for. Lists that are not named stay as they are.
Result<FlagState> wantedState(const CommandLine &line, FlagState state)
{
    const QString value = line.words().value(2);
    const bool on = value == QLatin1String("on");
    const bool targets = line.has(QStringLiteral("group")) || line.has(QStringLiteral("user"));
    if (line.has(QStringLiteral("group")))
        state.groups = namesOf(line, "group");
    if (line.has(QStringLiteral("user")))
        state.allow = namesOf(line, "user");
    if (line.has(QStringLiteral("deny")))
        state.deny = namesOf(line, "deny");
    state.enabled = value != QLatin1String("off");
    if (!state.enabled)
        return state;
    if (on) {
        state.rolloutMilli = targets ? 0 : WholeRollout;
        return state;
    }
    const auto milli = parseRollout(value);
    if (!milli)
        return milli.error();
    state.rolloutMilli = *milli;
    return state;
}

/// The change that `set` and `simulate` speak of.
Result<FlagChange> wish(const CommandLine &line, const FlagDesk &desk)
{
    const QStringList words = line.words();
    if (words.size() != 3)
        return line.usage(tr("Say which flag, and on, off or a share: %1 new-global-overview 25").arg(words.value(0)));
    const auto environment = desk.environment(line);
    if (!environment)
        return environment.error();
    FlagChange change { words.at(1), *environment, 0, {} };
    if (const Flag *flag = desk.set.find(change.flag)) {
        const FlagSetting setting = flag->setting(change.environment);
        change.state = setting.state;
        change.fromVersion = setting.version;
    }
    const auto version = line.number(QStringLiteral("from-version"), 1);
    if (!version)
        return version.error();
    change.fromVersion = version->value_or(change.fromVersion);
    const auto state = wantedState(line, change.state);
    if (!state)
        return state.error();
    change.state = *state;
    if (const auto checked = checkChanges(desk.set, { change }, builtViews()); !checked)
        return checked.error();
    return change;
}

Result<std::optional<UtcMicros>> timeOf(const CommandLine &line, const char *option, const FlagDesk &desk)
{
    if (!line.has(QLatin1String(option)))
        return std::optional<UtcMicros>();
    const auto time = parseBound(line.value(QLatin1String(option)), desk.now, desk.workspace->zone());
    if (!time)
        return time.error();
    return std::optional(*time);
}

void printDone(const CommandLine &line, const FlagChange &change, const FlagState &old, const QString &about,
    const QJsonObject &more)
{
    if (line.json()) {
        QJsonObject object = more;
        object.insert(QStringLiteral("flag"), change.flag);
        object.insert(QStringLiteral("environment"), change.environment);
        object.insert(QStringLiteral("from"), stateText(old));
        object.insert(QStringLiteral("to"), stateText(change.state.normalised()));
        printJson(object);
        return;
    }
    printLine(QStringLiteral("%1 in %2: %3 -> %4 (%5)")
                  .arg(change.flag, change.environment, stateText(old), stateText(change.state.normalised()), about));
}

}

Result<> Cli::setFlag(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const auto change = wish(line, *desk);
    if (!change)
        return change.error();
    const auto at = timeOf(line, "at", *desk);
    if (!at)
        return at.error();
    const auto until = timeOf(line, "until", *desk);
    if (!until)
        return until.error();
    if (*at && *until)
        return line.usage(tr("--at and --until do not go together: schedule the way back by itself."));
    const FlagState old = desk->set.find(change->flag)->setting(change->environment).state;
    if (*at) {
        const auto id = FlagAdmin::schedule(*desk->workspace, *change, **at, desk->deed(line), builtViews());
        if (!id)
            return id.error();
        const QString when = desk->workspace->zone().timeText(**at);
        printDone(line, *change, old, tr("scheduled as %1 for %2").arg(number(*id), when),
            { { QStringLiteral("scheduled"), *id }, { QStringLiteral("due"), when } });
        return Ok;
    }
    const auto changeSet = FlagAdmin::apply(*desk->workspace, { *change }, desk->deed(line), builtViews(), *until);
    if (!changeSet)
        return changeSet.error();
    printDone(line, *change, old, tr("change %1").arg(*changeSet), { { QStringLiteral("change"), *changeSet } });
    return Ok;
}

Result<> Cli::simulateFlag(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto change = wish(line, *desk);
    if (!change)
        return change.error();
    printImpact(line, *desk, withChanges(desk->set, { *change }), change->environment, { change->flag });
    return Ok;
}

Result<> Cli::undoFlags(const CommandLine &line)
{
    const QStringList words = line.words();
    bool valid = true;
    const qint64 wanted = words.size() > 1 ? words.at(1).toLongLong(&valid) : 0;
    if (words.size() > 2 || !valid || wanted < 0)
        return line.usage(tr("undo takes the number of a change, or nothing for the last one."));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const auto undo = FlagAdmin::undo(*desk->workspace, wanted, desk->deed(line), builtViews());
    if (!undo)
        return undo.error();
    if (line.json())
        printJson({ { QStringLiteral("change"), *undo } });
    else
        printLine(tr("Undone, as change %1. See: signalbox flags history").arg(*undo));
    return Ok;
}

Result<> Cli::killFlags(const CommandLine &line)
{
    const QStringList words = line.words();
    if (words.size() != 2)
        return line.usage(tr("Say which flag, or all."));
    const bool all = words.at(1) == QLatin1String("all");
    const bool kill = words.first() == QLatin1String("kill");
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const auto done = FlagAdmin::kill(*desk->workspace, all ? QString() : words.at(1), kill, desk->deed(line));
    if (!done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("flag"), words.at(1) }, { QStringLiteral("killed"), kill } });
    else
        printLine(kill ? tr("%1: everybody has the legacy view now.").arg(words.at(1))
                       : tr("%1: decided by its rules again.").arg(words.at(1)));
    return Ok;
}

Result<> Cli::requireFlags(const CommandLine &line)
{
    const QStringList words = line.words();
    if (words.size() < 2)
        return line.usage(tr("Say which flag, and the flags that it needs; none to need nothing."));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const Flag *flag = desk->set.find(words.at(1));
    const auto version = line.number(QStringLiteral("from-version"), 1);
    if (!version)
        return version.error();
    const auto done = FlagAdmin::setPrerequisites(
        *desk->workspace, words.at(1), words.mid(2), version->value_or(flag ? flag->version : 0), desk->deed(line));
    if (!done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("flag"), words.at(1) },
            { QStringLiteral("requires"), QJsonArray::fromStringList(words.mid(2)) } });
    else
        printLine(words.size() == 2 ? tr("%1 needs no other flag now.").arg(words.at(1))
                                    : tr("%1 needs %2 now.").arg(words.at(1), words.mid(2).join(QStringLiteral(", "))));
    return Ok;
}

Result<> Cli::cancelFlagChange(const CommandLine &line)
{
    const QStringList words = line.words();
    bool valid = false;
    const qint64 id = words.value(1).toLongLong(&valid);
    if (words.size() != 2 || !valid)
        return line.usage(tr("Say the number of a scheduled change. See: signalbox flags scheduled"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (const auto done = FlagAdmin::cancelScheduled(*desk->workspace, id, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("cancelled"), id } });
    else
        printLine(tr("The scheduled change %1 is cancelled.").arg(id));
    return Ok;
}

Result<> Cli::setFlagEnvironment(const CommandLine &line)
{
    const QString wanted = line.words().value(1);
    const auto desk = FlagDesk::open(line, wanted.isEmpty() ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (!wanted.isEmpty()) {
        if (const auto done = People::setEnvironment(*desk->workspace, wanted, desk->deed(line)); !done)
            return done;
    }
    const QString environment = wanted.isEmpty() ? desk->set.environment : wanted;
    if (line.json())
        printJson({ { QStringLiteral("environment"), environment } });
    else
        printLine(environment);
    return Ok;
}
