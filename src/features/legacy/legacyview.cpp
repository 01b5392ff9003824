#include "features/legacy/legacyview.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LegacyView", text);
}

}

LegacyViewSpec legacyViewSpec(LegacyView view)
{
    switch (view) {
    case LegacyView::Console:
        return { QStringLiteral("console"), tr("AI Console"), QStringLiteral("/platform/ai"),
            { QStringLiteral("ai_generations"), QStringLiteral("stories") }, true };
    case LegacyView::Debug:
        return { QStringLiteral("debug"), tr("Debug"), QStringLiteral("/platform/debug/ai"),
            { QStringLiteral("debug_logs"), QStringLiteral("error_tracking"), QStringLiteral("performance_metrics") } };
    case LegacyView::Settings:
        return { QStringLiteral("settings"), tr("AI Settings"), QStringLiteral("/platform/settings/ai-management"),
            { QStringLiteral("ai_configs"), QStringLiteral("model_settings") } };
    case LegacyView::Prompts:
        return { QStringLiteral("prompts"), tr("Prompt Configs"), QStringLiteral("/platform/settings/ai-management"),
            { QStringLiteral("prompt_configs") } };
    case LegacyView::Costs:
        return { QStringLiteral("costs"), tr("Costs"), QStringLiteral("/platform/costs"),
            { QStringLiteral("usage_logs"), QStringLiteral("billing_data"), QStringLiteral("cost_allocations") } };
    case LegacyView::Analytics:
        return { QStringLiteral("analytics"), tr("Analytics"), QStringLiteral("/platform/analytics"),
            { QStringLiteral("analytics_events"), QStringLiteral("user_metrics"), QStringLiteral("performance_data") } };
    }
    Q_UNREACHABLE();
}
