#pragma once

#include "ledger/usagesql.h"

/// Reads latencies once and groups them in several ways at the same time.
namespace LatencyScan {

/// Percentiles by each of `groupings`, whose dimensions are neither session nor client, from the calls themselves.
Result<QList<QList<LatencyRow>>> exact(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings);

/// The same from the sketches of whole days and, at the ends of the range and where days are too coarse, from the calls.
Result<QList<QList<LatencyRow>>> sketched(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings);

}
