#pragma once

#include "features/featuredashboard/dashboardquestion.h"

#include <QWidget>

class QMenu;

/// A part of the dashboard that answers one question at a time. Hidden, it asks nothing.
class DashboardTab : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setQuestion(const DashboardQuestion &question);
    const DashboardQuestion &question() const { return m_question; }
    bool isSettled() const { return !m_outdated && !isPending(); }
    /// What it can export; null for nothing.
    virtual QMenu *exportMenu() const { return nullptr; }

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);
    void failed(const QString &attempt, const Error &error);
    void written(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    /// Asks question() anew.
    virtual void ask() = 0;
    virtual bool isPending() const = 0;
    virtual void drop() = 0;
    void askAgain(); ///< For "Try again".

private:
    DashboardQuestion m_question;
    bool m_outdated = true;
};
