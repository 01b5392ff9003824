#include "flags/phaseplan.h"

#include "flags/names.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("PhasePlan", text); }

Error fault(Error::Kind kind, const QString &summary) { return { kind, summary, {} }; }

QStringList wordsOf(const QString &text)
{
    QString spaced = text;
    return spaced.replace(QLatin1Char(','), QLatin1Char(' ')).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// What one meaning stands for; nullopt where it is none.
std::optional<PhaseScope> meaningOf(const FlagSet &set, const QString &meaning)
{
    QStringList words = wordsOf(meaning);
    if (words.isEmpty())
        return std::nullopt;
    if (words.first() == QLatin1String("ROLE")) {
        const auto role = roleNamed(words.value(1));
        return words.size() == 2 && role ? std::optional(PhaseScope { {}, role }) : std::nullopt;
    }
    const bool all = words.first() == QLatin1String("ALL");
    if (all && words.size() > 1 && (words.size() == 2 || words.at(1) != QLatin1String("EXCEPT")))
        return std::nullopt;
    if (all)
        words = words.mid(2);
    const QStringList keys = set.keys();
    if (std::any_of(words.begin(), words.end(), [&keys](const QString &word) { return !keys.contains(word); }))
        return std::nullopt;
    PhaseScope scope;
    for (const QString &key : keys) {
        if (words.contains(key) != all)
            scope.flags.append(key);
    }
    return scope;
}

Result<> refuseStart(const FlagSet &set, const RolloutPhase &phase)
{
    if (phase.status == PhaseStatus::Completed)
        return fault(Error::Kind::Conflict, tr("Phase %1 is completed already.").arg(phase.number));
    for (const RolloutPhase &earlier : set.phases) {
        if (earlier.number < phase.number && !earlier.isOpen())
            return fault(Error::Kind::Conflict,
                tr("Phase %1 comes first: it is %2.")
                    .arg(QString::number(earlier.number), phaseStatusName(earlier.status)));
    }
    QStringList unknown;
    for (const QString &group : phase.groups) {
        if (set.directory.groupIndex(group) < 0)
            unknown.append(group);
    }
    if (!unknown.isEmpty())
        return fault(Error::Kind::Invalid, tr("The directory has no group %1.").arg(quoted(unknown)));
    if (phase.groups.isEmpty())
        return fault(Error::Kind::Invalid, tr("Phase %1 has no groups.").arg(phase.number));
    return Ok;
}

Result<> refuseGreaterRoles(const FlagSet &set, const RolloutPhase &phase, Role most)
{
    QStringList greater;
    const QStringList members = set.directory.members(phase.groups);
    for (const QString &key : members) {
        if (int(set.directory.find(key)->role) > int(most))
            greater.append(key);
    }
    if (greater.isEmpty())
        return Ok;
    return fault(Error::Kind::Invalid,
        tr("Phase %1 is for people who are at most %2; these are more: %3.")
            .arg(QString::number(phase.number), roleName(most), quoted(greater)));
}

/// Whether a flag is in an open phase before `number`.
bool isInEarlierPhase(const FlagSet &set, const QString &flag, int number, const QString &environment)
{
    return std::any_of(set.phases.begin(), set.phases.end(), [&](const RolloutPhase &phase) {
        return phase.number < number && phase.isOpen() && phase.environment == environment
            && phase.flags.contains(flag);
    });
}

}

Result<PhaseScope> scopeOf(const FlagSet &set, const RolloutPhase &phase)
{
    PhaseScope scope;
    QStringList unknown;
    for (const QString &name : phase.features) {
        const auto named = std::find_if(
            set.phaseNames.begin(), set.phaseNames.end(), [&name](const PhaseName &one) { return one.name == name; });
        const auto meaning = named == set.phaseNames.end() ? meaningOf(set, name) : meaningOf(set, named->meaning);
        if (!meaning) {
            unknown.append(name);
            continue;
        }
        scope.flags += meaning->flags;
        if (meaning->role)
            scope.role = meaning->role;
    }
    if (!unknown.isEmpty()) {
        return fault(Error::Kind::Invalid,
            tr("Phase %1 names %2, which stands for no flag. Say what it means in the table of names.")
                .arg(QString::number(phase.number), quoted(unknown)));
    }
    const QStringList keys = set.keys();
    scope.flags.removeDuplicates();
    std::sort(scope.flags.begin(), scope.flags.end(),
        [&keys](const QString &a, const QString &b) { return keys.indexOf(a) < keys.indexOf(b); });
    return scope;
}

