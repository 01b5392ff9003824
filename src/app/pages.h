#pragma once

#include "features/legacy/legacyoffer.h"
#include "ledger/route.h"
#include "services/session.h"

#include <QKeySequence>
#include <QLatin1String>
#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <type_traits>

class Clock;
class FilterState;
class LedgerJobs;
class QAction;
class QWidget;
class Settings;
class Workspace;

/// What pages are built from. All of it outlives the page.
struct PageServices
{
    Workspace &workspace;
    FilterState &filter;
    const Clock &clock;
    Settings &settings;
    const Session &session;
    LedgerJobs &ledgerJobs;
    const QStringList pageIds = {}; ///< Of every page of the window, for links.
};

/// What the window wants to hear from a page.
struct PageListener
{
    std::function<void(const Route &)> routeRequested;
    std::function<void()> settledChanged;
    std::function<void(qint64 microseconds, const QString &source)> queryFinished;
    std::function<void()> newViewRequested; ///< By a legacy view.
    std::function<void()> flagsChanged; ///< By a page that changes flags, phases or people.
    std::function<void(int count)> stagedCountChanged; ///< By a page with changes that wait to be applied.
};

/// A page as the window sees it; its class is known in pages.cpp only.
struct Page
{
    QWidget *widget = nullptr;
    std::function<void()> refresh;
    std::function<void(const QMap<QString, QString> &)> setOptions;
    std::function<QMap<QString, QString>()> options;
    std::function<bool()> isSettled;
    std::function<QList<QAction *>()> actions;
    std::function<void(const LegacyOffer &)> setNewViewOffer; ///< Of a legacy view; empty: it is the new one.
};

using PageMaker = std::function<Page(const PageServices &, const PageListener &, QWidget *parent)>;

/// Which of its two views a page shows to whoever sits here.
struct ViewDecision
{
    bool legacy = false;
    LegacyOffer offer; ///< What the legacy view says about the new one.
};
/// Asked with the key of a view flag. Empty: the new view where there is one.
using ViewDecider = std::function<ViewDecision(const QString &flagKey)>;

/// An entry of the navigation.
struct PageEntry
{
    enum class Group { Explore, Operate };

    QString id; ///< As in routes and settings.
    QString title; ///< Translated.
    QLatin1String icon;
    int number = 0; ///< Of its shortcut Ctrl+N; 0: none.
    PageMaker create; ///< The new view; empty: it is not built yet.
    Group group = Group::Explore;
    QString flag = {}; ///< Key of the flag that chooses between the two views; empty: there is only one.
    PageMaker createLegacy = {}; ///< Where there is a flag.
    bool isOfRange = false; ///< A page under Operate that shows the window's range; the others above do.

    /// What is shown: `decide` only counts where both views are there.
    ViewDecision view(const ViewDecider &decide) const;

    QList<QKeySequence> shortcut() const
    {
        return number > 0 ? QList<QKeySequence> { QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)) } : QList<QKeySequence>();
    }
};

/// The pages that exist, in the order of the navigation.
QList<PageEntry> pages();

/// Binds a page to the window without a base class. It needs refresh(), setOptions(), options(), isSettled() and the
/// signals routeRequested(Route), settledChanged(), queryFinished(qint64, QString); a legacy view has setNewViewOffer()
/// and newViewRequested() too.
template<typename PageClass>
Page bindPage(PageClass *page, const PageListener &listener)
{
    PageClass::connect(page, &PageClass::routeRequested, page, listener.routeRequested);
    PageClass::connect(page, &PageClass::settledChanged, page, listener.settledChanged);
    PageClass::connect(page, &PageClass::queryFinished, page, listener.queryFinished);
    Page bound { page, [page] { page->refresh(); }, [page](const QMap<QString, QString> &options) { page->setOptions(options); },
        [page] { return page->options(); }, [page] { return page->isSettled(); }, [page] { return page->actions(); }, {} };
    if constexpr (requires(const LegacyOffer &offer) { page->setNewViewOffer(offer); }) {
        bound.setNewViewOffer = [page](const LegacyOffer &offer) { page->setNewViewOffer(offer); };
        PageClass::connect(page, &PageClass::newViewRequested, page, listener.newViewRequested);
    }
    if constexpr (requires { &PageClass::flagsChanged; })
        PageClass::connect(page, &PageClass::flagsChanged, page, listener.flagsChanged);
    if constexpr (requires { &PageClass::stagedCountChanged; })
        PageClass::connect(page, &PageClass::stagedCountChanged, page, listener.stagedCountChanged);
    return bound;
}

/// Makes a page and binds it. A page that writes, or shows what somebody may do, takes the session as well; one that
/// changes the ledger at length takes the jobs for it in place of the filter; one that leads to others by their names has
/// setPageIds().
template<typename PageClass>
Page createPage(const PageServices &services, const PageListener &listener, QWidget *parent)
{
    PageClass *page = nullptr;
    if constexpr (std::is_constructible_v<PageClass, Workspace &, FilterState &, const Clock &, Settings &, const Session &, QWidget *>)
        page = new PageClass(services.workspace, services.filter, services.clock, services.settings, services.session, parent);
    else if constexpr (std::is_constructible_v<PageClass, Workspace &, LedgerJobs &, const Clock &, Settings &, const Session &, QWidget *>)
        page = new PageClass(services.workspace, services.ledgerJobs, services.clock, services.settings, services.session, parent);
    else
        page = new PageClass(services.workspace, services.filter, services.clock, services.settings, parent);
    if constexpr (requires { page->setPageIds(services.pageIds); })
        page->setPageIds(services.pageIds);
    return bindPage(page, listener);
}
