#include "ledger/keysetorder.h"

#include "data/sql.h"

QString KeysetOrder::after(const Place &place, QVariantList &values) const
{
    // Later in the first key, or equal there and later in the next, ..., or equal in all and later in the id.
    QStringList cases;
    QStringList equals;
    QVariantList equalValues;
    const auto addCase = [&](const QString &beyond, const QVariantList &beyondValues) {
        cases.append((equals + QStringList { beyond }).join(QLatin1String(" AND ")));
        values += equalValues + beyondValues;
    };
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto &key = m_keys.at(i);
        const auto &value = place.values.at(i);
        // The sign keeps SQLite from answering an OR by several walks over the index and a sort of them.
        const auto column = key.isText ? key.expression : QLatin1Char('+') + key.expression;
        if (!value.isValid()) { // nothing comes after the unknown ones
            equals.append(column + QStringLiteral(" IS NULL"));
            continue;
        }
        const auto compare = key.descending ? QStringLiteral("%1 < ?") : QStringLiteral("%1 > ?");
        const auto beyond = key.mayBeUnknown ? QString(QStringLiteral("(") + compare + QStringLiteral(" OR %1 IS NULL)")) : compare;
        addCase(beyond.arg(column), { value });
        equals.append(column + QStringLiteral(" = ?"));
        equalValues.append(value);
    }
    addCase(idDescends() ? QStringLiteral("id < ?") : QStringLiteral("id > ?"), { place.id });
    return QStringLiteral(" AND ((") + cases.join(QStringLiteral(") OR (")) + QStringLiteral("))");
}

QString KeysetOrder::orderBy(const std::function<QString(qsizetype)> &column, const QString &id) const
{
    QStringList parts;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto &key = m_keys.at(i);
        const auto unknown = key.mayBeUnknown ? QStringLiteral(" NULLS LAST") : QString();
        parts.append(column(i) + (key.descending ? QStringLiteral(" DESC") : QString()) + unknown);
    }
    parts.append(id + (idDescends() ? QStringLiteral(" DESC") : QString()));
    return QStringLiteral(" ORDER BY ") + parts.join(QLatin1String(", "));
}

QString KeysetOrder::orderBy(const QString &id) const
{
    return orderBy([this](qsizetype i) { return m_keys.at(i).expression; }, id);
}

KeysetOrder::Place KeysetOrder::placeOf(const Row &row, int first, const QVariant &id) const
{
    Place place { {}, id };
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const int column = first + int(i);
        place.values.append(row.isNull(column) ? QVariant()
                : m_keys.at(i).isText          ? QVariant(row.text(column))
                                               : QVariant(row.int64(column)));
    }
    return place;
}

QString likeContaining(const QString &text)
{
    constexpr qsizetype longestText = 200; // SQLite refuses very long patterns
    QString pattern = text.left(longestText);
    pattern.remove(QChar(u'\0')); // PostgreSQL has no such text
    for (const auto special : { QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_') })
        pattern.replace(special, QStringLiteral("!") + special);
    return QLatin1Char('%') + pattern + QLatin1Char('%');
}
