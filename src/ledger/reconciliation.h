#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"
#include "ledger/usagefilter.h"

#include <memory>
#include <optional>

class Connection;
class ModelResolver;

/// What one side says of the calls of a row. Unknown is nullopt, never zero.
struct ReconciledSide
{
    std::optional<qint64> requests;
    std::optional<qint64> inputTokens; ///< The whole input.
    std::optional<qint64> outputTokens;
    std::optional<Money> cost;
};

/// How a provider's report and the ledger stand to each other. There is no tolerance.
enum class Standing {
    Agrees, ///< The same cost, and the same counts where both say them.
    TokensAgree, ///< The same counts; the report says no cost.
    Differs,
    LedgerLacks, ///< The report speaks of calls that the ledger does not have.
    ReportLacks, ///< The ledger has calls of which no report speaks.
    Unknown, ///< Both have calls, but no figure is known on both sides, or calls of the ledger have no price.
};
inline constexpr int StandingCount = 6;
QString standingName(Standing standing); ///< "ledger-lacks", as it is printed.

/// A provider's report beside the ledger, for one UTC day, one model, or both.
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
    QStringList ledgerProviders; ///< What these calls name, as a filter wants it.
    QStringList ledgerModels; ///< The same; empty: all of the provider's, when compared by day.

    /// Reported minus ledger; nullopt where a side is unknown.
    std::optional<Money> difference() const;
    Standing standing() const;
};

struct ReconciledAnswer
{
    QList<ReconciledRow> rows; ///< By provider, then by day, then by model.
    qint64 withoutProvider = 0; ///< Calls of the ledger in the range that name no provider: they are compared with nobody.
    QStringList unreported; ///< Providers of the ledger's other calls in the range of which there is no report at all.
    qint64 otherCuts = 0; ///< Sums left out because the same calls are in a report that was divided in another way.
};

/// Compares what providers' reports say with the ledger. Days are UTC days, as the providers count them, whatever the
/// workspace's zone is. Where reports of the same day were divided in different ways, one of them counts: by model the one
/// that knows models, then the one in whole days, then the finest.
namespace Reconciliation {

enum class By { Day, Model, DayAndModel };

/// `range` is of whole UTC days. Only providers are compared of which there is any report in the workspace. Of `filter`
/// only providers and models count, in any spelling that stands for the same: reports know nothing else. Call
/// inside Database::run.
Result<ReconciledAnswer> compare(Connection &connection, TimeRange range, By by, const UsageFilter &filter = {});

/// The first UTC day that a report speaks of, and the end of the last; nullopt without any.
Result<std::optional<TimeRange>> extent(Connection &connection);

}
