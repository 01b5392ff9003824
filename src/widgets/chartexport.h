#pragma once

#include "core/result.h"

#include <QSize>
#include <QString>

#include <functional>

class QPainter;
class QWidget;

/// What an exported picture says about itself, so that it can stand alone in a report.
struct ChartCaption
{
    QString title;
    QString range; ///< Range and reporting zone.
    QString filters; ///< Empty = no filter line.
    QString asOf; ///< When the figures were read.
    QString programVersion = QStringLiteral("Signalbox " SIGNALBOX_VERSION);
};

/// Draws captions around a chart and writes the picture. Files appear whole or not at all.
namespace ChartExport {

/// Draws a chart of `size` at the painter's origin.
using DrawChart = std::function<void(QPainter &painter)>;

/// Twice the size in pixels. Fails with Storage.
Result<> writePng(const QString &path, const ChartCaption &caption, const QWidget &look, QSize size, const DrawChart &draw);
/// Fails with Storage.
Result<> writeSvg(const QString &path, const ChartCaption &caption, const QWidget &look, QSize size, const DrawChart &draw);

}
