#include "data/bulkengine.h"

#include "data/engine.h"
#include "data/sql.h"

#include <QSqlError>

#include <sqlite3.h>

namespace {

class SqliteBulkEngine : public BulkEngine
{
public:
    SqliteBulkEngine(Connection &connection, sqlite3 *handle, sqlite3_stmt *statement)
        : m_connection(connection), m_handle(handle), m_statement(statement) {}
    ~SqliteBulkEngine() override { sqlite3_finalize(m_statement); }
    Q_DISABLE_COPY_MOVE(SqliteBulkEngine)

    void bind(int parameter, qint64 value) override { remember(sqlite3_bind_int64(m_statement, parameter, value)); }
    void bindNull(int parameter) override { remember(sqlite3_bind_null(m_statement, parameter)); }
    void bindText(int parameter, QByteArrayView utf8) override
    {
        remember(sqlite3_bind_text64(m_statement, parameter, utf8.isNull() ? "" : utf8.data(), sqlite3_uint64(utf8.size()),
            copied(), SQLITE_UTF8));
    }
    void bindBytes(int parameter, QByteArrayView bytes) override
    {
        remember(sqlite3_bind_blob64(m_statement, parameter, bytes.isNull() ? "" : bytes.data(),
            sqlite3_uint64(bytes.size()), copied()));
    }
    Result<qint64> execute() override;

private:
    static sqlite3_destructor_type copied() { return reinterpret_cast<sqlite3_destructor_type>(-1); } // SQLITE_TRANSIENT
    void remember(int code)
    {
        if (code != SQLITE_OK && m_bindFailure == SQLITE_OK)
            m_bindFailure = code;
    }
    void takeFirstRow();

    Connection &m_connection;
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement;
    int m_bindFailure = SQLITE_OK;
};

Error sqliteFailure(Connection &connection, sqlite3 *handle, int code)
{
    return Sql::failure(connection,
        QSqlError({}, QString::fromUtf8(sqlite3_errmsg(handle)), QSqlError::StatementError, QString::number(code)));
}

void SqliteBulkEngine::takeFirstRow()
{
    if (sqlite3_column_count(m_statement) > 0 && sqlite3_column_type(m_statement, 0) != SQLITE_NULL)
        returned = sqlite3_column_int64(m_statement, 0);
    if (sqlite3_column_count(m_statement) > 1) {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, 1));
        returnedBytes = QByteArray(bytes, sqlite3_column_bytes(m_statement, 1));
    }
}

Result<qint64> SqliteBulkEngine::execute()
{
    returned.reset();
    returnedBytes.clear();
    int code = std::exchange(m_bindFailure, SQLITE_OK);
    if (code == SQLITE_OK) {
        code = sqlite3_step(m_statement);
        if (code == SQLITE_ROW)
            takeFirstRow();
        while (code == SQLITE_ROW)
            code = sqlite3_step(m_statement);
    }
    const bool done = code == SQLITE_DONE;
    const auto failure = done ? std::optional<Error>() : sqliteFailure(m_connection, m_handle, sqlite3_extended_errcode(m_handle));
    const qint64 changed = sqlite3_stmt_readonly(m_statement) ? 0 : sqlite3_changes64(m_handle);
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    if (failure)
        return *failure;
    return changed;
}

}

Result<std::unique_ptr<BulkEngine>> makeSqliteBulkEngine(Connection &connection, const QString &statement)
{
    sqlite3 *handle = Engine::sqlite(connection);
    const QByteArray text = statement.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    const int code = sqlite3_prepare_v3(handle, text.constData(), int(text.size()), SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK || !prepared)
        return sqliteFailure(connection, handle, code);
    return std::unique_ptr<BulkEngine>(std::make_unique<SqliteBulkEngine>(connection, handle, prepared));
}
