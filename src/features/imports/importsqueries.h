#pragma once

#include "ledger/importbatches.h"
#include "ledger/repricing.h"

class Connection;

/// The newest imports, and all repricings.
struct ImportsAnswer
{
    QList<ImportBatch> batches; ///< Newest first, ImportsQueries::PageRows at most.
    QList<RepricingJob> repricings; ///< Newest first.
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads for the page of imports. Call inside Database::run.
namespace ImportsQueries {

inline constexpr int PageRows = 200;

/// `chosen` is among the batches, however old it is.
Result<ImportsAnswer> first(Connection &connection, std::optional<qint64> chosen);

}
