#pragma once

#include "core/reportingzone.h"

/// Whether all buckets of `zone` that overlap `range`, but minutes, surely begin on a step of UTC: an hour, or a quarter of
/// one. Cheap for any range: no bucket is made.
bool isOnSteps(const ReportingZone &zone, TimeRange range, UtcMicros step);
