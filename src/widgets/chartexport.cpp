#include "widgets/chartexport.h"

#include "core/outputfile.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>
#include <QWidget>

namespace {

constexpr int Margin = 16;
constexpr int TitleHeight = 26;
constexpr int LineHeight = 18;
constexpr int PixelsPerUnit = 2;

int headerHeight(const ChartCaption &caption)
{
    return Margin + TitleHeight + LineHeight + (caption.filters.isEmpty() ? 0 : LineHeight) + 4;
}

QSize pictureSize(const ChartCaption &caption, QSize chart)
{
    return { chart.width(), headerHeight(caption) + chart.height() + LineHeight + Margin };
}

void drawPicture(QPainter &painter, const ChartCaption &caption, const QWidget &look, QSize chart,
    const ChartExport::DrawChart &draw)
{
    const QPalette palette = look.palette();
    const QSize size = pictureSize(caption, chart);
    painter.fillRect(QRect(QPoint(), size), palette.color(QPalette::Base));
    const auto put = [&](int y, int height, const QFont &font, const QColor &colour, const QString &text, Qt::Alignment side) {
        painter.setFont(font);
        painter.setPen(colour);
        const QRect line(Margin, y, size.width() - 2 * Margin, height);
        painter.drawText(line, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetricsF(font).elidedText(text, Qt::ElideRight, line.width()));
    };
    const QFont small = Theme::scaled(look.font(), Theme::CaptionScale);
    const QColor grey = Theme::caption(palette);
    put(Margin, TitleHeight, Theme::scaled(look.font(), Theme::PanelTitleScale, QFont::DemiBold),
        palette.color(QPalette::Text), caption.title, Qt::AlignLeft);
    put(Margin + TitleHeight, LineHeight, small, grey, caption.range, Qt::AlignLeft);
    if (!caption.filters.isEmpty())
        put(Margin + TitleHeight + LineHeight, LineHeight, small, grey, caption.filters, Qt::AlignLeft);
    painter.save();
    painter.translate(0, headerHeight(caption));
    draw(painter);
    painter.restore();
    const int footer = headerHeight(caption) + chart.height() + Margin / 4;
    put(footer, LineHeight, small, grey, caption.asOf, Qt::AlignLeft);
    put(footer, LineHeight, small, grey, caption.programVersion, Qt::AlignRight);
}

Error cannotWrite(const QString &path, const QString &detail)
{
    return { Error::Kind::Storage, QCoreApplication::translate("ChartExport", "\"%1\" cannot be written.").arg(visibleControls(path)), detail };
}

}

Result<> ChartExport::writePng(const QString &path, const ChartCaption &caption, const QWidget &look, QSize size,
    const DrawChart &draw)
{
    QImage image(pictureSize(caption, size) * PixelsPerUnit, QImage::Format_RGB32);
    if (image.isNull())
        return cannotWrite(path, QStringLiteral("no memory for the picture"));
    image.setDevicePixelRatio(PixelsPerUnit);
    QPainter painter(&image);
    drawPicture(painter, caption, look, size, draw);
    painter.end();
    OutputFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit())
        return cannotWrite(path, file.errorString());
    return Ok;
}

Result<> ChartExport::writeSvg(const QString &path, const ChartCaption &caption, const QWidget &look, QSize size,
    const DrawChart &draw)
{
    OutputFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setTitle(caption.title.toHtmlEscaped());
    generator.setDescription(caption.range.toHtmlEscaped());
    generator.setResolution(look.logicalDpiX());
    generator.setSize(pictureSize(caption, size));
    generator.setViewBox(QRect(QPoint(), pictureSize(caption, size)));
    QPainter painter(&generator);
    drawPicture(painter, caption, look, size, draw);
    painter.end();
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return Ok;
}
