#include "core/timerange.h"

UtcMicros floorTo(UtcMicros t, UtcMicros step)
{
    const UtcMicros rest = t % step;
    return rest < 0 ? t - rest - step : t - rest;
}

TimeRange snappedToQuarterHours(TimeRange range)
{
    return { floorTo(range.from, MicrosPerQuarterHour), -floorTo(-range.to, MicrosPerQuarterHour) };
}
