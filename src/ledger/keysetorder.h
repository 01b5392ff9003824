#pragma once

#include <QList>
#include <QString>
#include <QVariantList>

#include <functional>

class Row;

/// An order of rows by several keys and then by their id, and how a statement goes on after a place in it: the same cost
/// at any depth where an index serves the first key. Unknown values come last both ways. Expressions come from fixed
/// tables of the caller, values are bound.
class KeysetOrder
{
public:
    struct Key
    {
        QString expression;
        bool isText = false; ///< Else a whole number.
        bool mayBeUnknown = true;
        bool descending = false;
    };
    struct Place
    {
        QVariantList values; ///< One per key; invalid = unknown.
        QVariant id;

        friend bool operator==(const Place &, const Place &) = default;
    };

    KeysetOrder() = default;
    explicit KeysetOrder(const QList<Key> &keys) : m_keys(keys) {}

    const QList<Key> &keys() const { return m_keys; }
    /// Whether ids descend: they follow the last key.
    bool idDescends() const { return m_keys.constLast().descending; }
    /// " AND (...)" for the rows after `place`; appends the values.
    QString after(const Place &place, QVariantList &values) const;
    /// " ORDER BY ..."; `column(i)` is what key i is called in the statement, `id` the row's id.
    QString orderBy(const std::function<QString(qsizetype)> &column, const QString &id) const;
    /// The same with the keys' own expressions.
    QString orderBy(const QString &id) const;
    /// The place of a row whose keys stand from column `first` on.
    Place placeOf(const Row &row, int first, const QVariant &id) const;

private:
    QList<Key> m_keys;
};

/// A pattern for LIKE ... ESCAPE '!' that finds `text` anywhere.
QString likeContaining(const QString &text);
