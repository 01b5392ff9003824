#pragma once

#include "core/quantilesketch.h"
#include "core/reportingzone.h"
#include "core/result.h"
#include "ledger/rowblocks.h"
#include "ledger/userrows.h"

#include <array>
#include <unordered_map>

class Connection;

/// Sums rows in memory and adds the sums to the rollup tables, in the transaction that writes the rows. Adding with a
/// sign of -1 takes a row out again, exactly; its block and the list of its user stay as wide as they were.
class Rollups
{
public:
    explicit Rollups(const ReportingZone &zone) : m_zone(zone) {}

    void add(const RollupRow &row, qint64 sign = 1);
    /// Adds what was collected to the tables and forgets it. Sums that came down to no requests are removed.
    Result<> flush(Connection &connection);

    /// bucket, feature, provider, model, status, cost source; for the days of users and batches bucket, its id, 0, 0, status,
    /// cost source.
    using Key = std::array<qint64, 6>;
    struct KeyHash
    {
        size_t operator()(const Key &key) const noexcept;
    };
    struct Sums
    {
        RollupCells cells;
        QuantileSketch latency; ///< Days only. Counts may be negative until merged.
    };
    using Table = std::unordered_map<Key, Sums, KeyHash>;

    const Table &quarterHours() const { return m_quarterHours; }
    const Table &days() const { return m_days; }
    const Table &userDays() const { return m_userDays; }
    const Table &batchDays() const { return m_batchDays; }
    const RowBlocks::Table &blocks() const { return m_blocks.blocks(); }
    const UserRows &userRows() const { return m_userRows; }

private:
    UtcMicros dayStart(UtcMicros t);

    ReportingZone m_zone;
    TimeRange m_day; ///< The day looked up last.
    Table m_quarterHours;
    Table m_days;
    Table m_userDays;
    Table m_batchDays;
    RowBlocks m_blocks;
    UserRows m_userRows;
};
