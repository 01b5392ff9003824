#pragma once

#include "ledger/rollupcells.h"
#include "ledger/usagesql.h"

#include <map>

using UsageSums = std::map<QList<UsageKey>, UsageMeasures, UsageSql::KeysLess>;

/// Measures of rows that share status and cost source.
UsageMeasures measuresOf(const RollupCells &cells, int status, int costSource);

/// Sums what a table has for a question by reading it in its own order and grouping here: SQLite's GROUP BY sorts all
/// columns of every row first, which takes four times as long.
namespace RollupScan {

/// Whether add() can do it: the piece is of a rollup, or a wide one of the rows without dimensions that are texts there.
bool canAdd(const UsageQuery &query, const UsageSql::Piece &piece);
/// Adds `piece` to `sums`.
Result<> add(Connection &connection, const UsageQuery &query, const UsageSql::Piece &piece, UsageSql::Keys &keys, UsageSums &sums);

}
