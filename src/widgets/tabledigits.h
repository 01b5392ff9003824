#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

/// Figures that line up below each other with any font: every digit takes the room of the widest one.
namespace TableDigits {

double width(const QFont &font, const QString &text);

/// One line, right-aligned and centred in `rect`, exactly as typed. A figure that does not fit is drawn as an ellipsis:
/// a part of a number is a wrong number. Returns the width that was drawn.
double paint(QPainter &painter, const QRectF &rect, const QFont &font, const QString &text, const QColor &colour);

}
