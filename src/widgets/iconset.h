#pragma once

#include <QIcon>
#include <QLatin1String>
#include <QPixmap>
#include <QStringList>

class QPainter;

/// The program's own 16 px stroke icons, drawn in a palette colour chosen at the moment of painting. GUI thread only.
namespace IconSet {

/// Icon for buttons, actions and models. Its colour is the palette's, read at each paint; an unknown name gives an
/// icon that paints nothing.
QIcon icon(QLatin1String name);

/// The drawing in `colour`, `size` logical pixels square, at device pixel ratio `ratio`. Cached.
QPixmap pixmap(const QString &name, const QColor &colour, int size, double ratio);

/// Draws into `rect` (square, 16 by 16 for whole strokes).
void paint(QPainter &painter, const QRectF &rect, QLatin1String name, const QColor &colour);
void paint(QPainter &painter, const QRectF &rect, const QString &name, const QColor &colour);

/// Names of every icon, sorted.
QStringList names();

}
