#pragma once

#include "ledger/rollups.h"

#include <functional>

class Connection;

/// The table usage_hours: what an hour of UTC holds, in one text that is read at once. A line is a feature, provider, model,
/// status and cost source with their cells, in whole numbers with a space between them, in the order of the columns of
/// usage_quarter_hours. Questions by hour read twenty times fewer rows this way than from the quarter hours.
namespace HourSums {

inline constexpr size_t KeyNumbers = 5; ///< feature, provider, model, status, cost source.
/// The numbers of a line: keys, then cells.
using Line = std::array<qint64, KeyNumbers + CellCount>;

/// Calls `visit` for each line; false where the text is something else.
bool forEachLine(const QByteArray &sums, const std::function<void(const Line &)> &visit);

/// Adds sums of quarter hours to their hours, in the caller's transaction. Lines that came down to no requests go.
Result<> add(Connection &connection, const Rollups::Table &quarterHours);

/// What all hours hold, by the keys of Rollups.
Result<Rollups::Table> readAll(Connection &connection);

/// Says that the table cannot be read, and what to do.
Error damaged();

}
