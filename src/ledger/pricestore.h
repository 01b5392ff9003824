#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

#include <optional>

class Connection;
class PriceBook;
class PriceCatalogue;
struct PriceRevision;

/// Price revisions in the workspace (table model_prices).
namespace PriceStore {

/// The catalogue that ships inside the program; read once. From any thread.
const Result<PriceCatalogue> &bundled();

/// Adds the catalogue's revisions that are not there yet, with an audit entry. Returns how many. Inside a transaction.
Result<qint64> store(Connection &connection, const PriceCatalogue &catalogue, UtcMicros now, const QString &actor);

/// Every revision, by id. One that a later revision took over entirely has an empty validity (validTo = validFrom).
Result<QList<PriceRevision>> revisions(Connection &connection);

/// Adds one revision as it is. Inside a transaction, under the writer lock. Returns its id.
Result<qint64> insert(Connection &connection, const PriceRevision &revision, UtcMicros now);

/// The prices of the workspace, ready to be asked from any thread. Knows providers that only the workspace has.
Result<PriceBook> load(Connection &connection);

/// The revision with that id, or nullopt.
Result<std::optional<PriceRevision>> revision(Connection &connection, qint64 id);

}
