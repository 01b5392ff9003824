#pragma once

#include "features/featuredashboard/dashboardevents.h"
#include "features/featuredashboard/dashboardsummary.h"
#include "widgets/timechartdata.h"

/// The four charts of a dashboard's summary.
namespace SummaryCharts {

ChartData requests(const DashboardSummary &summary, UtcMicros now);
ChartData latency(const DashboardSummary &summary, const DashboardLatency &latency, UtcMicros now);
ChartData costPerRequest(const DashboardSummary &summary, UtcMicros now);
ChartData tokens(const DashboardSummary &summary, UtcMicros now);

QString countText(double value); ///< Axis labels; none between whole numbers.
QString millisecondsText(double milliseconds);
QString costText(double usd);

QList<ChartMark> marks(const QList<DashboardEvent> &events);
/// One line per bucket with every figure, tab separated; blank where unknown.
QString asTsv(const DashboardSummary &summary, const std::optional<DashboardLatency> &latency);

}
