#pragma once

#include "data/dialect.h"

#include <QSqlDatabase>

/// An open connection, handed to tasks on the thread that owns it. Outside data/ it is only passed on to Sql,
/// Transaction and BulkStatement.
class Connection
{
public:
    Connection(QSqlDatabase database, Dialect dialect) : m_database(std::move(database)), m_dialect(dialect) {}
    Q_DISABLE_COPY_MOVE(Connection)

    Dialect dialect() const { return m_dialect; }
    /// For data/ only.
    QSqlDatabase &handle() { return m_database; }

private:
    QSqlDatabase m_database;
    Dialect m_dialect;
};
