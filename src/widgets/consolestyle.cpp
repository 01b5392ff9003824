#include "widgets/consolestyle.h"

#include <QPainter>
#include <QStyleOptionSlider>

#include <algorithm>

namespace {

constexpr int Extent = 12; // what the mouse can hit
constexpr int Thickness = 6; // what is seen
constexpr int ThicknessUnderMouse = 8;
constexpr int LeastHandle = 32;
constexpr int ProgressThickness = 8;

QRect handleOf(const QStyleOptionSlider &bar)
{
    const bool lies = bar.orientation == Qt::Horizontal;
    const int length = lies ? bar.rect.width() : bar.rect.height();
    const qint64 steps = qint64(bar.maximum) - bar.minimum;
    const int least = std::min(LeastHandle, length);
    const int size = steps <= 0 ? length
                                : std::clamp(int(qint64(bar.pageStep) * length / (steps + bar.pageStep)), least, length);
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - size, bar.upsideDown);
    const QRect handle = lies ? QRect(bar.rect.x() + at, bar.rect.y(), size, bar.rect.height())
                              : QRect(bar.rect.x(), bar.rect.y() + at, bar.rect.width(), size);
    return QStyle::visualRect(bar.direction, bar.rect, handle);
}

/// The groove before (`before`) or behind the handle, in the order of the values.
QRect pageOf(const QStyleOptionSlider &bar, bool before)
{
    const QRect handle = handleOf(bar);
    QRect page = bar.rect;
    if (bar.orientation == Qt::Vertical)
        before ? page.setBottom(handle.top() - 1) : page.setTop(handle.bottom() + 1);
    else if (before == (bar.direction == Qt::LeftToRight))
        page.setRight(handle.left() - 1);
    else
        page.setLeft(handle.right() + 1);
    return page;
}

}

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void ConsoleStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    const bool isPart = element == CE_ProgressBarGroove || element == CE_ProgressBarContents;
    if (!bar || !isPart || bar->maximum <= bar->minimum || !bar->state.testFlag(State_Horizontal)) {
        QProxyStyle::drawControl(element, option, painter, widget); // where the end is unknown, Fusion's moving stripes
        return;
    }
    QRectF track(bar->rect.x(), bar->rect.center().y() - ProgressThickness / 2.0, bar->rect.width(), ProgressThickness);
    if (element == CE_ProgressBarContents)
        track.setWidth(track.width() * (qint64(bar->progress) - bar->minimum) / (qint64(bar->maximum) - bar->minimum));
    if (track.width() < 1)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(bar->palette.color(element == CE_ProgressBarGroove ? QPalette::Button : QPalette::Highlight));
    painter->drawRoundedRect(track, ProgressThickness / 2.0, ProgressThickness / 2.0);
    painter->restore();
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return Extent;
    case PM_ScrollBarSliderMin: return LeastHandle;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect ConsoleStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    switch (part) {
    case SC_ScrollBarGroove: return bar->rect;
    case SC_ScrollBarSlider: return handleOf(*bar);
    case SC_ScrollBarSubPage: return pageOf(*bar, true);
    case SC_ScrollBarAddPage: return pageOf(*bar, false);
    default: return {}; // there are no arrows
    }
}

void ConsoleStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    const bool isEnabled = bar->state.testFlag(State_Enabled) && bar->maximum > bar->minimum;
    const bool isUnderMouse = bar->state.testFlag(State_MouseOver);
    const bool isHeld = bar->state.testFlag(State_Sunken) && bar->activeSubControls.testFlag(SC_ScrollBarSlider);
    // A scroll bar paints all of itself, so the surface below comes first.
    const QWidget *surface = widget && widget->parentWidget() ? widget->parentWidget() : widget;
    painter->fillRect(bar->rect, bar->palette.color(surface ? surface->backgroundRole() : QPalette::Window));
    if (!isEnabled)
        return;
    const double thickness = isUnderMouse || isHeld ? ThicknessUnderMouse : Thickness;
    QRectF handle = handleOf(*bar);
    if (bar->orientation == Qt::Horizontal)
        handle.adjust(2, (handle.height() - thickness) / 2, -2, -(handle.height() - thickness) / 2);
    else
        handle.adjust((handle.width() - thickness) / 2, 2, -(handle.width() - thickness) / 2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(bar->palette.color(isHeld ? QPalette::PlaceholderText : QPalette::Dark));
    painter->drawRoundedRect(handle, thickness / 2, thickness / 2);
    painter->restore();
}
