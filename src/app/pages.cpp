#include "app/pages.h"

#include "features/flags/flagspage.h"
#include "features/overview/overviewpage.h"
#include "features/phases/phasespage.h"
#include "features/requests/requestspage.h"
#include "features/spending/spendingpage.h"

#include <QCoreApplication>

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

}

QList<PageEntry> pages()
{
    // Numbers follow the order of the six views, so that a shortcut stays what it is when a page is added.
    return {
        { QStringLiteral("overview"), Tr::tr("Overview"), QLatin1String("overview"), 1, createPage<OverviewPage> },
        { QStringLiteral("spending"), Tr::tr("Spending"), QLatin1String("spending"), 5, createPage<SpendingPage> },
        { QStringLiteral("requests"), Tr::tr("Requests"), QLatin1String("requests"), 7, createPage<RequestsPage> },
        { QStringLiteral("flags"), Tr::tr("Flags"), QLatin1String("flags"), 0, createPage<FlagsPage>, PageEntry::Group::Operate },
        { QStringLiteral("phases"), Tr::tr("Phases"), QLatin1String("calendar"), 0, createPage<PhasesPage>, PageEntry::Group::Operate },
    };
}
