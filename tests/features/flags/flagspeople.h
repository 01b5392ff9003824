#pragma once

#include "data/workspace.h"
#include "flags/people.h"

/// A small directory: an admin, three testers of whom one is named like markup, and somebody outside.
namespace FlagsPeople {

inline Session admin()
{
    return { QStringLiteral("ann"), Role::Admin };
}

inline FlagDeed deed(UtcMicros now)
{
    return { admin(), now, QStringLiteral("test") };
}

inline Result<PeopleReport> fill(Workspace &workspace, UtcMicros now)
{
    const QString qa = QStringLiteral("qa-team");
    return People::save(workspace,
        { { QStringLiteral("ann"), QStringLiteral("Ann Roy"), Role::Admin, { QStringLiteral("ai-team-leads") } },
            { QStringLiteral("bob"), QStringLiteral("<b>Bob</b>"), Role::Viewer, { qa } },
            { QStringLiteral("cleo"), QStringLiteral("Cleo"), Role::Viewer, { qa } },
            { QStringLiteral("dan"), QStringLiteral("Dan"), Role::Operator, { qa } },
            { QStringLiteral("eve"), QStringLiteral("Eve"), Role::Viewer, {} } },
        deed(now));
}

}
