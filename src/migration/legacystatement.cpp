#include "migration/legacystatement.h"

#include "data/sql.h"
#include "migration/legacyservices.h"

namespace {

/// The first whole second that is not before `t`.
qint64 secondFrom(UtcMicros t)
{
    return floorTo(t + MicrosPerSecond - 1, MicrosPerSecond) / MicrosPerSecond;
}

/// Keeps rows whose column is one of `names`; "" stands for nothing said.
QString among(const QString &column, const QStringList &names, QVariantList &values)
{
    const QString places = QStringList(names.size(), QStringLiteral("?")).join(QLatin1String(", "));
    for (const QString &name : names)
        values.append(name);
    const QString test = QStringLiteral("%1 IN (%2)").arg(column, places);
    return names.contains(QString()) ? QStringLiteral("(%1 OR %2 IS NULL)").arg(test, column) : test;
}

}

LegacyStatement::LegacyStatement(const LegacyTable &table, const LegacyQuery &query, Dialect dialect)
    : m_table(table)
    , m_query(query)
    , m_dialect(dialect)
{
    QList<KeysetOrder::Key> keys;
    for (const auto &sort : query.order)
        keys.append(keyOf(sort));
    if (keys.isEmpty()) // ids were given in the order of the writing
        keys.append(table.hasTextId ? keyOf({ table.indexOf(table.time), true }) : KeysetOrder::Key { QStringLiteral("id"), false, false, true });
    m_order = KeysetOrder(keys);
}

KeysetOrder::Key LegacyStatement::keyOf(const LegacySort &sort) const
{
    const LegacyColumn &column = m_table.columns.at(sort.column);
    if (column.kind == LegacyKind::Time)
        return { seconds(column.name, m_dialect), false, true, sort.descending };
    if (sort.column == 0)
        return { QStringLiteral("id"), m_table.hasTextId, false, sort.descending };
    // SQLite keeps what does not fit a column as it came; a place in the order needs one type.
    const bool isInteger = m_table.isInteger(sort.column);
    const QString type = isInteger ? QStringLiteral("BIGINT") : QStringLiteral("TEXT");
    return { QStringLiteral("CAST(%1 AS %2)").arg(column.name, type), !isInteger, true, sort.descending };
}

QString LegacyStatement::seconds(const QString &column, Dialect dialect)
{
    if (dialect == Dialect::Sqlite) {
        return QStringLiteral("CASE WHEN %1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' "
                              "THEN unixepoch(CASE WHEN length(%1) > 10 AND substr(%1, -3, 1) IN ('+', '-') THEN %1 || ':00' ELSE %1 END) "
                              "WHEN %1 GLOB '*[^0-9]*' THEN NULL WHEN length(%1) = 10 THEN CAST(%1 AS INTEGER) "
                              "WHEN length(%1) = 13 THEN CAST(%1 AS INTEGER) / 1000 END").arg(column);
    }
    // The first of the month, which every month has, and then the days: a cast would fail for 30 February.
    return QStringLiteral("CASE WHEN %1 ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T]([01][0-9]|2[0-3]):[0-5][0-9]"
                          "(:[0-5][0-9]([.][0-9]+){0,1}){0,1}(Z|[+-](0[0-9]|1[0-4])(:[0-5][0-9]){0,1}){0,1}){0,1}$' AND %1 NOT LIKE '0000%' "
                          "THEN floor(extract(epoch FROM (substr(%1, 1, 8) || '01' || CASE WHEN length(%1) = 10 THEN ' 00:00Z' "
                          "WHEN %1 ~ '(Z|[+-][0-9]{2}(:[0-9]{2}){0,1})$' THEN substr(%1, 11) ELSE substr(%1, 11) || 'Z' END)::timestamptz))::bigint "
                          "+ (substr(%1, 9, 2)::bigint - 1) * 86400 "
                          "WHEN %1 ~ '^[0-9]{10}$' THEN %1::bigint WHEN %1 ~ '^[0-9]{13}$' THEN %1::bigint / 1000 END").arg(column);
}

QString LegacyStatement::where(QVariantList &values) const
{
    QStringList tests;
    if (!m_table.time.isEmpty()) {
        const QString time = seconds(m_table.time, m_dialect);
        if (m_query.times == LegacyQuery::Times::Unreadable) {
            tests.append(QStringLiteral("(%1) IS NULL").arg(time));
        } else if (m_query.range) {
            tests.append(QStringLiteral("(%1) BETWEEN ? AND ?").arg(time)); // SQLite computes it once so
            values << secondFrom(m_query.range->from) << secondFrom(m_query.range->to) - 1;
        }
    }
    if (!m_query.filter.features.isEmpty() && !m_table.serviceColumn().isEmpty())
        tests.append(among(m_table.serviceColumn(), LegacyServices::namesOf(m_query.filter.features), values));
    if (!m_query.filter.models.isEmpty() && !m_table.modelColumn().isEmpty())
        tests.append(among(m_table.modelColumn(), m_query.filter.models, values));
    if (!m_query.filter.users.isEmpty() && !m_table.userColumn().isEmpty())
        tests.append(among(m_table.userColumn(), m_query.filter.users, values));
    if (!m_query.text.isEmpty()) {
        const auto like = m_dialect == Dialect::Sqlite ? QStringLiteral("%1 LIKE ? ESCAPE '!'") : QStringLiteral("%1 ILIKE ? ESCAPE '!'");
        QStringList found;
        for (int column = 0; column < m_table.columns.size(); ++column) {
            if (m_table.isInteger(column))
                continue;
            found.append(like.arg(m_table.columns.at(column).name));
            values.append(likeContaining(m_query.text));
        }
        tests.append(QLatin1Char('(') + found.join(QLatin1String(" OR ")) + QLatin1Char(')'));
    }
    return QStringLiteral(" WHERE ") + (tests.isEmpty() ? QStringLiteral("TRUE") : tests.join(QLatin1String(" AND ")));
}

QString LegacyStatement::page(const std::optional<KeysetOrder::Place> &place, int limit, QVariantList &values) const
{
    QStringList columns;
    for (const auto &column : m_table.columns)
        columns.append(column.name);
    for (const auto &key : m_order.keys())
        columns.append(key.expression);
    const QString matching = where(values);
    const QString after = place ? m_order.after(*place, values) : QString();
    return QStringLiteral("SELECT %1 FROM %2%3%4%5 LIMIT %6")
        .arg(columns.join(QLatin1String(", ")), m_table.name, matching, after, m_order.orderBy(QStringLiteral("id")), QString::number(limit));
}

QString LegacyStatement::count(qint64 limit, QVariantList &values) const
{
    return QStringLiteral("SELECT COUNT(*) FROM (SELECT id FROM %1%2 LIMIT %3) AS found").arg(m_table.name, where(values), QString::number(limit));
}

KeysetOrder::Place LegacyStatement::placeOf(const Row &row) const
{
    return m_order.placeOf(row, int(m_table.columns.size()), m_table.hasTextId ? QVariant(row.text(0)) : QVariant(row.int64(0)));
}
