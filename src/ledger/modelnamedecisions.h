#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

class Connection;

/// A name in the ledger that stands for no known model.
struct UnresolvedName
{
    QString name;
    qint64 requests = 0;
    Money cost; ///< What its rows cost, as far as that is known.
};

/// A model that somebody says a name stands for.
struct ConfirmedModel
{
    QString canonical;
    QString family;
};

/// What people decide about the names that nobody could resolve. A decision says how reports count the rows of a name; the
/// costs stay as they were booked. Each goes into the audit log: call the changing ones inside a transaction.
namespace ModelNameDecisions {

/// By cost, then by requests, the greatest first.
Result<QList<UnresolvedName>> unresolved(Connection &connection);

/// The name counts as `model` from now on. Fails with NotFound for a name that is not in the ledger and with Conflict for
/// one that is resolved.
Result<> confirm(Connection &connection, const QString &name, const ConfirmedModel &model, UtcMicros now, const QString &actor);

/// Takes a confirmation back. Fails with NotFound for a name that is not in the ledger and with Conflict for one that
/// nobody confirmed.
Result<> unconfirm(Connection &connection, const QString &name, UtcMicros now, const QString &actor);

}
