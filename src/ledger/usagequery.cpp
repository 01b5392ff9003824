#include "ledger/usagequery.h"

#include <numeric>

namespace {

struct Name
{
    Dimension dimension;
    QLatin1String name;
};

constexpr Name Names[] = { { Dimension::Minute, QLatin1String("minute") }, { Dimension::Hour, QLatin1String("hour") },
    { Dimension::Day, QLatin1String("day") }, { Dimension::Week, QLatin1String("week") }, { Dimension::Month, QLatin1String("month") },
    { Dimension::Feature, QLatin1String("feature") }, { Dimension::Provider, QLatin1String("provider") }, { Dimension::Model, QLatin1String("model") },
    { Dimension::Canonical, QLatin1String("canonical") }, { Dimension::Family, QLatin1String("family") }, { Dimension::User, QLatin1String("user") },
    { Dimension::Session, QLatin1String("session") }, { Dimension::Client, QLatin1String("client") }, { Dimension::Status, QLatin1String("status") },
    { Dimension::CostSource, QLatin1String("cost_source") } };

}

std::optional<Dimension> dimensionFromName(const QString &name)
{
    for (const Name &entry : Names) {
        if (entry.name == name)
            return entry.dimension;
    }
    return {};
}

QString dimensionName(Dimension dimension)
{
    for (const Name &entry : Names) {
        if (entry.dimension == dimension)
            return entry.name;
    }
    Q_UNREACHABLE();
}

std::optional<Bucket> bucketOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Minute: return Bucket::Minute;
    case Dimension::Hour: return Bucket::Hour;
    case Dimension::Day: return Bucket::Day;
    case Dimension::Week: return Bucket::Week;
    case Dimension::Month: return Bucket::Month;
    default: return {};
    }
}

TokenSum &TokenSum::operator+=(const TokenSum &other)
{
    tokens += other.tokens;
    known += other.known;
    return *this;
}

qint64 UsageMeasures::requests() const
{
    return std::accumulate(byStatus.begin(), byStatus.end(), qint64(0));
}

qint64 UsageMeasures::errors() const
{
    return requests() - byStatus[size_t(UsageStatus::Success)] - byStatus[size_t(UsageStatus::Pending)];
}

std::optional<Money> UsageMeasures::knownCost() const
{
    if (requests() > 0 && unpriced() == requests())
        return {};
    return cost;
}

std::optional<double> UsageMeasures::errorRate() const
{
    const qint64 failed = byStatus[size_t(UsageStatus::Error)] + byStatus[size_t(UsageStatus::Timeout)];
    const qint64 judged = failed + byStatus[size_t(UsageStatus::Success)];
    if (judged == 0)
        return {};
    return double(failed) / double(judged);
}

UsageMeasures &UsageMeasures::operator+=(const UsageMeasures &other)
{
    for (size_t i = 0; i < byStatus.size(); ++i)
        byStatus[i] += other.byStatus[i];
    for (size_t i = 0; i < bySource.size(); ++i)
        bySource[i] += other.bySource[i];
    input += other.input;
    cacheRead += other.cacheRead;
    cacheWrite += other.cacheWrite;
    output += other.output;
    reasoning += other.reasoning;
    latencyKnown += other.latencyKnown;
    cost += other.cost;
    return *this;
}

UsageMeasures UsageAnswer::total() const
{
    UsageMeasures sum;
    for (const UsageRow &row : rows)
        sum += row.measures;
    return sum;
}
