#pragma once

#include "core/result.h"

namespace Cli {

class CommandLine;

/// The writing half of `signalbox flags`, and `simulate`, which reads the same wish. `words` of the line begin with the
/// action.
Result<> setFlag(const CommandLine &line);
Result<> simulateFlag(const CommandLine &line);
Result<> undoFlags(const CommandLine &line);
/// `kill` and `revive`.
Result<> killFlags(const CommandLine &line);
Result<> requireFlags(const CommandLine &line);
Result<> cancelFlagChange(const CommandLine &line);
/// Says which environment the workspace is, or sets it.
Result<> setFlagEnvironment(const CommandLine &line);

}
