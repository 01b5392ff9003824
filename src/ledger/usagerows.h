#pragma once

#include "core/result.h"
#include "ledger/rollupcells.h"

#include <QVariantList>

#include <functional>
#include <optional>

class Connection;

/// Reads the rows of the ledger one by one, for what derives from them: rebuilding rollups, verification, revisions.
namespace UsageRows {

/// What a row counts, by column.
struct Amounts
{
    std::optional<qint64> input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning;
    std::optional<qint64> latency; ///< Microseconds; kept only where the row is a success.
    std::optional<qint64> cost; ///< pico-USD
};
struct Stored
{
    qint64 id = 0;
    qint64 line = 0;
    std::optional<qint64> charged; ///< pico-USD
    std::optional<qint64> computed;
    std::optional<qint64> cost;
    std::optional<qint64> price; ///< Id of its price revision.
    int flags = 0; ///< Bits of UsageFlag.
    Amounts amounts;
    RollupRow rollup;
};

/// Fills cells and latency of `row`, whose status is set.
void fillCells(RollupRow &row, const Amounts &amounts);

/// All rows in the order of their ids, or the one with `id`.
Result<> forEach(Connection &connection, const std::function<void(const Stored &)> &visit, std::optional<qint64> id = {});
/// The rows that `rest` selects: what stands behind "FROM ai_usage_logs", with `?` for `values`. The order is its own.
Result<> forEachOf(Connection &connection, const QString &rest, const QVariantList &values, const std::function<void(const Stored &)> &visit);

/// A row as JSON, complete, for ai_usage_log_revisions.
Result<QString> image(Connection &connection, qint64 id);
/// Puts a row back as `image` has it. Fails with Corrupt where that is no image of a row.
Result<> restore(Connection &connection, qint64 id, const QString &image);

}
