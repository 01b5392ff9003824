#pragma once

#include "data/workspace.h"

#include <QTemporaryDir>
#include <QVariantList>

/// A new workspace: SQLite in a temporary folder that goes with it, or a database of TestPostgreSql. UTC unless a zone is
/// given. Ends the program where it cannot be made: there is nothing to test then.
class TestDatabase
{
public:
    explicit TestDatabase(const ReportingZone &zone = {}) : TestDatabase(Dialect::Sqlite, zone) {}
    explicit TestDatabase(Dialect dialect, const ReportingZone &zone = {});

    /// For a _data slot: adds the column "dialect" and a row per engine. Then QFETCH(Dialect, dialect).
    static void addEngines();

    Workspace &workspace() { return *m_workspace; }
    Database &reader() { return m_workspace->reader(); }
    Database &writer() { return m_workspace->writer(); }
    const WorkspaceLocation &location() const { return m_workspace->location(); }
    /// Absolute path of a file in the temporary folder.
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    /// On the writing connection, waiting for it.
    Result<qint64> exec(const QString &statement, const QVariantList &values = {});
    /// First column of the first row as a number; -1 where there is none or the statement fails.
    qint64 number(const QString &statement, const QVariantList &values = {});
    /// First column of all rows as text; the error's line where the statement fails.
    QStringList texts(const QString &statement, const QVariantList &values = {});

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};
