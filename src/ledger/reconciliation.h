#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

#include <optional>

class Connection;

/// What one side says of the calls of a row. Unknown is nullopt, never zero.
struct ReconciledSide
{
    std::optional<qint64> requests;
    std::optional<qint64> inputTokens; ///< The whole input.
    std::optional<qint64> outputTokens;
    std::optional<Money> cost;
};

/// A provider's report beside the ledger, for one UTC day or one model.
struct ReconciledRow
{
    QString provider; ///< As its reports name it.
    UtcMicros day = 0; ///< Start of the UTC day, when compared by day.
    QString model; ///< Canonical where it resolves, else as written; empty: not said. When compared by model.
    ReconciledSide reported;
    ReconciledSide ledger;
    qint64 unpriced = 0; ///< Requests of the ledger without a cost.

    bool hasUsage = false; ///< The provider's usage report speaks of it.
    bool hasCost = false; ///< The provider's cost report does.
    bool isInLedger = false; ///< The ledger has calls of it.

    /// Reported minus ledger; nullopt where a side is unknown.
    std::optional<Money> difference() const;
};

struct ReconciledAnswer
{
    QList<ReconciledRow> rows; ///< By provider, then by day or model.
    qint64 withoutProvider = 0; ///< Calls of the ledger in the range that name no provider: they are compared with nobody.
    qint64 otherCuts = 0; ///< Sums left out because the same calls are in a report that was divided in another way.
};

/// Compares what providers' reports say with the ledger. Days are UTC days, as the providers count them, whatever the
/// workspace's zone is. Where reports of the same day were divided in different ways, one of them counts: by model the one
/// that knows models, then the one in whole days, then the finest.
namespace Reconciliation {

enum class By { Day, Model };

/// `range` is of whole UTC days. Only providers are compared of which there is any report in the workspace. Call inside
/// Database::run.
Result<ReconciledAnswer> compare(Connection &connection, TimeRange range, By by);

/// The first UTC day that a report speaks of, and the end of the last; nullopt without any.
Result<std::optional<TimeRange>> extent(Connection &connection);

}
