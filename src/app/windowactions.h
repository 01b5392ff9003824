#pragma once

#include "app/pages.h"
#include "services/settings.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

/// Every action of the window, and the menus that hold them. The window connects them.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    WindowActions(QMainWindow &window, const QList<PageEntry> &pages);

    QAction *openWorkspace = nullptr;
    QMenu *openRecent = nullptr;
    QAction *importFiles = nullptr;
    QAction *quit = nullptr;
    QAction *refresh = nullptr;
    QAction *back = nullptr;
    QAction *forward = nullptr;
    QAction *legacyView = nullptr; ///< Checkable: the page's legacy view instead of the new one.
    QAction *copyLink = nullptr;
    QAction *goToLink = nullptr;
    QAction *shortcuts = nullptr;
    QAction *about = nullptr;
    QAction *demoData = nullptr; ///< Visible where the workspace is the demo.

    /// Every action, in the order of the menus; without separators and menus.
    QList<QAction *> all() const { return m_all; }

    /// What only makes sense with a workspace. `writable` is about importing.
    void setWorkspaceOpen(bool open, bool writable);
    /// Whether the page has a legacy view that may be chosen, and whether it is shown. The reason is told where it may not.
    void setLegacyView(bool available, bool shown, const QString &reason);
    void setTheme(ThemeChoice choice);
    void setRecent(const QStringList &locations);

signals:
    void pageChosen(const QString &id);
    void themeChosen(ThemeChoice choice);
    void recentChosen(const QString &location);

private:
    void createFileMenu(QMainWindow &window);
    void createViewMenu(QMainWindow &window, const QList<PageEntry> &pages);
    void createThemeMenu(QMenu &menu);
    void createHelpMenu(QMainWindow &window);
    QAction *add(QMenu &menu, const QString &text, const QList<QKeySequence> &keys, const QString &tip);

    QActionGroup *m_themes;
    QList<QAction *> m_all;
    QList<QAction *> m_needWorkspace;
};
