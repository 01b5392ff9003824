#pragma once

#include "core/timerange.h"
#include "ledger/route.h"

#include <functional>

class DataTable;
class FilterState;
class QWidget;

/// The way from any figure to the requests behind it, the same on every page: Ctrl+Enter, Ctrl and a click, or the context
/// menu. The sum that is shown there is the figure.
namespace Drill {

/// Which requests: those of the range that is shown, or of the period that it is compared with.
enum class Period { Shown, Before };

/// The requests that `rows` keeps, in `range` or else in the range that is shown.
Route requests(const FilterState &filter, const UsageFilter &rows, const std::optional<RangeExpression> &range = {});
Route requests(const FilterState &filter, const UsageFilter &rows, Period period, UtcMicros now);

/// Whether the click or key that is being handled asks for requests.
bool isWanted();

/// Adds the ways to a table. `open` gets a row of its innermost model.
void addTo(DataTable &table, const FilterState &filter, const std::function<void(int row, Period period)> &open);
/// Adds Ctrl+Enter and the context menu to a widget that takes the focus.
void addTo(QWidget &widget, const FilterState &filter, const std::function<void(Period period)> &open);

}
