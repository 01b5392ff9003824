#pragma once

#include "core/result.h"
#include "ledger/keysetorder.h"
#include "ledger/requestquery.h"

class Connection;

/// Finds the first requests in an order that no index serves. Reads the bounds of all blocks (see RowBlock), then the rows
/// of those that can hold one of the first, the best first.
namespace RequestSearch {

struct Limits
{
    qsizetype firstBlocks = 64; ///< Read at once at first, then twice as many each time.
    qsizetype mostBlocks = 4096; ///< Measured: to read more of them is slower than to read all rows.
    qsizetype mostBlocksFurtherOn = 1024; ///< The further from the best, the less the blocks say.
    int keptPages = 20; ///< What the blocks show beside the rows that are wanted is found as well, up to this many times.
    int foundAtOnce = 100'000; ///< Of all rows, for the pages to come.
};

/// Whether find() knows the query's order: by one field, which is not the time.
bool canFind(const RequestQuery &query);
/// Ids of the rows after `after`, in order: at least `count`, or all that there are. `wide`: see UsageSql::isWide().
Result<QList<qint64>> find(Connection &connection, const RequestQuery &query, const std::optional<KeysetOrder::Place> &after, int count, bool wide,
    const Limits &limits = {});

}
