#pragma once

#include "core/result.h"
#include "ledger/usagesql.h"

#include <optional>
#include <vector>

class Connection;

/// Finds the rows of users by their lists (see UserRows) instead of by the time, where that is quicker. Never on
/// PostgreSQL.
namespace UserRowIds {

/// Rows that a statement is to look at: all of the users in the range, and perhaps some more.
struct Listed
{
    std::vector<qint64> ids; ///< Ascending.
    qint64 inRange = 0; ///< About how many rows of anybody the range has.
};

/// While SQLite fetches one row by its id it reads days of users that sum so many. Measured.
inline constexpr qint64 DayRowsPerFetch = 200;

/// nullopt: to fetch the rows of `users` costs more than to read all rows in `range`, where `perFetch` of them are
/// read for one.
Result<std::optional<Listed>> of(Connection &connection, const QStringList &users, TimeRange range,
    qint64 perFetch = UsageSql::RowsReadPerFetch);

/// About how many rows there are, in all and in `range`. Asks the days of batches, the smallest table that knows.
struct RowCounts
{
    qint64 all = 0;
    qint64 inRange = 0;
};
Result<RowCounts> rowCounts(Connection &connection, TimeRange range);

/// `pieces`, which are those of `query`, or the rows of its users in one piece.
Result<QList<UsageSql::Piece>> piecesOf(Connection &connection, const UsageQuery &query,
    const QList<UsageSql::Piece> &pieces);
/// The rows in `range`, by their ids where that is quicker.
Result<UsageSql::Piece> rowPiece(Connection &connection, const UsageQuery &query, TimeRange range);

/// As UsageSql::Piece wants them.
QString json(const std::vector<qint64> &ids);

}
