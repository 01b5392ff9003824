#pragma once

#include "app/navstack.h"
#include "app/pages.h"
#include "features/ledgerjobs.h"
#include "ledger/filterstate.h"

#include <QHash>
#include <QWidget>

#include <memory>

class Clock;
class FilterBar;
class JobQueue;
class NavigationList;
class QStackedWidget;
class Settings;
class Workspace;

/// Everything below the header while a workspace is open: navigation, filter bar and the pages, and the history of
/// where the user went. Pages are made when they are first visited.
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

private:
    void addNavigation(PageEntry::Group group);
    const PageEntry *entry(const QString &id) const;
    Page &page(const PageEntry &entry);
    void apply(const Route &route);
    void filterChanged();

    std::shared_ptr<Workspace> m_workspace;
    FilterState m_filter;
    QList<PageEntry> m_entries;
    const Clock &m_clock;
    Settings &m_settings;
    const Session m_session;
    LedgerJobs m_ledgerJobs;
    NavStack m_history;
    QHash<QString, Page> m_pages;
    QHash<QString, UtcMicros> m_updated; ///< By page: when its figures were read.
    QString m_currentId;
    NavigationList *m_navigation;
    FilterBar *m_filterBar;
    QStackedWidget *m_stack;
    bool m_applying = false;
};
