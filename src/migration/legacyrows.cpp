#include "migration/legacyrows.h"

#include "data/sql.h"
#include "migration/legacystatement.h"

#include <QCoreApplication>

namespace {

Result<qint64> number(Connection &connection, const QString &statement, const QVariantList &values)
{
    const auto found = Sql::selectOne(connection, statement, values, [](const Row &row) { return row.int64(0); });
    return found ? Result<qint64>(found->value_or(0)) : Result<qint64>(found.error());
}

Result<const LegacyTable *> tableOf(Connection &connection, const QString &name)
{
    const auto tables = LegacyRows::existing(connection);
    if (!tables)
        return tables.error();
    if (!tables->contains(name))
        return LegacyRows::missing(name);
    return legacyTable(name);
}

}

Error LegacyRows::missing(const QString &table)
{
    return { Error::Kind::NotFound, QCoreApplication::translate("LegacyRows", "There is no table %1 in this workspace.").arg(visibleControls(table)), {} };
}

Result<QSet<QString>> LegacyRows::existing(Connection &connection)
{
    QSet<QString> names;
    const auto read = Sql::forEach(connection,
        connection.dialect() == Dialect::Sqlite
            ? QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table'")
            : QStringLiteral("SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = 'signalbox'"),
        {}, [&names](const Row &row) {
            if (legacyTable(row.text(0)))
                names.insert(row.text(0));
            return true;
        });
    if (!read)
        return read.error();
    return names;
}

Result<LegacyRowPage> LegacyRows::page(Connection &connection, const LegacyQuery &query, const std::optional<KeysetOrder::Place> &after, int limit)
{
    const auto table = tableOf(connection, query.table);
    if (!table)
        return table.error();
    const LegacyStatement statement(**table, query, connection.dialect());
    QVariantList values;
    const auto text = statement.page(after, limit + 1, values); // one more says whether there is more
    LegacyRowPage page;
    KeysetOrder::Place last;
    bool more = false;
    const auto read = Sql::forEach(connection, text, values, [&](const Row &row) {
        more = page.rows.size() == limit;
        if (more)
            return false;
        QVariantList cells;
        for (int column = 0; column < (*table)->columns.size(); ++column)
            cells.append(row.isNull(column) ? QVariant() : QVariant(row.text(column)));
        page.rows.append(cells);
        last = statement.placeOf(row);
        return true;
    });
    if (!read)
        return read.error();
    if (more)
        page.next = last;
    return page;
}

Result<LegacyCounts> LegacyRows::counts(Connection &connection, const LegacyQuery &query)
{
    const auto table = tableOf(connection, query.table);
    if (!table)
        return table.error();
    LegacyCounts counts;
    const auto rows = size(connection, query.table);
    if (!rows)
        return rows.error();
    counts.rows = *rows;
    QVariantList values;
    const auto matching = number(connection, LegacyStatement(**table, query, connection.dialect()).count(CountedRows + 1, values), values);
    if (!matching)
        return matching.error();
    counts.matching = qMin(*matching, CountedRows);
    counts.exact = *matching <= CountedRows;
    if ((*table)->time.isEmpty())
        return counts;
    auto unreadable = query;
    unreadable.times = LegacyQuery::Times::Unreadable;
    values.clear();
    const auto found = number(connection, LegacyStatement(**table, unreadable, connection.dialect()).count(CountedRows, values), values);
    if (!found)
        return found.error();
    counts.unreadable = *found;
    return counts;
}

Result<qint64> LegacyRows::size(Connection &connection, const QString &table)
{
    const auto known = tableOf(connection, table);
    if (!known)
        return known.error();
    return number(connection, QStringLiteral("SELECT COUNT(*) FROM %1").arg((*known)->name), {});
}
