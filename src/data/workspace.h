#pragma once

#include "core/reportingzone.h"
#include "core/result.h"
#include "data/database.h"
#include "data/workspacelocation.h"

#include <memory>

/// An open workspace: one writing and one reading connection, each on its own thread.
class Workspace
{
public:
    /// Makes a new, empty workspace with the newest schema. Fails with Conflict where something is there already, and
    /// then touches nothing.
    static Result<std::unique_ptr<Workspace>> create(const WorkspaceLocation &location, const ReportingZone &zone);

    /// Opens an existing one after checking header, application id, schema version and digest. Garbage, foreign files,
    /// folders and newer schemas are refused without touching a byte (CannotOpen, Corrupt, TooNew). An older schema is
    /// upgraded when `access` allows it.
    static Result<std::unique_ptr<Workspace>> open(const WorkspaceLocation &location, Database::Access access = Database::Access::ReadWrite);

    ~Workspace();

    const WorkspaceLocation &location() const { return m_location; }
    const ReportingZone &zone() const { return m_zone; }
    Database::Access access() const { return m_access; }
    /// Why a workspace that was asked for as read-write is read-only; empty otherwise.
    QString readOnlyReason() const { return m_readOnlyReason; }
    /// That committed transactions are missing from the file, for a strip that stays; empty otherwise.
    QString warning() const { return m_warning; }

    Database &reader() { return *m_reader; }
    /// A further reading connection, for one long answer that must not keep the pages waiting. May outlive this.
    std::unique_ptr<Database> newReader() const;
    /// Precondition: access() is ReadWrite. Hold a WriterLock around tasks that write.
    Database &writer() { return *m_writer; }

private:
    Workspace() = default;
    Result<> readInfo(Connection &connection, Database::Access wanted);
    void startDatabases(bool snapshot);
    static Result<std::unique_ptr<Workspace>> openSqlite(const WorkspaceLocation &location, Database::Access access);
    static Result<std::unique_ptr<Workspace>> openPostgreSql(const WorkspaceLocation &location, Database::Access access);
    WorkspaceLocation m_location;
    ReportingZone m_zone;
    Database::Access m_access = Database::Access::ReadOnly;
    QString m_readOnlyReason;
    QString m_warning;
    bool m_snapshot = false;
    std::unique_ptr<Database> m_reader;
    std::unique_ptr<Database> m_writer;
};
