#pragma once

#include "flags/flag.h"

#include <QSet>

/// Keys of the flags whose new view exists in a program. Passed in, so that tests can pretend.
using BuiltViews = QSet<QString>;

/// Those of this program: the one list.
BuiltViews builtViews();

/// Why a flag cannot be turned on, and what its legacy page says: "Model Management is not built yet".
QString notBuiltReason(const Flag &flag);
