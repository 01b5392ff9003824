#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"
#include "ledger/importamounts.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

class Connection;

/// An import as the workspace remembers it.
struct ImportBatch
{
    qint64 id = 0;
    QString fileName; ///< Absolute path at that time.
    QString format;
    QString status; ///< "running", "complete", "cancelled", "failed"
    UtcMicros started = 0;
    std::optional<UtcMicros> finished;
    std::optional<UtcMicros> undone;
    QString actor;
    QString options; ///< JSON object: shift_us, feature, at_us.
    qint64 records = 0;
    qint64 accepted = 0;
    qint64 duplicates = 0;
    qint64 revised = 0;
    qint64 rejected = 0;
    qint64 unpriced = 0;
    Money cost; ///< When it was imported; repricing does not change it.
    std::optional<ImportAmounts> amounts; ///< The same by outcome; nullopt: begun before amounts were kept.
};

/// A record of an import that could not be understood.
struct ImportReject
{
    qint64 id = 0;
    qint64 line = 0;
    QString reason;
    QString raw; ///< First 200 characters.
};

/// What the ledger holds of an import now, and so what undoing it would do.
struct ImportFacts
{
    qint64 rows = 0;
    qint64 restored = 0; ///< Of these, rows that come back as they were before it; the others go.
    qint64 unpriced = 0;
    Money cost; ///< Of the priced rows, as it is now.
    std::optional<TimeRange> days; ///< Whole days of the workspace that hold its rows.
    QStringList leaning; ///< Later imports that revised its rows and have to be undone first: one sentence each.
};

/// Reads what the workspace remembers of imports. Call inside Database::run; may be interrupted.
namespace ImportBatches {

/// Newest first.
Result<QList<ImportBatch>> all(Connection &connection);
/// The same below the number `below`, at most `limit`.
Result<QList<ImportBatch>> page(Connection &connection, std::optional<qint64> below, int limit);
/// Fails with NotFound.
Result<ImportBatch> find(Connection &connection, qint64 batch);
/// In the order of the file, behind the reject `after`, at most `limit`.
Result<QList<ImportReject>> rejects(Connection &connection, qint64 batch, qint64 after, int limit);
/// What the rollups know: facts without `restored` and `leaning`. Reads no row.
Result<ImportFacts> sums(Connection &connection, qint64 batch);
Result<ImportFacts> facts(Connection &connection, qint64 batch);
/// See ImportFacts::leaning.
Result<QStringList> leaning(Connection &connection, qint64 batch);
/// LIKE pattern of images of the batch's rows: UsageRows::image() writes JSON without blanks.
QString imagePattern(qint64 batch);

}
