#pragma once

#include "core/result.h"
#include "ledger/provideraggregate.h"

#include <QStringList>

#include <vector>

class Connection;
struct ImportReport;

/// Keeps what providers' reports say, beside the ledger. Call inside the transaction of the import or undo.
namespace AggregateStore {

/// Adds what is new for the batch of `report` and counts what became of each there. The same group with content that it
/// has or had is a duplicate; with other content it replaces what held until now.
Result<> write(Connection &connection, const std::vector<ProviderAggregate> &aggregates, ImportReport &report);

/// Which other imports replaced something that this one brought: "import 4 (march.json): 3 rows".
Result<QStringList> replacers(Connection &connection, qint64 batch);

struct Undone
{
    qint64 removed = 0;
    qint64 restored = 0;
};
/// Takes out what the import brought; what it had replaced holds again.
Result<Undone> undo(Connection &connection, qint64 batch);

}
