#pragma once

#include "core/result.h"

namespace Cli {

class CommandLine;

/// The options of `phases edit`.
void addPhaseEditOptions(CommandLine &line);
Result<> editPhase(const CommandLine &line);
Result<> listPhaseNames(const CommandLine &line);
Result<> setPhaseName(const CommandLine &line);
Result<> programme(const CommandLine &line);

}
