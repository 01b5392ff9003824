#pragma once

#include "data/dialect.h"
#include "ledger/keysetorder.h"
#include "ledger/requestquery.h"

#include <utility>

class Row;

/// Writes the statements of Requests. Names come from fixed tables, values are bound.
class RequestStatement
{
public:
    static constexpr int ColumnCount = 28; ///< Read by rowOf(). After them page() has its sort keys, one() the message.

    /// `wide`, `ids`: see UsageSql::Piece.
    RequestStatement(const RequestQuery &query, Dialect dialect, bool wide, const QString &ids = {});

    /// Rows after `after`, at most `limit`, as rowOf() reads them. First the ids are found from narrow rows, then the
    /// rest is read for those alone. `times`: only of these ranges, on SQLite; empty: of any time.
    QString page(const std::optional<RequestCursor> &after, int limit, const QList<TimeRange> &times, QVariantList &values) const;
    /// Their ids alone, in order, in the first column.
    QString found(const std::optional<RequestCursor> &after, int limit, const QList<TimeRange> &times, QVariantList &values) const;
    using Runs = QList<std::pair<qint64, qint64>>; ///< First and last ids.
    /// The id and `column` of each row that matches, in no order; `runs`: only of these; empty: of all.
    QString keys(const QString &column, const Runs &runs, QVariantList &values) const;
    /// The rows with these ids as page() has them, in no order.
    QString withIds(const QList<qint64> &ids) const;
    /// All rows in order, as rowOf() reads them.
    QString all(QVariantList &values) const;
    /// Four numbers: rows, rows without a cost, and the two halves of what the others cost.
    QString spend(QVariantList &values) const;

    /// What is left of the range after `cursor`: SQLite seeks by one bound only, so the range itself must be narrowed.
    TimeRange rangeAfter(const std::optional<RequestCursor> &cursor) const;
    bool readsListedRows() const { return !m_ids.isNull(); } ///< Those whose ids it was given.

    /// From the columns of page() and all().
    static RequestRow rowOf(const Row &row);
    /// The place after a row of page().
    RequestCursor cursorOf(const Row &row) const;
    /// The row with the id that is bound.
    static QString one();

private:
    using Key = KeysetOrder::Key;
    static Key keyOf(const RequestSort &sort);

    QString sortColumns() const;
    QString where(TimeRange range, bool wide, QVariantList &values) const;

    const RequestQuery m_query;
    const Dialect m_dialect;
    const bool m_wide;
    const QString m_ids;
    KeysetOrder m_order;
};
