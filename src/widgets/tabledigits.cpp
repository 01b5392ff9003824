#include "widgets/tabledigits.h"

#include <QFontMetricsF>
#include <QPainter>

namespace {

constexpr double Slack = 0.5; // measured and drawn widths differ by rounding

bool isDigit(QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }

double digitWidth(const QFontMetricsF &metrics)
{
    double widest = 0;
    for (char c = '0'; c <= '9'; ++c)
        widest = qMax(widest, metrics.horizontalAdvance(QLatin1Char(c)));
    return widest;
}

/// Calls visit(piece, advance, own): one digit at a time, everything between digits in one piece.
template <typename Visit> void forEachPiece(const QFontMetricsF &metrics, const QString &text, Visit visit)
{
    const double digit = digitWidth(metrics);
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at + 1;
        if (!isDigit(text.at(at)))
            while (end < text.size() && !isDigit(text.at(end)))
                ++end;
        const QString piece = text.mid(at, end - at);
        const double own = metrics.horizontalAdvance(piece);
        visit(piece, isDigit(text.at(at)) ? digit : own, own);
        at = end;
    }
}

}

double TableDigits::width(const QFont &font, const QString &text)
{
    double sum = 0;
    forEachPiece(QFontMetricsF(font), text, [&sum](const QString &, double advance, double) { sum += advance; });
    return sum;
}

double TableDigits::paint(
    QPainter &painter, const QRectF &rect, const QFont &font, const QString &text, const QColor &colour)
{
    const QFontMetricsF metrics(font);
    const double full = width(font, text);
    const bool fits = full <= rect.width() + Slack;
    const QString shown = fits ? text : QString(QChar(0x2026));
    const double drawn = fits ? full : metrics.horizontalAdvance(shown);
    double x = rect.right() - drawn;
    const double y = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(font);
    painter.setPen(colour);
    forEachPiece(metrics, shown, [&](const QString &piece, double advance, double own) {
        painter.drawText(QPointF(x + (advance - own) / 2, y), piece);
        x += advance;
    });
    return drawn;
}
