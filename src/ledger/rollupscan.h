#pragma once

#include "ledger/rollupcells.h"
#include "ledger/usagesql.h"

#include <map>
#include <vector>

using UsageSums = std::map<QList<UsageKey>, UsageMeasures, UsageSql::KeysLess>;

/// One way of grouping what a question asks for, and its sums so far.
struct UsageGrouping
{
    UsageQuery query;
    UsageSql::Keys keys;
    UsageSums sums = {};
};

/// Measures of rows that share status and cost source.
UsageMeasures measuresOf(const RollupCells &cells, int status, int costSource);

/// Sums what a table has for a question by reading it in its own order and grouping here: SQLite's GROUP BY sorts all
/// columns of every row first, which takes four times as long.
namespace RollupScan {

/// Whether add() can do it: the piece is of a rollup, or a wide one of the rows without dimensions that are texts there.
bool canAdd(const UsageQuery &query, const UsageSql::Piece &piece);
/// Reads `piece` once and adds it to each of `groupings`, which differ in nothing but their dimensions.
Result<> add(Connection &connection, const UsageSql::Piece &piece, const std::vector<UsageGrouping *> &groupings);

}
