#include "widgets/timechart.h"

#include "widgets/chartlegend.h"
#include "widgets/theme.h"
#include "widgets/timeaxis.h"
#include "widgets/timechartplot.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace {

constexpr qsizetype MostBars = 2000;

const QString &noValue()
{
    static const QString dash(QChar(0x2014));
    return dash;
}

QAccessibleInterface *chartInterface(const QString &, QObject *object)
{
    if (auto *chart = qobject_cast<TimeChart *>(object))
        return new QAccessibleWidget(chart, QAccessible::Chart);
    return nullptr;
}

void normalise(QList<ChartSeries> &series, qsizetype buckets)
{
    for (qsizetype bucket = 0; bucket < buckets; ++bucket) {
        double total = 0;
        for (const ChartSeries &one : std::as_const(series))
            total += std::max(0.0, one.values.value(bucket).value_or(0));
        for (ChartSeries &one : series) {
            if (bucket < one.values.size() && one.values.at(bucket))
                one.values[bucket] = total > 0 ? std::max(0.0, *one.values.at(bucket)) / total * 100 : 0;
        }
    }
}

}

TimeChart::TimeChart(QWidget *parent)
    : QWidget(parent)
    , m_formatter([](double value) { return QLocale(QLocale::English).toString(value, 'g', 6); })
    , m_legend(new ChartLegend(this))
    , m_plot(new TimeChartPlot(this))
    , m_tooltip(new ChartTooltip(this))
{
    static const bool installed = (QAccessible::installFactory(chartInterface), true);
    Q_UNUSED(installed)
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chart"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    connect(m_legend, &ChartLegend::entryClicked, this, &TimeChart::toggleSeries);
    connect(m_legend, &ChartLegend::allRequested, this, &TimeChart::showAllSeries);
    connect(m_plot, &TimeChartPlot::neededInsetChanged, this, &TimeChart::neededInsetChanged);
    connect(m_plot, &TimeChartPlot::hovered, this, [this](int bucket) { moveCrosshair(bucket, true); });
    connect(m_plot, &TimeChartPlot::clicked, this, [this](int bucket, const QString &seriesId) {
        setFocus(Qt::MouseFocusReason);
        emit bucketActivated(bucket, seriesId);
    });
    connect(m_plot, &TimeChartPlot::dragged, this, [this](int first, int last) {
        emit rangeSelected({ m_data.buckets.at(first).from, m_data.buckets.at(last).to });
    });
    rebuild();
}

void TimeChart::setData(ChartData data)
{
    m_data = std::move(data);
    // Largest at the bottom, the rest of the list on top, whatever order they came in.
    std::stable_sort(m_data.series.begin(), m_data.series.end(), [](const ChartSeries &a, const ChartSeries &b) {
        return std::pair(a.isOther, a.slot) < std::pair(b.isOther, b.slot);
    });
    QSet<QString> ids;
    for (const ChartSeries &series : std::as_const(m_data.series))
        ids.insert(series.id);
    m_hidden.intersect(ids);
    if (!ids.contains(m_current))
        m_current.clear();
    if (m_crosshair >= m_data.buckets.size())
        m_crosshair = -1;
    rebuild();
}

void TimeChart::setStyle(Style style)
{
    m_style = style;
    rebuild();
}

void TimeChart::setValueFormatter(std::function<QString(double)> formatter)
{
    if (formatter)
        m_formatter = std::move(formatter);
    rebuild();
}

void TimeChart::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    rebuild();
}

void TimeChart::setMarks(const QList<ChartMark> &marks)
{
    m_marks = marks;
    m_plot->setMarks(marks);
    describe();
}

QString TimeChart::marksIn(int bucket) const
{
    QStringList labels;
    for (const ChartMark &mark : m_marks) {
        if (m_data.buckets.value(bucket).contains(mark.at))
            labels.append(mark.label);
    }
    return labels.join(QLatin1String(", "));
}

int TimeChart::neededInset() const
{
    return m_plot->neededInset();
}

void TimeChart::setLeastInset(int pixels)
{
    m_plot->setLeastInset(pixels);
}

void TimeChart::setCrosshair(int bucket)
{
    m_crosshair = bucket >= 0 && bucket < m_data.buckets.size() ? bucket : -1;
    m_tooltip->hide();
    m_plot->setCrosshair(m_crosshair, m_current);
}

void TimeChart::moveCrosshair(int bucket, bool showTooltip)
{
    const int before = m_crosshair;
    setCrosshair(bucket);
    if (m_crosshair >= 0 && showTooltip)
        placeTooltip();
    if (m_crosshair != before)
        emit crosshairMoved(m_crosshair);
}

