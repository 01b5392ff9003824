#include "data/transaction.h"

#include "data/engine.h"
#include "data/sql.h"

#include <QCoreApplication>

#include <libpq-fe.h>

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
    // In a transaction that has failed PostgreSQL answers COMMIT with a rollback and calls that a success.
    if (auto *handle = Engine::postgresql(m_connection); handle && PQtransactionStatus(handle) != PQTRANS_INTRANS) {
        return Error { PQstatus(handle) == CONNECTION_OK ? Error::Kind::Internal : Error::Kind::Network,
            QCoreApplication::translate("Sql", "The changes to %1 were not saved.").arg(m_connection.name()),
            QStringLiteral("commit of a failed transaction") };
    }
    const auto committed = Sql::exec(m_connection, QStringLiteral("COMMIT"));
    if (!committed)
        return committed.error(); // still open: the destructor rolls back
    m_open = false;
    return Ok;
}
