#pragma once

#include "core/result.h"
#include "ledger/importer.h"
#include "ledger/preparedrows.h"
#include "ledger/recordidentity.h"
#include "ledger/rowpricer.h"

#include <QHash>

#include <memory>

class UsageFormat;

/// The reading half of an import: text to prepared rows, in batches. Touches no database.
class ImportPreparer
{
public:
    /// `assumedTime` is for records without a time.
    ImportPreparer(UsageFormat &format, RowPricer pricer, const ImportOptions &options, UtcMicros assumedTime);

    /// Reads on without preparing rows until `records` have been passed: they are in the ledger already. Their identities
    /// are counted, so that equal records behind them get the ordinals they would have had.
    Result<> skip(qint64 records);

    /// The next batch, at most options.rowsPerTransaction records; `last` is set on the one that ends the file.
    Result<PreparedBatch> next();

private:
    struct Names
    {
        QHash<QByteArray, int> positions { { QByteArray(), 0 } };
        int add(const QByteArray &name, std::vector<NewName> &fresh);
    };

    void prepare(const UsageRecord &record, PreparedBatch &batch);

    UsageFormat &m_format;
    RowPricer m_pricer;
    const ImportOptions m_options;
    const UtcMicros m_assumedTime;
    RecordIdentity m_identity;
    qsizetype m_rawBytes = 0; ///< Kept for the batch that is being read.
    Names m_features, m_providers, m_models, m_users, m_sources;
};
