#pragma once

#include "features/featuredashboard/dashboardquestion.h"
#include "features/featuredashboard/dashboardtable.h"

class Connection;

namespace FeatureList {

/// Every feature with what it did in the range, largest spend first; each row leads to its dashboard. Call inside
/// Database::run.
Result<DashboardTables> ask(Connection &connection, const DashboardQuestion &question);

}
