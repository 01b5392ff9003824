#include "ledger/modelnamedecisions.h"

#include "audit/auditlog.h"
#include "data/sql.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace {

const QLatin1String Confirmed("model.confirm");
const QLatin1String Unconfirmed("model.unconfirm");

QString tr(const char *text)
{
    return QCoreApplication::translate("ModelNameDecisions", text);
}

struct KnownName
{
    qint64 id = 0;
    QString canonical; ///< Empty for a name that is not resolved.
};

Result<KnownName> find(Connection &connection, const QString &name)
{
    const auto known = Sql::selectOne(connection,
        QStringLiteral("SELECT n.id, COALESCE(m.canonical, '') FROM ai_model_names n LEFT JOIN ai_models m ON m.id = n.model_id WHERE n.name = ? AND n.id <> 0"),
        { name }, [](const Row &row) { return KnownName { row.int64(0), row.text(1) }; });
    if (!known)
        return known.error();
    if (!*known)
        return Error { Error::Kind::NotFound, tr("No row of the workspace names the model \"%1\".").arg(visibleControls(name)), {} };
    return **known;
}

Result<qint64> idOf(Connection &connection, const ConfirmedModel &model)
{
    const QString select = QStringLiteral("SELECT id FROM ai_models WHERE canonical = ?");
    const auto id = [](const Row &row) { return row.int64(0); };
    auto found = Sql::selectOne(connection, select, { model.canonical }, id);
    if (found && !*found)
        found = Sql::selectOne(connection, QStringLiteral("INSERT INTO ai_models (canonical, family) VALUES (?, ?) RETURNING id"), { model.canonical, model.family }, id);
    if (!found)
        return found.error();
    if (!*found)
        return Error { Error::Kind::Internal, tr("The database gave no number to a new row."), {} };
    return **found;
}

/// Sums of the days `d` of a name, in the order that readSums() takes.
QString sumsOfDays()
{
    return QStringLiteral(R"(CAST(COALESCE(SUM(d.requests), 0) AS BIGINT), CAST(COALESCE(SUM(d.cost_micros), 0) AS BIGINT),
               CAST(COALESCE(SUM(d.cost_rest), 0) AS BIGINT),
               CAST(COALESCE(SUM(CASE WHEN d.cost_source = 0 THEN d.requests ELSE 0 END), 0) AS BIGINT),
               MIN(d.bucket_us), MAX(d.bucket_us))");
}

void readSums(const Row &row, int first, UnresolvedName &name)
{
    name.requests = row.int64(first);
    name.cost = Money::fromHalves(row.int64(first + 1), row.int64(first + 2));
    name.unpriced = row.int64(first + 3);
    name.firstDay = row.optionalInt64(first + 4);
    name.lastDay = row.optionalInt64(first + 5);
}

/// Whether the last decision about the name was a confirmation, and not the resolver's own work.
Result<bool> isConfirmed(Connection &connection, const QString &name)
{
    const auto last = Sql::selectOne(connection,
        QStringLiteral("SELECT action FROM audit_log WHERE object = ? AND action IN (?, ?) ORDER BY seq DESC LIMIT 1"),
        { name, QString(Confirmed), QString(Unconfirmed) }, [](const Row &row) { return row.text(0); });
    if (!last)
        return last.error();
    return last->value_or(QString()) == Confirmed;
}

}

Result<QList<UnresolvedName>> ModelNameDecisions::unresolved(Connection &connection)
{
    auto names = Sql::select(connection, QStringLiteral(R"(
        SELECT n.name, %1
          FROM ai_model_names n
     LEFT JOIN usage_days d ON d.model_name_id = n.id
         WHERE n.model_id IS NULL AND n.id <> 0
      GROUP BY n.name)").arg(sumsOfDays()), {}, [](const Row &row) {
        UnresolvedName name;
        name.name = row.text(0);
        readSums(row, 1, name);
        return name;
    });
    if (!names)
        return names;
    std::sort(names->begin(), names->end(), [](const UnresolvedName &a, const UnresolvedName &b) {
        return a.cost != b.cost ? a.cost > b.cost : std::tuple(-a.requests, a.name) < std::tuple(-b.requests, b.name);
    });
    return names;
}

Result<QList<ConfirmedName>> ModelNameDecisions::confirmed(Connection &connection)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT n.name, m.canonical, m.family, a.at_us, a.actor, %1
          FROM (SELECT object, MAX(seq) AS seq FROM audit_log WHERE action IN (?, ?) GROUP BY object) last
          JOIN audit_log a ON a.seq = last.seq
          JOIN ai_model_names n ON n.name = a.object
          JOIN ai_models m ON m.id = n.model_id
     LEFT JOIN usage_days d ON d.model_name_id = n.id
         WHERE a.action = ?
      GROUP BY n.name, m.canonical, m.family, a.at_us, a.actor, a.seq
      ORDER BY a.seq DESC)").arg(sumsOfDays()),
        { QString(Confirmed), QString(Unconfirmed), QString(Confirmed) }, [](const Row &row) {
            ConfirmedName name;
            name.name = row.text(0);
            name.model = { row.text(1), row.text(2) };
            name.at = row.int64(3);
            name.actor = row.text(4);
            readSums(row, 5, name);
            return name;
        });
}

Result<> ModelNameDecisions::confirm(Connection &connection, const QString &name, const ConfirmedModel &model, UtcMicros now, const QString &actor)
{
    const auto known = find(connection, name);
    if (!known)
        return known.error();
    if (!known->canonical.isEmpty())
        return Error { Error::Kind::Conflict, tr("\"%1\" stands for %2 already.").arg(visibleControls(name), visibleControls(known->canonical)), {} };
    const auto id = idOf(connection, model);
    if (!id)
        return id.error();
    const auto changed = Sql::exec(connection, QStringLiteral("UPDATE ai_model_names SET model_id = ?, match_kind = 'alias' WHERE id = ?"), { *id, known->id });
    if (!changed)
        return changed.error();
    return AuditLog::append(connection, { 0, now, actor, Confirmed, name, {}, model.canonical, {} });
}

Result<> ModelNameDecisions::unconfirm(Connection &connection, const QString &name, UtcMicros now, const QString &actor)
{
    const auto known = find(connection, name);
    if (!known)
        return known.error();
    const auto confirmed = isConfirmed(connection, name);
    if (!confirmed)
        return confirmed.error();
    if (!*confirmed)
        return Error { Error::Kind::Conflict, tr("Nobody confirmed what \"%1\" stands for.").arg(visibleControls(name)), {} };
    const auto changed = Sql::exec(connection, QStringLiteral("UPDATE ai_model_names SET model_id = NULL, match_kind = 'none' WHERE id = ?"), { known->id });
    if (!changed)
        return changed.error();
    return AuditLog::append(connection, { 0, now, actor, Unconfirmed, name, known->canonical, {}, {} });
}
