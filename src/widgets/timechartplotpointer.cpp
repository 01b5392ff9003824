#include "widgets/timechartplot.h"

#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>

#include <algorithm>
#include <cmath>

// The half of TimeChartPlot that is ours alone: what lies over the series, and the pointer.

namespace {

constexpr double LineHitDistance = 8;
constexpr double DragDistance = 6;

}

QRectF TimeChartPlot::plotRect() const
{
    return m_plotRect;
}

QRectF TimeChartPlot::band(int bucket) const
{
    const double step = m_plotRect.width() / std::max<double>(1, double(m_content.buckets.size()));
    return { m_plotRect.left() + bucket * step, m_plotRect.top(), step, m_plotRect.height() };
}

double TimeChartPlot::yOf(double value) const
{
    const double low = m_steps.first();
    const double high = m_steps.last();
    return m_plotRect.bottom() - (value - low) / (high - low) * m_plotRect.height();
}

double TimeChartPlot::topOf(int bucket) const
{
    double top = 0;
    for (const ChartSeries &series : m_content.series) {
        const double value = series.values.value(bucket).value_or(0);
        top = m_content.asBars ? top + std::max(0.0, value) : std::max(top, value);
    }
    return yOf(top);
}

int TimeChartPlot::bucketAt(QPointF position) const
{
    if (m_content.buckets.isEmpty() || !m_plotRect.adjusted(0, 0, 1, 1).contains(position))
        return -1;
    const int bucket = int((position.x() - m_plotRect.left()) / m_plotRect.width() * double(m_content.buckets.size()));
    return std::clamp(bucket, 0, int(m_content.buckets.size()) - 1);
}

QString TimeChartPlot::seriesAt(QPointF position) const
{
    const int bucket = bucketAt(position);
    if (bucket < 0)
        return {};
    double up = 0;
    double down = 0;
    double nearest = LineHitDistance;
    QString found;
    for (const ChartSeries &series : m_content.series) {
        const auto value = series.values.value(bucket);
        if (!value || !std::isfinite(*value))
            continue;
        if (!m_content.asBars) {
            if (const double distance = std::abs(yOf(*value) - position.y()); distance <= nearest) {
                nearest = distance;
                found = series.id;
            }
            continue;
        }
        double &base = *value < 0 ? down : up;
        const auto [from, to] = std::minmax({ yOf(base), yOf(base + *value) });
        base += *value;
        if (position.y() >= from && position.y() < to)
            return series.id;
    }
    return found;
}

void TimeChartPlot::setCrosshair(int bucket, const QString &currentSeries)
{
    m_crosshair = bucket < m_content.buckets.size() ? bucket : -1;
    m_current = currentSeries;
    viewport()->update();
}

void TimeChartPlot::setFocusShown(bool shown)
{
    m_focusShown = shown;
    viewport()->update();
}

void TimeChartPlot::drawOn(QPainter &painter)
{
    m_exporting = true;
    QGraphicsView::render(&painter, QRectF(rect()), rect());
    m_exporting = false;
}

void TimeChartPlot::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawPlaceholder(*painter);
    for (const auto &[point, colour] : std::as_const(m_lonePoints)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawEllipse(QPointF(band(int(point.x())).center().x(), yOf(point.y())), 2.5, 2.5);
    }
    if (m_content.asBars && m_content.lastIsPartial)
        drawPartialBar(*painter);
    drawMarks(*painter);
    if (!m_exporting) {
        drawCrosshair(*painter);
        if (m_crosshair >= 0 && m_content.asBars && !m_current.isEmpty())
            drawChosenBar(*painter);
    }
    if (m_focusShown && !m_exporting) {
        painter->setPen(QPen(palette().color(QPalette::Link), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(rect()).adjusted(2, 1, -2, -1), 6, 6);
    }
    painter->restore();
}

void TimeChartPlot::drawMarks(QPainter &painter) const
{
    struct Group
    {
        double left, right; ///< Of the line.
        QString first, last;
    };
    constexpr double least = 20; // between two circles
    QList<Group> groups;
    for (const ChartMark &mark : m_marks) {
        const auto bucket = std::upper_bound(m_content.buckets.cbegin(), m_content.buckets.cend(), mark.at,
            [](UtcMicros at, const TimeRange &candidate) { return at < candidate.to; });
        if (bucket == m_content.buckets.cend() || !bucket->contains(mark.at))
            continue;
        const QRectF slot = band(int(bucket - m_content.buckets.cbegin()));
        const double x = slot.left() + slot.width() * double(mark.at - bucket->from) / double(bucket->length());
        if (!groups.isEmpty() && x - groups.constLast().right < least)
            groups.last() = { groups.constLast().left, x, groups.constLast().first, mark.label };
        else
            groups.append({ x, x, mark.label, mark.label });
    }
    const QFont font = Theme::scaled(this->font(), 0.8);
    const QColor line = palette().color(QPalette::Dark);
    for (const Group &group : std::as_const(groups)) {
        const double x = std::floor((group.left + group.right) / 2) + 0.5;
        QPen dotted(line, 1);
        dotted.setDashPattern({ 1, 2 });
        painter.setPen(dotted);
        painter.drawLine(QPointF(x, m_plotRect.top() + 7), QPointF(x, m_plotRect.bottom()));
        const QString label = group.first == group.last ? group.first : group.first + QChar(0x2013) + group.last;
        const double width = std::max(15.0, std::ceil(QFontMetricsF(font).horizontalAdvance(label)) + 8);
        const double left = std::clamp(x - width / 2, 0.5, std::max(0.5, this->width() - width - 1.0));
        const QRectF circle(left, m_plotRect.top() - 7.5, width, 15);
        painter.setPen(QPen(line, 1));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawRoundedRect(circle, 7.5, 7.5);
        painter.setFont(font);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(circle, Qt::AlignCenter, label);
    }
}

