#pragma once

#include "core/result.h"
#include "widgets/chartexport.h"
#include "widgets/charttooltip.h"
#include "widgets/timechartdata.h"

#include <QSet>
#include <QWidget>

#include <functional>

class ChartLegend;
class TimeChartPlot;

/// Values over time as bars, lines or shares: legend, plot, crosshair, one tooltip with all series. Follows the palette.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    enum class Style { StackedBars, Lines, Share };

    explicit TimeChart(QWidget *parent = nullptr);

    void setData(ChartData data);
    const ChartData &data() const { return m_data; }
    /// Above 2000 bars StackedBars and Share are drawn as lines: rectangles would miss a frame.
    void setStyle(Style style);
    Style style() const { return m_style; }
    /// Text of an axis label, and of a value that came without exact text. Default: the locale's number.
    void setValueFormatter(std::function<QString(double)> formatter);
    /// Shown in the plot while there is nothing to draw, for example "Loading" or "No usage in this range".
    void setPlaceholder(const QString &text);

    /// Ascending. Those outside the buckets are not drawn; those too close to tell apart share a circle: "2-4".
    void setMarks(const QList<ChartMark> &marks);
    const QList<ChartMark> &marks() const { return m_marks; }
    /// Labels of the marks in a bucket: "2, 3"; empty for none.
    QString marksIn(int bucket) const;

    /// Left edge of the plot: what its own labels need, and the least that it is given so that plots below each other
    /// line up. Pixels.
    int neededInset() const;
    void setLeastInset(int pixels);

    /// -1 = none. Shows the crosshair without a tooltip and without crosshairMoved(): for siblings that follow.
    void setCrosshair(int bucket);
    int crosshair() const { return m_crosshair; }
    /// Ids of the series that the legend has hidden. Kept over setData() as long as the series exist.
    const QSet<QString> &hiddenSeries() const { return m_hidden; }
    /// Series that Up and Down chose; empty = none.
    QString currentSeries() const { return m_current; }

    /// One line per visible series and the total, tab separated; empty where `bucket` does not exist.
    QString bucketAsTsv(int bucket) const;
    /// The tooltip's rows, largest value first; series without data come last with an em dash.
    QList<ChartTooltipRow> tooltipRows(int bucket) const;

    /// At twice the screen's size. Fails with Storage.
    Result<> exportPng(const QString &path, const ChartCaption &caption) const;
    /// Vector only, texts stay texts. Fails with Storage.
    Result<> exportSvg(const QString &path, const ChartCaption &caption) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Click or Enter. `seriesId` is empty where the click hit no series.
    void bucketActivated(int bucket, const QString &seriesId);
    /// Right click on a bucket, or the menu key at the crosshair.
    void bucketMenuRequested(int bucket, const QString &seriesId, const QPoint &globalAt);
    /// The user moved the crosshair; -1 = left the plot.
    void crosshairMoved(int bucket);
    /// The user dragged over whole buckets.
    void rangeSelected(TimeRange range);
    void neededInsetChanged();

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void rebuild();
    void describe();
    void moveCrosshair(int bucket, bool showTooltip);
    void drawOn(QPainter &painter) const;
    void stepSeries(int direction);
    void placeTooltip();
    void toggleSeries(const QString &id, bool isolate);
    void showAllSeries();
    QString valueText(const ChartSeries &series, int bucket) const;

    ChartData m_data;
    Style m_style = Style::StackedBars;
    std::function<QString(double)> m_formatter;
    QSet<QString> m_hidden;
    QString m_current;
    QString m_placeholder;
    QList<ChartMark> m_marks;
    int m_crosshair = -1;
    ChartLegend *m_legend;
    TimeChartPlot *m_plot;
    ChartTooltip *m_tooltip;
};
