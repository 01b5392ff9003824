#include "widgets/tabstrip.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

namespace {

constexpr int Between = 26; ///< From one word to the next.
constexpr int CountGap = 6;
constexpr int CountPadding = 5;

}

TabStrip::TabStrip(const QString &name, QWidget *parent)
    : QTabBar(parent)
{
    setAccessibleName(name);
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void TabStrip::setCount(int tab, const QString &count)
{
    if (tabData(tab).toString() == count)
        return;
    setTabData(tab, count);
    setTabToolTip(tab, {});
    setTabText(tab, tabText(tab)); // lays the tabs out again
    updateGeometry();
    update();
}

QSize TabStrip::tabSizeHint(int index) const
{
    const QFontMetricsF words(Theme::scaled(font(), 1.0, QFont::DemiBold));
    int width = Painting::textWidth(words, tabText(index)) + Between;
    if (const QString shown = count(index); !shown.isEmpty())
        width += CountGap + 2 * CountPadding
            + Painting::textWidth(QFontMetricsF(Theme::scaled(font(), Theme::CaptionScale)), shown);
    return { width, Painting::controlHeight(QFontMetricsF(font())) + 6 };
}

QSize TabStrip::sizeHint() const
{
    int width = 0;
    for (int i = 0; i < QTabBar::count(); ++i)
        width += tabSizeHint(i).width();
    return { width, Painting::controlHeight(QFontMetricsF(font())) + 6 };
}

QSize TabStrip::minimumSizeHint() const { return { 120, sizeHint().height() }; }

QRect TabStrip::wordRect(int index) const { return tabRect(index).adjusted(0, 0, -Between, 0); }

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(0, height() - 1, width(), 1), palette().color(QPalette::Midlight));
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    for (int i = 0; i < QTabBar::count(); ++i) {
        const QRect word = wordRect(i);
        const bool current = i == currentIndex();
        const bool hovered = underMouse() && tabRect(i).contains(pointer);
        painter.setFont(Theme::scaled(font(), 1.0, current ? QFont::DemiBold : QFont::Normal));
        const QColor colour = current || hovered ? palette().color(QPalette::WindowText) : Theme::caption(palette());
        const int used = Painting::text(painter, word.adjusted(0, 0, 0, -4), tabText(i), colour);
        if (const QString shown = count(i); !shown.isEmpty()) {
            const QFont small = Theme::scaled(font(), Theme::CaptionScale);
            const int width = Painting::textWidth(QFontMetricsF(small), shown) + 2 * CountPadding;
            const QRectF chip(word.left() + used + CountGap, word.center().y() - 10, width, 17);
            Painting::roundedRect(painter, chip, 4, palette().color(QPalette::Button));
            painter.setFont(small);
            Painting::text(painter, chip, shown, Theme::caption(palette()), Qt::AlignCenter);
        }
        if (current)
            Painting::roundedRect(
                painter, QRectF(word.left(), height() - 3, word.width(), 3), 1.5, Theme::accent(palette()));
        if (current && hasFocus())
            Painting::focusRing(painter, QRectF(word).adjusted(-6, 2, 6, -5), Painting::ControlRadius, palette());
    }
}
