#pragma once

#include "features/featuredashboard/dashboardsummary.h"
#include "features/featuredashboard/dashboardtable.h"

namespace SummaryTable {

/// The charts' figures, a row per bucket.
DashboardTable of(const DashboardSummary &summary, const std::optional<DashboardLatency> &latency);

}
