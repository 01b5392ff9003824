#pragma once

#include "core/reportingzone.h"
#include "features/featuredashboard/dashboardevents.h"

#include <QWidget>

class QVBoxLayout;

/// What happened, newest first, with the numbers that the charts show, and the figures before and after.
class ChangesList : public QWidget {
    Q_OBJECT

public:
    explicit ChangesList(QWidget *parent = nullptr);

    void setEvents(const QList<DashboardEvent> &events, const ReportingZone &zone);

    /// "cost per request $0.0104 to $0.0098", ... one per line; or why there are none; empty where nothing can be said.
    static QStringList effectLines(const DashboardEvent &event);

signals:
    void requestsWanted(TimeRange range);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *requestsButton(const std::pair<EventWindow, EventWindow> &effect);
    QWidget *rowOf(const DashboardEvent &event, int number, const ReportingZone &zone);

    QVBoxLayout *m_column;
    QList<QWidget *> m_rows;
    QList<DashboardEvent> m_events;
    ReportingZone m_zone;
};
