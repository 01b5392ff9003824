#include "features/activity/activityqueries.h"

#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

Result<ActivityAnswer> ActivityQueries::first(Connection &connection, const AuditFilter &filter)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto entries = AuditLog::entries(connection, PageSize, filter);
    if (!entries)
        return entries.error();
    const auto count = AuditLog::count(connection, filter);
    if (!count)
        return count.error();
    const auto extent = AuditLog::extent(connection);
    if (!extent)
        return extent.error();
    const auto actors = AuditLog::actors(connection);
    if (!actors)
        return actors.error();
    return ActivityAnswer { filter, *entries, *count, *extent, *actors, timer.nsecsElapsed() / 1000 };
}

Result<QList<AuditRecord>> ActivityQueries::more(Connection &connection, const AuditFilter &filter, qint64 before)
{
    return AuditLog::entries(connection, PageSize, filter, before);
}
