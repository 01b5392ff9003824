#include "flags/flagchange.h"

#include "flags/names.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("FlagChange", text); }

Error invalid(const QString &summary) { return { Error::Kind::Invalid, summary, {} }; }

/// Those of `wanted` that are neither in `had` nor known.
template <typename Known> QStringList strangers(const QStringList &wanted, const QStringList &had, Known known)
{
    QStringList names;
    for (const QString &name : wanted) {
        if (!had.contains(name) && !known(name))
            names.append(name);
    }
    return names;
}

Result<> checkNames(const FlagSet &set, const FlagState &old, const FlagState &wanted)
{
    const auto isGroup = [&set](const QString &name) { return set.directory.groupIndex(name) >= 0; };
    const auto isPerson = [&set](const QString &name) { return set.directory.find(name) != nullptr; };
    if (const QStringList groups = strangers(wanted.groups, old.groups, isGroup); !groups.isEmpty())
        return Error { Error::Kind::NotFound, tr("There is no group %1.").arg(quoted(groups)), {} };
    const QStringList users = strangers(wanted.allow + wanted.deny, old.allow + old.deny, isPerson);
    if (!users.isEmpty())
        return Error { Error::Kind::NotFound, tr("The directory has no user %1.").arg(quoted(users)), {} };
    return Ok;
}

Result<> checkChange(const FlagSet &set, const FlagChange &change, const BuiltViews &built)
{
    const Flag *flag = set.find(change.flag);
    if (!flag)
        return Error { Error::Kind::NotFound, tr("There is no flag %1.").arg(quoted({ change.flag })), {} };
    if (!set.environments.contains(change.environment)) {
        return Error { Error::Kind::NotFound,
            tr("There is no environment %1; there are %2.")
                .arg(quoted({ change.environment }), set.environments.join(QStringLiteral(", "))),
            {} };
    }
    if (change.state.rolloutMilli < 0 || change.state.rolloutMilli > WholeRollout)
        return invalid(tr("A rollout is between 0 and 100 %, not %1.").arg(rolloutText(change.state.rolloutMilli)));
    const FlagSetting setting = flag->setting(change.environment);
    if (setting.version != change.fromVersion) {
        return Error { Error::Kind::Conflict,
            tr("%1 in %2 was changed by %3 meanwhile: it is at version %4, not %5.")
                .arg(change.flag, change.environment, visibleControls(setting.changedBy),
                    QString::number(setting.version), QString::number(change.fromVersion)),
            {} };
    }
    if (const auto names = checkNames(set, setting.state, change.state); !names)
        return names;
    if (change.state.normalised() == setting.state)
        return invalid(
            tr("%1 in %2 is that already: %3.").arg(change.flag, change.environment, stateText(setting.state)));
    if (change.state.enabled && !setting.state.enabled && !built.contains(change.flag))
        return invalid(tr("%1 cannot be turned on: %2.").arg(change.flag, notBuiltReason(*flag)));
    return Ok;
}

}

Result<> checkChanges(const FlagSet &set, const QList<FlagChange> &changes, const BuiltViews &built)
{
    if (changes.isEmpty())
        return invalid(tr("Nothing is changed."));
    QSet<QString> seen;
    for (const FlagChange &change : changes) {
        if (const auto checked = checkChange(set, change, built); !checked)
            return checked;
        const QString place = change.flag + QLatin1Char('\n') + change.environment;
        if (seen.contains(place))
            return invalid(tr("%1 in %2 is changed twice.").arg(change.flag, change.environment));
        seen.insert(place);
    }
    return Ok;
}

FlagSet withChanges(FlagSet set, const QList<FlagChange> &changes)
{
    for (const FlagChange &change : changes) {
        Flag *flag = set.find(change.flag);
        if (!flag || !set.environments.contains(change.environment))
            continue;
        FlagSetting &setting = flag->settings[change.environment];
        setting.state = change.state.normalised();
        // Of another version now, so that what was scheduled on the old one no longer counts.
        ++setting.version;
    }
    return set;
}

Result<> refusePrerequisiteCycles(const QList<Flag> &flags)
{
    QHash<QString, QStringList> edges;
    for (const Flag &flag : flags)
        edges.insert(flag.key, flag.prerequisites);
    if (const auto cycle = findCycle(edges))
        return invalid(tr("A flag would need itself: %1.").arg(cycle->join(QStringLiteral(" > "))));
    return Ok;
}
