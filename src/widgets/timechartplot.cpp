#include "widgets/timechartplot.h"

#include "widgets/theme.h"
#include "widgets/timeaxis.h"

#include <QtCharts/QBarSet>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QStackedBarSeries>

#include <QGraphicsLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace {

constexpr double BarShare = 0.74;
constexpr double MostBarWidth = 64;
constexpr int LeastLeft = 48;
constexpr int Right = 16;
constexpr int Top = 8;
constexpr int MostTimeLabels = 16; // more are no help: 30 days read better by Mondays
constexpr int MostPoints = 5000;

/// Lines differ by dashes too: colour alone is not enough for everybody.
QPen linePen(const QColor &colour, int order)
{
    static const QList<QList<qreal>> patterns { {}, { 5, 2.5 }, { 1.5, 2 }, { 6, 2, 1.5, 2 }, { 9, 3 }, { 3, 2 },
        { 1, 3 } };
    QPen pen(colour, 2);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (const auto &pattern = patterns.at(order % patterns.size()); !pattern.isEmpty())
        pen.setDashPattern(pattern);
    return pen;
}

void relabel(QCategoryAxis *axis, const QList<std::pair<QString, double>> &labels, double minimum, double maximum)
{
    const QStringList old = axis->categoriesLabels();
    for (const QString &label : old)
        axis->remove(label);
    axis->setRange(minimum, maximum);
    axis->setStartValue(minimum);
    for (const auto &[label, value] : labels)
        axis->append(label.toHtmlEscaped(), value);
}

}

TimeChartPlot::TimeChartPlot(QWidget *parent)
    : QChartView(parent)
    , m_timeAxis(new QCategoryAxis(this))
    , m_valueAxis(new QCategoryAxis(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(0, Top, 4, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    for (QCategoryAxis *axis : { m_timeAxis, m_valueAxis }) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
        axis->setLineVisible(false);
    }
    m_timeAxis->setGridLineVisible(false);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
}

void TimeChartPlot::setContent(const Content &content)
{
    m_content = content;
    m_lonePoints.clear();
    m_pressed = m_draggedTo = -1;
    m_bars = nullptr;
    chart()->removeAllSeries();
    setBackgroundBrush(palette().base());
    for (QCategoryAxis *axis : { m_timeAxis, m_valueAxis }) {
        axis->setLabelsFont(Theme::scaled(font(), Theme::CaptionScale));
        axis->setLabelsBrush(Theme::caption(palette()));
        axis->setGridLinePen(QPen(Theme::hairline(palette()), 1));
    }
    measure();
    layOut();
    setRenderHint(QPainter::Antialiasing, !m_content.asBars);
    if (m_content.asBars)
        addBars();
    else
        addLines();
    if (!m_content.comparison.isEmpty()) {
        QPen ghost(Theme::caption(palette()), 1.5);
        ghost.setDashPattern({ 4, 3 });
        addLine(m_content.comparison, ghost, false);
    }
    viewport()->update();
}

void TimeChartPlot::measure()
{
    double low = 0;
    double high = m_content.percent ? 100 : 0;
    bool hasValue = false;
    const auto include = [&](double value) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    };
    for (qsizetype bucket = 0; bucket < m_content.buckets.size() && !m_content.percent; ++bucket) {
        double up = 0;
        double down = 0;
        for (const ChartSeries &series : std::as_const(m_content.series)) {
            hasValue = hasValue || series.values.value(bucket).has_value();
            const double value = series.values.value(bucket).value_or(0);
            (value < 0 ? down : up) += value;
            if (!m_content.asBars)
                include(value);
        }
        if (m_content.asBars) {
            include(up);
            include(down);
        }
        include(m_content.comparison.value(bucket).value_or(0));
    }
    m_isAllZero = hasValue && low == 0 && high == 0;
    m_steps = TimeAxis::valueSteps(low, high);
}

void TimeChartPlot::layOut()
{
    const QFontMetricsF metrics(Theme::scaled(font(), Theme::CaptionScale));
    double left = LeastLeft;
    for (const double step : std::as_const(m_steps))
        left = std::max(left, std::ceil(metrics.horizontalAdvance(m_content.formatter ? m_content.formatter(step) : QString())) + 20);
    const int needed = int(left);
    left = std::max<double>(left, m_leastInset);
    const double bottom = std::ceil(metrics.height()) + 10;
    m_plotRect = QRectF(left, Top, std::max(1.0, width() - left - Right), std::max(1.0, height() - Top - bottom));
    labelAxes();
    if (m_bars)
        m_bars->setBarWidth(barShare());
    chart()->setPlotArea(m_plotRect);
    // Without this the axes keep the rectangle of the layout before, and bars float off the baseline.
    chart()->layout()->invalidate();
    chart()->layout()->activate();
    if (std::exchange(m_neededInset, needed) != needed)
        emit neededInsetChanged();
}

void TimeChartPlot::setLeastInset(int pixels)
{
    if (std::exchange(m_leastInset, pixels) != pixels && !m_steps.isEmpty())
        layOut();
}

void TimeChartPlot::setMarks(const QList<ChartMark> &marks)
{
    m_marks = marks;
    viewport()->update();
}

