#include "ledger/featurerepository.h"

#include "audit/auditlog.h"
#include "data/sql.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FeatureRepository", text);
}

QVariant orNull(const std::optional<UtcMicros> &t)
{
    return t ? QVariant(*t) : QVariant();
}

bool overlap(const ModelAssignment &a, const ModelAssignment &b)
{
    const auto from = [](const ModelAssignment &x) { return x.validFrom.value_or(std::numeric_limits<UtcMicros>::min()); };
    const auto to = [](const ModelAssignment &x) { return x.validTo.value_or(std::numeric_limits<UtcMicros>::max()); };
    return from(a) < to(b) && from(b) < to(a);
}

Result<qint64> insertedId(Connection &connection, const QString &statement, const QVariantList &values)
{
    const auto id = Sql::selectOne(connection, statement, values, [](const Row &row) { return row.int64(0); });
    if (!id)
        return id.error();
    if (!*id)
        return Error { Error::Kind::Internal, tr("The database gave no number to a new row."), {} };
    return **id;
}

Error invalid(const QString &sentence)
{
    return { Error::Kind::Invalid, sentence, {} };
}

}

Result<QList<Feature>> FeatureRepository::features() const
{
    return Sql::select(m_connection, QStringLiteral(R"(
        SELECT id, key, name, owner, status, created_us
          FROM ai_features
      ORDER BY name, key)"),
        {}, [](const Row &row) {
            return Feature { row.int64(0), row.text(1), row.text(2), row.text(3), row.text(4), row.int64(5) };
        });
}

Result<qint64> FeatureRepository::ensure(const Feature &wanted, UtcMicros now, const QString &actor)
{
    if (wanted.key.isEmpty() || wanted.name.isEmpty())
        return invalid(tr("A feature needs a key and a name."));
    const auto known = Sql::selectOne(m_connection, QStringLiteral("SELECT id FROM ai_features WHERE key = ?"), { wanted.key },
        [](const Row &row) { return row.int64(0); });
    if (!known)
        return known.error();
    if (*known)
        return **known;
    const auto id = insertedId(m_connection,
        QStringLiteral("INSERT INTO ai_features (key, name, owner, status, created_us) VALUES (?, ?, ?, ?, ?) RETURNING id"),
        { wanted.key, wanted.name, wanted.owner.isNull() ? QStringLiteral("") : wanted.owner, wanted.status, now });
    if (!id)
        return id;
    AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = QStringLiteral("feature.add");
    entry.object = wanted.key;
    entry.newValue = wanted.name;
    if (const auto logged = AuditLog::append(m_connection, entry); !logged)
        return logged.error();
    return id;
}

Result<> FeatureRepository::edit(
    const Feature &wanted, const Feature &seen, UtcMicros now, const QString &actor, const QString &reason)
{
    static const QStringList statuses { QStringLiteral("active"), QStringLiteral("planned"), QStringLiteral("retired") };
    constexpr qsizetype longest = 200;
    if (wanted.name.trimmed().isEmpty() || wanted.name.size() > longest || wanted.owner.size() > longest)
        return invalid(tr("A feature needs a name; name and owner have at most 200 characters."));
    if (!statuses.contains(wanted.status))
        return invalid(tr("\"%1\" is not a status of a feature.").arg(visibleControls(wanted.status.left(80))));
    const auto text = [](const Feature &feature) {
        return QStringLiteral("%1; owner %2; %3").arg(feature.name, feature.owner.isEmpty() ? QStringLiteral("-") : feature.owner, feature.status);
    };
    const auto known = features();
    if (!known)
        return known.error();
    const auto stored = std::find_if(known->cbegin(), known->cend(), [&](const Feature &one) { return one.key == wanted.key; });
    if (stored == known->cend() || stored->id == 0)
        return Error { Error::Kind::NotFound, tr("There is no feature \"%1\".").arg(visibleControls(wanted.key)), {} };
    if (stored->name != seen.name || stored->owner != seen.owner || stored->status != seen.status)
        return Error { Error::Kind::Conflict, tr("Somebody else changed \"%1\" meanwhile: look again.").arg(visibleControls(wanted.key)), {} };
    const auto changed = Sql::exec(m_connection, QStringLiteral("UPDATE ai_features SET name = ?, owner = ?, status = ? WHERE id = ?"),
        { wanted.name, wanted.owner.isNull() ? QStringLiteral("") : wanted.owner, wanted.status, stored->id });
    if (!changed)
        return changed.error();
    return AuditLog::append(
        m_connection, { 0, now, actor, QStringLiteral("features.edit"), wanted.key, text(*stored), text(wanted), reason });
}

Result<QList<ModelAssignment>> FeatureRepository::assignments(const QString &featureKey) const
{
    return Sql::select(m_connection, QStringLiteral(R"(
        SELECT a.id, f.key, a.environment, a.provider, a.model, a.valid_from_us, a.valid_to_us
          FROM feature_model_assignments a
          JOIN ai_features f ON f.id = a.feature_id
         WHERE f.key = ?
      ORDER BY a.id)"),
        { featureKey }, [](const Row &row) {
            return ModelAssignment { row.int64(0), row.text(1), row.text(2), row.text(3), row.text(4), row.optionalInt64(5),
                row.optionalInt64(6) };
        });
}

Result<qint64> FeatureRepository::assign(const ModelAssignment &assignment, UtcMicros now, const QString &actor)
{
    if (assignment.provider.isEmpty() || assignment.model.isEmpty() || assignment.environment.isEmpty())
        return invalid(tr("An assignment needs an environment, a provider and a model."));
    if (assignment.validFrom && assignment.validTo && *assignment.validTo <= *assignment.validFrom)
        return invalid(tr("An assignment must end after it begins."));
    const auto feature = Sql::selectOne(m_connection, QStringLiteral("SELECT id FROM ai_features WHERE key = ?"),
        { assignment.feature }, [](const Row &row) { return row.int64(0); });
    if (!feature)
        return feature.error();
    if (!*feature)
        return Error { Error::Kind::NotFound, tr("There is no feature \"%1\".").arg(visibleControls(assignment.feature)), {} };
    const auto others = assignments(assignment.feature);
    if (!others)
        return others.error();
    const bool taken = std::any_of(others->begin(), others->end(), [&assignment](const ModelAssignment &other) {
        return other.environment == assignment.environment && overlap(other, assignment);
    });
    if (taken)
        return Error { Error::Kind::Conflict,
            tr("\"%1\" has another model in that environment at that time.").arg(visibleControls(assignment.feature)), {} };
    const auto id = insertedId(m_connection, QStringLiteral(R"(
        INSERT INTO feature_model_assignments (feature_id, environment, provider, model, valid_from_us, valid_to_us, recorded_us,
                                               actor)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)"),
        { **feature, assignment.environment, assignment.provider, assignment.model, orNull(assignment.validFrom),
            orNull(assignment.validTo), now, actor });
    if (!id)
        return id;
    AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = QStringLiteral("feature.assign");
    entry.object = assignment.feature;
    entry.newValue = assignment.environment + QStringLiteral(": ") + assignment.provider + QLatin1Char('/') + assignment.model;
    if (const auto logged = AuditLog::append(m_connection, entry); !logged)
        return logged.error();
    return id;
}
