#include "features/outcomeseries.h"

QList<UsageStatus> OutcomeSeries::statuses(const QString &seriesId)
{
    if (seriesId == Succeeded)
        return { UsageStatus::Success };
    if (seriesId == Failed)
        return { UsageStatus::Error, UsageStatus::Timeout };
    if (seriesId == Others)
        return { UsageStatus::Pending, UsageStatus::Cancelled, UsageStatus::Unknown };
    return {};
}