void TimeChartPlot::labelAxes()
{
    const qsizetype count = m_content.buckets.size();
    QList<std::pair<QString, double>> values;
    for (const double step : std::as_const(m_steps)) {
        QString label = count > 0 && m_content.formatter ? m_content.formatter(step) : QString();
        while (std::any_of(values.cbegin(), values.cend(), [&](const auto &other) { return other.first == label; }))
            label += QChar(0x200B);
        values.append({ label, step });
    }
    relabel(m_valueAxis, values, m_steps.first(), m_steps.last());

    QList<std::pair<QString, double>> times;
    if (count > 0) {
        const QFontMetricsF metrics(Theme::scaled(font(), Theme::CaptionScale));
        const int room = int(m_plotRect.width() / (metrics.horizontalAdvance(QStringLiteral("26 Oct 2026")) + 8));
        const TimeRange range { m_content.buckets.first().from, m_content.buckets.last().to };
        const auto ticks = TimeAxis::ticks(range, m_content.bucket, m_content.zone, std::clamp(room, 1, MostTimeLabels));
        for (const TimeTick &tick : ticks) {
            const auto bucket = std::upper_bound(m_content.buckets.cbegin(), m_content.buckets.cend(), tick.at,
                [](UtcMicros at, const TimeRange &candidate) { return at < candidate.to; });
            const double position = double(bucket - m_content.buckets.cbegin());
            if (position < double(count) && (times.isEmpty() || position > times.last().second))
                times.append({ tick.label, position });
        }
    }
    relabel(m_timeAxis, times, -0.5, std::max<double>(1, double(count)) - 0.5);
}

void TimeChartPlot::attach(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_timeAxis);
    series->attachAxis(m_valueAxis);
}

QColor TimeChartPlot::colourOf(const ChartSeries &series) const
{
    return Theme::series(palette(), series.isOther ? Theme::SeriesSlots : series.slot);
}

void TimeChartPlot::addBars()
{
    const qsizetype count = m_content.buckets.size();
    if (count == 0 || m_content.series.isEmpty())
        return;
    auto *bars = new QStackedBarSeries;
    bars->setBarWidth(barShare());
    const bool separated = m_content.series.size() > 2 && m_plotRect.width() / double(count) >= 6;
    for (const ChartSeries &series : std::as_const(m_content.series)) {
        auto *set = new QBarSet(QString());
        QList<qreal> values(count, 0.0);
        for (qsizetype i = 0; i < count; ++i)
            values[i] = series.values.value(i).value_or(0);
        set->append(values);
        set->setBrush(colourOf(series));
        set->setPen(separated ? QPen(palette().color(QPalette::Base), 1) : QPen(Qt::NoPen));
        if (m_content.lastIsPartial) {
            set->setSelectedColor(Theme::mix(colourOf(series), palette().color(QPalette::Base), 0.5));
            set->selectBar(int(count) - 1);
        }
        bars->append(set);
    }
    attach(bars);
    m_bars = bars;
}

double TimeChartPlot::barShare() const
{
    return std::min(BarShare, MostBarWidth / std::max(1.0, band(0).width()));
}

void TimeChartPlot::addLines()
{
    int order = 0;
    for (const ChartSeries &series : std::as_const(m_content.series))
        addLine(series.values, linePen(colourOf(series), order++), m_content.lastIsPartial);
}

void TimeChartPlot::addLine(const QList<std::optional<double>> &values, const QPen &pen, bool splitLast)
{
    const qsizetype count = std::min(values.size(), m_content.buckets.size());
    const qsizetype lines = std::max<qsizetype>(1, m_content.series.size());
    // Beyond the budget every group of buckets keeps its least and greatest value, so that no peak is lost.
    const qsizetype group = count * lines > MostPoints ? (2 * count * lines + MostPoints - 1) / MostPoints : 1;
    QList<QPointF> run;
    for (qsizetype start = 0; start < count; start += group) {
        std::optional<QPointF> low;
        std::optional<QPointF> high;
        bool gap = false;
        for (qsizetype i = start; i < std::min(count, start + group); ++i) {
            const auto value = values.at(i);
            if (!value || !std::isfinite(*value)) {
                gap = true;
                continue;
            }
            const QPointF point(double(i), *value);
            low = low && low->y() <= point.y() ? low : point;
            high = high && high->y() > point.y() ? high : point;
        }
        if (low && high) {
            run.append(low->x() <= high->x() ? *low : *high);
            if (low->x() != high->x())
                run.append(low->x() <= high->x() ? *high : *low);
        }
        if (gap) {
            addRun(run, pen);
            run.clear();
        }
    }
    if (splitLast && run.size() >= 2 && run.last().x() == double(count - 1)) {
        QPen light = pen;
        light.setColor(Theme::mix(pen.color(), palette().color(QPalette::Base), 0.5));
        addRun({ run.at(run.size() - 2), run.last() }, light);
        run.removeLast();
        if (run.size() == 1)
            return;
    }
    addRun(run, pen);
}

void TimeChartPlot::addRun(const QList<QPointF> &points, const QPen &pen)
{
    if (points.size() == 1)
        m_lonePoints.append({ points.first(), pen.color() });
    if (points.size() < 2)
        return;
    auto *line = new QLineSeries;
    line->replace(points);
    line->setPen(pen);
    attach(line);
}
