#include "flags/builtviews.h"

#include <QCoreApplication>

BuiltViews builtViews()
{
    return { QStringLiteral("new-global-overview"), QStringLiteral("new-feature-dashboard"),
        QStringLiteral("new-spending-analytics") };
}

QString notBuiltReason(const Flag &flag)
{
    return QCoreApplication::translate("BuiltViews", "%1 is not built yet").arg(flag.newView);
}
