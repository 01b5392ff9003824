#pragma once

#include <QColor>
#include <QList>
#include <QRectF>

#include <optional>

class QPainter;

/// A trend as a small line without axes. Shared by cards and table delegates.
namespace Sparkline {

/// Missing values leave a gap; a lone value between gaps is a dot. The last value that exists gets a 2 px end dot.
/// Draws nothing where all are missing. `fillShare` (0..1) shades the area below the line.
void paint(QPainter &painter, const QRectF &rect, const QList<std::optional<double>> &values, const QColor &colour,
    double fillShare = 0);

}
