#include "features/flags/flagexplainer.h"

#include "features/flagreviews.h"
#include "flags/flagevaluator.h"

#include <QCoreApplication>

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FlagExplainer)
};

/// What a rule says where it does not decide, in the order in which rules are asked.
struct Step {
    FlagRule rule;
    QString passed;
};

QStringList openGroups(const FlagSet &set, const QString &flag, const QString &environment)
{
    QStringList groups;
    for (const RolloutPhase &phase : set.phases) {
        if (phase.isOpen() && phase.environment == environment && phase.flags.contains(flag))
            groups += phase.groups;
    }
    return groups;
}

QList<Step> stepsOf(const FlagSet &set, const Flag &flag, const QString &environment, UtcMicros now)
{
    const FlagState state = set.stateAt(flag, environment, now);
    const QString comma = QStringLiteral(", ");
    const QStringList phases = openGroups(set, flag.key, environment);
    return {
        { FlagRule::AllKilled, Tr::tr("Kill switch of all flags: not set") },
        { FlagRule::Killed, Tr::tr("Kill switch of this flag: not set") },
        { FlagRule::EnvironmentOff, Tr::tr("%1: the flag is on").arg(FlagReviews::environmentName(environment)) },
        { FlagRule::Prerequisite,
            flag.prerequisites.isEmpty() ? Tr::tr("Needs no other flag")
                                         : Tr::tr("Needs %1: all on").arg(flag.prerequisites.join(comma)) },
        { FlagRule::DeniedUser, Tr::tr("Not kept on the legacy view by name") },
        { FlagRule::AllowedUser, Tr::tr("Not given the new view by name") },
        { FlagRule::Phase,
            phases.isEmpty() ? Tr::tr("No rollout phase is open for it")
                             : Tr::tr("In no group of an open phase (%1)").arg(phases.join(comma)) },
        { FlagRule::Group,
            state.groups.isEmpty() ? Tr::tr("No groups are named")
                                   : Tr::tr("In none of the groups %1").arg(state.groups.join(comma)) },
        { FlagRule::Split, {} },
    };
}

}

FlagExplanation FlagExplainer::explain(
    const FlagSet &set, const QString &flag, const QString &environment, const QString &user, UtcMicros now)
{
    const Evaluation answer = evaluate(set, flag, environment, user, now);
    FlagExplanation explanation { answer.value, answer.variant(), flagReasonName(answer.reason),
        flagErrorName(answer.error), answer.words(), {} };
    if (!set.directory.find(user))
        explanation.steps.append(Tr::tr("The directory does not know this user: in no group"));
    if (const Flag *known = set.find(flag); known && answer.rule != FlagRule::None) {
        for (const Step &step : stepsOf(set, *known, environment, now)) {
            if (step.rule == answer.rule)
                break;
            if (!step.passed.isEmpty())
                explanation.steps.append(step.passed);
        }
    }
    QString rule = answer.words();
    if (!rule.isEmpty())
        rule[0] = rule.at(0).toUpper();
    explanation.rule = rule;
    explanation.steps.append(Tr::tr("Decides: %1").arg(answer.words()));
    return explanation;
}

QStringList FlagExplainer::peopleBeginning(const Directory &directory, const QString &beginning, int most)
{
    QStringList keys;
    for (const Person &person : directory.people()) {
        if (person.key.startsWith(beginning, Qt::CaseInsensitive)
            || person.name.startsWith(beginning, Qt::CaseInsensitive))
            keys.append(person.key);
        if (keys.size() == most)
            break;
    }
    return keys;
}
