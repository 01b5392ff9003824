#include "audit/auditlog.h"

#include "data/auditchain.h"
#include "data/sql.h"

#include <limits>

namespace {

const QString Columns = QStringLiteral("seq, at_us, actor, action, object, old_value, new_value, reason, prev_hash, row_hash");

AuditRecord recordOf(const Row &row)
{
    return { { row.int64(0), row.int64(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7) },
        row.bytes(8), row.bytes(9) };
}

}

Result<> AuditLog::append(Connection &connection, const AuditEntry &entry)
{
    return AuditChain::append(connection, entry.at,
        { entry.actor, entry.action, entry.object, entry.oldValue, entry.newValue, entry.reason });
}

Result<AuditLog::Check> AuditLog::verify(Connection &connection, std::optional<qint64> last)
{
    Check check;
    const QString statement = QStringLiteral("SELECT %1 FROM audit_log WHERE seq <= ? ORDER BY seq").arg(Columns);
    const auto done = Sql::forEach(connection, statement, { last.value_or(std::numeric_limits<qint64>::max()) }, [&check](const Row &row) {
        const AuditRecord entry = recordOf(row);
        const AuditChain::Link link { entry.seq, entry.at,
            { entry.actor, entry.action, entry.object, entry.oldValue, entry.newValue, entry.reason }, entry.previous };
        const bool fits = link.seq == check.entries + 1 && link.previous == check.head && entry.hash == AuditChain::hashOf(link);
        if (!fits && !check.firstBad)
            check.firstBad = link.seq;
        ++check.entries;
        check.head = entry.hash;
        return true;
    });
    if (!done)
        return done.error();
    return check;
}

Result<QList<AuditRecord>> AuditLog::entries(
    Connection &connection, int limit, const AuditFilter &filter, std::optional<qint64> before)
{
    QVariantList values;
    QString where = filter.where(connection.dialect(), values);
    if (before) {
        where += QStringLiteral(" AND seq < ?");
        values.append(*before);
    }
    values.append(qint64(limit));
    return Sql::select(connection, QStringLiteral("SELECT %1 FROM audit_log WHERE %2 ORDER BY seq DESC LIMIT ?").arg(Columns, where), values,
        &recordOf);
}

Result<> AuditLog::forEach(Connection &connection, const AuditFilter &filter, std::optional<qint64> limit,
    const std::function<bool(const AuditRecord &)> &visit)
{
    QVariantList values;
    const QString where = filter.where(connection.dialect(), values);
    values.append(limit.value_or(std::numeric_limits<qint64>::max()));
    return Sql::forEach(connection, QStringLiteral("SELECT %1 FROM audit_log WHERE %2 ORDER BY seq DESC LIMIT ?").arg(Columns, where), values,
        [&visit](const Row &row) { return visit(recordOf(row)); });
}

Result<qint64> AuditLog::count(Connection &connection, const AuditFilter &filter)
{
    QVariantList values;
    const QString where = filter.where(connection.dialect(), values);
    const auto counted = Sql::selectOne(connection, QStringLiteral("SELECT count(*) FROM audit_log WHERE %1").arg(where), values,
        [](const Row &row) { return row.int64(0); });
    if (!counted)
        return counted.error();
    return counted->value_or(0);
}

Result<std::optional<TimeRange>> AuditLog::extent(Connection &connection)
{
    const auto times = Sql::selectOne(connection, QStringLiteral("SELECT min(at_us), max(at_us) FROM audit_log"), {}, [](const Row &row) {
        return row.isNull(0) ? std::optional<TimeRange>() : TimeRange { row.int64(0), row.int64(1) + 1 };
    });
    if (!times)
        return times.error();
    return times->value_or(std::nullopt);
}

Result<QStringList> AuditLog::actors(Connection &connection)
{
    const auto actors = Sql::select(connection, QStringLiteral("SELECT DISTINCT actor FROM audit_log ORDER BY actor"), {},
        [](const Row &row) { return row.text(0); });
    if (!actors)
        return actors.error();
    return QStringList(*actors);
}
