#pragma once

#include "ledger/usageseries.h"
#include "widgets/timechartdata.h"

/// Spend over time as a TimeChart shows it.
namespace SpendChart {

/// `group` is the dimension of the lines; `now` decides whether the last bucket is still running.
ChartData data(const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group, UtcMicros now);

/// The key that TimeChart::bucketActivated means; nullopt for no series and for "Other".
std::optional<QString> keyOf(const QString &seriesId);

/// One line per bucket with exact amounts (blank where unknown), the total and the requests without a price, tab
/// separated.
QString asTsv(const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group);

/// "Days in UTC, last day so far"
QString boundaryText(const ChartData &data);

}
