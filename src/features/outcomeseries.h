#pragma once

#include "ledger/usagerecord.h"

#include <QLatin1String>
#include <QList>

/// How charts of requests divide them: ids of the series, and which statuses each counts.
namespace OutcomeSeries {

inline constexpr QLatin1String Succeeded("succeeded");
inline constexpr QLatin1String Failed("failed");
inline constexpr QLatin1String Others("others");

/// Empty for no series of these.
QList<UsageStatus> statuses(const QString &seriesId);

}
