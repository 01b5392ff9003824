#pragma once

#include "core/result.h"

#include <QDate>
#include <QList>

class QIODevice;

/// What one generated request takes over from a real one.
struct TokenPair
{
    qint64 input = 0;
    qint64 output = 0;
};

/// What the load is drawn from. `pairs` and `hourlyWeights` must not be empty.
struct LoadSource
{
    QList<TokenPair> pairs; ///< From real requests, in the order of the trace.
    QList<qint64> dailyRequests; ///< One entry per day from the first day on.
    QList<double> hourlyWeights; ///< One entry per hour of the day, any unit.
};

struct LoadOptions
{
    double scale = 1.0; ///< Requests per published request; 7 gives about ten million rows.
    quint64 seed = 1;
    QDate start { 2024, 1, 1 }; ///< UTC day of the first published day.
};

/// The source that the published ground truth was made with: token pairs of the Azure code trace and of RAGPulse,
/// BurstGPT's requests per day and its hourly profile. Read from the source tree.
Result<LoadSource> publishedLoadSource();

/// Writes a CSV of requests to `out`, one day in memory at a time, and returns the number of rows. The same options
/// and source give the same bytes on every machine: drawing uses a 64-bit linear congruential generator of its own.
Result<qint64> writeLoad(QIODevice &out, const LoadSource &source, const LoadOptions &options);
