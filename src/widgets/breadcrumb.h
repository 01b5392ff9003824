#pragma once

#include <QStringList>
#include <QWidget>

class Button;
class QHBoxLayout;

/// Where the user is, with back and forward. Earlier crumbs are links.
class Breadcrumb : public QWidget
{
    Q_OBJECT

public:
    explicit Breadcrumb(QWidget *parent = nullptr);

    /// Outermost first; the last is the page itself.
    void setCrumbs(const QStringList &crumbs);
    QStringList crumbs() const { return m_crumbs; }
    void setHistory(bool canGoBack, bool canGoForward);

signals:
    /// An earlier crumb was chosen: its place in crumbs().
    void crumbActivated(int index);
    void backRequested();
    void forwardRequested();

private:
    QStringList m_crumbs;
    Button *m_back;
    Button *m_forward;
    QHBoxLayout *m_crumbLayout;
};
