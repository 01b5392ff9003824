#include "app/keycap.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

int KeyCap::paint(QPainter &painter, const QRectF &rect, const QString &keys, const QPalette &palette)
{
    if (keys.isEmpty())
        return 0;
    const QFont before = painter.font();
    painter.setFont(Theme::scaled(before, Theme::CaptionScale));
    const QFontMetricsF metrics(painter.font());
    const int width = Painting::textWidth(metrics, keys) + 12;
    const double height = metrics.height() + 4;
    const QRectF plate(rect.right() - width, rect.center().y() - height / 2, width, height);
    Painting::roundedRect(painter, plate, Painting::ControlRadius, palette.color(QPalette::Button), palette.color(QPalette::Midlight));
    Painting::text(painter, plate, keys, Theme::caption(palette), Qt::AlignCenter);
    painter.setFont(before);
    return width;
}
