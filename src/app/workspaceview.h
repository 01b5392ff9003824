#pragma once

#include "app/navstack.h"
#include "app/pages.h"
#include "features/ledgerjobs.h"
#include "ledger/filterstate.h"

#include <QHash>
#include <QSet>
#include <QWidget>

#include <memory>
#include <optional>

class Clock;
class FilterBar;
class JobQueue;
class NavigationList;
class QStackedWidget;
class Settings;
class Workspace;

/// Everything below the header while a workspace is open: navigation, filter bar and the pages, and the history of
/// where the user went. Pages are made when they are first visited. A page may have a legacy and a new view: both stand
/// at the same place, and changing from one to the other keeps range, filter and options.
class WorkspaceView : public QWidget
{
    Q_OBJECT

public:
    WorkspaceView(std::shared_ptr<Workspace> workspace, QList<PageEntry> pages, const Clock &clock, Settings &settings,
        const Session &session, JobQueue &jobs, QWidget *parent = nullptr);
    ~WorkspaceView() override;

    Workspace &workspace() const { return *m_workspace; }
    const std::shared_ptr<Workspace> &sharedWorkspace() const { return m_workspace; }
    FilterState &filter() { return m_filter; }

    /// Goes to a place, as a new visit. An empty range means the range that is shown now. Fails with NotFound for an
    /// unknown page.
    Result<> visit(const Route &route);
    /// The page as it was left, with the filter that is shown now.
    void visitPage(const QString &id);
    void goBack();
    void goForward();
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    void refresh();
    /// The ledger is different: every page asks again when it is seen next.
    void dataChanged();

    /// Who decides between legacy and new views; asked at once for all pages. Default: nobody, so new views where they
    /// are built.
    void setViewDecider(const ViewDecider &decide);
    /// After the person's role has changed. Pages see it with what they show next.
    void setSession(const Session &session);
    /// Asks again, after flags have changed. Pages whose view stays are left alone.
    void decideViews();
    /// What the person prefers where the flags give the new view: its legacy view, or no longer.
    void setLegacy(const QString &pageId, bool legacy);
    /// Whether setLegacy() would show another view: the flags give the new one, and there is a legacy view beside it.
    bool canChooseLegacy(const QString &pageId) const;
    bool isLegacy(const QString &pageId) const { return m_views.value(pageId).legacy; }

    Route currentRoute() const;
    /// Outermost first: the page, then the one feature that everything is about.
    QStringList crumbs() const;
    void activateCrumb(int index);
    bool isSettled() const;
    QString pageTitle() const;
    /// The visible page's own actions.
    QList<QAction *> pageActions() const;
    const QList<PageEntry> &pageEntries() const { return m_entries; }

signals:
    void routeChanged(); ///< Place, filter or history is different.
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);
    /// The visible page has come to rest: what the database failed with in any part of it that is seen; nullopt: nothing.
    void pageSettled(const std::optional<Error> &fault);
    void flagsChanged(); ///< A page changed flags, phases or people.

private:
    void addNavigation(PageEntry::Group group);
    const PageEntry *entry(const QString &id) const;
    QString viewId(const QString &pageId) const;
    const Page *current() const;
    Page &page(const PageEntry &entry);
    void decideView(const PageEntry &entry);
    void setView(const PageEntry &entry, const ViewDecision &view);
    void apply(const Route &route);
    void notePageFault();
    void filterChanged();

    std::shared_ptr<Workspace> m_workspace;
    FilterState m_filter;
    QList<PageEntry> m_entries;
    const Clock &m_clock;
    Settings &m_settings;
    Session m_session; ///< Pages refer to it.
    LedgerJobs m_ledgerJobs;
    NavStack m_history;
    ViewDecider m_decide;
    QHash<QString, ViewDecision> m_views; ///< By page.
    QSet<QString> m_choseLegacy; ///< Pages whose legacy view the person prefers.
    QHash<QString, QMap<QString, QString>> m_carried; ///< By page: options for a view that is not made yet.
    QHash<QString, Page> m_pages; ///< By viewId().
    QHash<QString, UtcMicros> m_updated; ///< By viewId(): when its figures were read.
    QString m_currentId;
    NavigationList *m_navigation;
    FilterBar *m_filterBar;
    QStackedWidget *m_stack;
    bool m_applying = false;
};
