#pragma once

#include "core/money.h"
#include "core/reportingzone.h"
#include "core/result.h"
#include "ledger/usagefilter.h"

#include <QList>
#include <QStringList>

#include <array>
#include <optional>

class Connection;

/// What a usage question can be grouped by. Time dimensions come first in an answer's keys when asked for first.
enum class Dimension { Minute, Hour, Day, Week, Month, Feature, Provider, Model, Canonical, Family, User, Session, Client, Status, CostSource };

/// "day", "feature", ... as on the command line; nullopt for an unknown word.
std::optional<Dimension> dimensionFromName(const QString &name);
QString dimensionName(Dimension dimension);
std::optional<Bucket> bucketOf(Dimension dimension); ///< nullopt for what is not time.

/// A question about the ledger.
struct UsageQuery
{
    TimeRange range;
    ReportingZone zone; ///< In which days, weeks and months are counted.
    QList<Dimension> dimensions; ///< Empty: one row with the total.
    UsageFilter filter;
};

/// A sum of tokens of which some may be unknown.
struct TokenSum
{
    qint64 tokens = 0;
    qint64 known = 0; ///< Rows that said how many.

    /// The sum, or nullopt where no row said anything.
    std::optional<qint64> value() const { return known > 0 ? std::optional(tokens) : std::nullopt; }
    TokenSum &operator+=(const TokenSum &other);
    friend bool operator==(const TokenSum &, const TokenSum &) = default;
};

/// Sums over usage rows. Spend counts failed rows as well: they can cost money.
struct UsageMeasures
{
    std::array<qint64, UsageStatusCount> byStatus {}; ///< Requests by UsageStatus.
    TokenSum input; ///< The whole input.
    TokenSum cacheRead;
    TokenSum cacheWrite; ///< 5 minutes and 1 hour together.
    TokenSum output; ///< The whole output.
    TokenSum reasoning;
    qint64 latencyKnown = 0; ///< Successes that have a latency.
    std::array<qint64, CostSourceCount> bySource {}; ///< Requests by CostSource; [Unpriced] is the unpriced count.
    Money cost; ///< Of the priced rows.

    qint64 requests() const;
    qint64 errors() const; ///< Everything but success and pending (the command line's "errors").
    qint64 unpriced() const { return bySource[size_t(CostSource::Unpriced)]; }
    /// Nothing priced among at least one row: unknown, not zero. No rows at all: zero.
    std::optional<Money> knownCost() const;
    /// (error + timeout) / (success + error + timeout), nullopt without any of these.
    std::optional<double> errorRate() const;

    UsageMeasures &operator+=(const UsageMeasures &other);
    friend bool operator==(const UsageMeasures &, const UsageMeasures &) = default;
};

/// One key of a row: the start of a bucket for time dimensions, else text ("" = the record did not say).
struct UsageKey
{
    UtcMicros start = 0;
    QString text; ///< Feature key, provider, model name, user, status name, ...
    QString label; ///< As pages show it: the feature's name; otherwise equal to `text`.

    friend bool operator==(const UsageKey &, const UsageKey &) = default;
};

struct UsageRow
{
    QList<UsageKey> keys; ///< One per dimension of the query, in its order.
    UsageMeasures measures;
};

/// Rows sorted by their keys (time ascending, text by code point); buckets and keys without rows are left out.
struct UsageAnswer
{
    enum class Source { Days, Hours, QuarterHours, UserDays, RawRows }; ///< Which table was read; all are exact.

    QList<UsageRow> rows;
    Source source = Source::RawRows;

    UsageMeasures total() const;
};

/// Nearest-rank percentiles of successful calls that have a value.
struct Quantiles
{
    qint64 n = 0;
    std::optional<qint64> p50, p95, p99;
    bool exact = true; ///< false: from sketches, at most 1 % relative error.
};

struct LatencyRow
{
    QList<UsageKey> keys;
    Quantiles latency; ///< Microseconds.
};

struct TokenQuantilesRow
{
    QList<UsageKey> keys;
    Quantiles input; ///< Always exact.
    Quantiles output;
};

/// Asks the ledger: the only way in which pages, reports, exports and verification read spend. Each picks the cheapest
/// table that answers exactly. Call inside Database::run; may be interrupted.
namespace Usage {

Result<UsageAnswer> ask(Connection &connection, const UsageQuery &query);
/// The same by several lists of dimensions at once, in their order, for little more than one of them costs; the query's own
/// do not count.
Result<QList<UsageAnswer>> askAll(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings);

/// Latency by the query's dimensions. Exact up to 200,000 values, unless they stand among more than 500,000 calls and whole
/// days tell; else from sketches: those of whole days, and of the calls themselves where days are too coarse.
Result<QList<LatencyRow>> latency(Connection &connection, const UsageQuery &query);
/// The same by several lists of dimensions at once, for little more than one of them costs; the query's own do not count.
Result<QList<QList<LatencyRow>>> latencies(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings);

/// Input and output token percentiles of successful calls, from the rows themselves.
Result<QList<TokenQuantilesRow>> tokenQuantiles(Connection &connection, const UsageQuery &query);

/// First and last instant that have usage (the last one exclusive), over everything or one feature key.
Result<std::optional<TimeRange>> extent(Connection &connection, const std::optional<QString> &featureKey = {});

/// The values that a filter can be set to, most requests first, of at most `limit`. Only Feature, Provider, Model, User
/// and Status.
Result<QList<UsageKey>> values(Connection &connection, Dimension dimension, int limit = 500);

}
