#pragma once

#include <atomic>

namespace Cli {

/// From now on SIGINT, SIGTERM and SIGHUP set the returned flag instead of ending the process, so that work can stop at
/// the edge of a batch. A second signal of the same kind ends it at once.
const std::atomic_bool &stopOnSignals();

}
