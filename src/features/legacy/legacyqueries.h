#pragma once

#include "migration/legacyservices.h"

#include <QHash>

class Connection;

/// What a legacy page is about.
struct LegacyQuestion
{
    LegacyQuery query;
    bool services = false; ///< usage_logs by service, not the rows of a table.
    QStringList tables; ///< All of the page, for their sizes.

    friend bool operator==(const LegacyQuestion &, const LegacyQuestion &) = default;
};

/// What is shown first.
struct LegacyAnswer
{
    LegacyQuestion question;
    bool isMissing = false; ///< The workspace has no such table.
    LegacyRowPage page;
    QList<LegacyService> services;
    qint64 microseconds = 0; ///< How long the database took.
};

/// What takes longer on large tables.
struct LegacyFigures
{
    LegacyCounts counts; ///< Of the table that is asked for (usage_logs for services).
    QHash<QString, qint64> sizes; ///< Rows by table; those that are missing are not in it.
};

/// Reads for the legacy pages. Call inside Database::run.
namespace LegacyQueries {

Result<LegacyAnswer> first(Connection &connection, const LegacyQuestion &question);
Result<LegacyFigures> figures(Connection &connection, const LegacyQuestion &question);

}
