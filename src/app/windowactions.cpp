#include "app/windowactions.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

WindowActions::WindowActions(QMainWindow &window, const QList<PageEntry> &pages)
    : QObject(&window)
    , m_themes(new QActionGroup(this))
{
    createFileMenu(window);
    createViewMenu(window, pages);
    createHelpMenu(window);
    setWorkspaceOpen(false, false);
}

QAction *WindowActions::add(QMenu &menu, const QString &text, const QList<QKeySequence> &keys, const QString &tip)
{
    QAction *action = menu.addAction(text);
    action->setShortcuts(keys);
    action->setStatusTip(tip);
    m_all.append(action);
    return action;
}

void WindowActions::createFileMenu(QMainWindow &window)
{
    QMenu &menu = *window.menuBar()->addMenu(tr("&File"));
    openWorkspace = add(menu, tr("&Open workspace…"), { Qt::CTRL | Qt::Key_O }, tr("Open another workspace file"));
    openRecent = menu.addMenu(tr("Open &recent"));
    openRecent->menuAction()->setStatusTip(tr("Open a workspace that was open before"));
    importFiles = add(menu, tr("&Import files…"), { Qt::CTRL | Qt::Key_I }, tr("Read usage files into this workspace"));
    menu.addSeparator();
    quit = add(menu, tr("&Quit"), { Qt::CTRL | Qt::Key_Q }, tr("Close the window; running jobs stop at their next whole step"));
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::createViewMenu(QMainWindow &window, const QList<PageEntry> &pages)
{
    QMenu &menu = *window.menuBar()->addMenu(tr("&View"));
    for (const PageEntry &page : pages) {
        auto *action = add(menu, page.title, page.shortcut(), tr("Go to %1").arg(page.title));
        connect(action, &QAction::triggered, this, [this, id = page.id] { emit pageChosen(id); });
        m_needWorkspace.append(action);
    }
    menu.addSeparator();
    refresh = add(menu, tr("&Refresh"), { Qt::Key_F5, Qt::CTRL | Qt::Key_R }, tr("Ask for this page's figures again"));
    // Not QKeySequence::Back: on some platforms that is Backspace too, which belongs to text fields and tables.
    back = add(menu, tr("&Back"), { Qt::ALT | Qt::Key_Left }, tr("Go to where you were before"));
    forward = add(menu, tr("&Forward"), { Qt::ALT | Qt::Key_Right }, tr("Go forward again"));
    menu.addSeparator();
    legacyView = add(menu, tr("&Legacy view"), { Qt::CTRL | Qt::SHIFT | Qt::Key_L }, {});
    legacyView->setCheckable(true);
    setLegacyView(false, false, tr("There is no page to show"));
    menu.addSeparator();
    copyLink = add(menu, tr("&Copy link"), { Qt::CTRL | Qt::SHIFT | Qt::Key_C }, tr("Copy a link to what is shown now, with range and filter"));
    goToLink = add(menu, tr("&Go to link…"), { Qt::CTRL | Qt::Key_L }, tr("Open a link that was copied"));
    menu.addSeparator();
    createThemeMenu(menu);
    m_needWorkspace << refresh << copyLink << goToLink;
}

void WindowActions::createThemeMenu(QMenu &menu)
{
    QMenu &themes = *menu.addMenu(tr("&Theme"));
    themes.menuAction()->setStatusTip(tr("Choose light or dark"));
    const auto addTheme = [this, &themes](const QString &text, ThemeChoice choice, const QString &tip) {
        auto *action = add(themes, text, {}, tip);
        action->setCheckable(true);
        action->setData(int(choice));
        m_themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] { emit themeChosen(choice); });
    };
    addTheme(tr("&Light"), ThemeChoice::Light, tr("Always light"));
    addTheme(tr("&Dark"), ThemeChoice::Dark, tr("Always dark"));
    addTheme(tr("&System"), ThemeChoice::System, tr("As the desktop asks for"));
}

void WindowActions::createHelpMenu(QMainWindow &window)
{
    QMenu &menu = *window.menuBar()->addMenu(tr("&Help"));
    shortcuts = add(menu, tr("&Keyboard shortcuts"), { Qt::Key_F1, Qt::CTRL | Qt::Key_Slash }, tr("List every shortcut"));
    demoData = add(menu, tr("About the &demo data"), {}, tr("Where the traces of the demo come from, and by how many days they are moved"));
    demoData->setVisible(false);
    about = add(menu, tr("&About Signalbox"), {}, tr("Version and licence"));
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::setWorkspaceOpen(bool open, bool writable)
{
    for (QAction *action : std::as_const(m_needWorkspace))
        action->setEnabled(open);
    // Without a workspace, importing makes one first.
    importFiles->setEnabled(!open || writable);
    importFiles->setStatusTip(!open || writable ? tr("Read usage files into the workspace") : tr("This workspace is read-only"));
    if (!open) {
        back->setEnabled(false);
        forward->setEnabled(false);
    }
}

void WindowActions::setLegacyView(bool available, bool shown, const QString &reason)
{
    legacyView->setEnabled(available);
    legacyView->setChecked(shown);
    legacyView->setStatusTip(available ? tr("Show the legacy view of this page, or the new one again") : reason);
}

void WindowActions::setTheme(ThemeChoice choice)
{
    const auto actions = m_themes->actions();
    for (QAction *action : actions)
        action->setChecked(action->data().toInt() == int(choice));
}

void WindowActions::setRecent(const QStringList &locations)
{
    openRecent->clear();
    for (const QString &location : locations) {
        QString text = visibleControls(location);
        auto *action = openRecent->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setStatusTip(tr("Open %1").arg(visibleControls(location)));
        connect(action, &QAction::triggered, this, [this, location] { emit recentChosen(location); });
    }
    openRecent->setEnabled(!locations.isEmpty());
}
