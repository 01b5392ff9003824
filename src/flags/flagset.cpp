#include "flags/flagset.h"

#include <algorithm>

namespace {

constexpr UtcMicros StaleAfter = 30 * 24 * MicrosPerHour;

template <typename List> auto *flagIn(List &flags, const QString &key)
{
    const auto found = std::find_if(flags.begin(), flags.end(), [&key](const Flag &flag) { return flag.key == key; });
    return found == flags.end() ? nullptr : &*found;
}

template <typename List> auto *phaseIn(List &phases, int number)
{
    const auto found = std::find_if(
        phases.begin(), phases.end(), [number](const RolloutPhase &phase) { return phase.number == number; });
    return found == phases.end() ? nullptr : &*found;
}

bool asksForNobody(const FlagState &state)
{
    return !state.enabled
        || (state.deny.isEmpty()
            && (state.rolloutMilli == WholeRollout
                || (state.rolloutMilli == 0 && state.allow.isEmpty() && state.groups.isEmpty())));
}

}

const Flag *FlagSet::find(const QString &key) const { return flagIn(flags, key); }

Flag *FlagSet::find(const QString &key) { return flagIn(flags, key); }

const RolloutPhase *FlagSet::phase(int number) const { return phaseIn(phases, number); }

RolloutPhase *FlagSet::phase(int number) { return phaseIn(phases, number); }

QStringList FlagSet::keys() const
{
    QStringList keys;
    for (const Flag &flag : flags)
        keys.append(flag.key);
    return keys;
}

FlagState FlagSet::stateAt(const Flag &flag, const QString &env, UtcMicros now) const
{
    const FlagSetting setting = flag.setting(env);
    FlagState state = setting.state;
    for (const ScheduledChange &change : scheduled) {
        if (change.due <= now && change.flag == flag.key && change.environment == env
            && change.baseVersion == setting.version)
            state = change.state;
    }
    return state;
}

std::optional<UtcMicros> nextFlagChange(const FlagSet &set, UtcMicros now)
{
    std::optional<UtcMicros> next;
    const auto consider = [&next, now](std::optional<UtcMicros> at) {
        if (at && *at > now && (!next || *at < *next))
            next = at;
    };
    for (const ScheduledChange &change : set.scheduled)
        consider(change.due);
    for (const RolloutPhase &phase : set.phases)
        consider(phase.due());
    return next;
}

FlagStaleness staleness(const FlagSet &set, const Flag &flag, UtcMicros now)
{
    FlagStaleness found;
    bool first = true;
    bool firstOn = false;
    for (const QString &environment : set.environments) {
        const FlagSetting setting = flag.setting(environment);
        const bool on = setting.state.enabled && setting.state.rolloutMilli == WholeRollout;
        if (!asksForNobody(setting.state) || (!first && on != firstOn))
            return {};
        first = false;
        firstOn = on;
        found.since = std::max(found.since, setting.changed.value_or(0));
    }
    const auto open = [&flag](const RolloutPhase &phase) { return phase.isOpen() && phase.flags.contains(flag.key); };
    const auto waits = [&flag](const ScheduledChange &change) { return change.flag == flag.key; };
    if (found.since == 0 || flag.killed || std::any_of(set.phases.begin(), set.phases.end(), open)
        || std::any_of(set.scheduled.begin(), set.scheduled.end(), waits))
        return {};
    found.isStale = now - found.since >= StaleAfter;
    return found;
}
