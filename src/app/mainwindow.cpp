#include "app/mainwindow.h"

#include "app/aboutdialog.h"
#include "app/consolestatusbar.h"
#include "app/importpreviewdialog.h"
#include "app/viewflags.h"
#include "app/windowactions.h"
#include "app/windowheader.h"
#include "app/windowsearch.h"
#include "app/workspacemaker.h"
#include "app/workspaceview.h"
#include "data/workspace.h"
#include "features/firstrun/firstrunpage.h"
#include "services/clock.h"
#include "widgets/breadcrumb.h"
#include "widgets/messagestrip.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace {

QString locationText(const WorkspaceLocation &location)
{
    return location.dialect == Dialect::Sqlite ? location.path : location.url;
}

}

MainWindow::MainWindow(Settings &settings, const Clock &clock, QList<PageEntry> pages, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_pages(std::move(pages))
    , m_imports(m_jobs)
    , m_maker(new WorkspaceMaker(m_jobs, clock, this))
    , m_actions(new WindowActions(*this, m_pages))
    , m_header(new WindowHeader)
    , m_message(new MessageStrip)
    , m_importPanel(new ImportPanel)
    , m_stack(new QStackedWidget)
    , m_firstRun(new FirstRunPage)
    , m_status(new ConsoleStatusBar(m_jobs, clock))
    , m_search(new WindowSearch(*this, *m_actions, m_settings, m_clock))
{
    setWindowTitle(QStringLiteral("Signalbox"));
    m_header->setSession({ m_user });
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    createLayout();
    connectActions();
    connectFirstRun();
    connect(&m_imports, &ImportRunner::finished, this, &MainWindow::importFinished);
    connect(m_importPanel, &ImportPanel::importsRequested, this, [this](qint64 batch) {
        Route route;
        route.page = QStringLiteral("imports");
        if (batch > 0)
            route.options.insert(QStringLiteral("batch"), QString::number(batch));
        if (m_view)
            showRoute(route);
    });
    connect(&m_opener, &WorkspaceOpener::opened, this, &MainWindow::workspaceOpened);
    connect(&m_jobs, &JobQueue::finished, this, [this] {
        if (m_view)
            m_view->dataChanged(); // Also after a cancel: whole transactions stay.
        if (m_closing)
            close();
    });
    connect(&m_extent, &QFutureWatcherBase::finished, this, [this] {
        if (m_extent.isCanceled())
            return;
        const auto extent = m_extent.result();
        m_status->setNewestUsage(extent && *extent ? std::optional(m_clock.now() - (*extent)->to) : std::nullopt);
    });
    connect(&m_demoOrigins, &QFutureWatcherBase::finished, this, [this] {
        if (m_demoOrigins.isCanceled())
            return;
        const auto origins = m_demoOrigins.result();
        m_status->setDemo(origins && !origins->isEmpty());
        m_actions->demoData->setVisible(origins && !origins->isEmpty());
    });
    m_actions->setTheme(m_settings.theme());
    m_actions->setRecent(m_settings.recentWorkspaces());
    const QSize available = screen()->availableSize();
    resize(m_settings.value(Preferences::WindowSize).boundedTo(available).expandedTo({ 640, 480 }));
}

MainWindow::~MainWindow()
{
    m_extent.cancel();
    m_demoOrigins.cancel();
    m_jobs.disconnect(this);
    m_search->setView(nullptr);
    delete m_view; // Before the settings' users and the workspace it shares with jobs.
}

void MainWindow::createLayout()
{
    QPalette chrome = menuBar()->palette();
    chrome.setColor(QPalette::Window, Theme::chrome(palette()));
    menuBar()->setPalette(chrome);
    m_header->setMinimumHeight(48);
    m_message->setClosable(true);
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_header, m_message, m_importPanel })
        layout->addWidget(widget);
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_firstRun);
    setCentralWidget(central);
    setStatusBar(m_status);
}

