#include "cli/stopsignal.h"

#include <csignal>

namespace {

std::atomic_bool stopRequested { false };
static_assert(std::atomic_bool::is_always_lock_free, "a signal handler may only touch lock-free atomics");

extern "C" void requestStop(int)
{
    stopRequested = true;
}

}

const std::atomic_bool &Cli::stopOnSignals()
{
    struct sigaction action {};
    action.sa_handler = requestStop;
    action.sa_flags = SA_RESETHAND | SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int signal : { SIGINT, SIGTERM, SIGHUP })
        sigaction(signal, &action, nullptr);
    return stopRequested;
}
