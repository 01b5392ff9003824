#pragma once

#include "core/result.h"

namespace Cli {

class CommandLine;

/// `signalbox models unresolved`, `confirm NAME CANONICAL` and `unconfirm NAME`: the workspace's side of the subcommand.
Result<> listUnresolvedModels(const CommandLine &line);
Result<> confirmModel(const CommandLine &line);
Result<> unconfirmModel(const CommandLine &line);

}
