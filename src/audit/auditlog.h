#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

class Connection;

/// Something that an admin or an import did.
struct AuditEntry
{
    qint64 seq = 0; ///< Given by append().
    UtcMicros at = 0;
    QString actor;
    QString action; ///< "import.complete", "prices.import", ...
    QString object; ///< What it was done to.
    QString oldValue;
    QString newValue;
    QString reason;
};

/// The append-only log. Each entry carries the SHA-256 of its own fields and of the entry before it, so that an edit or
/// a removed entry shows; entries removed from the end show only against a copy of the last hash kept elsewhere.
namespace AuditLog {

/// Adds an entry. Call inside the transaction of the change that it records.
Result<> append(Connection &connection, const AuditEntry &entry);

struct Check
{
    qint64 entries = 0;
    std::optional<qint64> firstBad; ///< seq of the first entry that does not fit.
    QByteArray head; ///< Hash of the last entry: keep it to prove later that nothing was removed.
};
Result<Check> verify(Connection &connection);

/// Newest first.
Result<QList<AuditEntry>> entries(Connection &connection, int limit);

}
