#include "features/phases/phasetimeline.h"

#include "core/format.h"
#include "core/error.h"
#include "widgets/painting.h"
#include "widgets/statusshape.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace {

constexpr int RowGap = 6;
constexpr int LaneGap = 14;
constexpr int LeastBarWidth = 6;
constexpr int TextInset = 8;
constexpr int RightMargin = 12;
constexpr UtcMicros Day = 24 * MicrosPerHour;
constexpr int LeastTickDistance = 64;

QString dayText(QDate day) { return Format::locale().toString(day, QStringLiteral("d MMM")); }

}

PhaseTimeline::PhaseTimeline(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Phases over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseTimeline::setLanes(const QList<PlanLane> &lanes, UtcMicros now, const ReportingZone &zone)
{
    m_lanes = lanes;
    m_now = now;
    m_zone = zone;
    if (m_current.lane >= m_lanes.size()
        || (m_current.isValid() && m_current.bar >= m_lanes.at(m_current.lane).bars.size()))
        m_current = {};
    placeRows();
    QStringList words;
    for (const PlanLane &lane : std::as_const(m_lanes)) {
        for (const PlanBar &bar : lane.bars)
            words.append(tr("%1: %2, %3").arg(lane.title, bar.name, bar.detail));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void PhaseTimeline::placeRows()
{
    UtcMicros first = m_now;
    UtcMicros last = m_now;
    m_rows.clear();
    m_rowCounts.clear();
    for (const PlanLane &lane : std::as_const(m_lanes)) {
        QList<int> rows;
        QList<UtcMicros> ends; // of what stands last in each row
        for (const PlanBar &bar : lane.bars) {
            first = qMin(first, bar.from);
            last = qMax(last, bar.to.value_or(bar.from + 14 * Day));
            int row = 0;
            while (row < ends.size() && ends.at(row) > bar.from)
                ++row;
            if (row == ends.size())
                ends.append(0);
            ends[row] = bar.to.value_or(std::numeric_limits<UtcMicros>::max());
            rows.append(row);
        }
        m_rows.append(rows);
        m_rowCounts.append(qMax(1, int(ends.size())));
    }
    m_shown = { m_zone.startOfBucket(first, Bucket::Week),
        m_zone.startOfNextBucket(m_zone.startOfBucket(last, Bucket::Week), Bucket::Week) };
}

int PhaseTimeline::rowHeight() const { return qMax(24, fontMetrics().height() + 8); }
int PhaseTimeline::axisHeight() const { return fontMetrics().height() + 10; }

double PhaseTimeline::titleWidth() const
{
    double widest = 0;
    for (const PlanLane &lane : m_lanes)
        widest = qMax(widest, fontMetrics().horizontalAdvance(lane.title) + 24.0);
    return qMin(widest, width() * .25);
}

double PhaseTimeline::xOf(UtcMicros t) const
{
    const double left = titleWidth();
    const double span = qMax<double>(1, width() - left - RightMargin);
    return left + span * double(t - m_shown.from) / double(qMax<UtcMicros>(1, m_shown.length()));
}

int PhaseTimeline::laneTop(int lane) const
{
    int top = axisHeight() + RowGap;
    for (int i = 0; i < lane; ++i)
        top += m_rowCounts.at(i) * (rowHeight() + RowGap) + LaneGap;
    return top;
}

QRectF PhaseTimeline::barRect(int lane, int bar) const
{
    const PlanBar &shown = m_lanes.at(lane).bars.at(bar);
    const double left = xOf(shown.from);
    const double right = qMax(left + LeastBarWidth, shown.to ? xOf(*shown.to) - 1 : width() - RightMargin);
    return { left, double(laneTop(lane) + m_rows.at(lane).at(bar) * (rowHeight() + RowGap)), right - left,
        double(rowHeight()) };
}

QSize PhaseTimeline::sizeHint() const { return { 640, laneTop(int(m_lanes.size())) }; }

QSize PhaseTimeline::minimumSizeHint() const { return { 320, sizeHint().height() }; }

QString PhaseTimeline::textOf(Place place) const
{
    if (!place.isValid())
        return {};
    const PlanLane &lane = m_lanes.at(place.lane);
    const PlanBar &bar = lane.bars.at(place.bar);
    const QString text = tr("%1: %2, %3").arg(lane.title, visibleControls(bar.name), bar.detail);
    return bar.conflict.isEmpty() ? text : tr("%1. %2").arg(text, bar.conflict);
}

QString PhaseTimeline::currentText() const { return textOf(m_current); }

void PhaseTimeline::setCurrent(Place place)
{
    if (place == m_current)
        return;
    m_current = place;
    update();
    setAccessibleName(place.isValid() ? textOf(place) : tr("Phases over time"));
    emit currentChanged(currentText());
}

PhaseTimeline::Place PhaseTimeline::placeAt(QPointF position) const
{
    for (int lane = 0; lane < m_lanes.size(); ++lane) {
        for (int bar = 0; bar < m_lanes.at(lane).bars.size(); ++bar) {
            if (barRect(lane, bar).contains(position))
                return { lane, bar };
        }
    }
    return {};
}

void PhaseTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAxis(painter);
    for (int lane = 0; lane < m_lanes.size(); ++lane) {
        painter.setFont(font());
        Painting::text(painter, QRectF(0, laneTop(lane), titleWidth() - 12, rowHeight()), m_lanes.at(lane).title,
            Theme::caption(palette()));
        for (int bar = 0; bar < m_lanes.at(lane).bars.size(); ++bar)
            paintBar(painter, { lane, bar });
        if (m_lanes.at(lane).bars.isEmpty()) {
            const double left = xOf(m_now) + 8;
            Painting::text(painter, QRectF(left, laneTop(lane), width() - left, rowHeight()), tr("No dates yet"),
                Theme::caption(palette()));
        }
    }
    paintToday(painter);
}

void PhaseTimeline::paintAxis(QPainter &painter) const
{
    painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
    double lastLabel = -LeastTickDistance;
    const QRectF today = todayTag();
    for (UtcMicros t = m_shown.from; t < m_shown.to; t = m_zone.startOfNextBucket(t, Bucket::Week)) {
        const double x = std::round(xOf(t));
        painter.fillRect(QRectF(x, axisHeight(), 1, height() - axisHeight()), Theme::hairline(palette()));
        if (x - lastLabel < LeastTickDistance || x + LeastTickDistance > width())
            continue;
        const QString day = dayText(m_zone.dayOf(t));
        const QRectF label(x + 4, 0, Painting::textWidth(painter.fontMetrics(), day) + 4, axisHeight());
        if (label.intersects(today)) // half a date below the tag says nothing
            continue;
        Painting::text(painter, label, day, Theme::caption(palette()));
        lastLabel = x;
    }
}

void PhaseTimeline::paintBar(QPainter &painter, Place place) const
{
    const PlanBar &bar = m_lanes.at(place.lane).bars.at(place.bar);
    const QRectF rect = barRect(place.lane, place.bar);
    const QColor base = palette().color(QPalette::Base);
    const bool dark = Theme::isDark(palette());
    QColor colour = palette().color(QPalette::Dark);
    QColor fill = base;
    QColor text = palette().color(QPalette::Text);
    if (bar.state == PlanBar::State::Running) {
        colour = Theme::accent(palette());
        fill = Theme::mix(colour, base, dark ? .30 : .14);
    } else if (bar.state == PlanBar::State::Completed) {
        colour = Theme::ok(palette());
        fill = Theme::mix(colour, base, dark ? .22 : .12);
    } else if (bar.state == PlanBar::State::RolledBack) {
        colour = Theme::error(palette());
        fill = Theme::mix(colour, base, dark ? .16 : .08);
    } else {
        text = Theme::caption(palette());
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(colour, 1.2);
    if (bar.state == PlanBar::State::Planned) {
        pen.setStyle(Qt::CustomDashLine);
        pen.setDashPattern({ 4, 3 });
    }
    painter.setPen(pen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect.adjusted(.6, .6, -.6, -.6), Painting::ControlRadius, Painting::ControlRadius);
    painter.restore();
    QRectF inner = rect.adjusted(TextInset, 0, -4, 0);
    if (!bar.conflict.isEmpty() && inner.width() > 12) {
        StatusShape::paint(painter, QPointF(inner.left() + 5, inner.center().y()), Status::Warning, palette(), 5);
        inner.setLeft(inner.left() + 16);
    }
    painter.setFont(font());
    if (inner.width() > 16)
        Painting::text(painter, inner, visibleControls(bar.name), text);
    if (place == m_current && hasFocus())
        Painting::focusRing(painter, rect.adjusted(-2, -2, 2, 2), Painting::ControlRadius + 2, palette());
}

QRectF PhaseTimeline::todayTag() const
{
    const QFont small = Theme::scaled(font(), Theme::CaptionScale, QFont::DemiBold);
    const double width = Painting::textWidth(QFontMetricsF(small), tr("Today")) + 10;
    const double left = std::round(xOf(m_now)) - width / 2;
    return { qBound(0.0, left, this->width() - width), 2, width, double(axisHeight() - 4) };
}

void PhaseTimeline::paintToday(QPainter &painter) const
{
    const double x = std::round(xOf(m_now));
    const QString label = tr("Today");
    const QFont small = Theme::scaled(font(), Theme::CaptionScale, QFont::DemiBold);
    const QRectF tag = todayTag();
    Painting::roundedRect(painter, tag, 3, palette().color(QPalette::Highlight));
    painter.setFont(small);
    Painting::text(painter, tag, label, palette().color(QPalette::HighlightedText), Qt::AlignCenter);
    painter.setPen(QPen(Theme::accent(palette()), 1.4));
    painter.drawLine(QPointF(x + .5, axisHeight() - 2), QPointF(x + .5, height()));
}

void PhaseTimeline::mousePressEvent(QMouseEvent *event) { setCurrent(placeAt(event->position())); }

void PhaseTimeline::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const Place place = placeAt(event->position()); place.isValid())
        emit barActivated(place.lane, place.bar);
}

void PhaseTimeline::keyPressEvent(QKeyEvent *event)
{
    const bool along = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const bool across = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (opens && m_current.isValid()) {
        emit barActivated(m_current.lane, m_current.bar);
        return;
    }
    if ((!along && !across) || m_lanes.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int step = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up ? -1 : 1;
    Place next = m_current.isValid() ? m_current : Place { 0, along ? -step : 0 };
    if (across && m_current.isValid())
        next.lane = qBound(0, next.lane + step, int(m_lanes.size()) - 1);
    const int bars = int(m_lanes.at(next.lane).bars.size());
    if (bars > 0)
        setCurrent({ next.lane, qBound(0, along ? next.bar + step : next.bar, bars - 1) });
}

void PhaseTimeline::focusInEvent(QFocusEvent *event)
{
    if (!m_current.isValid() && event->reason() != Qt::MouseFocusReason && !m_lanes.isEmpty()
        && !m_lanes.constFirst().bars.isEmpty())
        setCurrent({ 0, 0 });
    QWidget::focusInEvent(event);
    update();
}

bool PhaseTimeline::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), Painting::plainToolTip(textOf(placeAt(help->pos()))), this);
        return true;
    }
    return QWidget::event(event);
}

void PhaseTimeline::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}
