#pragma once

#include "core/result.h"
#include "ledger/rollupcells.h"

#include <array>
#include <optional>
#include <unordered_map>

class Connection;

/// What 256 rows with neighbouring ids hold at most: bounds of amounts and texts, and which names. An order of requests is
/// found from these without reading the rows that cannot be first (see RequestSearch). Bounds only ever widen: after rows
/// went or changed they may be wider than need be, never narrower.
struct RowBlock
{
    static constexpr int IdBits = 8; ///< Block n holds the rows whose id >> 8 is n.
    static constexpr int SetBits = 62; ///< A name's bit is its id modulo this.
    static constexpr qsizetype TextBytes = 24; ///< A longer text counts with its beginning.

    enum Number { Time, Input, CacheRead, Output, Reasoning, Latency, FirstToken, Cost, Batch, Line, NumberCount };
    enum Text { Session, ErrorCode, TextCount };
    enum Name { Feature, Provider, Model, User, Status, Source, NameCount };

    /// The rows' column: "ts_us", "session", "feature_id", ... The block has "low_" and "high_" before it, or "set_".
    static const char *column(Number number);
    static const char *column(Text text);
    static const char *column(Name name);
    /// The bit of `unknown`.
    static constexpr qint64 bit(Number number) { return qint64(1) << number; }
    static constexpr qint64 bit(Text text) { return qint64(1) << (int(NumberCount) + int(text)); }

    struct Bounds
    {
        qint64 low = 0;
        qint64 high = 0;
    };
    /// Stored in hexadecimal digits, which every engine compares as bytes.
    struct TextBounds
    {
        QByteArray low;
        QByteArray high;
    };
    std::array<std::optional<Bounds>, NumberCount> numbers;
    std::array<std::optional<TextBounds>, TextCount> texts;
    std::array<qint64, NameCount> sets {};
    qint64 unknown = 0; ///< Which columns are NULL in some row.

    void add(const RollupRow &row);
    void widen(const RowBlock &other);
    bool contains(const RowBlock &other) const;
};

/// Collects the bounds of rows and widens the blocks in the table, in the transaction that writes the rows.
class RowBlocks
{
public:
    using Table = std::unordered_map<qint64, RowBlock>;

    void add(const RollupRow &row);
    Result<> flush(Connection &connection);

    const Table &blocks() const { return m_blocks; }
    /// Those that stand in the table, from block `first` to `last`.
    static Result<Table> read(Connection &connection, qint64 first, qint64 last);

private:
    Table m_blocks;
};
