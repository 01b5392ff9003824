#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>

class Connection;
class Workspace;

/// Which rows are priced anew; nothing set means all. Rows with a cost from a legacy table are never among them, and
/// what a provider charged is never changed: beside it only the computed cost is refreshed.
struct RepricingScope
{
    std::optional<UtcMicros> from;
    std::optional<UtcMicros> to; ///< Exclusive.
    QStringList features; ///< Keys.
    QStringList models; ///< Names as in the source.

    friend bool operator==(const RepricingScope &, const RepricingScope &) = default;
};

/// Rows of one feature and model whose cost is ours to compute, before and after.
struct RepricingGroup
{
    QString feature; ///< Key.
    QString model; ///< Name as in the source.
    qint64 rows = 0;
    qint64 changed = 0; ///< Rows whose cost, or whose being priced at all, becomes another.
    Money oldCost; ///< Of the priced rows.
    Money newCost;
    qint64 unpricedBefore = 0;
    qint64 unpricedAfter = 0;

    Money difference() const { return newCost - oldCost; }
    std::optional<Money> knownOldCost() const { return rows > 0 && unpricedBefore == rows ? std::nullopt : std::optional(oldCost); }
    std::optional<Money> knownNewCost() const { return rows > 0 && unpricedAfter == rows ? std::nullopt : std::optional(newCost); }
};

/// What repricing would do.
struct RepricingPlan
{
    QList<RepricingGroup> groups; ///< By feature and model; also those in which nothing changes.
    qint64 besideCharged = 0; ///< Charged rows whose computed cost is refreshed; their cost stays.

    RepricingGroup total() const;
};

/// A repricing that was begun: what it may touch and what it did.
struct RepricingJob
{
    qint64 id = 0;
    RepricingScope scope;
    QString status; ///< "running" (also when it was interrupted), "complete", "undoing", "undone"
    qint64 changed = 0; ///< Rows; this and the costs are known once it is complete.
    Money oldCost; ///< Of the changed rows.
    Money newCost;
    UtcMicros started = 0;
    std::optional<UtcMicros> finished;
    std::optional<UtcMicros> undone;
    QString actor;
    QString reason;
};

struct RepricingOptions
{
    QString actor; ///< Who and why; go to the audit log.
    QString reason;
    int rowsPerTransaction = 50'000;
};

/// Gives rows the price that the workspace knows today for their own time. A kill at any instant leaves whole
/// transactions whose figures agree; the same call again goes on from there. Blocks; `cancelled` stops at the edge of a
/// transaction with Interrupted. `progress` gets the rows done so far, on the calling thread.
class Repricing
{
public:
    using Progress = std::function<void(qint64 rows)>;

    explicit Repricing(Workspace &workspace) : m_workspace(workspace) {}

    /// Writes nothing. Inside Database::run, without an open transaction: all is of one state. May be interrupted.
    static Result<RepricingPlan> plan(Connection &connection, const RepricingScope &scope);
    /// Newest first.
    static Result<QList<RepricingJob>> jobs(Connection &connection);

    /// Goes on with an interrupted job of the same scope; fails with Conflict where one of another scope is unfinished.
    Result<RepricingJob> apply(const RepricingScope &scope, const RepricingOptions &options,
        const std::atomic_bool &cancelled, const Progress &progress = {});
    /// Goes on with a job that was interrupted, whatever its scope.
    Result<RepricingJob> resume(qint64 job, const RepricingOptions &options,
        const std::atomic_bool &cancelled, const Progress &progress = {});
    /// Puts back exactly what the job changed. Fails with Conflict, naming rows, where an import or another repricing
    /// changed them since.
    Result<RepricingJob> undo(qint64 job, const RepricingOptions &options,
        const std::atomic_bool &cancelled, const Progress &progress = {});

private:
    Result<> checkWritable() const;

    Workspace &m_workspace;
};
