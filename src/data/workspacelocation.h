#pragma once

#include "core/result.h"
#include "data/dialect.h"

#include <QString>

/// Where a workspace lives: a file or a PostgreSQL database.
struct WorkspaceLocation
{
    Dialect dialect = Dialect::Sqlite;
    QString path; ///< SQLite: absolute file path.
    QString url; ///< PostgreSQL: postgresql://user@host:port/database?options, without a password.
    QString password; ///< PostgreSQL: from the URL, never shown or logged.

    /// `text` is a path or a postgresql:// URL; empty is default.signalbox in the user's data folder. Names that SQLite
    /// would read as something else than a file ("file:...", ":memory:") are refused with Usage.
    static Result<WorkspaceLocation> parse(const QString &text);
    /// For titles and messages: the file name, or host/database.
    QString displayName() const;
};