void MainWindow::connectActions()
{
    connect(m_actions->openWorkspace, &QAction::triggered, this, &MainWindow::chooseWorkspace);
    connect(m_actions->importFiles, &QAction::triggered, this, &MainWindow::chooseImportFiles);
    connect(m_actions->legacyView, &QAction::triggered, this, [this](bool legacy) {
        if (m_view)
            m_view->setLegacy(m_view->currentRoute().page, legacy);
    });
    connect(m_actions->quit, &QAction::triggered, this, &MainWindow::close);
    connect(m_actions->copyLink, &QAction::triggered, this, &MainWindow::copyLink);
    connect(m_actions->goToLink, &QAction::triggered, this, &MainWindow::goToLink);
    connect(m_actions->about, &QAction::triggered, this, [this] { (new AboutDialog(this))->open(); });
    connect(m_actions->demoData, &QAction::triggered, this, &MainWindow::showDemoData);
    connect(m_status, &ConsoleStatusBar::demoRequested, this, &MainWindow::showDemoData);
    connect(m_actions->shortcuts, &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(m_actions->search, &QAction::triggered, this, [this] { m_search->open({}); });
    connect(m_actions->commands, &QAction::triggered, this, [this] { m_search->open(QStringLiteral(">")); });
    connect(m_actions->switchFeature, &QAction::triggered, this, [this] { m_search->open(QStringLiteral("@")); });
    connect(m_search, &WindowSearch::routeChosen, this, &MainWindow::showRoute);
    connect(m_header, &WindowHeader::searchRequested, m_actions->search, &QAction::trigger);
    connect(m_header, &WindowHeader::helpRequested, this, &MainWindow::showShortcuts);
    connect(m_header, &WindowHeader::themeToggled, this, &MainWindow::toggleTheme);
    connect(m_actions, &WindowActions::themeChosen, this, &MainWindow::chooseTheme);
    const auto withView = [this](void (WorkspaceView::*act)()) {
        return [this, act] {
            if (m_view)
                (m_view->*act)();
        };
    };
    connect(m_actions->refresh, &QAction::triggered, this, withView(&WorkspaceView::refresh));
    connect(m_actions->back, &QAction::triggered, this, withView(&WorkspaceView::goBack));
    connect(m_actions->forward, &QAction::triggered, this, withView(&WorkspaceView::goForward));
    connect(m_header->breadcrumb(), &Breadcrumb::backRequested, this, withView(&WorkspaceView::goBack));
    connect(m_header->breadcrumb(), &Breadcrumb::forwardRequested, this, withView(&WorkspaceView::goForward));
    connect(m_header->breadcrumb(), &Breadcrumb::crumbActivated, this, [this](int index) {
        if (m_view)
            m_view->activateCrumb(index);
    });
    connect(m_actions, &WindowActions::pageChosen, this, [this](const QString &id) {
        if (m_view)
            m_view->visitPage(id);
    });
    connect(m_actions, &WindowActions::recentChosen, this, [this](const QString &text) {
        if (const auto location = WorkspaceLocation::parse(text))
            openLocation(*location);
        else
            fail(tr("Could not open %1.").arg(visibleControls(text)), location.error());
    });
}

void MainWindow::connectFirstRun()
{
    connect(m_firstRun, &FirstRunPage::demoRequested, this, &MainWindow::openDemo);
    connect(m_firstRun, &FirstRunPage::importRequested, this, &MainWindow::chooseImportFiles);
    connect(m_firstRun, &FirstRunPage::openRequested, this, &MainWindow::chooseWorkspace);
    connect(m_firstRun, &FirstRunPage::cancelRequested, m_maker, &WorkspaceMaker::cancel);
    connect(m_maker, &WorkspaceMaker::progressed, this, [this](const JobStatus &job) {
        m_firstRun->showProgress(job.title, job.percent, job.step, job.cancelRequested);
    });
    connect(m_maker, &WorkspaceMaker::made, this, [this](const WorkspaceLocation &location) {
        m_firstRun->showChoices();
        openLocation(location);
    });
    connect(m_maker, &WorkspaceMaker::failed, this, [this](const QString &attempt, const Error &error) {
        m_waitingImports.clear();
        m_firstRun->showChoices();
        if (error.kind != Error::Kind::Interrupted)
            fail(attempt, error);
    });
}

void MainWindow::start(const QString &workspace)
{
    const auto location = WorkspaceLocation::parse(workspace);
    if (!location) {
        fail(tr("Could not open %1.").arg(visibleControls(workspace)), location.error());
        return;
    }
    if (workspace.isEmpty() && location->dialect == Dialect::Sqlite && !QFileInfo::exists(location->path))
        return;
    openLocation(*location);
}

void MainWindow::openLocation(const WorkspaceLocation &location)
{
    m_lastError.reset();
    m_firstRun->clearError();
    m_status->setOpening(location.displayName());
    m_opener.open(location);
    emit settledChanged();
}

void MainWindow::workspaceOpened(const WorkspaceLocation &location, const Result<std::shared_ptr<Workspace>> &workspace)
{
    if (workspace) {
        // Nobody sees a view that is not theirs, not even for a moment: flags first.
        m_viewFlags = std::make_unique<ViewFlags>(*workspace, m_user, m_clock, m_jobs);
        m_viewFlags->setOverrides(m_flagOverrides);
        connect(m_viewFlags.get(), &ViewFlags::ready, this, [this, opened = *workspace] {
            setView(opened);
            takeViewFlags();
        });
        connect(m_viewFlags.get(), &ViewFlags::changed, this, &MainWindow::takeViewFlags);
    } else {
        m_waitingImports.clear();
        m_settings.removeRecentWorkspace(locationText(location));
        m_actions->setRecent(m_settings.recentWorkspaces());
        m_status->setWorkspace(m_view ? &m_view->workspace() : nullptr);
        fail(tr("Could not open %1.").arg(visibleControls(location.displayName())), workspace.error());
    }
    emit settledChanged();
}

void MainWindow::setView(const std::shared_ptr<Workspace> &workspace)
{
    closeView();
    m_message->hide();
    m_status->clearError();
    m_settings.addRecentWorkspace(locationText(workspace->location()));
    m_actions->setRecent(m_settings.recentWorkspaces());
    m_view = new WorkspaceView(workspace, m_pages, m_clock, m_settings, m_viewFlags->session(), m_jobs);
    m_view->setViewDecider([this](const QString &flag) { return m_viewFlags->decide(flag); });
    m_search->setView(m_view);
    m_stack->addWidget(m_view);
    m_stack->setCurrentWidget(m_view);
    m_header->setWorkspace(workspace.get());
    m_status->setWorkspace(workspace.get());
    m_actions->setWorkspaceOpen(true, canImport());
    connect(m_view, &WorkspaceView::routeChanged, this, &MainWindow::placeChanged);
    connect(m_view, &WorkspaceView::settledChanged, this, &MainWindow::settledChanged);
    connect(m_view, &WorkspaceView::pageSettled, m_status, &ConsoleStatusBar::setPageFault);
    connect(m_view, &WorkspaceView::queryFinished, m_status, &ConsoleStatusBar::setQueryTime);
    connect(m_view, &WorkspaceView::flagsChanged, m_viewFlags.get(), &ViewFlags::look);
    if (!workspace->warning().isEmpty())
        m_message->show(Status::Warning, workspace->warning());
    restorePlace();
    askNewestUsage();
    askDemoOrigins();
    if (!m_waitingImports.isEmpty())
        importFiles(std::exchange(m_waitingImports, {}));
}

void MainWindow::restorePlace()
{
    if (m_wantedRoute) {
        showRoute(*std::exchange(m_wantedRoute, {}));
        return;
    }
    const QUrl last(m_settings.lastRoute(locationText(m_view->workspace().location())), QUrl::StrictMode);
    const auto route = Route::fromUrl(last);
    // Nothing was kept, or by a version that had other pages: begin at the first page.
    if (!route || !m_view->visit(*route))
        m_view->visitPage(m_pages.constFirst().id);
}

void MainWindow::setPerson(const QString &user, const QHash<QString, bool> &flagOverrides)
{
    m_user = user;
    m_flagOverrides = flagOverrides;
}

void MainWindow::takeViewFlags()
{
    if (!m_view || m_view->sharedWorkspace() != m_viewFlags->workspace())
        return;
    m_view->setSession(m_viewFlags->session());
    m_header->setSession(m_viewFlags->session());
    m_status->setSession(m_viewFlags->session());
    m_view->decideViews();
    showViewChoice();
    if (m_viewFlags->error())
        m_message->showError(tr("Could not read the flags; the views stay as they are."), *m_viewFlags->error());
}

void MainWindow::showRoute(const Route &route)
{
    if (!m_view) {
        m_wantedRoute = route;
        return;
    }
    if (const auto visited = m_view->visit(route); !visited) {
        fail(tr("Could not follow the link."), visited.error());
        if (m_view->currentRoute().page.isEmpty())
            m_view->visitPage(m_pages.constFirst().id);
    }
}

void MainWindow::closeView()
{
    if (!m_view)
        return;
    m_settings.setLastRoute(locationText(m_view->workspace().location()), QString::fromLatin1(m_view->currentRoute().toUrl().toEncoded()));
    m_search->setView(nullptr);
    m_extent.cancel();
    m_demoOrigins.cancel();
    m_actions->demoData->setVisible(false);
    m_stack->removeWidget(m_view);
    delete std::exchange(m_view, nullptr);
}

void MainWindow::placeChanged()
{
    m_header->setPlace(m_view->crumbs(), m_view->canGoBack(), m_view->canGoForward());
    m_actions->setHistory(m_view->canGoBack(), m_view->canGoForward());
    showViewChoice();
    setWindowTitle(tr("%1 – %2 – Signalbox").arg(m_view->pageTitle(), visibleControls(m_view->workspace().location().displayName())));
}

void MainWindow::showViewChoice()
{
    const QString page = m_view->currentRoute().page;
    const bool available = m_view->canChooseLegacy(page);
    const bool shown = m_view->isLegacy(page);
    m_actions->setLegacyView(available, shown, shown ? tr("Your flags show you the legacy view") : tr("This page has no legacy view"));
}

void MainWindow::askNewestUsage()
{
    m_extent.cancel();
    m_extent.setFuture(m_view->workspace().reader().run([](Connection &connection) { return Usage::extent(connection); }));
}

void MainWindow::askDemoOrigins()
{
    m_demoOrigins.setFuture(m_view->workspace().reader().run([](Connection &connection) { return demoOrigins(connection); }));
}

bool MainWindow::canImport() const
{
    return m_view && m_view->workspace().access() == Database::Access::ReadWrite;
}

void MainWindow::importFiles(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    if (!m_view) {
        chooseNewWorkspace(paths);
        return;
    }
    if (!canImport()) {
        fail(tr("Could not import."), { Error::Kind::Denied, tr("This workspace is read-only. %1").arg(m_view->workspace().readOnlyReason()), {} });
        return;
    }
    auto *preview = new ImportPreviewDialog(m_view->workspace(), m_clock, paths, m_view);
    connect(preview, &ImportPreviewDialog::importRequested, this, [this](const QStringList &chosen, ImportOptions options) {
        options.actor = m_viewFlags->session().user;
        m_imports.start(m_view->sharedWorkspace(), chosen, options);
    });
    preview->open();
}

void MainWindow::fail(const QString &attempt, const Error &error)
{
    m_lastError = error;
    m_status->setLastError(error);
    if (m_view)
        m_message->showError(attempt, error);
    else
        m_firstRun->showError(attempt, error);
}

bool MainWindow::isSettled() const
{
    const bool isWaiting = m_viewFlags && (!m_view || m_view->sharedWorkspace() != m_viewFlags->workspace());
    return !m_opener.isOpening() && !isWaiting && !m_maker->isMaking() && (!m_view || m_view->isSettled());
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_header) {
        QPalette chrome = palette();
        chrome.setColor(QPalette::Window, Theme::chrome(palette()));
        menuBar()->setPalette(chrome);
    }
    QMainWindow::changeEvent(event);
}
