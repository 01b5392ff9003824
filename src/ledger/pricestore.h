#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QString>

#include <optional>

class Connection;
class PriceBook;
class PriceCatalogue;
struct PriceRevision;

/// Price revisions in the workspace (table model_prices).
namespace PriceStore {

/// The catalogue that ships inside the program.
Result<PriceCatalogue> bundled();

/// Adds the catalogue's revisions that are not there yet, with an audit entry. Returns how many. Inside a transaction.
Result<qint64> store(Connection &connection, const PriceCatalogue &catalogue, UtcMicros now, const QString &actor);

/// The prices of the workspace, ready to be asked from any thread.
Result<PriceBook> load(Connection &connection);

/// The revision with that id, or nullopt.
Result<std::optional<PriceRevision>> revision(Connection &connection, qint64 id);

}
