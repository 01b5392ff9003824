#include "features/countedrequests.h"

#include "core/format.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

#include <utility>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CountedRequests", text);
}

/// `rows` with what both its list and `wanted` keep; an empty list keeps all. nullopt where that is nothing.
template<typename Value>
std::optional<UsageFilter> narrowed(UsageFilter rows, QList<Value> UsageFilter::*list, const QList<Value> &wanted)
{
    const auto kept = std::exchange(rows.*list, {});
    for (const auto value : wanted) {
        if (kept.isEmpty() || kept.contains(value))
            (rows.*list).append(value);
    }
    return (rows.*list).isEmpty() ? std::nullopt : std::optional(rows);
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

std::optional<UsageFilter> FilterPart::of(const UsageFilter &rows, const QList<UsageStatus> &statuses)
{
    return narrowed(rows, &UsageFilter::statuses, statuses);
}

std::optional<UsageFilter> FilterPart::of(const UsageFilter &rows, const QList<CostSource> &sources)
{
    return narrowed(rows, &UsageFilter::costSources, sources);
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
    case Dimension::CostSource:
        rows.costSources.clear();
        for (const auto &key : keys) {
            if (const auto source = costSourceFromName(key))
                rows.costSources.append(*source);
        }
        break;
    default: break;
    }
    return rows;
}
