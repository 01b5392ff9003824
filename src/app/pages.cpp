#include "app/pages.h"

#include "features/featuredashboard/featurespage.h"
#include "features/overview/overviewpage.h"
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
        { QStringLiteral("features"), Tr::tr("Features"), QLatin1String("features"), 2, createPage<FeaturesPage> },
        { QStringLiteral("spending"), Tr::tr("Spending"), QLatin1String("spending"), 5, createPage<SpendingPage> },
        { QStringLiteral("requests"), Tr::tr("Requests"), QLatin1String("requests"), 7, createPage<RequestsPage> },
    };
}
