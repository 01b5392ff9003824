#pragma once

#include <QString>

class QPainter;
class QRectF;
class QPalette;

/// The small grey plate that a shortcut is shown on.
namespace KeyCap {

/// Ends at the right middle of `rect`; returns the width it took, 0 for an empty text.
int paint(QPainter &painter, const QRectF &rect, const QString &keys, const QPalette &palette);

}
