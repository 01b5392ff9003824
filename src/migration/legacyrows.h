#pragma once

#include "core/result.h"
#include "core/timerange.h"
#include "ledger/keysetorder.h"
#include "ledger/usagefilter.h"
#include "migration/legacytable.h"

#include <QSet>
#include <QVariantList>

#include <optional>

class Connection;

struct LegacySort
{
    int column = 0;
    bool descending = true;

    friend bool operator==(const LegacySort &, const LegacySort &) = default;
};

/// Which rows of a legacy table, and in which order.
struct LegacyQuery
{
    enum class Times {
        InRange, ///< Rows without a readable time are in no range.
        Unreadable, ///< Only these.
    };

    QString table;
    std::optional<TimeRange> range; ///< Of the table's time; tables without one ignore it. To the second.
    Times times = Times::InRange;
    UsageFilter filter; ///< Features (as services), models and users count, where the table has such a column.
    QString text; ///< Occurs in one of the text columns, whatever its case; empty: all rows.
    /// Empty: last written first. Ties follow the id; NULL and unreadable times come last both ways. Money sorts as the
    /// text that it is.
    QList<LegacySort> order;

    friend bool operator==(const LegacyQuery &, const LegacyQuery &) = default;
};

struct LegacyRowPage
{
    QList<QVariantList> rows; ///< Values as they stand, as text; invalid = NULL.
    std::optional<KeysetOrder::Place> next; ///< nullopt: these are the last rows.
};

struct LegacyCounts
{
    qint64 rows = 0; ///< Of the whole table.
    qint64 matching = 0; ///< At most LegacyRows::CountedRows.
    bool exact = true; ///< false: more than `matching` match.
    qint64 unreadable = 0; ///< Rows that the filter keeps and whose time cannot be read; at most LegacyRows::CountedRows.
};

/// Reads the legacy tables. Call inside Database::run; may be interrupted. NotFound where the workspace has no such table
/// (any more).
namespace LegacyRows {

inline constexpr int PageRows = 200;
inline constexpr qint64 CountedRows = 100'000;

/// Names of the legacy tables that are there.
Result<QSet<QString>> existing(Connection &connection);
/// Rows after `after`.
Result<LegacyRowPage> page(Connection &connection, const LegacyQuery &query, const std::optional<KeysetOrder::Place> &after = {}, int limit = PageRows);
Result<LegacyCounts> counts(Connection &connection, const LegacyQuery &query);
/// What the others fail with where the table is gone.
Error missing(const QString &table);
/// Rows of the whole table.
Result<qint64> size(Connection &connection, const QString &table);

}
