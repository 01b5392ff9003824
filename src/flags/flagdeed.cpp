#include "flags/flagdeed.h"

#include <QCoreApplication>

Result<> refuseDeed(const FlagDeed &deed)
{
    if (!deed.by.may(Role::Admin)) {
        return Error { Error::Kind::Denied,
            QCoreApplication::translate("FlagDeed", "%1 is %2 here; changing flags, phases and people takes an admin.")
                .arg(visibleControls(deed.by.user), roleName(deed.by.role)),
            {} };
    }
    if (deed.reason.trimmed().isEmpty())
        return Error { Error::Kind::Invalid,
            QCoreApplication::translate("FlagDeed", "A change needs a reason; it goes to the log."), {} };
    return Ok;
}

Result<> refuseReadOnly(const Workspace &workspace)
{
    if (workspace.access() == Database::Access::ReadWrite)
        return Ok;
    return Error { Error::Kind::Denied,
        QCoreApplication::translate("FlagDeed", "The workspace is read-only: %1").arg(workspace.readOnlyReason()), {} };
}
