#pragma once

#include "core/timerange.h"

#include <QByteArray>
#include <QString>

#include <array>

/// The summed columns that the rollup tables share, in the order of the schema.
enum class Cell { Requests, Input, InputKnown, CacheRead, CacheReadKnown, CacheWrite, CacheWriteKnown, Output, OutputKnown, Reasoning,
    ReasoningKnown, LatencyKnown, CostMicros, CostRest };
inline constexpr size_t CellCount = 14;

struct RollupCells
{
    std::array<qint64, CellCount> values {};

    qint64 &operator[](Cell cell) { return values[size_t(cell)]; }
    qint64 operator[](Cell cell) const { return values[size_t(cell)]; }
    void add(const RollupCells &other, qint64 sign = 1)
    {
        for (size_t i = 0; i < CellCount; ++i)
            values[i] += sign * other.values[i];
    }
    friend bool operator==(const RollupCells &, const RollupCells &) = default;
};

/// "requests, input_tokens, ...": the cells as columns, each with `prefix` before and `suffix` behind.
QString cellColumns(const QString &prefix = {}, const QString &suffix = {});
/// "requests", "input_tokens", ...
QString cellColumn(Cell cell);

/// What a usage row contributes to the rollups and to its block.
struct RollupRow
{
    qint64 id = 0;
    UtcMicros time = 0;
    qint64 feature = 0; ///< Ids of the dimension tables.
    qint64 provider = 0;
    qint64 model = 0;
    qint64 user = 0;
    qint64 batch = 0; ///< The import that wrote it.
    int status = 0;
    int costSource = 0;
    RollupCells cells;
    qint64 latency = -1; ///< Microseconds, of a success that has one; else -1.
    // For the block alone. -1 and empty: unknown.
    qint64 line = 0;
    qint64 callLatency = -1; ///< Microseconds, whatever came of the call.
    qint64 firstToken = -1; ///< Microseconds.
    QByteArray session, errorCode;
};
