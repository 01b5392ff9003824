#include "widgets/navigationlist.h"

#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

namespace {
constexpr int Inset = 8;
constexpr int IconLeft = 20;
constexpr int IconSide = 16;
constexpr int TextLeft = 46;
constexpr int RightMargin = 21;
constexpr int SelectionBarHeight = 16;
}

void NavigationList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::chrome(palette()));
    const QColor hairline = Theme::hairline(palette());
    painter.fillRect(QRect(width() - 1, 0, 1, height()), hairline);
    bool hasPinned = false;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (m_entries.at(i).pinned && !hasPinned) {
            hasPinned = true;
            painter.fillRect(QRect(16, entryRect(i).top() - 3, width() - 33, 1), hairline);
        }
        paintEntry(painter, i);
    }
}

void NavigationList::paintEntry(QPainter &painter, int index) const
{
    const Entry &entry = m_entries.at(index);
    const QRect row = entryRect(index);
    const QPalette &p = palette();
    if (entry.id.isEmpty()) {
        painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
        if (!m_compact)
            Painting::text(painter, QRectF(row).adjusted(IconLeft, 0, -RightMargin, 0), entry.text, Theme::caption(p));
        return;
    }
    const QColor surface = Theme::chrome(p);
    const bool isSelected = entry.id == m_current;
    const QRectF fill = QRectF(row).adjusted(Inset, 1, -Inset - 1, -1);
    if (isSelected)
        Painting::roundedRect(painter, fill, Painting::ControlRadius,
            Theme::mix(p.color(QPalette::Highlight), surface, Theme::isDark(p) ? 0.30 : 0.11));
    else if (index == m_pressed || index == m_hovered)
        Painting::roundedRect(painter, fill, Painting::ControlRadius,
            index == m_pressed ? Painting::pressed(surface, p) : Painting::hovered(surface, p));
    if (isSelected) {
        const QColor bar = Theme::isDark(p) ? p.color(QPalette::Link) : p.color(QPalette::Highlight);
        Painting::roundedRect(painter, QRectF(fill.left(), row.center().y() - SelectionBarHeight / 2 + 1, 3, SelectionBarHeight), 1.5, bar);
    }
    const double iconLeft = m_compact ? (width() - IconSide) / 2 : IconLeft;
    IconSet::paint(painter, QRectF(iconLeft, row.top() + (row.height() - IconSide) / 2, IconSide, IconSide), entry.icon,
        isSelected ? Theme::accent(p) : Theme::caption(p));
    if (!m_compact) {
        painter.setFont(Theme::scaled(font(), 1, isSelected ? QFont::DemiBold : QFont::Normal));
        Painting::text(painter, QRectF(row).adjusted(TextLeft, 0, -RightMargin - 24, 0), entry.text, p.color(QPalette::WindowText));
    }
    paintCounter(painter, entry, row);
    if (hasFocus() && index == m_focused)
        Painting::focusRing(painter, fill, Painting::ControlRadius, p);
}

void NavigationList::paintCounter(QPainter &painter, const Entry &entry, const QRect &row) const
{
    const QPalette &p = palette();
    if (entry.counter.count <= 0) {
        if (m_compact || entry.shortcut.isEmpty())
            return;
        painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
        Painting::text(painter, QRectF(row).adjusted(0, 0, -RightMargin, 0), entry.shortcut.right(1),
            p.color(QPalette::PlaceholderText), Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    const QColor colour = StatusShape::colour(entry.counter.status, p);
    if (m_compact) { // the shape alone, at the corner of the icon
        StatusShape::paint(painter, QPointF(width() / 2.0 + 10, row.top() + 9), entry.counter.status, p, 4);
        return;
    }
    painter.setFont(font());
    const QString number = QString::number(entry.counter.count);
    const int width = Painting::textWidth(QFontMetricsF(font()), number);
    Painting::text(painter, QRectF(row).adjusted(0, 0, -RightMargin, 0), number, colour, Qt::AlignRight | Qt::AlignVCenter);
    const QPointF centre(row.right() - RightMargin - width - 12, row.center().y() + 1);
    if (entry.counter.status == Status::Info) { // staged: a ring, quieter than a disc
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 4, 4);
        painter.restore();
    } else {
        StatusShape::paint(painter, centre, entry.counter.status, p, 5);
    }
}
