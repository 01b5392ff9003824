#pragma once

#include <QBrush>
#include <QPen>
#include <QRectF>
#include <QString>

class QFontMetricsF;
class QPainter;
class QPalette;

/// Small drawing helpers that every painted widget shares.
namespace Painting {

inline constexpr int ControlRadius = 4;
inline constexpr int CardRadius = 6;

/// Height of a control for `metrics`: 28 at the default font, more with a larger one.
int controlHeight(const QFontMetricsF &metrics);

/// A rounded rectangle whose 1 px border lies inside `rect`, on whole pixels.
void roundedRect(QPainter &painter, const QRectF &rect, double radius, const QBrush &fill, const QPen &border = Qt::NoPen);

/// 2 px of Link along the inside of `rect`, where the keyboard is.
void focusRing(QPainter &painter, const QRectF &rect, double radius, const QPalette &palette);

/// One line of `text`, exactly as typed, elided at the right. Returns the width it took, in whole pixels.
int text(QPainter &painter, const QRectF &rect, const QString &text, const QColor &colour,
    int alignment = Qt::AlignLeft | Qt::AlignVCenter);

/// Width of `text` in whole pixels, rounded up so that it is not elided in a box of that width.
int textWidth(const QFontMetricsF &metrics, const QString &text);

/// Fill under the pointer and while pressed, for controls on `surface`.
QColor hovered(const QColor &surface, const QPalette &palette);
QColor pressed(const QColor &surface, const QPalette &palette);

/// `text` for QWidget::setToolTip(), which would otherwise guess that markup is meant: with its controls as escapes, cut
/// where it is very long, and with room to break a line in words of any length.
QString plainToolTip(const QString &text);

/// Moving or resting thin bar along the top of `rect`; `phase` 0..1 places the moving part.
void progressBar(QPainter &painter, const QRectF &rect, double phase, const QPalette &palette);

}
