#pragma once

#include "core/timerange.h"

#include <QString>

/// "just now", "38 s ago", "12 min ago", "5 h ago", "3 d ago". Negative ages count as none.
QString ageText(UtcMicros age);
