#pragma once

#include "core/reportingzone.h"

/// Whether all buckets of `zone` that overlap `range`, but minutes, surely begin on a quarter hour of UTC. Cheap for any
/// range: no bucket is made.
bool isOnQuarterHours(const ReportingZone &zone, TimeRange range);
