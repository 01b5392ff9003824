#pragma once

#include "audit/auditlog.h"

/// What the activity page shows first, from one snapshot of the log.
struct ActivityAnswer
{
    AuditFilter filter;
    QList<AuditRecord> entries; ///< Newest first.
    qint64 count = 0; ///< Entries that the filter finds in all.
    std::optional<TimeRange> extent; ///< Of the whole log; nullopt where it is empty.
    QStringList actors; ///< Of the whole log.
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads for the activity page. Call inside Database::run.
namespace ActivityQueries {

inline constexpr int PageSize = 200;

Result<ActivityAnswer> first(Connection &connection, const AuditFilter &filter);
/// Fewer than PageSize: there are no more.
Result<QList<AuditRecord>> more(Connection &connection, const AuditFilter &filter, qint64 before);

}
