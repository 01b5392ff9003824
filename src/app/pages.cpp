#include "app/pages.h"

#include "features/activity/activitypage.h"
#include "features/featuredashboard/featurespage.h"
#include "features/flags/flagspage.h"
#include "features/imports/importspage.h"
#include "features/legacy/legacypage.h"
#include "features/modelnames/modelnamespage.h"
#include "features/overview/overviewpage.h"
#include "features/phases/phasespage.h"
#include "features/reconciliation/reconciliationpage.h"
#include "features/requests/requestspage.h"
#include "features/spending/spendingpage.h"

#include <QCoreApplication>

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

PageMaker legacy(LegacyView view)
{
    return [view](const PageServices &services, const PageListener &listener, QWidget *parent) {
        return bindPage(new LegacyPage(view, services.workspace, services.filter, services.clock, services.settings, parent), listener);
    };
}

/// A page of which there are two views. Without `create` the new one is not built yet. Its icon is called like it.
PageEntry pair(QLatin1String id, const QString &title, int number, const QString &flag, LegacyView view, const PageMaker &create = {})
{
    return { QString(id), title, id, number, create, PageEntry::Group::Explore, flag, legacy(view) };
}

}

ViewDecision PageEntry::view(const ViewDecider &decide) const
{
    if (!createLegacy)
        return {};
    if (!create)
        return { true, { false, Tr::tr("The new view is not built yet.") } };
    return decide ? decide(flag) : ViewDecision();
}

QList<PageEntry> pages()
{
    // The six views in the order of their flags, so that a shortcut stays what it is when a page is added.
    return {
        pair(QLatin1String("overview"), Tr::tr("Overview"), 1, QStringLiteral("new-global-overview"), LegacyView::Console, createPage<OverviewPage>),
        pair(QLatin1String("features"), Tr::tr("Features"), 2, QStringLiteral("new-feature-dashboard"), LegacyView::Debug, createPage<FeaturesPage>),
        pair(QLatin1String("models"), Tr::tr("Models"), 3, QStringLiteral("new-model-management"), LegacyView::Settings),
        pair(QLatin1String("prompts"), Tr::tr("Prompts"), 4, QStringLiteral("new-prompt-library"), LegacyView::Prompts),
        pair(QLatin1String("spending"), Tr::tr("Spending"), 5, QStringLiteral("new-spending-analytics"), LegacyView::Costs, createPage<SpendingPage>),
        pair(QLatin1String("testing"), Tr::tr("Testing"), 6, QStringLiteral("new-testing-experiments"), LegacyView::Analytics),
        { QStringLiteral("requests"), Tr::tr("Requests"), QLatin1String("requests"), 7, createPage<RequestsPage> },
        { QStringLiteral("flags"), Tr::tr("Flags"), QLatin1String("flags"), 0, createPage<FlagsPage>, PageEntry::Group::Operate },
        { QStringLiteral("phases"), Tr::tr("Phases"), QLatin1String("calendar"), 0, createPage<PhasesPage>, PageEntry::Group::Operate },
        { QStringLiteral("names"), Tr::tr("Model names"), QLatin1String("edit"), 0, createPage<ModelNamesPage>, PageEntry::Group::Operate },
        { QStringLiteral("imports"), Tr::tr("Imports"), QLatin1String("import"), 0, createPage<ImportsPage>, PageEntry::Group::Operate },
        { QStringLiteral("reconciliation"), Tr::tr("Reconciliation"), QLatin1String("reconciliation"), 0, createPage<ReconciliationPage>, PageEntry::Group::Operate, {}, {}, true },
        { QStringLiteral("activity"), Tr::tr("Activity"), QLatin1String("activity"), 0, createPage<ActivityPage>, PageEntry::Group::Operate },
    };
}
