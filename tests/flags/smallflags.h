#pragma once

#include "flags/flagset.h"

/// Sets of flags small enough to work out by hand.
namespace SmallFlags {

/// Hashed with Python: ann is in bucket 89,646 of "salt-a" and 95,347 of "salt-b", bob in 13,890 of "salt-a".
inline Flag flag(const QString &key, const QString &salt, const FlagState &state)
{
    Flag flag;
    flag.key = key;
    flag.newView = QStringLiteral("New ") + key;
    flag.legacyView = QStringLiteral("Old ") + key;
    flag.salt = salt;
    flag.version = 1;
    for (const char *environment : { "staging", "production" })
        flag.settings.insert(QLatin1String(environment), { state, 1, std::nullopt, {}, {} });
    return flag;
}

/// ann and cleo are in "inner", which lies in "outer"; bob is in "outer" itself; dan is in "apart"; eve is in no group.
inline Directory people()
{
    return Directory({ { QStringLiteral("ann"), QStringLiteral("Ann"), Role::Admin, { QStringLiteral("inner") } },
                         { QStringLiteral("bob"), QStringLiteral("Bob"), Role::Operator, { QStringLiteral("outer") } },
                         { QStringLiteral("cleo"), QStringLiteral("Cleo"), Role::Operator,
                             { QStringLiteral("inner"), QStringLiteral("apart") } },
                         { QStringLiteral("dan"), QStringLiteral("Dan"), Role::Viewer, { QStringLiteral("apart") } },
                         { QStringLiteral("eve"), QStringLiteral("Eve"), Role::Viewer, {} } },
        { { QStringLiteral("inner"), {} }, { QStringLiteral("outer"), { QStringLiteral("inner") } },
            { QStringLiteral("apart"), {} } });
}

/// Two flags, "a" and "b", in the state given, on in no phase.
inline FlagSet set(const FlagState &state)
{
    FlagSet set;
    set.environment = QStringLiteral("production");
    set.environments = { QStringLiteral("staging"), QStringLiteral("production") };
    set.flags = { flag(QStringLiteral("a"), QStringLiteral("salt-a"), state),
        flag(QStringLiteral("b"), QStringLiteral("salt-b"), state) };
    set.directory = people();
    return set;
}

inline RolloutPhase openPhase(int number, const QStringList &groups, const QStringList &flags)
{
    RolloutPhase phase;
    phase.number = number;
    phase.name = QStringLiteral("Phase %1").arg(number);
    phase.groups = groups;
    phase.features = flags;
    phase.flags = flags;
    phase.status = PhaseStatus::Running;
    phase.environment = QStringLiteral("production");
    return phase;
}

}
