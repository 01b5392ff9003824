#pragma once

#include "features/countedrequests.h"

#include <functional>

class DataTable;
class TimeChart;
class QWidget;

/// The way from any figure to the requests behind it, the same on every page: Ctrl with what opens the figure (Enter, a
/// click, the double click of a table's row), or the context menu. The sum that is shown there is the figure.
namespace Drill {

using Follow = std::function<void(const Route &)>;

/// Adds the ways to a table. Rows are those of its innermost model; `open` is what Enter does to one.
void addTo(DataTable &table, const std::function<CountedRequests(int row)> &requests, const Follow &follow,
    const std::function<void(int row)> &open);
/// To the columns of a chart; the series is empty where all of a column is meant.
void addTo(TimeChart &chart, const std::function<CountedRequests(int bucket, const QString &seriesId)> &requests,
    const Follow &follow, const std::function<void(int bucket, const QString &seriesId)> &open);
/// Adds Ctrl+Enter and the context menu to a widget that takes the focus; its own click asks isWanted().
void addTo(QWidget &widget, const std::function<CountedRequests()> &requests, const Follow &follow);

/// Whether the click or key that is being handled asks for requests.
bool isWanted();
/// Shows the requests, or says over `widget` why that cannot be.
void open(QWidget &widget, const CountedRequests &requests, const Follow &follow);

}
