#pragma once

#include "migration/legacyservicecount.h"

#include <QHash>

#include <memory>

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
    qint64 rowsCounted = 0; ///< Of usage_logs, for the services.
    std::shared_ptr<LegacyServiceCount> rest; ///< The services are those of rowsCounted only: more() goes on. Else null.
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

/// Rows of usage_logs that are counted before the services show, and between two looks at them after that.
inline constexpr qint64 FirstCounted = 20'000;
inline constexpr qint64 NextCounted = 100'000;

Result<LegacyAnswer> first(Connection &connection, const LegacyQuestion &question);
/// Precondition: `answer` has a rest.
Result<LegacyAnswer> more(Connection &connection, LegacyAnswer answer);
Result<LegacyFigures> figures(Connection &connection, const LegacyQuestion &question);

}
