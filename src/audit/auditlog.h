#pragma once

#include "audit/auditfilter.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

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

    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;
};

/// An entry as it stands in the log.
struct AuditRecord : AuditEntry
{
    QByteArray previous; ///< Hash of the entry before, empty in the first.
    QByteArray hash;
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
/// The whole log, or only its entries up to `last`.
Result<Check> verify(Connection &connection, std::optional<qint64> last = {});

/// Newest first, at most `limit`. `before`: only entries with a smaller seq, for the page after that one.
Result<QList<AuditRecord>> entries(
    Connection &connection, int limit, const AuditFilter &filter = {}, std::optional<qint64> before = {});
/// The same one by one, however many there are; stops early where `visit` returns false.
Result<> forEach(Connection &connection, const AuditFilter &filter, std::optional<qint64> limit,
    const std::function<bool(const AuditRecord &)> &visit);
Result<qint64> count(Connection &connection, const AuditFilter &filter);
/// From the oldest time of an entry to after the newest; nullopt where there is none.
Result<std::optional<TimeRange>> extent(Connection &connection);
/// Everybody who wrote an entry, sorted.
Result<QStringList> actors(Connection &connection);

}
