#include "features/countedrequests.h"

#include "core/format.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CountedRequests", text);
}

/// What both keep; an empty list keeps all. nullopt where that is nothing.
template<typename Value>
std::optional<QList<Value>> both(const QList<Value> &kept, const QList<Value> &wanted)
{
    QList<Value> values;
    for (const auto value : wanted) {
        if (kept.isEmpty() || kept.contains(value))
            values.append(value);
    }
    return values.isEmpty() ? std::nullopt : std::optional(values);
}

}

CountedRequests CountedRequests::of(const FilterState &filter, const UsageFilter &rows, UtcMicros now)
{
    auto counted = of(filter, rows, filter.expression());
    if (filter.compare()) {
        counted.before = counted.shown;
        counted.before->range = UsageText::expression(filter.zone(), filter.previousRange(now));
    }
    return counted;
}

CountedRequests CountedRequests::of(const FilterState &filter, const UsageFilter &rows, const RangeExpression &range)
{
    return { Route { QStringLiteral("requests"), range, filter.compare(), rows, {} }, {}, {} };
}

CountedRequests CountedRequests::filteredOut()
{
    return none(tr("the filter keeps none of them"));
}

CountedRequests CountedRequests::tooMany(qsizetype count)
{
    return none(tr("a filter names %1 at most, these are %2").arg(Format::count(MostNamed), Format::count(count)));
}

std::optional<UsageFilter> FilterPart::of(UsageFilter rows, const QList<UsageStatus> &statuses)
{
    const auto kept = both(rows.statuses, statuses);
    if (!kept)
        return {};
    rows.statuses = *kept;
    return rows;
}

std::optional<UsageFilter> FilterPart::of(UsageFilter rows, const QList<CostSource> &sources)
{
    const auto kept = both(rows.costSources, sources);
    if (!kept)
        return {};
    rows.costSources = *kept;
    return rows;
}

std::optional<UsageFilter> FilterPart::priced(const UsageFilter &rows)
{
    return of(rows, QList<CostSource> { CostSource::Charged, CostSource::Computed, CostSource::Imported, CostSource::Assigned });
}

UsageFilter FilterPart::keyed(UsageFilter rows, Dimension dimension, const QStringList &keys)
{
    switch (dimension) {
    case Dimension::Feature: rows.features = keys; break;
    case Dimension::Model: rows.models = keys; break;
    case Dimension::Provider: rows.providers = keys; break;
    case Dimension::User: rows.users = keys; break;
    case Dimension::Status:
        rows.statuses.clear();
        for (const auto &key : keys) {
            if (const auto status = statusFromName(key))
                rows.statuses.append(*status);
        }
        break;
    default: break;
    }
    return rows;
}
