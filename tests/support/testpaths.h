#pragma once

#include <QString>

/// Absolute path of a file below tests/data. Does not check that it exists.
QString testData(const QString &name);
