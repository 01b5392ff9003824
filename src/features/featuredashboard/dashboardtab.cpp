#include "features/featuredashboard/dashboardtab.h"

void DashboardTab::setQuestion(const DashboardQuestion &question)
{
    m_question = question;
    m_outdated = true;
    if (isVisible())
        askAgain();
}

void DashboardTab::askAgain()
{
    m_outdated = false;
    ask();
    emit settledChanged();
}

void DashboardTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated && m_question.range.length() > 0)
        askAgain();
}

void DashboardTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (isPending()) {
        drop();
        m_outdated = true;
    }
}
