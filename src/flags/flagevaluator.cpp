#include "flags/flagevaluator.h"

#include "flags/murmur3.h"

#include <algorithm>

FlagEvaluator::FlagEvaluator(const FlagSet &set, const QString &environment, UtcMicros now)
    : m_environment(environment)
    , m_known(set.environments.contains(environment))
    , m_killed(set.killed)
    , m_directory(set.directory)
{
    for (int i = 0; i < set.flags.size(); ++i)
        m_positions.insert(set.flags.at(i).key, i);
    for (const Flag &flag : set.flags) {
        const FlagState state = set.stateAt(flag, environment, now);
        Rules rules;
        rules.key = flag.key;
        rules.salt = flag.salt;
        rules.killed = flag.killed;
        rules.enabled = state.enabled;
        rules.rolloutMilli = state.rolloutMilli;
        for (const QString &key : flag.prerequisites)
            rules.prerequisites.append(m_positions.value(key, -1));
        rules.allow = QSet<QString>(state.allow.begin(), state.allow.end());
        rules.deny = QSet<QString>(state.deny.begin(), state.deny.end());
        for (const QString &group : state.groups)
            rules.groups.append(m_directory.groupIndex(group));
        for (const RolloutPhase &phase : set.phases) {
            if (!phase.isOpen() || phase.environment != environment || !phase.flags.contains(flag.key))
                continue;
            for (const QString &group : phase.groups)
                rules.gates.append({ phase.number, m_directory.groupIndex(group) });
        }
        rules.namesSomebody
            = !rules.allow.isEmpty() || !rules.deny.isEmpty() || !rules.groups.isEmpty() || !rules.gates.isEmpty();
        m_rules.append(rules);
    }
}

Evaluation FlagEvaluator::evaluate(const QString &flag, const QString &user, bool otherwise) const
{
    Evaluation answer = evaluate(m_positions.value(flag, -1), user, otherwise);
    answer.flag = flag;
    return answer;
}

Evaluation FlagEvaluator::evaluate(int flag, const QString &user, bool otherwise) const
{
    return evaluate(flag, user, otherwise, 0);
}

Evaluation FlagEvaluator::evaluate(int flag, const QString &user, bool otherwise, int depth) const
{
    Evaluation answer;
    answer.value = otherwise;
    answer.reason = FlagReason::Error;
    if (flag < 0 || flag >= m_rules.size()) {
        answer.error = FlagError::FlagNotFound;
        return answer;
    }
    const Rules &rules = m_rules.at(flag);
    answer.flag = rules.key;
    if (!m_known) {
        answer.error = FlagError::InvalidContext;
        return answer;
    }
    if (depth > m_rules.size()) { // round and round: more steps than there are flags
        answer.error = FlagError::General;
        return answer;
    }
    if (!isHeldOff(rules, user, otherwise, depth, answer) && !isTargeted(rules, user, answer))
        split(rules, user, otherwise, answer);
    return answer;
}

bool FlagEvaluator::isHeldOff(
    const Rules &rules, const QString &user, bool otherwise, int depth, Evaluation &answer) const
{
    answer.rule = m_killed ? FlagRule::AllKilled
        : rules.killed     ? FlagRule::Killed
        : !rules.enabled   ? FlagRule::EnvironmentOff
                           : FlagRule::None;
    if (answer.rule != FlagRule::None) {
        answer.value = false;
        answer.reason = FlagReason::Disabled;
        answer.subject = answer.rule == FlagRule::EnvironmentOff ? m_environment : QString();
        return true;
    }
    for (const int prerequisite : rules.prerequisites) {
        const Evaluation needed = evaluate(prerequisite, user, otherwise, depth + 1);
        if (needed.error == FlagError::General || needed.error == FlagError::FlagNotFound) {
            answer.error = FlagError::General;
            return true;
        }
        if (!needed.value) {
            answer.value = false;
            answer.reason = FlagReason::TargetingMatch;
            answer.rule = FlagRule::Prerequisite;
            answer.subject = needed.flag;
            return true;
        }
    }
    return false;
}

bool FlagEvaluator::isTargeted(const Rules &rules, const QString &user, Evaluation &answer) const
{
    if (!rules.namesSomebody)
        return false;
    const auto decide = [&answer](FlagRule rule, const QString &subject, bool value, int phase = 0) {
        answer.rule = rule;
        answer.subject = subject;
        answer.value = value;
        answer.phase = phase;
        answer.reason = FlagReason::TargetingMatch;
        return true;
    };
    if (rules.deny.contains(user))
        return decide(FlagRule::DeniedUser, user, false);
    if (rules.allow.contains(user))
        return decide(FlagRule::AllowedUser, user, true);
    const QList<int> &in = m_directory.groupsOf(user);
    if (in.isEmpty())
        return false;
    for (const Gate &gate : rules.gates) {
        if (std::binary_search(in.begin(), in.end(), gate.group))
            return decide(FlagRule::Phase, m_directory.groups().at(gate.group).name, true, gate.phase);
    }
    for (const int group : rules.groups) {
        if (std::binary_search(in.begin(), in.end(), group))
            return decide(FlagRule::Group, m_directory.groups().at(group).name, true);
    }
    return false;
}

void FlagEvaluator::split(const Rules &rules, const QString &user, bool otherwise, Evaluation &answer)
{
    answer.threshold = rules.rolloutMilli;
    if (rules.rolloutMilli <= 0 || rules.rolloutMilli >= WholeRollout) {
        answer.value = rules.rolloutMilli > 0;
        answer.rule = answer.value ? FlagRule::Everybody : FlagRule::Nobody;
        answer.reason = rules.namesSomebody ? FlagReason::Default : FlagReason::Static;
        return;
    }
    if (user.isEmpty()) {
        answer.value = otherwise;
        answer.error = FlagError::TargetingKeyMissing;
        return;
    }
    answer.bucket = flagBucket(rules.salt, user);
    answer.value = answer.bucket < rules.rolloutMilli;
    answer.rule = FlagRule::Split;
    answer.reason = FlagReason::Split;
}

int flagBucket(const QString &salt, const QString &user)
{
    return int(murmur3((salt + QLatin1Char(':') + user).toUtf8()) % quint32(WholeRollout));
}

Evaluation evaluate(const FlagSet &set, const QString &flag, const QString &environment, const QString &user,
    UtcMicros now, bool otherwise)
{
    return FlagEvaluator(set, environment, now).evaluate(flag, user, otherwise);
}
