#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

/// The numbered scripts that make a workspace's schema, and what of them a database has seen (table schema_history).
class SchemaMigrations
{
public:
    struct Script
    {
        int version = 0;
        QString name;
        QString text;
        QByteArray checksum; ///< SHA-256 of the text without comments, empty lines and trailing blanks; hexadecimal.
    };

    /// SQLite's application_id of a workspace: "Sign".
    static constexpr quint32 ApplicationId = 0x5369676E;

    /// The scripts NNNN_name.sql of `folder`; empty is the program's own. Fails with Internal where numbers are missing.
    static Result<SchemaMigrations> load(Dialect dialect, const QString &folder = {});
    /// Ends at each semicolon that an empty line or the end of the text follows.
    static QStringList statements(const QString &script);

    int newest() const { return m_scripts.isEmpty() ? 0 : m_scripts.last().version; }

    /// The version of the database, 0 for an empty one. Writes nothing. Fails with TooNew, or with Mismatch where a
    /// script that it has seen reads differently now.
    Result<int> check(Connection &connection) const;
    /// All scripts into an empty database, inside the caller's transaction.
    Result<> createAll(Connection &connection) const;
    /// Brings a database that has a schema to `newest()`, one transaction per script: a kill leaves it at a whole version.
    Result<> migrate(Connection &connection) const;

private:
    Result<> apply(Connection &connection, const Script &script) const;

    QList<Script> m_scripts; ///< 1, 2, 3, ...
};
