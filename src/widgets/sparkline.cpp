#include "widgets/sparkline.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace {

struct Extent
{
    double lowest = 0;
    double highest = 0;
};

std::optional<Extent> extentOf(const QList<std::optional<double>> &values)
{
    std::optional<Extent> extent;
    for (const auto &value : values) {
        if (!value || !std::isfinite(*value))
            continue;
        if (!extent)
            extent = Extent { *value, *value };
        extent->lowest = std::min(extent->lowest, *value);
        extent->highest = std::max(extent->highest, *value);
    }
    return extent;
}

void paintRun(QPainter &painter, const QPolygonF &run, double bottom, const QColor &colour, double fillShare)
{
    if (run.size() == 1) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(run.first(), 1.2, 1.2);
        return;
    }
    if (fillShare > 0) {
        QColor shade = colour;
        shade.setAlphaF(float(fillShare));
        painter.setPen(Qt::NoPen);
        painter.setBrush(shade);
        painter.drawPolygon(QPolygonF(run) << QPointF(run.last().x(), bottom) << QPointF(run.first().x(), bottom));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(run);
}

}

void Sparkline::paint(QPainter &painter, const QRectF &rect, const QList<std::optional<double>> &values,
    const QColor &colour, double fillShare)
{
    const auto extent = extentOf(values);
    if (!extent)
        return;
    // a little room below the lowest value; a constant line runs through the middle
    const double range = extent->highest - extent->lowest;
    const double margin = range > 0 ? range * 0.15 : 1;
    const double low = extent->lowest - margin;
    const double span = range > 0 ? range + margin : 2 * margin;

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF run;
    QPointF last;
    const double steps = double(qMax<qsizetype>(1, values.size() - 1));
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto &value = values.at(i);
        if (value && std::isfinite(*value)) {
            last = { rect.left() + rect.width() * double(i) / steps, rect.bottom() - (*value - low) / span * rect.height() };
            run.append(last);
        }
        const bool isEnd = i + 1 == values.size() || !values.at(i + 1) || !std::isfinite(*values.at(i + 1));
        if (isEnd && !run.isEmpty()) {
            paintRun(painter, run, rect.bottom(), colour, fillShare);
            run.clear();
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(last, 2, 2);
    painter.restore();
}
