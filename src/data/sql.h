#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QLoggingCategory>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <optional>

Q_DECLARE_LOGGING_CATEGORY(lcSql)

/// The current row of a running select. Column numbers start at 0. Valid only inside the callback that receives it.
class Row
{
public:
    explicit Row(const QSqlQuery &query) : m_query(query) {}

    qint64 int64(int column) const { return m_query.value(column).toLongLong(); }
    std::optional<qint64> optionalInt64(int column) const;
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    bool isNull(int column) const { return m_query.isNull(column); }

private:
    const QSqlQuery &m_query;
};

/// The only place that talks to QSqlQuery. No query object leaves it, so none can reach another thread.
/// Statements use `?` for values on both engines; values are qint64, QString, QByteArray or a null QVariant.
namespace Sql {

/// Runs a statement. Returns the number of rows it changed.
Result<qint64> exec(Connection &connection, const QString &statement, const QVariantList &values = {});

/// Pattern of a LIKE ... ESCAPE '!' for texts that hold `text` as it is.
QString containing(QString text);

/// Calls `visit` for each row, in order; stops early where it returns false. Fails too when the rows end because the
/// connection broke.
Result<> forEach(Connection &connection, const QString &statement, const QVariantList &values,
    const std::function<bool(const Row &)> &visit);

/// Turns each row into a value.
template<typename FromRow, typename Value = std::invoke_result_t<FromRow, const Row &>>
Result<QList<Value>> select(Connection &connection, const QString &statement, const QVariantList &values, FromRow fromRow)
{
    QList<Value> rows;
    const auto done = forEach(connection, statement, values, [&rows, &fromRow](const Row &row) {
        rows.append(fromRow(row));
        return true;
    });
    if (!done)
        return done.error();
    return rows;
}

/// The first row as a value, or nullopt where there is none.
template<typename FromRow, typename Value = std::invoke_result_t<FromRow, const Row &>>
Result<std::optional<Value>> selectOne(Connection &connection, const QString &statement, const QVariantList &values, FromRow fromRow)
{
    std::optional<Value> value;
    const auto done = forEach(connection, statement, values, [&value, &fromRow](const Row &row) {
        value = fromRow(row);
        return false;
    });
    if (!done)
        return done.error();
    return value;
}

/// Logs a driver error and wraps it for the user: the only translator of driver errors (SQLite result codes, SQLSTATE).
Error failure(Connection &connection, const QSqlError &error);

}
