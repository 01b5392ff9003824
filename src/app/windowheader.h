#pragma once

#include <QWidget>

class Breadcrumb;
class Button;
class QLabel;
class Workspace;

/// Top of the window: mark and name, the workspace and whether it can be written, where the user is, theme and help.
class WindowHeader : public QWidget
{
    Q_OBJECT

public:
    explicit WindowHeader(QWidget *parent = nullptr);

    /// nullptr: no workspace is open; then there is no way either.
    void setWorkspace(const Workspace *workspace);
    void setPlace(const QStringList &crumbs, bool canGoBack, bool canGoForward);
    Breadcrumb *breadcrumb() const { return m_breadcrumb; }

signals:
    void themeToggled();
    void helpRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    QLabel *m_name;
    QLabel *m_access;
    QLabel *m_workspace;
    Breadcrumb *m_breadcrumb;
    Button *m_theme;
    bool m_readOnly = false;
};
