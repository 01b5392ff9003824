#include "data/bulkengine.h"

#include "data/engine.h"
#include "data/sql.h"

#include <QSqlError>

#include <libpq-fe.h>

#include <atomic>
#include <vector>

namespace {

constexpr unsigned ByteaType = 17; // pg_type.oid, fixed for ever

struct ClearResult
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultPointer = std::unique_ptr<PGresult, ClearResult>;

/// `?` to $1, $2, ... outside quotes and comments.
QByteArray numbered(const QString &statement, int &count)
{
    const QByteArray text = statement.toUtf8();
    QByteArray done;
    char quote = 0;
    count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (quote) {
            if (c == quote)
                quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '-' && i + 1 < text.size() && text.at(i + 1) == '-') {
            quote = '\n';
        } else if (c == '?') {
            done += '$' + QByteArray::number(++count);
            continue;
        }
        done += c;
    }
    return done;
}

Error resultFailure(Connection &connection, pg_conn *handle, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const char *text = result ? PQresultErrorMessage(result) : PQerrorMessage(handle);
    return Sql::failure(connection, QSqlError({}, QString::fromUtf8(text), QSqlError::StatementError, QString::fromLatin1(state)));
}

class PostgreSqlBulkEngine : public BulkEngine
{
public:
    PostgreSqlBulkEngine(Connection &connection, pg_conn *handle, QByteArray name, int count)
        : m_connection(connection), m_handle(handle), m_name(std::move(name)), m_values(size_t(count)) {}
    ~PostgreSqlBulkEngine() override { ResultPointer(PQexec(m_handle, QByteArray("DEALLOCATE " + m_name).constData())); }
    Q_DISABLE_COPY_MOVE(PostgreSqlBulkEngine)

    void bind(int parameter, qint64 value) override { set(parameter, { QByteArray::number(value), 0, false }); }
    // Binary, so that the length counts and the server refuses what is no text instead of cutting it at a NUL.
    void bindText(int parameter, QByteArrayView utf8) override { set(parameter, { utf8.toByteArray(), 1, false }); }
    void bindBytes(int parameter, QByteArrayView bytes) override { set(parameter, { bytes.toByteArray(), 1, false }); }
    void bindNull(int parameter) override { set(parameter, {}); }
    Result<qint64> execute() override;

private:
    struct Parameter
    {
        QByteArray value;
        int format = 0;
        bool null = true;
    };
    void set(int parameter, Parameter value)
    {
        if (parameter < 1 || size_t(parameter) > m_values.size())
            m_badParameter = parameter;
        else
            m_values[size_t(parameter) - 1] = std::move(value);
    }
    ResultPointer send() const;
    void takeFirstRow(const PGresult *result);

    Connection &m_connection;
    pg_conn *m_handle;
    const QByteArray m_name;
    std::vector<Parameter> m_values;
    std::optional<int> m_badParameter;
};

ResultPointer PostgreSqlBulkEngine::send() const
{
    std::vector<const char *> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const auto &parameter : m_values) {
        values.push_back(parameter.null ? nullptr : parameter.value.constData());
        lengths.push_back(int(parameter.value.size()));
        formats.push_back(parameter.format);
    }
    return ResultPointer(PQexecPrepared(m_handle, m_name.constData(), int(values.size()), values.data(), lengths.data(),
        formats.data(), 0));
}

void PostgreSqlBulkEngine::takeFirstRow(const PGresult *result)
{
    if (PQntuples(result) == 0)
        return;
    if (PQnfields(result) > 0 && !PQgetisnull(result, 0, 0))
        returned = QByteArray(PQgetvalue(result, 0, 0)).toLongLong();
    if (PQnfields(result) < 2 || PQgetisnull(result, 0, 1))
        return;
    const char *text = PQgetvalue(result, 0, 1);
    if (PQftype(result, 1) == ByteaType)
        returnedBytes = QByteArray::fromHex(QByteArray(text + 2, PQgetlength(result, 0, 1) - 2)); // bytea_output is hex: "\x..."
    else
        returnedBytes = QByteArray(text, PQgetlength(result, 0, 1));
}

Result<qint64> PostgreSqlBulkEngine::execute()
{
    returned.reset();
    returnedBytes.clear();
    if (const auto bad = std::exchange(m_badParameter, std::nullopt)) {
        return Sql::failure(m_connection,
            QSqlError({}, QStringLiteral("no parameter %1").arg(*bad), QSqlError::StatementError, QStringLiteral("XX000")));
    }
    const auto result = send();
    for (auto &parameter : m_values)
        parameter = {};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return resultFailure(m_connection, m_handle, result.get());
    takeFirstRow(result.get());
    if (qstrncmp(PQcmdStatus(result.get()), "SELECT", 6) == 0)
        return qint64(0);
    return QByteArray(PQcmdTuples(result.get())).toLongLong();
}

}

Result<std::unique_ptr<BulkEngine>> makePostgreSqlBulkEngine(Connection &connection, const QString &statement)
{
    static std::atomic<quint64> number = 0;
    pg_conn *handle = Engine::postgresql(connection);
    if (!handle)
        return Sql::failure(connection, connection.handle().lastError());
    int count = 0;
    const QByteArray text = numbered(statement, count);
    const QByteArray name = "signalbox_bulk_" + QByteArray::number(++number);
    const ResultPointer prepared(PQprepare(handle, name.constData(), text.constData(), count, nullptr));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK)
        return resultFailure(connection, handle, prepared.get());
    return std::unique_ptr<BulkEngine>(std::make_unique<PostgreSqlBulkEngine>(connection, handle, name, count));
}
