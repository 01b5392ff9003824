#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QDate>

class QIODevice;

struct UsageFileOptions
{
    qint64 rows = 10'000'000;
    qint64 mostBytes = 0; ///< Stops after the row that reaches it; 0: only the rows count.
    quint64 seed = 1;
    QDate start { 2026, 5, 1 }; ///< UTC day of the earliest row.
    int days = 100;
};

/// Usage as a company with 12 features, 18 models at 6 providers, 4 statuses and 3,000 users has it: a feature uses six of
/// the models, most calls use the first of these, weekends are quiet, nights are quieter. The file is an export that nobody
/// sorted: the rows of a day lie in any order, and one in fifty comes up to a week late.
namespace UsageGenerator {

inline constexpr int Features = 12;
inline constexpr int Models = 18;
inline constexpr int Providers = 6;
inline constexpr int Statuses = 4;
inline constexpr int Users = 3000;

/// Writes an event CSV to `out`, a megabyte in memory at a time, and returns the number of rows. The same options give the
/// same bytes.
Result<qint64> write(QIODevice &out, const UsageFileOptions &options);

}
