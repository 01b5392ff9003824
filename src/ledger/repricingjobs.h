#pragma once

#include "ledger/repricer.h"

/// The tables repricing_jobs and repricing_changes. All inside the caller's transaction.
namespace RepricingJobs {

/// Newest first.
Result<QList<RepricingJob>> all(Connection &connection);
/// Fails with NotFound.
Result<RepricingJob> find(Connection &connection, qint64 id);
/// The one job that is being applied or undone, also by a process that was killed.
Result<std::optional<RepricingJob>> unfinished(Connection &connection);

/// A new one that is running.
Result<RepricingJob> create(Connection &connection, const RepricingScope &scope, const QString &pricesDigest, const RepricingOptions &options,
    UtcMicros now);
/// Up to which row it is done. 0 where it worked with other prices so far: it has to look at every row again.
Result<qint64> cursor(Connection &connection, qint64 id, const QString &pricesDigest);
Result<> moveCursor(Connection &connection, qint64 id, qint64 lastRow);
/// Sums what it has changed so far into the job.
Result<> count(Connection &connection, qint64 id);
Result<> setComplete(Connection &connection, qint64 id, UtcMicros now);
Result<> setStatus(Connection &connection, qint64 id, const QString &status);
Result<> setUndone(Connection &connection, qint64 id, UtcMicros now);

/// One row that the job changes or changed.
struct Change
{
    qint64 row = 0;
    qint64 batch = 0;
    RowCost before;
    RowCost after;
};
/// Keeps `changes`, and the oldest image where the job changed a row before.
Result<> keep(Connection &connection, qint64 job, const std::vector<Change> &changes);
/// The first changes by row.
Result<std::vector<Change>> first(Connection &connection, qint64 job, qint64 limit);
/// Forgets the changes of rows up to `row`.
Result<> forget(Connection &connection, qint64 job, qint64 row);

/// Rows that are not as the job left them, or that a later repricing took up: one sentence each, ten at most.
Result<QStringList> changedSince(Connection &connection, qint64 job);

/// Writes a cost into each row of the ledger.
Result<> writeCosts(Connection &connection, const std::vector<std::pair<qint64, RowCost>> &costs);

}
