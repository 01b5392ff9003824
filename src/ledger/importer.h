#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"
#include "ledger/importamounts.h"

#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>

class Workspace;

/// How a file is to be read into the ledger.
struct ImportOptions
{
    QString actor; ///< Who; goes to the audit log.
    std::optional<UtcMicros> at; ///< For records without a time; else the file's modification time. Both are flagged.
    UtcMicros shift = 0; ///< Added to every record's time; stated in the batch. No part of a record's identity.
    std::optional<QString> feature; ///< Books every record under this feature key instead of the record's own.
    int rowsPerTransaction = 50'000;
};

/// Where an import stands. Counts are of whole committed transactions, except bytesRead.
struct ImportProgress
{
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;
    qint64 records = 0;
    qint64 accepted = 0;
    qint64 duplicates = 0;
    qint64 revised = 0;
    qint64 rejected = 0;
};

/// What an import did. records = accepted + duplicates + revised + rejected.
struct ImportReport
{
    qint64 batchId = 0;
    QString format;
    bool resumed = false; ///< Went on where an interrupted import of the same file had stopped.
    ImportProgress counts;
    qint64 rounded = 0; ///< Charged costs that had more than 12 decimals.
    qint64 unpriced = 0;
    Money cost; ///< Of the accepted and revised rows that have one.
    qint64 aggregates = 0; ///< Of the accepted and revised records: sums of calls, kept beside the ledger.
    std::optional<ImportAmounts> amounts = ImportAmounts(); ///< nullopt: begun before amounts were kept.
    UtcMicros shift = 0;
    QStringList ignoredColumns; ///< Columns of the file that the format does not know.
    struct Reject
    {
        qint64 line = 0;
        QString reason;
        QString raw; ///< First 200 characters.
    };
    QList<Reject> firstRejects; ///< At most 20; all of them are in import_rejects.
};

/// Reads files into the ledger: text to records, resolve, price on one thread, write in whole transactions on the
/// writer's. A kill at any instant leaves whole transactions; importing the same file again goes on from there.
class Importer
{
public:
    explicit Importer(Workspace &workspace) : m_workspace(workspace) {}

    /// Blocks until the file is read, `cancelled` becomes true (Error Interrupted, everything committed stays and the
    /// import can be resumed) or something fails. Takes the writer lock. `progress` is called on the calling thread.
    Result<ImportReport> run(const QString &path, const ImportOptions &options, const std::atomic_bool &cancelled,
        const std::function<void(const ImportProgress &)> &progress = {});

private:
    Workspace &m_workspace;
};
