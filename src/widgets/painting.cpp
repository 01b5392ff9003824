#include "widgets/painting.h"

#include "core/error.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>

#include <cmath>

namespace {
constexpr int MinimumControlHeight = 28;
constexpr int ControlPadding = 12; // above and below the text together
constexpr double FocusWidth = 2;
constexpr double BarHeight = 2;
constexpr double MovingShare = 0.3;
}

int Painting::controlHeight(const QFontMetricsF &metrics)
{
    return qMax(MinimumControlHeight, int(std::ceil(metrics.height())) + ControlPadding);
}

void Painting::roundedRect(QPainter &painter, const QRectF &rect, double radius, const QBrush &fill, const QPen &border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border);
    const double inset = border.style() == Qt::NoPen ? 0 : border.widthF() / 2;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void Painting::focusRing(QPainter &painter, const QRectF &rect, double radius, const QPalette &palette)
{
    roundedRect(painter, rect, radius, Qt::NoBrush, QPen(palette.color(QPalette::Link), FocusWidth));
}

int Painting::text(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour, int alignment)
{
    const QFontMetricsF metrics(painter.font());
    // half a pixel of slack: elidedText() at exactly the measured width still elides by rounding
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width() + 0.5);
    painter.setPen(colour);
    painter.drawText(rect, alignment | Qt::TextSingleLine, shown);
    return textWidth(metrics, shown);
}

int Painting::textWidth(const QFontMetricsF &metrics, const QString &text)
{
    return int(std::ceil(metrics.horizontalAdvance(text)));
}

QColor Painting::hovered(const QColor &surface, const QPalette &palette)
{
    return Theme::mix(palette.color(QPalette::Active, QPalette::WindowText), surface, 0.06);
}

QColor Painting::pressed(const QColor &surface, const QPalette &palette)
{
    return Theme::mix(palette.color(QPalette::Active, QPalette::WindowText), surface, 0.12);
}

QString Painting::plainToolTip(const QString &text)
{
    constexpr qsizetype longest = 2000;
    constexpr int longestWord = 60;
    if (text.isEmpty())
        return {};
    QStringList lines;
    for (const QString &line : text.left(longest).split(QLatin1Char('\n')))
        lines.append(visibleControls(line));
    QString shown;
    int word = 0;
    for (const QChar c : lines.join(QLatin1Char('\n'))) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > longestWord && !c.isLowSurrogate() && !c.isMark()) {
            shown += QChar(0x200B); // a line may end here: Qt makes the window as wide as the longest word
            word = 1;
        }
        shown += c;
    }
    if (text.size() > longest)
        shown += QStringLiteral(" …");
    return QStringLiteral("<qt>") % shown.toHtmlEscaped() % QStringLiteral("</qt>");
}

void Painting::progressBar(QPainter &painter, const QRectF &rect, double phase, const QPalette &palette)
{
    const double width = rect.width() * MovingShare;
    const double left = rect.left() - width + phase * (rect.width() + width);
    const QRectF track(rect.left(), rect.top(), rect.width(), BarHeight);
    painter.fillRect(QRectF(left, rect.top(), width, BarHeight) & track, Theme::accent(palette));
}
