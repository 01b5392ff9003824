#pragma once

#include "core/result.h"
#include "data/connection.h"
#include "data/workspacefile.h"
#include "data/workspacelocation.h"

#include <memory>

/// An open connection with its prologue done and checked. Lives and dies on one thread; closing leaves no trace in
/// QSqlDatabase. For data/ only: everybody else runs tasks in a Database.
class OpenConnection
{
public:
    enum class Mode {
        Read, ///< Never writes and never checkpoints.
        Snapshot, ///< Like Read, for a SQLite file in a folder that cannot be written: taken as unchanging.
        Write,
        Create, ///< Write, and switches a new SQLite file to WAL.
    };

    static Result<std::unique_ptr<OpenConnection>> open(const WorkspaceLocation &location, Mode mode);
    ~OpenConnection();
    Q_DISABLE_COPY_MOVE(OpenConnection)

    Connection &connection() { return *m_connection; }

private:
    explicit OpenConnection(QString name) : m_name(std::move(name)) {}
    Result<> openSqlite(const WorkspaceLocation &location, Mode mode);
    Result<> openPostgreSql(const WorkspaceLocation &location, Mode mode);

    const QString m_name; ///< In QSqlDatabase's list.
    std::unique_ptr<WorkspaceFile::Use> m_use; ///< SQLite only.
    std::unique_ptr<Connection> m_connection;
};
