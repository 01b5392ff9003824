#pragma once

#include "core/rangeexpression.h"
#include "ledger/usagequery.h"
#include "ledger/usageseries.h"

#include <QString>
#include <QVariant>

/// How usage reads on screen, the same on every page. Translated; control characters of hostile names made visible.
namespace UsageText {

/// "Unassigned", "No user", "Success" where the key itself says nothing readable.
QString label(Dimension dimension, const UsageKey &key);
/// "Feature", "Model", "Provider", "User", "Status".
QString dimensionTitle(Dimension dimension);
/// "feature chatbot, search; status error"; empty for a filter that keeps all. For captions.
QString filter(const UsageFilter &filter);
/// Which table answered: "days".
QString source(UsageAnswer::Source source);
QString bucketTitle(Bucket bucket); ///< "Day".
QString bucketNote(Bucket bucket); ///< "per day".

/// "$12.30", "$? (3)" where nothing is priced, "$12.30 + $? (3)" where a part is.
QString spend(const Spend &spend);
/// A price of one thing, with three significant digits: "$0.0121"; two decimals from one dollar up.
QString unitCost(const std::optional<Money> &amount);
/// Every digit, and how many requests have no price.
QString spendExact(const Spend &spend);

/// For SortRole: orders as the amounts do; invalid where unknown.
QVariant sortValue(const std::optional<Money> &amount);
/// For ExportRole: exact decimal text; invalid where unknown.
QVariant exportValue(const std::optional<Money> &amount);
/// A ratio as decimal text with six digits; invalid where unknown.
QVariant exportRatio(const std::optional<double> &ratio);
/// Microseconds as milliseconds with three decimals: "412.007".
QString exactMilliseconds(qint64 microseconds);

/// "22 Oct – 20 Nov 2026", with times of day where the range is not whole days, with offsets where they differ.
QString range(const ReportingZone &zone, TimeRange range);
/// The same in a form fit for a file name: "2026-10-22_2026-11-20".
QString rangeForFileName(const ReportingZone &zone, TimeRange range);
QString day(const ReportingZone &zone, UtcMicros t); ///< "12 Aug 2026"
QString timeOfDay(const ReportingZone &zone, UtcMicros t); ///< "13:00"
/// Bounds that resolve to `range` at any time: dates where it is whole days, else UTC to the minute.
RangeExpression expression(const ReportingZone &zone, TimeRange range);

}
