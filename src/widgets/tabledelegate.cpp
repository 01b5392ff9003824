#include "widgets/tabledelegate.h"

#include "core/format.h"
#include "widgets/painting.h"
#include "widgets/sparkline.h"
#include "widgets/statusshape.h"
#include "widgets/tabledigits.h"
#include "widgets/tableheader.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTableView>
#include <QToolTip>

#include <cmath>

namespace {

constexpr int LineHeight = 1;
constexpr int MinimumRowHeight = 28;
constexpr int RowPadding = 12; // above and below the text together
constexpr int AccentBarWidth = 3;
constexpr int SwatchSize = 10;
constexpr int MarkIndent = 18; // from a swatch or a shape to the text
constexpr double ShapeRadius = 6;
constexpr double FigureShapeRadius = 5.5;
constexpr int FigureShapeGap = 6;
constexpr int TriangleRoom = 14;
constexpr int TrackHeight = 6;
constexpr int TrackWidth = 72; // preferred
constexpr int SmallestTrack = 20; // below this the number stands alone
constexpr int TrackGap = 12;
constexpr int SparklineWidth = 52; // preferred
constexpr qsizetype LongestDrawn = 1024; // characters; more never fits a cell, and measuring them is slow

Status status(Severity severity)
{
    switch (severity) {
    case Severity::Good:
        return Status::Good;
    case Severity::Warning:
        return Status::Warning;
    case Severity::Error:
        return Status::Error;
    case Severity::Info:
        return Status::Info;
    case Severity::Off:
        return Status::Off;
    case Severity::None:
    case Severity::Unknown:
        break;
    }
    return Status::Unknown;
}

bool isAlarming(Severity severity) { return severity == Severity::Warning || severity == Severity::Error; }

/// -1, 0 or +1 as the text says it, so that the triangle never contradicts the figure beside it.
int direction(const QString &text)
{
    if (text.startsWith(QLatin1Char('+')) || text.startsWith(QChar(0x00d7)))
        return 1;
    return text.startsWith(QChar(0x2212)) || text.startsWith(QLatin1Char('-')) ? -1 : 0;
}

const TableHeader *headerOf(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    return view ? qobject_cast<const TableHeader *>(view->horizontalHeader()) : nullptr;
}

QFont cellFont(const QStyleOptionViewItem &option, const QModelIndex &index, CellKind kind, bool total)
{
    QFont font = option.font;
    if (kind == CellKind::Identifier) {
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (option.font.pointSizeF() > 0)
            font.setPointSizeF(option.font.pointSizeF());
        else
            font.setPixelSize(option.font.pixelSize());
    }
    const bool strong = total || index.data(EmphasisRole).toBool();
    font.setWeight(strong ? QFont::DemiBold : kind == CellKind::Swatch ? QFont::Medium : QFont::Normal);
    return font;
}

}

struct TableDelegate::Cell {
    CellKind kind = CellKind::Text;
    QString text;
    QFont font;
    QColor colour; ///< Of the text, where the kind does not choose its own.
    QRectF rect; ///< Inside the insets, without the row line.
    QVariant slot; ///< Invalid: no series.
    Severity severity = Severity::None;
    int polarity = 0;
    std::optional<double> share;
    QList<std::optional<double>> trend;
    bool total = false;

    QColor seriesColour(const QPalette &palette) const
    {
        return slot.isValid() ? Theme::series(palette, slot.toInt()) : Theme::accent(palette);
    }
};

TableDelegate::TableDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

CellKind TableDelegate::kind(const QModelIndex &index)
{
    const QVariant own = index.data(CellKindRole);
    return CellKind(
        (own.isValid() ? own : index.model()->headerData(index.column(), Qt::Horizontal, CellKindRole)).toInt());
}

int TableDelegate::rowHeight(const QFont &font)
{
    return qMax(MinimumRowHeight, QFontMetrics(font).height() + RowPadding);
}

