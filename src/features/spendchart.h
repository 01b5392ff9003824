#pragma once

#include "ledger/usageseries.h"
#include "widgets/timechartdata.h"

/// Spend over time as a TimeChart shows it.
namespace SpendChart {

/// `group` is the dimension of the lines; `now` decides whether the last bucket is still running.
ChartData data(const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group, UtcMicros now);

inline constexpr QLatin1String OtherId("other"); ///< Of the line that gathers the rest.
/// The key that TimeChart::bucketActivated means; nullopt for no series and for "Other".
std::optional<QString> keyOf(const QString &seriesId);

/// One line per bucket with exact amounts (blank where unknown), the total and the requests without a price, tab
/// separated.
QString asTsv(const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group);

/// Label of a value axis: "$2", "$2.50", "$12.5k".
QString axisText(double usd);

/// "Days in UTC, last day so far"
QString boundaryText(const ChartData &data);

}
