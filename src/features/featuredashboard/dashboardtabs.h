#pragma once

#include "features/featuredashboard/dashboardquestion.h"
#include "features/featuredashboard/dashboardtable.h"

class Connection;

/// What the tabs of a dashboard show beside the summary. Call inside Database::run; may be interrupted.
namespace DashboardTabs {

/// By user, session, client or status (DashboardQuestion::breakdown). All but status read the rows one by one, of a
/// range that is cut to what can be read.
Result<DashboardTables> usage(Connection &connection, const DashboardQuestion &question);
/// Assignments in all environments, and the models that were called.
Result<DashboardTables> models(Connection &connection, const DashboardQuestion &question);
Result<DashboardTables> prompts(Connection &connection, const DashboardQuestion &question);
/// Calls that did not succeed, by status and error code. Reads rows as usage() does.
Result<DashboardTables> errors(Connection &connection, const DashboardQuestion &question);
/// By model and by day (hour, week, month).
Result<DashboardTables> spending(Connection &connection, const DashboardQuestion &question);

/// A message without what differs from call to call: numbers, ids and quoted texts become "#" and "…".
QString messageShape(const QString &message);

}
