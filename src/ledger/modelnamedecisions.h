#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

#include <optional>

class Connection;

/// A name in the ledger that stands for no known model.
struct UnresolvedName
{
    QString name;
    qint64 requests = 0;
    Money cost; ///< What its rows cost, as far as that is known.
    qint64 unpriced = 0; ///< Requests without a price.
    std::optional<UtcMicros> firstDay, lastDay; ///< First instants of the days with usage, in the reporting zone.

    std::optional<Money> knownCost() const { return requests > 0 && unpriced == requests ? std::nullopt : std::optional(cost); }
};

/// A model that somebody says a name stands for.
struct ConfirmedModel
{
    QString canonical;
    QString family;
};

/// A name of which somebody said what it stands for.
struct ConfirmedName : UnresolvedName
{
    ConfirmedModel model; ///< The name itself where it was kept as it is.
    UtcMicros at = 0;
    QString actor;

    bool isKept() const { return model.canonical == name; }
};

/// What people decide about the names that nobody could resolve. A decision says how reports count the rows of a name, and
/// what later imports and repricing price; costs stay as they were booked until then. Each goes into the audit log: call the changing ones inside a transaction.
namespace ModelNameDecisions {

/// By cost, then by requests, the greatest first.
Result<QList<UnresolvedName>> unresolved(Connection &connection);
/// The latest decision first.
Result<QList<ConfirmedName>> confirmed(Connection &connection);

/// The name counts as `model` from now on; as a model of its own where that is the name itself. Fails with NotFound for a name that is not in the ledger and with Conflict for
/// one that is resolved.
Result<> confirm(Connection &connection, const QString &name, const ConfirmedModel &model, UtcMicros now, const QString &actor);

/// Takes a confirmation back. Fails with NotFound for a name that is not in the ledger and with Conflict for one that
/// nobody confirmed.
Result<> unconfirm(Connection &connection, const QString &name, UtcMicros now, const QString &actor);

}
