#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QByteArray>
#include <QVariantList>

#include <functional>

struct sqlite3_stmt;
class Row;

/// The current row of QuickRows::forEach(). Column numbers start at 0. Valid only inside the callback that receives it.
class QuickRow
{
public:
    explicit QuickRow(sqlite3_stmt *statement) : m_statement(statement) {}
    explicit QuickRow(const Row &row) : m_row(&row) {}

    qint64 int64(int column) const; ///< 0 for NULL.
    QByteArray bytes(int column) const;
    QByteArray rawBytes(int column) const; ///< The same, not copied where that can be had: valid no longer than the row.
    bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
    const Row *m_row = nullptr;
};

/// Reads many rows of numbers: on SQLite straight from the connection, without a QVariant per cell, which is four times
/// as fast. Otherwise like Sql::forEach().
namespace QuickRows {

Result<> forEach(Connection &connection, const QString &statement, const QVariantList &values,
    const std::function<bool(const QuickRow &)> &visit);

}
