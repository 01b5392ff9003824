#include "widgets/actionreason.h"

#include <QAction>
#include <QVariant>

namespace {

constexpr char Property[] = "disabledReason";

}

void ActionReason::setEnabled(QAction &action, bool enabled, const QString &reason)
{
    action.setProperty(Property, reason);
    action.setEnabled(enabled);
}

QString ActionReason::of(const QAction &action)
{
    return action.isEnabled() ? QString() : action.property(Property).toString();
}