void TimeChart::rebuild()
{
    QList<ChartLegendEntry> entries;
    TimeChartPlot::Content content;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        const bool hidden = m_hidden.contains(series.id);
        entries.append({ series.id, series.name, series.isOther ? Theme::SeriesSlots : series.slot, hidden, false });
        if (!hidden)
            content.series.append(series);
    }
    content.percent = m_style == Style::Share;
    if (content.percent)
        normalise(content.series, m_data.buckets.size());
    else
        content.comparison = m_data.comparison;
    if (!content.comparison.isEmpty())
        entries.append({ {}, tr("Previous period"), 0, false, true });
    content.buckets = m_data.buckets;
    content.bucket = m_data.bucket;
    content.zone = m_data.zone;
    content.asBars = m_style != Style::Lines && m_data.buckets.size() * content.series.size() <= MostBars;
    content.lastIsPartial = m_data.lastBucketIsPartial;
    content.formatter = content.percent ? [](double value) { return QStringLiteral("%1%").arg(value); } : m_formatter;
    content.placeholder = m_placeholder;
    m_legend->setEntries(entries);
    m_plot->setContent(content);
    setCrosshair(m_crosshair);
    describe();
}

void TimeChart::toggleSeries(const QString &id, bool isolate)
{
    if (isolate) {
        m_hidden.clear();
        for (const ChartSeries &series : std::as_const(m_data.series)) {
            if (series.id != id)
                m_hidden.insert(series.id);
        }
    } else if (!m_hidden.remove(id)) {
        m_hidden.insert(id);
    }
    if (m_hidden.contains(m_current))
        m_current.clear();
    rebuild();
}

void TimeChart::showAllSeries()
{
    m_hidden.clear();
    rebuild();
}

QString TimeChart::valueText(const ChartSeries &series, int bucket) const
{
    const auto value = series.values.value(bucket);
    if (!value)
        return noValue();
    const QString exact = series.exactTexts.value(bucket);
    return exact.isEmpty() ? m_formatter(*value) : exact;
}

QList<ChartTooltipRow> TimeChart::tooltipRows(int bucket) const
{
    QList<std::pair<std::optional<double>, ChartTooltipRow>> found;
    for (const ChartSeries &series : m_data.series) {
        if (!m_hidden.contains(series.id))
            found.append({ series.values.value(bucket), { series.name, valueText(series, bucket),
                series.isOther ? Theme::SeriesSlots : series.slot, series.id == m_current } });
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return b.first < a.first; });
    QList<ChartTooltipRow> rows;
    for (const auto &[value, row] : std::as_const(found))
        rows.append(row);
    return rows;
}

void TimeChart::placeTooltip()
{
    const bool partial = m_data.lastBucketIsPartial && m_crosshair == m_data.buckets.size() - 1;
    // A total over all series would contradict the rows while some of them are hidden.
    const QString total = m_hidden.isEmpty() ? m_data.totals.value(m_crosshair) : QString();
    const QString marks = marksIn(m_crosshair);
    QStringList notes;
    if (partial)
        notes.append(tr("So far: this bucket is still running"));
    if (!marks.isEmpty())
        notes.append(tr("Change %1").arg(marks));
    m_tooltip->setContent(TimeAxis::bucketTitle(m_data.buckets.at(m_crosshair), m_data.bucket, m_data.zone),
        m_data.zone.id(), tooltipRows(m_crosshair), total, notes.join(QLatin1String("; ")));
    const QRectF band = m_plot->band(m_crosshair).translated(m_plot->pos());
    // Beside the pointer; with the keyboard at the top, where the bars are not. It may rise over the legend where the plot
    // is low, never out of the chart.
    const double wanted = m_plot->pointerY() ? *m_plot->pointerY() - m_tooltip->height() / 2.0 : m_plot->plotRect().top();
    const double top = std::clamp(wanted + m_plot->y(), 0.0, double(std::max(0, height() - m_tooltip->height())));
    const auto hidden = [&](double left) {
        if (left < 0 || left + m_tooltip->width() > width())
            return 1e18;
        double sum = 0;
        for (int i = 0; i < m_data.buckets.size(); ++i) {
            const QRectF other = m_plot->band(i).translated(m_plot->pos());
            const double highest = std::max(top, m_plot->topOf(i) + m_plot->y());
            const double lowest = std::min(top + m_tooltip->height(), other.bottom());
            if (other.right() > left && other.left() < left + m_tooltip->width())
                sum += other.width() * std::max(0.0, lowest - highest);
        }
        return sum;
    };
    const double right = band.right() + 4;
    const double left = band.left() - 4 - m_tooltip->width();
    const double x = hidden(right) <= hidden(left) ? right : left;
    const double most = std::max(0, width() - m_tooltip->width());
    m_tooltip->move(int(std::clamp(x, 0.0, most)), int(top));
    m_tooltip->raise();
    m_tooltip->show();
}
