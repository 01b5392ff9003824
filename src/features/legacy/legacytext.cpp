#include "features/legacy/legacytext.h"

#include <QCoreApplication>
#include <QDateTime>

namespace {

constexpr qsizetype LongestShown = 400;

QString tr(const char *text)
{
    return QCoreApplication::translate("LegacyText", text);
}

}

QString LegacyText::value(const QVariant &value)
{
    if (!value.isValid())
        return QStringLiteral("NULL");
    const QString text = value.toString();
    if (text.isEmpty())
        return QStringLiteral("''");
    return visibleControls(text.size() > LongestShown ? text.left(LongestShown) + QChar(u'…') : text);
}

bool LegacyText::isMark(const QVariant &value)
{
    return !value.isValid() || value.toString().isEmpty();
}

QString LegacyText::columnHint(LegacyKind kind)
{
    switch (kind) {
    case LegacyKind::Money: return tr("USD as text, exactly as written; sorts as text");
    case LegacyKind::Time: return tr("Time as text, UTC where it names no zone; sorts by the times that can be read");
    case LegacyKind::Figure: return tr("A number as text; sorts as text");
    case LegacyKind::Id:
    case LegacyKind::Integer:
    case LegacyKind::Text:
    case LegacyKind::Json: return {};
    }
    Q_UNREACHABLE();
}

QString LegacyText::unusedFilters(const LegacyTable &table, const UsageFilter &filter)
{
    QStringList unused;
    const auto add = [&unused](bool isSet, bool counts, const QString &name) {
        if (isSet && !counts)
            unused.append(name);
    };
    add(!filter.features.isEmpty(), !table.serviceColumn().isEmpty(), tr("feature"));
    add(!filter.providers.isEmpty(), false, tr("provider"));
    add(!filter.models.isEmpty(), !table.modelColumn().isEmpty(), tr("model"));
    add(!filter.users.isEmpty(), !table.userColumn().isEmpty(), tr("user"));
    add(!filter.statuses.isEmpty(), false, tr("status"));
    add(!filter.costSources.isEmpty(), false, tr("cost source"));
    return unused.join(QStringLiteral(", "));
}

QString LegacyText::time(UtcMicros t)
{
    return QDateTime::fromMSecsSinceEpoch(floorTo(t, 1000) / 1000, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}