TableDelegate::Cell TableDelegate::cell(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    Cell cell;
    cell.kind = kind(index);
    cell.text = index.data(Qt::DisplayRole).toString().left(LongestDrawn);
    cell.total = RowKind(index.data(RowKindRole).toInt()) == RowKind::Total;
    cell.font = cellFont(option, index, cell.kind, cell.total);
    cell.slot = index.data(SeriesSlotRole);
    cell.severity = Severity(index.data(SeverityRole).toInt());
    cell.polarity = index.data(PolarityRole).toInt();
    if (const QVariant share = index.data(ShareRole); share.isValid() && std::isfinite(share.toDouble()))
        cell.share = qBound(0.0, share.toDouble(), 1.0);
    if (cell.kind == CellKind::Sparkline)
        for (const QVariant &value : index.data(SparklineRole).toList())
            cell.trend.append(value.isValid() ? std::optional<double>(value.toDouble()) : std::nullopt);
    const bool figure = TableHeader::isNumeric(cell.kind) || cell.kind == CellKind::Share;
    if (figure && cell.text.isEmpty())
        cell.text = Format::unknown();

    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool secondary = index.data(SecondaryRole).toBool() || cell.text == Format::unknown();
    cell.colour = !enabled ? option.palette.color(QPalette::Disabled, QPalette::Text)
        : secondary        ? Theme::caption(option.palette)
                           : option.palette.color(QPalette::Active, QPalette::Text);

    const TableHeader *header = headerOf(option);
    const QMargins insets
        = header ? header->insets(index.column()) : QMargins(TableHeader::Inset, 0, TableHeader::Inset, 0);
    cell.rect = QRectF(option.rect.marginsRemoved(insets)).adjusted(0, 0, 0, -LineHeight);
    return cell;
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem shown = option;
    initStyleOption(&shown, index);
    painter->save();
    paintRow(*painter, shown, index);
    painter->setClipRect(option.rect, Qt::IntersectClip);
    paintContent(*painter, cell(shown, index), shown.palette);
    painter->restore();
    if (m_focusRingShown && option.state.testFlag(QStyle::State_HasFocus))
        Painting::focusRing(
            *painter, QRectF(option.rect).adjusted(0, 0, 0, -LineHeight), Painting::ControlRadius, shown.palette);
}

void TableDelegate::paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const QColor surface = palette.color(QPalette::Active, QPalette::Base);
    const QColor highlight = palette.color(QPalette::Active, QPalette::Highlight);
    const bool dark = Theme::isDark(palette);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, Theme::mix(highlight, surface, dark ? 0.30 : 0.10));
        const TableHeader *header = headerOf(option);
        if (header ? header->firstColumn() == index.column() : index.column() == 0) {
            const int x
                = option.direction == Qt::RightToLeft ? option.rect.right() + 1 - AccentBarWidth : option.rect.left();
            painter.fillRect(
                x, option.rect.top(), AccentBarWidth, option.rect.height(), dark ? Theme::accent(palette) : highlight);
        }
    } else if (index.row() == m_hoveredRow) {
        painter.fillRect(option.rect, Painting::hovered(surface, palette));
    }

    const QModelIndex below = index.siblingAtRow(index.row() + 1);
    if (!below.isValid())
        return;
    const bool aboveTotal = RowKind(below.data(RowKindRole).toInt()) == RowKind::Total
        && RowKind(index.data(RowKindRole).toInt()) != RowKind::Total;
    const QColor line = aboveTotal ? palette.color(QPalette::Active, QPalette::Dark) : Theme::hairline(palette);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), LineHeight), line);
}

void TableDelegate::paintContent(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    switch (cell.kind) {
    case CellKind::Number:
    case CellKind::Money:
        return paintFigure(painter, cell, palette);
    case CellKind::Delta:
        return paintDelta(painter, cell, palette);
    case CellKind::Share:
        return paintShare(painter, cell, palette);
    case CellKind::Sparkline:
        return paintSparkline(painter, cell, palette);
    case CellKind::Text:
    case CellKind::Status:
    case CellKind::Swatch:
    case CellKind::Identifier:
        return paintWord(painter, cell, palette);
    }
}

void TableDelegate::paintFigure(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    const QColor colour = isAlarming(cell.severity) ? StatusShape::colour(status(cell.severity), palette) : cell.colour;
    const double width = TableDigits::paint(painter, cell.rect, cell.font, cell.text, colour);
    const QPointF centre(cell.rect.right() - width - FigureShapeGap - FigureShapeRadius, cell.rect.center().y());
    if (cell.severity != Severity::None && centre.x() - FigureShapeRadius >= cell.rect.left() - TableHeader::Inset)
        StatusShape::paint(painter, centre, status(cell.severity), palette, FigureShapeRadius);
}

