#pragma once

#include "core/error.h"
#include "data/dialect.h"

#include <QSqlDatabase>
#include <QThread>

#include <optional>
#include <utility>

/// An open connection, handed to tasks on the thread that owns it. Outside data/ it is only passed on to Sql,
/// Transaction and BulkStatement.
class Connection
{
public:
    /// `name` is what messages call the workspace. Belongs to the thread that makes it.
    Connection(QSqlDatabase database, Dialect dialect, QString name = {})
        : m_database(std::move(database)), m_dialect(dialect), m_name(std::move(name)) {}
    Q_DISABLE_COPY_MOVE(Connection)

    Dialect dialect() const { return m_dialect; }
    QString name() const { return m_name; }
    /// A copied handle works on a foreign thread without any warning and corrupts: Sql refuses where this is false.
    bool isOnItsThread() const { return QThread::currentThread() == m_thread; }
    /// For data/ only.
    QSqlDatabase &handle() { return m_database; }
    /// That the database itself failed, as opposed to refusing what it was asked for. For data/ only.
    void noteFault(const Error &fault) { m_fault = fault; }
    /// The fault since the last call, if any.
    std::optional<Error> takeFault() { return std::exchange(m_fault, std::nullopt); }

private:
    QSqlDatabase m_database;
    Dialect m_dialect;
    QString m_name;
    std::optional<Error> m_fault;
    QThread *m_thread = QThread::currentThread();
};
