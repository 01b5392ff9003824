#pragma once

#include "ledger/rollups.h"

class Connection;

/// The table usage_hours: what an hour of UTC holds, in one text that is read at once. A line is a feature, provider, model,
/// status and cost source with their cells, in whole numbers with a space between them, in the order of the columns of
/// usage_quarter_hours. Questions by hour read twenty times fewer rows this way than from the quarter hours.
namespace HourSums {

// Places of the numbers in a line: feature, provider and model come first, the cells last.
inline constexpr size_t StatusPlace = 3, SourcePlace = 4, KeyNumbers = 5;
using Line = std::array<qint64, KeyNumbers + CellCount>;

/// Reads the line at `at` and moves it on; false where the text is something else.
bool readLine(const char *&at, const char *end, Line &line);
/// Calls `visit` for each line; false where the text is something else.
template<typename Visit>
bool forEachLine(const QByteArray &sums, Visit visit)
{
    Line line;
    for (const char *at = sums.cbegin(); at != sums.cend();) {
        if (!readLine(at, sums.cend(), line))
            return false;
        visit(line);
    }
    return true;
}

/// Adds sums of quarter hours to their hours, in the caller's transaction. Lines that came down to no requests go.
Result<> add(Connection &connection, const Rollups::Table &quarterHours);

/// What all hours hold, by the keys of Rollups.
Result<Rollups::Table> readAll(Connection &connection);

/// Says that the table cannot be read, and what to do.
Error damaged();

}
