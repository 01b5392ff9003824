#include "ledger/promptrepository.h"

#include "audit/auditlog.h"
#include "data/sql.h"

#include <QCoreApplication>

namespace {

constexpr qsizetype LongestText = 1'000'000;

QString tr(const char *text) { return QCoreApplication::translate("PromptRepository", text); }

QString orEmpty(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text; // a null text would be NULL
}

}

Result<QList<PromptVersion>> PromptRepository::ofFeature(const QString &featureKey) const
{
    return Sql::select(m_connection, QStringLiteral(R"(
        SELECT p.id, f.key, p.name, p.version, p.text, p.label, p.status, p.created_us, p.created_by
          FROM ai_prompts p
          JOIN ai_features f ON f.id = p.feature_id
         WHERE f.key = ?
      ORDER BY p.name, p.version DESC)"),
        { featureKey }, [](const Row &row) {
            return PromptVersion { row.int64(0), row.text(1), row.text(2), row.int64(3), row.text(4), row.text(5),
                row.text(6), row.int64(7), row.text(8) };
        });
}

Result<qint64> PromptRepository::add(const PromptVersion &wanted, UtcMicros now, const QString &actor)
{
    if (wanted.name.trimmed().isEmpty() || wanted.text.trimmed().isEmpty())
        return Error { Error::Kind::Invalid, tr("A prompt needs a name and a text."), {} };
    if (wanted.text.size() > LongestText || wanted.text.contains(QChar(u'\0')) || wanted.name.contains(QChar(u'\0')))
        return Error { Error::Kind::Invalid,
            tr("The text of \"%1\" is too long, or is no text.").arg(visibleControls(wanted.name.left(80))), {} };
    const auto next = Sql::selectOne(m_connection, QStringLiteral(R"(
        SELECT f.id, (SELECT COALESCE(MAX(version), 0) + 1 FROM ai_prompts p WHERE p.feature_id = f.id AND p.name = ?)
          FROM ai_features f
         WHERE f.key = ?)"),
        { wanted.name, wanted.feature }, [](const Row &row) { return std::pair(row.int64(0), row.int64(1)); });
    if (!next)
        return next.error();
    if (!*next)
        return Error { Error::Kind::NotFound, tr("There is no feature \"%1\".").arg(visibleControls(wanted.feature)),
            {} };
    const auto [feature, version] = **next;
    const auto added = Sql::exec(m_connection, QStringLiteral(R"(
        INSERT INTO ai_prompts (feature_id, name, version, text, label, status, created_us, created_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?))"),
        { feature, wanted.name, version, wanted.text, orEmpty(wanted.label), wanted.status, wanted.created,
            orEmpty(wanted.createdBy) });
    if (!added)
        return added.error();
    const auto logged = AuditLog::append(m_connection,
        { 0, now, actor, QStringLiteral("prompts.add"), wanted.feature, {},
            QStringLiteral("%1 v%2").arg(wanted.name, QString::number(version)), {} });
    if (!logged)
        return logged.error();
    return version;
}
