#include "ledger/usagefilter.h"

#include <array>

namespace {

const std::array<QLatin1String, UsageStatusCount> StatusNames { QLatin1String("pending"), QLatin1String("success"), QLatin1String("error"),
    QLatin1String("timeout"), QLatin1String("cancelled"), QLatin1String("unknown") };
const std::array<QLatin1String, CostSourceCount> CostSourceNames { QLatin1String("unpriced"), QLatin1String("charged"),
    QLatin1String("computed"), QLatin1String("imported"), QLatin1String("assigned") };

template<typename Enum, size_t N>
std::optional<Enum> fromName(const std::array<QLatin1String, N> &names, const QString &name)
{
    for (size_t i = 0; i < N; ++i) {
        if (names[i] == name)
            return Enum(i);
    }
    return {};
}

}

QString statusName(UsageStatus status)
{
    return StatusNames[size_t(status)];
}

std::optional<UsageStatus> statusFromName(const QString &name)
{
    return fromName<UsageStatus>(StatusNames, name);
}

QString costSourceName(CostSource source)
{
    return CostSourceNames[size_t(source)];
}

std::optional<CostSource> costSourceFromName(const QString &name)
{
    return fromName<CostSource>(CostSourceNames, name);
}

bool UsageFilter::isEmpty() const
{
    return *this == UsageFilter();
}
