#pragma once

#include "app/importpanel.h"
#include "app/pages.h"
#include "app/workspaceopener.h"
#include "features/demoorigins.h"
#include "ledger/usagequery.h"
#include "services/jobqueue.h"
#include "services/settings.h"

#include <QFutureWatcher>
#include <QHash>
#include <QMainWindow>

class Clock;
class ConsoleStatusBar;
class FirstRunPage;
class MessageStrip;
class QStackedWidget;
class ViewFlags;
class WindowActions;
class WindowHeader;
class WindowSearch;
class WorkspaceMaker;
class WorkspaceView;

/// The program's window: header, the open workspace or the first-run page, status bar. Owns the job queue.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` and `clock` outlive the window.
    MainWindow(Settings &settings, const Clock &clock, QList<PageEntry> pages, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens `workspace` (as on the command line); empty opens the default one where it exists. The first-run page stays
    /// where there is none, with the error where one was named.
    void start(const QString &workspace);
    void openLocation(const WorkspaceLocation &location);
    /// Goes to `route` as soon as a workspace is open. Without one in time it is forgotten with the window.
    void showRoute(const Route &route);
    /// Shows what importing into the open workspace would do, and does it when that is confirmed; without a workspace,
    /// asks where to make one first.
    void importFiles(const QStringList &paths);
    /// With `text` typed in.
    void openSearch(const QString &text);

    /// The open workspace's view, or nullptr.
    /// Who sits here, and view flags that are decided without asking the workspace (by key; for pictures). For workspaces
    /// that are opened from now on. Default: the system's user, none.
    void setPerson(const QString &user, const QHash<QString, bool> &flagOverrides = {});
    WorkspaceView *view() const { return m_view; }
    JobQueue &jobs() { return m_jobs; }
    /// Nothing is being opened and the visible page has its answers.
    bool isSettled() const;
    /// Why the last thing failed, for the picture command; nullopt where nothing did.
    const std::optional<Error> &lastError() const { return m_lastError; }

signals:
    void themeChosen(ThemeChoice choice);
    void settledChanged();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void createLayout();
    void connectActions();
    void connectFirstRun();
    void workspaceOpened(const WorkspaceLocation &location, const Result<std::shared_ptr<Workspace>> &workspace);
    void setView(const std::shared_ptr<Workspace> &workspace);
    void takeViewFlags();
    void restorePlace();
    void closeView();
    void placeChanged();
    void showViewChoice();
    void askNewestUsage();
    void askDemoOrigins();
    void importFinished(const ImportOutcome &outcome);
    void fail(const QString &attempt, const Error &error);
    void chooseWorkspace();
    void chooseImportFiles();
    void chooseNewWorkspace(const QStringList &imports);
    void openDemo();
    void copyLink();
    void goToLink();
    void showShortcuts();
    void showDemoData();
    void toggleTheme();
    void chooseTheme(ThemeChoice choice);
    bool canImport() const;

    Settings &m_settings;
    const Clock &m_clock;
    const QList<PageEntry> m_pages;
    QString m_user = systemUserName();
    QHash<QString, bool> m_flagOverrides;
    std::unique_ptr<ViewFlags> m_viewFlags; ///< Of the workspace that is open or about to be.
    JobQueue m_jobs;
    ImportRunner m_imports;
    WorkspaceOpener m_opener;
    WorkspaceMaker *m_maker;
    WindowActions *m_actions;
    WindowHeader *m_header;
    MessageStrip *m_message;
    ImportPanel *m_importPanel;
    QStackedWidget *m_stack;
    FirstRunPage *m_firstRun;
    WorkspaceView *m_view = nullptr;
    ConsoleStatusBar *m_status;
    WindowSearch *m_search;
    QFutureWatcher<Result<std::optional<TimeRange>>> m_extent;
    QFutureWatcher<Result<QList<DemoOrigin>>> m_demoOrigins;
    std::optional<Route> m_wantedRoute;
    QStringList m_waitingImports;
    std::optional<Error> m_lastError;
    bool m_closing = false;
};
