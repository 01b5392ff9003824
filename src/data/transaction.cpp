#include "data/transaction.h"

#include "data/sql.h"

Transaction::Transaction(Connection &connection)
    : m_connection(connection)
{
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    // After a full disk SQLite has rolled back by itself and answers this with an error: nothing is lost by it.
    QSqlQuery query(m_connection.handle());
    query.exec(QStringLiteral("ROLLBACK"));
}

Result<> Transaction::begin()
{
    const auto begun = Sql::exec(m_connection,
        m_connection.dialect() == Dialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    if (!begun)
        return begun.error();
    m_open = true;
    return Ok;
}

Result<> Transaction::commit()
{
    const auto committed = Sql::exec(m_connection, QStringLiteral("COMMIT"));
    if (!committed)
        return committed.error(); // still open: the destructor rolls back
    m_open = false;
    return Ok;
}
