#pragma once

#include "core/timerange.h"
#include "data/dialect.h"
#include "ledger/keysetorder.h"
#include "migration/legacyrows.h"

/// Writes the statements of LegacyRows. Names come from legacyTables(), values are bound.
class LegacyStatement
{
public:
    LegacyStatement(const LegacyTable &table, const LegacyQuery &query, Dialect dialect);

    /// The table's columns, then its sort keys; rows after `place`, at most `limit`.
    QString page(const std::optional<KeysetOrder::Place> &place, int limit, QVariantList &values) const;
    /// One number: how many rows match, at most `limit`.
    QString count(qint64 limit, QVariantList &values) const;
    KeysetOrder::Place placeOf(const Row &row) const;
    /// " WHERE ...", empty where all rows match.
    QString where(QVariantList &values) const;

    /// A text column's time as whole seconds since 1970, UTC where it names no zone; NULL where it cannot be read. Read
    /// are "2026-11-18", "2026-11-18 10:00[:00[.123456]]" with a blank or a T and any of Z, +00, +05:45 or nothing after
    /// it, and epochs of 10 digits (seconds) or 13 (milliseconds). A day of the month beyond its last one counts on.
    static QString seconds(const QString &column, Dialect dialect);

private:
    KeysetOrder::Key keyOf(const LegacySort &sort) const;

    const LegacyTable &m_table;
    const LegacyQuery m_query;
    const Dialect m_dialect;
    KeysetOrder m_order;
};
