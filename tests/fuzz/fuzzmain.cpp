#include "fuzz/fuzztargets.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

/// One program per target: the build names it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const auto target = std::find_if(FuzzTargets::all().cbegin(), FuzzTargets::all().cend(), [](const FuzzTargets::Target &t) { return qstrcmp(t.name, SIGNALBOX_FUZZ_TARGET) == 0; });
    if (target == FuzzTargets::all().cend())
        std::abort();
    target->run(QByteArrayView(data, qsizetype(size)));
    return 0;
}