void TableDelegate::paintDelta(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    const int way = direction(cell.text);
    QColor colour = cell.colour;
    if (cell.polarity != 0 && way != 0)
        colour = (way > 0) == (cell.polarity > 0) ? Theme::ok(palette) : Theme::error(palette);
    else if (cell.text != Format::unknown())
        colour = Theme::caption(palette);
    const double width = TableDigits::paint(painter, cell.rect, cell.font, cell.text, colour);
    if (way == 0)
        return;

    const QPointF centre(cell.rect.right() - width - 8, cell.rect.center().y());
    const double up = way > 0 ? 1 : -1;
    QPainterPath triangle(centre + QPointF(0, -2.8 * up));
    triangle.lineTo(centre + QPointF(3.6, 2.8 * up));
    triangle.lineTo(centre + QPointF(-3.6, 2.8 * up));
    triangle.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(triangle, colour);
}

void TableDelegate::paintShare(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    TableDigits::paint(painter, cell.rect, cell.font, cell.text, cell.colour);
    const double room
        = qMax(TableDigits::width(cell.font, Format::percent(0.999)), TableDigits::width(cell.font, cell.text));
    const QRectF track(cell.rect.left(), std::round(cell.rect.center().y() - TrackHeight / 2.0),
        cell.rect.width() - room - TrackGap, TrackHeight);
    if (!cell.share || cell.total || track.width() < SmallestTrack)
        return;
    Painting::roundedRect(painter, track, TrackHeight / 2.0, palette.color(QPalette::Active, QPalette::Button));
    if (*cell.share > 0) {
        QRectF part = track;
        part.setWidth(qMax(double(TrackHeight), track.width() * *cell.share));
        Painting::roundedRect(painter, part, TrackHeight / 2.0, cell.seriesColour(palette));
    }
}

void TableDelegate::paintSparkline(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    const double height = qMin(cell.rect.height() - 10, 14.0);
    const double top = cell.rect.center().y() - height / 2;
    Sparkline::paint(painter, QRectF(cell.rect.left() + 2, top, cell.rect.width() - 4, height), cell.trend,
        cell.seriesColour(palette));
}

void TableDelegate::paintWord(QPainter &painter, const Cell &cell, const QPalette &palette)
{
    QRectF rect = cell.rect;
    QColor colour = cell.colour;
    if (cell.kind == CellKind::Status && cell.severity != Severity::None) {
        StatusShape::paint(painter, QPointF(rect.left() + ShapeRadius, rect.center().y()), status(cell.severity),
            palette, ShapeRadius);
        rect.setLeft(rect.left() + MarkIndent);
        if (isAlarming(cell.severity))
            colour = StatusShape::colour(status(cell.severity), palette);
    } else if (cell.kind == CellKind::Swatch && cell.slot.isValid()) {
        const QRectF swatch(rect.left(), std::ceil(rect.center().y()) - SwatchSize / 2, SwatchSize, SwatchSize);
        Painting::roundedRect(painter, swatch, 2, Theme::series(palette, cell.slot.toInt()));
        rect.setLeft(rect.left() + MarkIndent);
    }
    painter.setFont(cell.font);
    Painting::text(painter, rect, cell.text, colour);
}

double TableDelegate::contentWidth(const Cell &cell)
{
    const bool marked = (cell.kind == CellKind::Status && cell.severity != Severity::None)
        || (cell.kind == CellKind::Swatch && cell.slot.isValid());
    switch (cell.kind) {
    case CellKind::Number:
    case CellKind::Money:
        return TableDigits::width(cell.font, cell.text)
            + (cell.severity == Severity::None ? 0 : FigureShapeGap + 2 * FigureShapeRadius);
    case CellKind::Delta:
        return TableDigits::width(cell.font, cell.text) + TriangleRoom;
    case CellKind::Share:
        return TrackWidth + TrackGap
            + qMax(TableDigits::width(cell.font, Format::percent(0.999)), TableDigits::width(cell.font, cell.text));
    case CellKind::Sparkline:
        return SparklineWidth;
    case CellKind::Text:
    case CellKind::Status:
    case CellKind::Swatch:
    case CellKind::Identifier:
        break;
    }
    return QFontMetricsF(cell.font).horizontalAdvance(cell.text) + (marked ? MarkIndent : 0);
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const TableHeader *header = headerOf(option);
    const QMargins insets
        = header ? header->insets(index.column()) : QMargins(TableHeader::Inset, 0, TableHeader::Inset, 0);
    return { int(std::ceil(contentWidth(cell(option, index)))) + insets.left() + insets.right() + 1,
        rowHeight(option.font) };
}

bool TableDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(Qt::ToolTipRole).toString();
    if (const Cell shown = cell(option, index); text.isEmpty() && contentWidth(shown) > shown.rect.width() + 1)
        text = shown.text;
    QToolTip::showText(event->globalPos(), Painting::plainToolTip(text), view->viewport(), view->visualRect(index));
    return true;
}
