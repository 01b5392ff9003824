#pragma once

#include <QString>

#include <optional>

class DataTable;
class FilterState;
class Settings;
class StateView;
struct TimeRange;

/// Widths, order and visibility of a table's columns, remembered between runs.
namespace TableState {

void restore(DataTable &table, const Settings &settings, const QString &id);
void save(const DataTable &table, Settings &settings, const QString &id);

/// Makes the table as high as its rows, up to `mostRows` of them, so that the page scrolls and not the table. Call
/// again when the range of its horizontal scroll bar changes.
void fitHeight(DataTable &table, int mostRows);

}

/// What a panel says where there is no usage: whether the filter or the range is the reason, and the way out.
namespace EmptyUsage {

/// `extent`: first and last usage of the whole workspace. The buttons change `filter`.
void show(StateView &view, FilterState &filter, const std::optional<TimeRange> &extent);

}
