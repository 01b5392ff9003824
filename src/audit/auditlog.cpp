#include "audit/auditlog.h"

#include "data/auditchain.h"
#include "data/sql.h"

Result<> AuditLog::append(Connection &connection, const AuditEntry &entry)
{
    return AuditChain::append(connection, entry.at,
        { entry.actor, entry.action, entry.object, entry.oldValue, entry.newValue, entry.reason });
}

Result<AuditLog::Check> AuditLog::verify(Connection &connection)
{
    Check check;
    const auto done = Sql::forEach(connection, QStringLiteral(R"(
        SELECT seq, at_us, actor, action, object, old_value, new_value, reason, prev_hash, row_hash
          FROM audit_log
      ORDER BY seq)"), {}, [&check](const Row &row) {
        const AuditChain::Link link { row.int64(0), row.int64(1),
            { row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7) }, row.bytes(8) };
        const QByteArray stored = row.bytes(9);
        const bool fits = link.seq == check.entries + 1 && link.previous == check.head && stored == AuditChain::hashOf(link);
        if (!fits && !check.firstBad)
            check.firstBad = link.seq;
        ++check.entries;
        check.head = stored;
        return true;
    });
    if (!done)
        return done.error();
    return check;
}

Result<QList<AuditEntry>> AuditLog::entries(Connection &connection, int limit)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT seq, at_us, actor, action, object, old_value, new_value, reason
          FROM audit_log
      ORDER BY seq DESC
         LIMIT ?)"), { qint64(limit) }, [](const Row &row) {
        return AuditEntry { row.int64(0), row.int64(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7) };
    });
}
