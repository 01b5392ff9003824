#pragma once

#include "core/reportingzone.h"
#include "features/phases/phaseplan.h"

#include <QWidget>

/// Lanes of phases over one axis of dates, with a line for today. Planned ones are dashed, those that happened solid.
/// The arrow keys go from phase to phase; a screen reader hears the one that is chosen. A table of the same beside it
/// is the owner's business.
class PhaseTimeline : public QWidget {
    Q_OBJECT

public:
    explicit PhaseTimeline(QWidget *parent = nullptr);

    void setLanes(const QList<PlanLane> &lanes, UtcMicros now, const ReportingZone &zone);
    const QList<PlanLane> &lanes() const { return m_lanes; }
    /// What the chosen phase says; empty while none is.
    QString currentText() const;
    /// Where a bar is drawn, in widget coordinates.
    QRectF barRect(int lane, int bar) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void barActivated(int lane, int bar);
    void currentChanged(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Place {
        int lane = -1;
        int bar = -1;
        bool isValid() const { return lane >= 0; }
        friend bool operator==(Place, Place) = default;
    };

    void placeRows();
    double xOf(UtcMicros t) const;
    double titleWidth() const;
    int rowHeight() const;
    int axisHeight() const;
    int laneTop(int lane) const;
    Place placeAt(QPointF position) const;
    void setCurrent(Place place);
    QString textOf(Place place) const;
    void paintAxis(QPainter &painter) const;
    void paintBar(QPainter &painter, Place place) const;
    QRectF todayTag() const;
    void paintToday(QPainter &painter) const;

    QList<PlanLane> m_lanes;
    QList<QList<int>> m_rows; ///< Row of each bar in its lane: those that overlap stand below each other.
    QList<int> m_rowCounts;
    TimeRange m_shown; ///< Whole weeks around all bars and today.
    UtcMicros m_now = 0;
    ReportingZone m_zone;
    Place m_current;
};
