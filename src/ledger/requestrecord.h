#pragma once

#include "ledger/pricing.h"
#include "ledger/requestquery.h"

class Connection;

/// The import that wrote a row.
struct RequestBatch
{
    QString fileName;
    QString format;
    QString actor;
    UtcMicros started = 0;
};

/// A row as it was before an import replaced it.
struct RequestRevision
{
    UtcMicros replaced = 0;
    QString fileName; ///< Of the import that replaced it.
    QString image; ///< JSON of all columns.
};

/// Everything that is known about one row.
struct RequestRecord
{
    RequestRow row;
    QString errorMessage;
    QString canonical; ///< What the model's name was resolved to; empty: nothing.
    QString matchKind; ///< How: "exact", "alias", ..., "none".
    std::optional<PriceRevision> price;
    PriceWorking working; ///< With `price`; its total is what the program computes for the row.
    RequestBatch batch;
    QList<RequestRevision> revisions; ///< Newest first.
    QString raw; ///< The record as it stands in its file; empty where the row holds all of it. Private: it can hold prompts.
    qint64 rawBytes = 0; ///< Of it in the file.
    bool rawIsCut = false; ///< `raw` is only its beginning.
};

namespace Requests {

/// Fails with NotFound where there is no such row (any more). Call inside Database::run.
Result<RequestRecord> record(Connection &connection, qint64 id);

}
