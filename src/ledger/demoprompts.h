#pragma once

#include "core/result.h"
#include "core/timerange.h"

class Connection;

/// Writes a few prompts for the features of the demo workspace, dated on the days before `now`. The texts are ours; no
/// trace says what was asked. Inside a transaction, after the features are there.
Result<> addDemoPrompts(Connection &connection, UtcMicros now, const QString &actor);
