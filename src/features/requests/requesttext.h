#pragma once

#include "core/tablerole.h"
#include "ledger/requestquery.h"

/// How a single request reads on screen. Translated; control characters of hostile names made visible.
namespace RequestText {

QString title(RequestField field, const ReportingZone &zone); ///< "Time, UTC", "First token, ms".
QString costSource(CostSource source); ///< "Computed from a price".
QString status(UsageStatus status); ///< "Success".
Severity severity(UsageStatus status);
/// "$0.000375" with six decimals, all digits where there are more below; "$?" where there is no price.
QString cost(const std::optional<Money> &cost);
QString tokens(const std::optional<qint64> &count);
/// Whole milliseconds: "1,045"; three decimals below one millisecond.
QString milliseconds(const std::optional<qint64> &microseconds);
/// "2026-11-20T13:04:05.123456Z"
QString isoTime(UtcMicros t);

}
