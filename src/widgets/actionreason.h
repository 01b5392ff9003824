#pragma once

#include <QString>

class QAction;

/// Why an action cannot be done now: the search of commands shows it beside the ones that are disabled.
namespace ActionReason {

/// `reason` is said as long as the action is disabled.
void setEnabled(QAction &action, bool enabled, const QString &reason);
/// Empty for an enabled action, and where nobody said why.
QString of(const QAction &action);

}
