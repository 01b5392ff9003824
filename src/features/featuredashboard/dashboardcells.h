#pragma once

#include "features/featuredashboard/dashboardquestion.h"
#include "features/featuredashboard/dashboardtable.h"

/// Cells of the dashboard's tables, so that a figure reads the same in all of them.
namespace DashboardCells {

DashboardCell text(const QString &text);
DashboardCell secondary(const QString &text); ///< An em dash where there is none.
DashboardCell named(Dimension dimension, const UsageKey &key, int slot = -1);
DashboardCell count(qint64 value);
DashboardCell tokens(const TokenSum &sum);
DashboardCell share(std::optional<double> value, int slot = 0);
DashboardCell spend(const UsageMeasures &measures);
DashboardCell costPerRequest(const UsageMeasures &measures);
DashboardCell change(std::optional<double> value, const QString &toolTip);
DashboardCell errorRate(const UsageMeasures &measures);
DashboardCell latency(const std::optional<qint64> &microseconds, bool exact);
/// In the zone, to the minute; exported to the microsecond in UTC. nullopt reads as `unknown`.
DashboardCell time(const ReportingZone &zone, const std::optional<UtcMicros> &at, const QString &unknown = {});
DashboardCell trend(const QList<std::optional<double>> &values, int slot);

std::optional<double> ratio(qint64 part, qint64 whole);

/// The end of the question's range whose rows can be read one by one in reasonable time: whole days with at most
/// `limit` requests of all features, at least one day; the whole range where it is not more. `from` stays a bucket's.
Result<TimeRange> boundedRange(Connection &connection, const DashboardQuestion &question, qint64 limit = 2'000'000);
/// What is said about a range that was cut; empty where it was not.
QString boundedNotice(const DashboardQuestion &question, TimeRange bounded);

}