void TimeChartPlot::drawPlaceholder(QPainter &painter) const
{
    const bool hasSomething = !m_content.buckets.isEmpty() && !m_content.series.isEmpty();
    const QString text = hasSomething ? (m_isAllZero ? tr("Every value is 0.") : QString()) : m_content.placeholder;
    if (text.isEmpty())
        return;
    painter.setFont(font());
    painter.setPen(Theme::caption(palette()));
    painter.drawText(m_plotRect, int(Qt::AlignCenter) | Qt::TextWordWrap, text);
}

void TimeChartPlot::drawCrosshair(QPainter &painter) const
{
    QColor wash = Theme::isDark(palette()) ? QColor(Qt::white) : palette().color(QPalette::Highlight);
    wash.setAlphaF(Theme::isDark(palette()) ? 0.09F : 0.10F);
    if (m_pressed >= 0 && m_draggedTo >= 0)
        painter.fillRect(band(m_pressed).united(band(m_draggedTo)), wash);
    if (m_crosshair < 0)
        return;
    if (m_content.asBars) {
        painter.fillRect(band(m_crosshair), wash);
        return;
    }
    const double x = std::floor(band(m_crosshair).center().x()) + 0.5;
    painter.setPen(QPen(Theme::accent(palette()), 1));
    painter.drawLine(QPointF(x, m_plotRect.top()), QPointF(x, m_plotRect.bottom()));
    for (const ChartSeries &series : m_content.series) {
        const auto value = series.values.value(m_crosshair);
        if (!value || !std::isfinite(*value))
            continue;
        painter.setPen(QPen(palette().color(QPalette::Base), 1.5));
        painter.setBrush(colourOf(series));
        const double radius = series.id == m_current ? 5.5 : 4;
        painter.drawEllipse(QPointF(x, yOf(*value)), radius, radius);
    }
}

void TimeChartPlot::drawChosenBar(QPainter &painter) const
{
    double up = 0;
    double down = 0;
    for (const ChartSeries &series : m_content.series) {
        const double value = series.values.value(m_crosshair).value_or(0);
        double &base = value < 0 ? down : up;
        if (series.id == m_current && value != 0) {
            const QRectF slot = band(m_crosshair);
            const double inset = slot.width() * (1 - barShare()) / 2;
            painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(QPointF(slot.left() + inset, yOf(base)),
                QPointF(slot.right() - inset, yOf(base + value))).normalized());
        }
        base += value;
    }
}

void TimeChartPlot::drawPartialBar(QPainter &painter) const
{
    const int last = int(m_content.buckets.size()) - 1;
    if (last < 0 || topOf(last) >= yOf(0))
        return;
    // Paler alone is easily taken for another series.
    const QRectF slot = band(last);
    const double inset = slot.width() * (1 - barShare()) / 2;
    QPen pen(Theme::caption(palette()), 1);
    pen.setDashPattern({ 3, 2 });
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QPointF(std::floor(slot.left() + inset) - 0.5, std::floor(topOf(last)) - 0.5),
        QPointF(std::ceil(slot.right() - inset) + 0.5, yOf(0) - 0.5)));
}

void TimeChartPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    if (!m_steps.isEmpty())
        layOut();
}

void TimeChartPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    m_pressed = bucketAt(event->position());
    m_pressedAt = event->position();
    m_draggedTo = -1;
}

void TimeChartPlot::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF inside(std::clamp(event->position().x(), m_plotRect.left(), m_plotRect.right()),
        std::clamp(event->position().y(), m_plotRect.top(), m_plotRect.bottom()));
    const int bucket = bucketAt(event->position());
    m_pointerY = bucket >= 0 ? std::optional(event->position().y()) : std::nullopt;
    const bool dragging = event->buttons().testFlag(Qt::LeftButton) && m_pressed >= 0;
    if (dragging && std::abs(event->position().x() - m_pressedAt.x()) >= DragDistance)
        m_draggedTo = bucketAt(inside);
    emit hovered(dragging ? bucketAt(inside) : bucket);
    viewport()->update();
}

void TimeChartPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    const int pressed = std::exchange(m_pressed, -1);
    const int draggedTo = std::exchange(m_draggedTo, -1);
    viewport()->update();
    if (pressed >= 0 && draggedTo >= 0)
        emit dragged(std::min(pressed, draggedTo), std::max(pressed, draggedTo));
    else if (pressed >= 0 && bucketAt(event->position()) == pressed)
        emit clicked(pressed, seriesAt(event->position()));
}

void TimeChartPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept(); // the first click has acted already
}

void TimeChartPlot::contextMenuEvent(QContextMenuEvent *event)
{
    event->ignore(); // the chart's own
}

void TimeChartPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    // Our palette arrives after the parent's event, so the plot has to look for itself.
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && !m_steps.isEmpty())
        setContent(Content(m_content));
}

void TimeChartPlot::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_pointerY.reset();
    emit hovered(-1);
}

void TimeChartPlot::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page scrolls, not the chart
}
