#include "data/quickrows.h"

#include "data/engine.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QSqlError>

#include <sqlite3.h>

#include <memory>

namespace {

struct Finalize
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Error failure(Connection &connection, sqlite3 *handle)
{
    return Sql::failure(connection,
        QSqlError({}, QString::fromUtf8(sqlite3_errmsg(handle)), QSqlError::StatementError, QString::number(sqlite3_extended_errcode(handle))));
}

int bind(sqlite3_stmt *statement, int parameter, const QVariant &value)
{
    const auto copied = reinterpret_cast<sqlite3_destructor_type>(-1); // SQLITE_TRANSIENT
    if (!value.isValid() || value.isNull())
        return sqlite3_bind_null(statement, parameter);
    if (value.typeId() == QMetaType::QString) {
        const QByteArray text = value.toString().toUtf8();
        return sqlite3_bind_text64(statement, parameter, text.constData(), sqlite3_uint64(text.size()), copied, SQLITE_UTF8);
    }
    if (value.typeId() == QMetaType::QByteArray) {
        const QByteArray bytes = value.toByteArray();
        return sqlite3_bind_blob64(statement, parameter, bytes.constData(), sqlite3_uint64(bytes.size()), copied);
    }
    return sqlite3_bind_int64(statement, parameter, value.toLongLong());
}

Result<> forEachOfSqlite(Connection &connection, const QString &text, const QVariantList &values, const std::function<bool(const QuickRow &)> &visit)
{
    sqlite3 *handle = Engine::sqlite(connection);
    const QByteArray utf8 = text.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    int code = sqlite3_prepare_v2(handle, utf8.constData(), int(utf8.size()), &prepared, nullptr);
    const Statement statement(prepared);
    for (int i = 0; i < values.size() && code == SQLITE_OK; ++i)
        code = bind(prepared, i + 1, values.at(i));
    if (code != SQLITE_OK)
        return failure(connection, handle);
    const QuickRow row(prepared);
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
        if (!visit(row))
            return Ok;
    }
    if (code != SQLITE_DONE)
        return failure(connection, handle);
    return Ok;
}

}

qint64 QuickRow::int64(int column) const
{
    return m_statement ? sqlite3_column_int64(m_statement, column) : m_row->int64(column);
}

QByteArray QuickRow::bytes(int column) const
{
    const QByteArray raw = rawBytes(column);
    return m_statement ? QByteArray(raw.constData(), raw.size()) : raw;
}

QByteArray QuickRow::rawBytes(int column) const
{
    if (!m_statement)
        return m_row->bytes(column);
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray::fromRawData(bytes, sqlite3_column_bytes(m_statement, column));
}

bool QuickRow::isNull(int column) const
{
    return m_statement ? sqlite3_column_type(m_statement, column) == SQLITE_NULL : m_row->isNull(column);
}

Result<> QuickRows::forEach(
    Connection &connection, const QString &statement, const QVariantList &values, const std::function<bool(const QuickRow &)> &visit)
{
    if (connection.dialect() != Dialect::Sqlite)
        return Sql::forEach(connection, statement, values, [&visit](const Row &row) { return visit(QuickRow(row)); });
    if (!connection.isOnItsThread())
        return Error { Error::Kind::Internal, QCoreApplication::translate("Sql", "A connection was used on a foreign thread."), statement };
    return forEachOfSqlite(connection, statement, values, visit);
}
