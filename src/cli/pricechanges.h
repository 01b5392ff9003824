#pragma once

#include "cli/commandline.h"

/// The writing half of `signalbox prices`.
namespace Cli {

/// `prices import FILE`.
Result<> importPrices(const CommandLine &line);
/// `prices set`.
Result<> setPrice(const CommandLine &line);

}
