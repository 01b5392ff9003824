#include "ledger/assignmentrepository.h"

#include "audit/auditlog.h"
#include "core/reportingzone.h"
#include "data/sql.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("AssignmentRepository", text); }

Error invalid(const QString &sentence) { return { Error::Kind::Invalid, sentence, {} }; }

Error conflict(const QString &sentence) { return { Error::Kind::Conflict, sentence, {} }; }

AssignmentRecord fromRow(const Row &row)
{
    return { { row.int64(0), row.text(1), row.text(2), row.text(3), row.text(4), row.optionalInt64(5),
                 row.optionalInt64(6) },
        row.int64(7), row.text(8), row.text(9) };
}

Result<QList<AssignmentRecord>> select(Connection &connection, const QString &rest, const QVariantList &values)
{
    return Sql::select(connection,
        QStringLiteral(R"(
        SELECT a.id, f.key, a.environment, a.provider, a.model, a.valid_from_us, a.valid_to_us, a.recorded_us, a.actor,
               a.reason
          FROM feature_model_assignments a
          JOIN ai_features f ON f.id = a.feature_id )")
            + rest,
        values, fromRow);
}

/// By feature, newest first; those that begin together as they are.
QList<AssignmentRecord> sorted(QList<AssignmentRecord> records)
{
    std::stable_sort(records.begin(), records.end(), [](const AssignmentRecord &a, const AssignmentRecord &b) {
        if (a.assignment.feature != b.assignment.feature)
            return a.assignment.feature < b.assignment.feature;
        return a.assignment.validFrom > b.assignment.validFrom; // "always" is the oldest
    });
    return records;
}

Result<> log(Connection &connection, const AuditEntry &entry) { return AuditLog::append(connection, entry); }

Result<> checkWords(const AssignmentChange &change)
{
    constexpr qsizetype longest = 200;
    const std::pair<const QString &, const char *> fields[] = {
        { change.environment, QT_TRANSLATE_NOOP("AssignmentRepository", "An assignment needs an environment.") },
        { change.provider, QT_TRANSLATE_NOOP("AssignmentRepository", "An assignment needs a provider.") },
        { change.model, QT_TRANSLATE_NOOP("AssignmentRepository", "An assignment needs a model.") },
        { change.reason, QT_TRANSLATE_NOOP("AssignmentRepository", "A change of the model needs a reason.") },
    };
    for (const auto &[text, sentence] : fields) {
        if (text.trimmed().isEmpty())
            return invalid(tr(sentence));
    }
    for (const QString &text : { change.environment, change.provider, change.model }) {
        if (text.size() > longest || text != visibleControls(text))
            return invalid(tr("\"%1\" is not a name.").arg(visibleControls(text.left(80))));
    }
    return Ok;
}

}

QString AssignmentRepository::text(const ModelAssignment &assignment)
{
    return assignment.environment + QStringLiteral(": ") + assignment.provider + QLatin1Char('/') + assignment.model;
}

Result<QList<AssignmentRecord>> AssignmentRepository::all() const
{
    const auto records = select(m_connection, QStringLiteral("ORDER BY a.id DESC"), {});
    return records ? Result<QList<AssignmentRecord>>(sorted(*records)) : records;
}

Result<QList<AssignmentRecord>> AssignmentRepository::history(const QString &featureKey) const
{
    const auto records = select(m_connection, QStringLiteral("WHERE f.key = ? ORDER BY a.id DESC"), { featureKey });
    return records ? Result<QList<AssignmentRecord>>(sorted(*records)) : records;
}

Result<std::optional<AssignmentRecord>> AssignmentRepository::current(
    const QString &featureKey, const QString &environment, UtcMicros at) const
{
    const auto records = select(m_connection,
        QStringLiteral("WHERE f.key = ? AND a.environment = ? ORDER BY a.id DESC"), { featureKey, environment });
    if (!records)
        return records.error();
    for (const AssignmentRecord &record : *records) {
        if (record.assignment.holdsAt(at))
            return std::optional(record);
    }
    return std::optional<AssignmentRecord>();
}

