#pragma once

#include <QColor>
#include <QPointF>

class QPainter;
class QPalette;
class QString;

/// How a thing is, as a shape and a colour; always shown with a word or a number beside it.
enum class Status { Good, Warning, Error, Info, Unknown, Off, Running };

namespace StatusShape {

QColor colour(Status status, const QPalette &palette);

/// The plain word for a screen reader where the caller has none, translated: "Warning".
QString word(Status status);

/// Disc with tick, triangle with bar, square with cross, disc with i, dotted ring, open ring, ring arc.
/// `radius` 5 to 7; `palette` gives the colour and, with Base, the mark inside.
void paint(QPainter &painter, QPointF centre, Status status, const QPalette &palette, double radius = 7);

}
