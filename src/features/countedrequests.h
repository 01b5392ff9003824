#pragma once

#include "ledger/route.h"
#include "ledger/usagequery.h"

class FilterState;

/// The requests that a figure counts: where the page Requests shows the same sum.
struct CountedRequests
{
    std::optional<Route> shown; ///< nullopt: it counts none, or a filter cannot say which.
    std::optional<Route> before; ///< Those of the period that it is compared with; nullopt: it is not compared.
    QString reason; ///< Why a filter cannot say which, as the end of a sentence; else empty.

    static constexpr qsizetype MostNamed = 100; ///< Keys of one dimension that a filter names.

    /// The rows that `rows` keeps in the range that is shown, and in the period before where that is compared.
    static CountedRequests of(const FilterState &filter, const UsageFilter &rows, UtcMicros now);
    /// In a part of the range, without comparison.
    static CountedRequests of(const FilterState &filter, const UsageFilter &rows, const RangeExpression &range);
    static CountedRequests none(const QString &reason) { return { {}, {}, reason }; }
    /// Why there are none: the filter keeps only others.
    static CountedRequests filteredOut();
    /// Why `count` keys that are gathered in one figure cannot be shown.
    static CountedRequests tooMany(qsizetype count);
};

/// Filters of figures that count a part of the requests.
namespace FilterPart {

/// `rows` without those of another status; nullopt where nothing is left.
std::optional<UsageFilter> of(const UsageFilter &rows, const QList<UsageStatus> &statuses);
std::optional<UsageFilter> of(const UsageFilter &rows, const QList<CostSource> &sources);
/// With a cost: what means per request are taken of.
std::optional<UsageFilter> priced(const UsageFilter &rows);
/// `rows` with only `keys` of a dimension that filters know: Feature, Model, Provider, User, Status or CostSource; all of
/// it where there are none.
UsageFilter keyed(UsageFilter rows, Dimension dimension, const QStringList &keys);

}
