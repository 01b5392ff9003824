#pragma once

#include <QWidget>

class Breadcrumb;
class Button;
class InitialsBadge;
class QLabel;
class SearchField;
struct Session;
class Workspace;

/// Top of the window: mark and name, the workspace and whether it can be written, where the user is, search, theme,
/// help and who sits here.
class WindowHeader : public QWidget
{
    Q_OBJECT

public:
    explicit WindowHeader(QWidget *parent = nullptr);

    /// nullptr: no workspace is open; then there is no way either.
    void setWorkspace(const Workspace *workspace);
    void setPlace(const QStringList &crumbs, bool canGoBack, bool canGoForward);
    void setSession(const Session &session);
    Breadcrumb *breadcrumb() const { return m_breadcrumb; }

signals:
    void searchRequested();
    void themeToggled();
    void helpRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    QLabel *m_name;
    QLabel *m_access;
    QLabel *m_workspace;
    Breadcrumb *m_breadcrumb;
    SearchField *m_search;
    Button *m_theme;
    InitialsBadge *m_initials;
    bool m_readOnly = false;
};
