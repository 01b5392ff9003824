#include "data/engine.h"
#include "data/openconnection.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QUrl>

#include <sqlite3.h>

namespace {

/// The only form in which SQLite sees a path: nothing in a name can be read as an option.
QString uri(const QString &path, OpenConnection::Mode mode)
{
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    switch (mode) {
    case OpenConnection::Mode::Read:
        return QStringLiteral("file:%1?mode=ro").arg(encoded);
    case OpenConnection::Mode::Snapshot:
        return QStringLiteral("file:%1?mode=ro&immutable=1").arg(encoded);
    case OpenConnection::Mode::Write:
    case OpenConnection::Mode::Create:
        break;
    }
    return QStringLiteral("file:%1?mode=rw").arg(encoded);
}

struct Pragma
{
    QString name;
    QString value;
    QString readBack; ///< What the engine must answer afterwards.
};

QList<Pragma> prologue(bool writes)
{
    const auto pragma = [](const char *name, const char *value, const char *readBack) {
        return Pragma { QString::fromLatin1(name), QString::fromLatin1(value), QString::fromLatin1(readBack) };
    };
    return {
        pragma("busy_timeout", "5000", "5000"),
        pragma("synchronous", "FULL", "2"), // NORMAL loses acknowledged commits at a power cut
        pragma("foreign_keys", "ON", "1"),
        pragma("trusted_schema", "OFF", "0"),
        pragma("cell_size_check", "ON", "1"),
        pragma("temp_store", "MEMORY", "2"),
        pragma("journal_size_limit", "67108864", "67108864"),
        // One connection writes and checkpoints: two at once can corrupt a WAL file in this SQLite.
        writes ? pragma("wal_autocheckpoint", "1000", "1000") : pragma("wal_autocheckpoint", "0", "0"),
        pragma("query_only", writes ? "0" : "1", writes ? "0" : "1"),
    };
}

Result<QString> pragmaValue(Connection &connection, const QString &statement)
{
    const auto value = Sql::selectOne(connection, statement, {}, [](const Row &row) { return row.text(0); });
    if (!value)
        return value.error();
    return value->value_or(QString());
}

Error refused(const Connection &connection, const QString &what)
{
    return { Error::Kind::Internal,
        QCoreApplication::translate("OpenConnection", "%1 could not be opened safely.").arg(connection.name()), what };
}

Result<> applyPrologue(Connection &connection, bool writes)
{
    for (const auto &pragma : prologue(writes)) {
        if (auto set = Sql::exec(connection, QStringLiteral("PRAGMA %1=%2").arg(pragma.name, pragma.value)); !set)
            return set.error();
        const auto value = pragmaValue(connection, QStringLiteral("PRAGMA %1").arg(pragma.name));
        if (!value)
            return value.error();
        if (*value != pragma.readBack)
            return refused(connection, QStringLiteral("%1 is %2").arg(pragma.name, *value));
    }
    const auto mapped = pragmaValue(connection, QStringLiteral("PRAGMA mmap_size=0"));
    if (!mapped)
        return mapped.error();
    if (!mapped->isEmpty() && *mapped != QLatin1String("0"))
        return refused(connection, QStringLiteral("mmap_size is ") + *mapped);
    return Ok;
}

Result<> applyLimits(Connection &connection, bool writes)
{
    sqlite3 *handle = Engine::sqlite(connection);
    if (!handle)
        return refused(connection, QStringLiteral("no handle"));
    int defensive = 0;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
    int keepsLog = 0;
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, writes ? 0 : 1, &keepsLog);
    if (defensive != 1 || keepsLog != (writes ? 0 : 1))
        return refused(connection, QStringLiteral("db_config"));
    return Ok;
}

}

Result<> OpenConnection::openSqlite(const WorkspaceLocation &location, Mode mode)
{
    const bool writes = mode == Mode::Write || mode == Mode::Create;
    m_use = std::make_unique<WorkspaceFile::Use>(location.path);
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
        database.setDatabaseName(uri(location.path, mode));
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
        m_connection = std::make_unique<Connection>(database, Dialect::Sqlite, location.displayName());
    }
    if (!m_connection->handle().open())
        return Sql::failure(*m_connection, m_connection->handle().lastError());
    if (auto limited = applyLimits(*m_connection, writes); !limited)
        return limited;
    if (auto applied = applyPrologue(*m_connection, writes); !applied)
        return applied;
    if (mode == Mode::Create) {
        const auto journal = pragmaValue(*m_connection, QStringLiteral("PRAGMA journal_mode=WAL"));
        if (!journal)
            return journal.error();
        if (*journal != QLatin1String("wal"))
            return refused(*m_connection, QStringLiteral("journal_mode is ") + *journal);
    }
    return Ok;
}
