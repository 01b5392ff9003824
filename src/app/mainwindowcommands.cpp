// What the user asks of the main window: choosing files, links, themes, closing.

#include "app/consolestatusbar.h"
#include "app/demodialog.h"
#include "app/linkdialog.h"
#include "app/mainwindow.h"
#include "app/shortcutsdialog.h"
#include "app/windowactions.h"
#include "app/windowsearch.h"
#include "app/workspacemaker.h"
#include "app/workspaceview.h"
#include "data/workspace.h"
#include "features/firstrun/firstrunpage.h"
#include "widgets/theme.h"
#include "widgets/toast.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>

namespace {

QFileDialog *createDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    const auto urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

}

void MainWindow::chooseWorkspace()
{
    auto *dialog = createDialog(this, tr("Open workspace"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({ tr("Workspaces (*.signalbox)"), tr("All files (*)") });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const auto location = WorkspaceLocation::parse(path))
            openLocation(*location);
        else
            fail(tr("Could not open %1.").arg(visibleControls(path)), location.error());
    });
    dialog->open();
}

void MainWindow::chooseImportFiles()
{
    auto *dialog = createDialog(this, tr("Import usage files"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::importFiles);
    dialog->open();
}

void MainWindow::importFinished(const ImportOutcome &outcome)
{
    m_importPanel->add(outcome);
    if (outcome.error && outcome.error->kind != Error::Kind::Interrupted)
        m_status->setLastError(*outcome.error);
    else
        m_status->clearError();
    if (m_view)
        askNewestUsage();
}

void MainWindow::chooseNewWorkspace(const QStringList &imports)
{
    const auto standard = WorkspaceLocation::parse({});
    auto *dialog = createDialog(this, tr("Where should the new workspace be?"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("signalbox"));
    dialog->setNameFilter(tr("Workspaces (*.signalbox)"));
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // An existing workspace is opened, never replaced.
    if (standard && QDir().mkpath(QFileInfo(standard->path).absolutePath()))
        dialog->selectFile(standard->path);
    connect(dialog, &QFileDialog::fileSelected, this, [this, imports](const QString &path) {
        const auto location = WorkspaceLocation::parse(path);
        if (!location) {
            fail(tr("Could not make the workspace."), location.error());
            return;
        }
        m_waitingImports = imports;
        if (QFileInfo::exists(location->path))
            openLocation(*location);
        else
            m_maker->makeEmpty(*location);
    });
    dialog->open();
}

void MainWindow::openDemo()
{
    const auto location = WorkspaceMaker::demoLocation();
    m_firstRun->clearError();
    if (!location)
        fail(tr("Could not make the demo workspace."), location.error());
    else if (QFileInfo::exists(location->path))
        openLocation(*location);
    else
        m_maker->makeDemo(*location);
}

void MainWindow::copyLink()
{
    if (!m_view)
        return;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_view->currentRoute().toUrl().toEncoded()));
    Toast::show(this, Status::Good, tr("Link copied"));
}

void MainWindow::goToLink()
{
    const QString copied = QGuiApplication::clipboard()->text().trimmed();
    auto *dialog = new LinkDialog(copied.startsWith(QLatin1String("signalbox://")) ? copied : QString(), this);
    connect(dialog, &LinkDialog::routeChosen, this, &MainWindow::showRoute);
    dialog->open();
}

void MainWindow::openSearch(const QString &text)
{
    m_search->open(text);
}

void MainWindow::showShortcuts()
{
    QList<QAction *> actions = m_actions->all();
    if (m_view)
        actions += m_view->pageActions();
    (new ShortcutsDialog(actions, this))->open();
}

void MainWindow::showDemoData()
{
    if (m_demoOrigins.isFinished() && !m_demoOrigins.isCanceled() && m_demoOrigins.result())
        (new DemoDialog(*m_demoOrigins.result(), this))->open();
}

void MainWindow::toggleTheme()
{
    chooseTheme(Theme::isDark(palette()) ? ThemeChoice::Light : ThemeChoice::Dark);
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    m_actions->setTheme(choice);
    emit themeChosen(choice);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_jobs.activeCount() > 0) { // Jobs stop at their next whole step; the last one to end closes the window.
        m_closing = true;
        m_jobs.cancelAll();
        m_status->showMessage(tr("Closing: waiting for jobs to reach their next whole step…"));
        event->ignore();
        return;
    }
    if (!isMaximized())
        m_settings.setValue(Preferences::WindowSize, size());
    closeView();
    if (!m_settings.save())
        qWarning("The preferences could not be written.");
    event->accept();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Tables and charts take every press, so back and forward are caught before them.
    if (event->type() != QEvent::MouseButtonPress || !watched->isWidgetType() || static_cast<QWidget *>(watched)->window() != this)
        return QMainWindow::eventFilter(watched, event);
    const auto button = static_cast<QMouseEvent *>(event)->button();
    if (button != Qt::BackButton && button != Qt::ForwardButton)
        return QMainWindow::eventFilter(watched, event);
    (button == Qt::BackButton ? m_actions->back : m_actions->forward)->trigger();
    return true;
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    importFiles(localFiles(*event->mimeData()));
}