Result<PhasePlan> planStart(const FlagSet &set, int number, const BuiltViews &built, bool skipUnbuilt)
{
    const RolloutPhase *phase = set.phase(number);
    if (!phase)
        return fault(Error::Kind::NotFound, tr("There is no phase %1.").arg(number));
    if (const auto may = refuseStart(set, *phase); !may)
        return may.error();
    const auto scope = scopeOf(set, *phase);
    if (!scope)
        return scope.error();
    if (scope->role) {
        if (const auto may = refuseGreaterRoles(set, *phase, *scope->role); !may)
            return may.error();
    }
    PhasePlan plan;
    plan.phases = { number };
    QStringList reasons;
    for (const QString &key : scope->flags) {
        const Flag &flag = *set.find(key);
        const FlagSetting setting = flag.setting(set.environment);
        if (!built.contains(key) && !setting.state.enabled) {
            plan.leftOut.append(key);
            reasons.append(notBuiltReason(flag));
            continue;
        }
        plan.flags.append(key);
        if (!setting.state.enabled) // its stored share waits for a later change: only the phase's groups get it now
            plan.changes.append(
                { key, set.environment, setting.version, { true, 0, setting.state.allow, setting.state.deny, {} } });
    }
    if (!plan.leftOut.isEmpty() && !skipUnbuilt)
        return fault(Error::Kind::Invalid,
            tr("Phase %1 cannot start: %2.").arg(QString::number(number), reasons.join(QStringLiteral("; "))));
    if (phase->status == PhaseStatus::Running && plan.flags == phase->flags)
        return fault(Error::Kind::Conflict, tr("Phase %1 runs already.").arg(number));
    plan.after = withChanges(set, plan.changes);
    RolloutPhase &started = *plan.after.phase(number);
    started.status = PhaseStatus::Running;
    started.environment = set.environment;
    started.flags = plan.flags;
    return plan;
}

Result<PhasePlan> planRollback(const FlagSet &set, int number, bool everything)
{
    const RolloutPhase *phase = set.phase(number);
    if (!phase)
        return fault(Error::Kind::NotFound, tr("There is no phase %1.").arg(number));
    if (!phase->isOpen() && !everything)
        return fault(Error::Kind::Conflict,
            tr("Phase %1 is %2: there is nothing to roll back.")
                .arg(QString::number(number), phaseStatusName(phase->status)));
    const QString environment = phase->isOpen() ? phase->environment : set.environment;
    PhasePlan plan;
    QStringList flags = everything ? set.keys() : QStringList();
    for (const RolloutPhase &one : set.phases) {
        if (!one.isOpen() || (one.number < number && !everything))
            continue;
        plan.phases.append(one.number);
        flags += one.flags;
    }
    flags.removeDuplicates();
    for (const QString &key : std::as_const(flags)) {
        const FlagSetting setting = set.find(key)->setting(environment);
        FlagState state = setting.state;
        if (!everything && isInEarlierPhase(set, key, number, environment)) {
            state.rolloutMilli = 0;
            state.groups.clear();
        } else {
            state.enabled = false;
        }
        if (state != setting.state)
            plan.changes.append({ key, environment, setting.version, state });
    }
    plan.after = withChanges(set, plan.changes);
    for (const int closed : std::as_const(plan.phases)) {
        RolloutPhase &one = *plan.after.phase(closed);
        one.status = PhaseStatus::RolledBack;
        one.flags.clear();
    }
    return plan;
}