Result<qint64> AssignmentRepository::assign(const AssignmentChange &change, UtcMicros now, const QString &actor)
{
    if (const auto checked = checkWords(change); !checked)
        return checked.error();
    const auto feature = Sql::selectOne(m_connection, QStringLiteral("SELECT id FROM ai_features WHERE key = ?"),
        { change.feature }, [](const Row &row) { return row.int64(0); });
    if (!feature)
        return feature.error();
    if (!*feature || **feature == 0)
        return Error { Error::Kind::NotFound, tr("There is no feature \"%1\".").arg(visibleControls(change.feature)),
            {} };
    const UtcMicros from = change.from.value_or(now);
    const auto before = current(change.feature, change.environment, from);
    if (!before)
        return before.error();
    const auto &old = *before;
    if ((old ? old->assignment.id : 0) != change.seen)
        return conflict(tr("Somebody else changed the model of \"%1\" meanwhile: look again.")
                            .arg(visibleControls(change.feature)));
    if (old && old->assignment.provider == change.provider && old->assignment.model == change.model)
        return invalid(tr("\"%1\" has that model already.").arg(visibleControls(change.feature)));
    if (old && old->assignment.validFrom == from)
        return conflict(
            tr("The model of \"%1\" was changed at this very instant.").arg(visibleControls(change.feature)));

    const auto next = Sql::selectOne(m_connection, QStringLiteral(R"(
        SELECT MIN(valid_from_us)
          FROM feature_model_assignments
         WHERE feature_id = ? AND environment = ? AND valid_from_us > ?)"),
        { **feature, change.environment, from }, [](const Row &row) { return row.optionalInt64(0); });
    if (!next)
        return next.error();
    if (old) {
        const auto closed = Sql::exec(m_connection,
            QStringLiteral("UPDATE feature_model_assignments SET valid_to_us = ? WHERE id = ?"),
            { from, old->assignment.id });
        if (!closed)
            return closed.error();
    }
    ModelAssignment added { 0, change.feature, change.environment, change.provider, change.model, from,
        next->value_or(std::nullopt) };
    const auto id = Sql::selectOne(m_connection, QStringLiteral(R"(
        INSERT INTO feature_model_assignments (feature_id, environment, provider, model, valid_from_us, valid_to_us, recorded_us,
                                               actor, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)"),
        { **feature, added.environment, added.provider, added.model, from,
            added.validTo ? QVariant(*added.validTo) : QVariant(), now, actor, change.reason },
        [](const Row &row) { return row.int64(0); });
    if (!id)
        return id.error();
    if (!*id)
        return Error { Error::Kind::Internal, tr("The database gave no number to a new row."), {} };
    const QString begins = change.from ? QStringLiteral(" from ") + ReportingZone().timeText(from) : QString();
    const auto logged = log(m_connection,
        { 0, now, actor, QStringLiteral("assignments.set"), change.feature,
            old ? text(old->assignment) : QStringLiteral(""), text(added) + begins, change.reason });
    if (!logged)
        return logged.error();
    return **id;
}

Result<> AssignmentRepository::undo(qint64 id, UtcMicros now, const QString &actor, const QString &reason)
{
    const auto found = select(m_connection, QStringLiteral("WHERE a.id = ?"), { id });
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error { Error::Kind::NotFound, tr("There is no assignment %1.").arg(id), {} };
    const auto taken = found->constFirst().assignment;
    const auto all = history(taken.feature);
    if (!all)
        return all.error();
    std::optional<ModelAssignment> before;
    for (const AssignmentRecord &record : *all) {
        if (record.assignment.environment != taken.environment)
            continue;
        if (record.assignment.id > id)
            return conflict(tr("A later change of the model of \"%1\" followed: undo that first.")
                                .arg(visibleControls(taken.feature)));
        if (taken.validFrom && record.assignment.validTo == taken.validFrom)
            before = record.assignment;
    }
    if (const auto removed
        = Sql::exec(m_connection, QStringLiteral("DELETE FROM feature_model_assignments WHERE id = ?"), { id });
        !removed)
        return removed.error();
    if (before) {
        const auto opened = Sql::exec(m_connection,
            QStringLiteral("UPDATE feature_model_assignments SET valid_to_us = ? WHERE id = ?"),
            { taken.validTo ? QVariant(*taken.validTo) : QVariant(), before->id });
        if (!opened)
            return opened.error();
    }
    return log(m_connection,
        { 0, now, actor, QStringLiteral("assignments.undo"), taken.feature, text(taken),
            before ? text(*before) : QStringLiteral(""), reason });
}
