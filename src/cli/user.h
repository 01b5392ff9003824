#pragma once

#include <QString>

namespace Cli {

/// Who runs the program, for the audit log: the name of the effective user.
QString userName();

}
