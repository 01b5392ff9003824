#pragma once

#include <QLatin1String>
#include <QList>
#include <QString>

/// What a column of a legacy table means. The values themselves are as loose as the tables.
enum class LegacyKind {
    Id,
    Integer,
    Figure, ///< A number as text.
    Text,
    Money, ///< USD as text, in whatever form.
    Time, ///< Text: ISO 8601 in several forms, epoch seconds or milliseconds, or something else.
    Json,
};

struct LegacyColumn
{
    QLatin1String name;
    LegacyKind kind = LegacyKind::Text;
};

/// One of the tables of the systems before this one. It stands in the workspace until a cleanup drops it.
struct LegacyTable
{
    QLatin1String name;
    QList<LegacyColumn> columns; ///< In the order of the schema; the first is the id, unique.
    QLatin1String time; ///< Column by which a range of time cuts the table; empty: it holds what is valid, not what happened.
    bool hasTextId = false;

    /// Names of the columns that say which service, model and user a row is about; empty where there is none.
    QLatin1String serviceColumn() const { return firstOf({ QLatin1String("service_name") }); }
    QLatin1String modelColumn() const { return firstOf({ QLatin1String("model_name"), QLatin1String("model_used") }); }
    QLatin1String userColumn() const { return firstOf({ QLatin1String("user_id") }); }
    bool isInteger(int column) const; ///< Else it holds text.
    int indexOf(const QString &column) const; ///< -1: it has none of that name.

private:
    QLatin1String firstOf(const QList<QLatin1String> &names) const;
};

/// All fourteen: three for each of the four legacy places, ai_generations and stories.
const QList<LegacyTable> &legacyTables();
/// nullptr where there is none of that name.
const LegacyTable *legacyTable(const QString &name);
