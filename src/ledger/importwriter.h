#pragma once

#include "core/reportingzone.h"
#include "core/result.h"
#include "data/bulkstatement.h"
#include "data/workspacelocation.h"
#include "ledger/importer.h"
#include "ledger/importnames.h"
#include "ledger/preparedrows.h"
#include "ledger/rollups.h"

#include <optional>

/// What identifies an import that may have to be resumed.
struct ImportFile
{
    QString path; ///< Absolute.
    qint64 size = 0;
    UtcMicros modified = 0;
    QString optionsText; ///< JSON of the options that change what is written.
    QString format; ///< Name of the format that it was recognised as.
};

/// The writing half of an import: one prepared batch, one transaction. Lives on the writer's thread only.
class ImportWriter
{
public:
    ImportWriter(Connection &connection, WorkspaceLocation location, const ReportingZone &zone, ImportFile file, const ImportOptions &options);

    /// Finds an unfinished import of the same file and options and takes it up. Call first. Returns how many records of
    /// the file are in the ledger already.
    Result<qint64> begin();

    /// Writes a batch: names, claims, rows, revisions, rollups, rejects and the counts, all or nothing.
    Result<ImportReport> write(const PreparedBatch &batch, UtcMicros now);

    /// Marks the import as cancelled; what was committed stays and can be gone on with.
    Result<> cancel(UtcMicros now);

private:
    Result<> prepareStatements();
    Result<> createBatch(UtcMicros now);
    Result<> writeRows(const PreparedBatch &batch, UtcMicros now);
    Result<bool> isKnownContent(const PreparedRow &row);
    Result<> reviseRow(const PreparedRow &row, UtcMicros now);
    Result<> insertRow(const PreparedRow &row, qint64 id);
    Result<> writeRejects(const PreparedBatch &batch);
    Result<> saveCounts(bool last, UtcMicros now);
    void bindRow(BulkStatement &statement, const PreparedRow &row, int first) const;
    RollupRow rollupOf(const PreparedRow &row, qint64 id) const;
    void addAmount(ImportAmount ImportAmounts::*outcome, std::optional<qint64> pico);
    void count(const PreparedRow &row, ImportAmount ImportAmounts::*outcome);

    Connection &m_connection;
    const WorkspaceLocation m_location;
    const ImportFile m_file;
    const ImportOptions m_options;
    ImportNames m_names;
    Rollups m_rollups;
    ImportReport m_report;
    bool m_batchExists = false;
    qint64 m_nextUsageId = 0;
    std::optional<BulkStatement> m_claim, m_findClaim, m_insert, m_insertRaw;
};
