#pragma once

#include "widgets/timechart.h"

#include <QtCharts/QChartView>

#include <optional>

class QAbstractSeries;
class QCategoryAxis;
class QStackedBarSeries;

/// The plot of a TimeChart: axes and series by Qt Charts; pointer, crosshair and placeholder by us.
/// No mouse event reaches QChartView: in Qt 6.4 its press handler crashes where no item is under the pointer.
class TimeChartPlot : public QChartView
{
    Q_OBJECT

public:
    /// Everything the plot draws. The values are what is drawn: shares are per cent already, hidden series left out.
    struct Content
    {
        QList<ChartSeries> series;
        QList<std::optional<double>> comparison;
        QList<TimeRange> buckets;
        Bucket bucket = Bucket::Day;
        ReportingZone zone;
        bool asBars = true;
        bool lastIsPartial = false;
        bool percent = false; ///< The value axis ends at 100.
        std::function<QString(double)> formatter;
        QString placeholder;
    };

    explicit TimeChartPlot(QWidget *parent);

    void setContent(const Content &content);
    void setCrosshair(int bucket, const QString &currentSeries);
    void setMarks(const QList<ChartMark> &marks);
    int neededInset() const { return m_neededInset; } ///< What the labels of the values need.
    void setLeastInset(int pixels);
    void setFocusShown(bool shown);

    /// Where a bucket is, in widget coordinates, over the plot's full height.
    QRectF band(int bucket) const;
    QRectF plotRect() const;
    /// Top of what is drawn in a bucket; the plot's bottom where it is empty.
    double topOf(int bucket) const;
    /// -1 outside the plot or without buckets.
    int bucketAt(QPointF position) const;
    QString seriesAt(QPointF position) const; ///< Empty where there is none.
    /// Height of the pointer over the plot; nullopt while it is elsewhere.
    std::optional<double> pointerY() const { return m_pointerY; }
    void drawOn(QPainter &painter);

signals:
    void neededInsetChanged();
    void hovered(int bucket);
    void clicked(int bucket, const QString &seriesId);
    void dragged(int firstBucket, int lastBucket);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void addBars();
    void addLines();
    void addLine(const QList<std::optional<double>> &values, const QPen &pen, bool splitLast);
    void addRun(const QList<QPointF> &points, const QPen &pen);
    void attach(QAbstractSeries *series);
    void measure();
    void layOut();
    void labelAxes();
    void drawMarks(QPainter &painter) const;
    void drawPlaceholder(QPainter &painter) const;
    void drawCrosshair(QPainter &painter) const;
    void drawChosenBar(QPainter &painter) const;
    void drawPartialBar(QPainter &painter) const;
    /// How much of a bucket's width its bar takes: a few buckets make bars, not walls.
    double barShare() const;
    double yOf(double value) const;
    QColor colourOf(const ChartSeries &series) const;

    Content m_content;
    QCategoryAxis *m_timeAxis;
    QCategoryAxis *m_valueAxis;
    QStackedBarSeries *m_bars = nullptr; ///< Owned by the chart; null where there are none.
    QList<double> m_steps;
    QList<ChartMark> m_marks;
    int m_neededInset = 0;
    int m_leastInset = 0;
    bool m_isAllZero = false; ///< There are values, and each is 0.
    std::optional<double> m_pointerY;
    QList<std::pair<QPointF, QColor>> m_lonePoints; ///< Runs of one: a line series draws nothing for them.
    QRectF m_plotRect;
    QString m_current;
    int m_crosshair = -1;
    int m_pressed = -1;
    QPointF m_pressedAt;
    int m_draggedTo = -1;
    bool m_focusShown = false;
    bool m_exporting = false;
};
