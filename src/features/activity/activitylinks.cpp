#include "features/activity/activitylinks.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ActivityLinks", text);
}

Route routeTo(QLatin1String page, QLatin1String option = {}, const QString &value = {})
{
    Route route;
    route.page = page;
    if (!value.isEmpty())
        route.options.insert(option, value);
    return route;
}

ActivityLinks::Link wanted(const AuditEntry &entry)
{
    static const QRegularExpression batch(QStringLiteral("^batch (\\d+)"));
    switch (auditGroupOf(entry.action)) {
    case AuditGroup::Imports:
        return { tr("Open import"), routeTo(QLatin1String("imports"), QLatin1String("batch"), batch.match(entry.object).captured(1)) };
    case AuditGroup::Flags: return { tr("Open flag"), routeTo(QLatin1String("flags"), QLatin1String("q"), entry.object.section(QLatin1Char(' '), 0, 0)) };
    case AuditGroup::Phases: return { tr("Open phases"), routeTo(QLatin1String("phases")) };
    case AuditGroup::Names: {
        Route route = routeTo(QLatin1String("names"), QLatin1String("name"), entry.object);
        if (entry.action != QLatin1String("model.unconfirm")) // it waits again
            route.options.insert(QStringLiteral("show"), QStringLiteral("decided"));
        return { tr("Open names"), route };
    }
    case AuditGroup::Repricing:
        return { tr("Open repricings"), routeTo(QLatin1String("imports"), QLatin1String("show"), QStringLiteral("repricings")) };
    case AuditGroup::Assignments: {
        Route route = routeTo(QLatin1String("features"));
        route.filter.features = { entry.object };
        return { tr("Open feature"), route };
    }
    default: return {};
    }
}

}

std::optional<ActivityLinks::Link> ActivityLinks::of(const AuditEntry &entry, const QStringList &pages)
{
    const Link link = wanted(entry);
    return pages.contains(link.route.page) ? std::optional(link) : std::nullopt;
}
