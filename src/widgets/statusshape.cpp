#include "widgets/statusshape.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

namespace {

void paintMark(QPainter &painter, QPointF c, Status status, double r)
{
    switch (status) {
    case Status::Good:
        painter.drawPolyline(QPolygonF({ c + QPointF(-r * .42, r * .04), c + QPointF(-r * .1, r * .36), c + QPointF(r * .45, -r * .32) }));
        return;
    case Status::Warning:
        painter.drawLine(c + QPointF(0, -r * .3), c + QPointF(0, r * .18));
        painter.drawPoint(c + QPointF(0, r * .56));
        return;
    case Status::Error:
        painter.drawLine(c + QPointF(-r * .38, -r * .38), c + QPointF(r * .38, r * .38));
        painter.drawLine(c + QPointF(-r * .38, r * .38), c + QPointF(r * .38, -r * .38));
        return;
    case Status::Info:
        painter.drawLine(c + QPointF(0, -r * .02), c + QPointF(0, r * .46));
        painter.drawPoint(c + QPointF(0, -r * .46));
        return;
    case Status::Unknown:
    case Status::Off:
    case Status::Running: return;
    }
}

void paintTriangle(QPainter &painter, QPointF c, double r, const QColor &colour)
{
    QPainterPath path;
    path.moveTo(c + QPointF(0, -r));
    path.lineTo(c + QPointF(r * 1.08, r * .86));
    path.lineTo(c + QPointF(-r * 1.08, r * .86));
    path.closeSubpath();
    painter.setPen(QPen(colour, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

void paintRing(QPainter &painter, QPointF c, Status status, double r, const QColor &colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5, status == Status::Unknown ? Qt::DotLine : Qt::SolidLine));
    const QRectF ring(c.x() - r + 1, c.y() - r + 1, 2 * r - 2, 2 * r - 2);
    if (status == Status::Running)
        painter.drawArc(ring, 90 * 16, -270 * 16);
    else
        painter.drawEllipse(ring);
}

}

QColor StatusShape::colour(Status status, const QPalette &palette)
{
    switch (status) {
    case Status::Good: return Theme::ok(palette);
    case Status::Warning: return Theme::warning(palette);
    case Status::Error: return Theme::error(palette);
    case Status::Info:
    case Status::Running: return Theme::accent(palette);
    case Status::Unknown:
    case Status::Off: break;
    }
    return palette.color(QPalette::PlaceholderText);
}

QString StatusShape::word(Status status)
{
    switch (status) {
    case Status::Good: return QCoreApplication::translate("StatusShape", "OK");
    case Status::Warning: return QCoreApplication::translate("StatusShape", "Warning");
    case Status::Error: return QCoreApplication::translate("StatusShape", "Error");
    case Status::Info: return QCoreApplication::translate("StatusShape", "Information");
    case Status::Unknown: return QCoreApplication::translate("StatusShape", "Unknown");
    case Status::Off: return QCoreApplication::translate("StatusShape", "Off");
    case Status::Running: return QCoreApplication::translate("StatusShape", "Running");
    }
    Q_UNREACHABLE();
}

void StatusShape::paint(QPainter &painter, QPointF centre, Status status, const QPalette &palette, double radius)
{
    const QColor fill = colour(status, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    switch (status) {
    case Status::Good:
    case Status::Info: painter.drawEllipse(centre, radius, radius); break;
    case Status::Warning: paintTriangle(painter, centre, radius, fill); break;
    case Status::Error:
        painter.drawRoundedRect(QRectF(centre.x() - radius * .92, centre.y() - radius * .92, radius * 1.84, radius * 1.84), 2, 2);
        break;
    case Status::Unknown:
    case Status::Off:
    case Status::Running: paintRing(painter, centre, status, radius, fill); break;
    }
    painter.setPen(QPen(palette.color(QPalette::Base), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    paintMark(painter, centre, status, radius);
    painter.restore();
}
