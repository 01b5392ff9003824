#include "audit/auditfilter.h"

#include "data/sql.h"

#include <array>

namespace {

struct GroupWords
{
    QLatin1String name;
    QStringList prefixes; ///< Of actions.
};

const std::array<GroupWords, AuditGroupCount> &groupWords()
{
    static const std::array<GroupWords, AuditGroupCount> words { {
        { QLatin1String("flags"), { QStringLiteral("flag."), QStringLiteral("flags.") } },
        { QLatin1String("phases"), { QStringLiteral("phase."), QStringLiteral("phases.") } },
        { QLatin1String("assignments"), { QStringLiteral("feature."), QStringLiteral("features."), QStringLiteral("assignment."), QStringLiteral("assignments.") } },
        { QLatin1String("imports"), { QStringLiteral("import."), QStringLiteral("imports.") } },
        { QLatin1String("prices"), { QStringLiteral("price."), QStringLiteral("prices.") } },
        { QLatin1String("names"), { QStringLiteral("model."), QStringLiteral("models."), QStringLiteral("name."), QStringLiteral("names.") } },
        { QLatin1String("repricing"), { QStringLiteral("reprice.") } },
        { QLatin1String("people"), { QStringLiteral("user."), QStringLiteral("group."), QStringLiteral("people."), QStringLiteral("directory.") } },
        { QLatin1String("workspace"), { QStringLiteral("workspace.") } },
        { QLatin1String("other"), {} },
    } };
    return words;
}

/// Prefixes are the program's own and hold no wildcard.
QString anyPrefix(const QStringList &prefixes, QVariantList &values)
{
    for (const QString &prefix : prefixes)
        values.append(QString(prefix + QLatin1Char('%')));
    return QLatin1Char('(') + QStringList(prefixes.size(), QStringLiteral("action LIKE ?")).join(QLatin1String(" OR ")) + QLatin1Char(')');
}

QString groupCondition(AuditGroup group, QVariantList &values)
{
    if (group != AuditGroup::Other)
        return QStringLiteral(" AND ") + anyPrefix(groupWords()[size_t(group)].prefixes, values);
    QStringList known;
    for (const GroupWords &words : groupWords())
        known += words.prefixes;
    return QStringLiteral(" AND NOT ") + anyPrefix(known, values);
}

}

QString auditGroupName(AuditGroup group)
{
    return groupWords()[size_t(group)].name;
}

std::optional<AuditGroup> auditGroupFromName(const QString &name)
{
    for (int i = 0; i < AuditGroupCount; ++i) {
        if (groupWords()[size_t(i)].name == name)
            return AuditGroup(i);
    }
    return {};
}

AuditGroup auditGroupOf(const QString &action)
{
    for (int i = 0; i < AuditGroupCount; ++i) {
        for (const QString &prefix : groupWords()[size_t(i)].prefixes) {
            if (action.startsWith(prefix))
                return AuditGroup(i);
        }
    }
    return AuditGroup::Other;
}

QString AuditFilter::where(Dialect dialect, QVariantList &values) const
{
    QString where = QStringLiteral("TRUE");
    const auto add = [&where, &values](const char *condition, const QVariant &value) {
        where += QStringLiteral(" AND ") + QLatin1String(condition);
        values.append(value);
    };
    if (from)
        add("at_us >= ?", *from);
    if (to)
        add("at_us < ?", *to);
    if (group)
        where += groupCondition(*group, values);
    if (!actor.isEmpty())
        add("actor = ?", actor);
    if (!action.isEmpty())
        add("action = ?", action);
    const QString like = (dialect == Dialect::Sqlite ? QStringLiteral(" LIKE") : QStringLiteral(" ILIKE")) + QStringLiteral(" ? ESCAPE '!'");
    const auto addContaining = [&](const QStringList &columns, const QString &wanted) {
        QStringList parts;
        for (const QString &column : columns) {
            parts.append(column + like);
            values.append(Sql::containing(wanted));
        }
        where += QStringLiteral(" AND (") + parts.join(QLatin1String(" OR ")) + QLatin1Char(')');
    };
    if (!object.isEmpty())
        addContaining({ QStringLiteral("object") }, object);
    if (!text.isEmpty())
        addContaining({ QStringLiteral("actor"), QStringLiteral("action"), QStringLiteral("object"), QStringLiteral("old_value"),
                          QStringLiteral("new_value"), QStringLiteral("reason") }, text);
    return where;
}
