#include "features/flags/flagdelegate.h"

#include "features/flags/flagsmodel.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/statusshape.h"
#include "widgets/tableheader.h"
#include "widgets/theme.h"

#include <QFontDatabase>
#include <QPainter>
#include <QTableView>

#include <cmath>

namespace {

constexpr int CapsuleHeight = 22;
constexpr int Padding = 8;
constexpr int TextLeft = 24; // of a capsule: behind the shape
constexpr int ClockRoom = 18;
constexpr int ArrowRoom = 24;
constexpr double ShapeRadius = 5.5;
constexpr int StagedBarWidth = 3;
constexpr int MarkRoom = 30; // warning triangle and the space around it

QMargins insets(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    const auto *header = view ? qobject_cast<const TableHeader *>(view->horizontalHeader()) : nullptr;
    return header ? header->insets(index.column()) : QMargins(TableHeader::Inset, 0, TableHeader::Inset, 0);
}

QFont mono(const QFont &font)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font.pointSizeF() > 0)
        fixed.setPointSizeF(font.pointSizeF());
    else
        fixed.setPixelSize(font.pixelSize());
    return fixed;
}

QFont stateFont(const QFont &font) { return Theme::scaled(font, 0.95, QFont::Medium); }

void paintPie(QPainter &painter, QPointF centre, double share, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    const QRectF ring(
        centre.x() - ShapeRadius + 0.75, centre.y() - ShapeRadius + 0.75, 2 * ShapeRadius - 1.5, 2 * ShapeRadius - 1.5);
    painter.drawEllipse(ring);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (share > 0) // a sliver has to be seen
        painter.drawPie(ring, 90 * 16, -qBound(20 * 16, int(share * 360 * 16), 360 * 16));
    else
        painter.drawEllipse(centre, 1.8, 1.8);
    painter.restore();
}

double stateWidth(const FlagCell &cell, const QFont &font)
{
    const QFontMetricsF metrics(stateFont(font));
    if (cell.isStaged())
        return Padding + Painting::textWidth(metrics, cell.stagedFrom) + ArrowRoom
            + Painting::textWidth(metrics, cell.stagedTo) + Padding;
    return TextLeft + Painting::textWidth(metrics, cell.text) + Padding + (cell.scheduled ? ClockRoom : 0);
}

QColor stateColour(const FlagCell &cell, const QPalette &palette)
{
    switch (cell.kind) {
    case FlagCell::Kind::Partial:
        return Theme::accent(palette);
    case FlagCell::Kind::Killed:
        return Theme::error(palette);
    case FlagCell::Kind::New:
        return palette.color(QPalette::Active, QPalette::Text);
    case FlagCell::Kind::Legacy:
        break;
    }
    return Theme::caption(palette);
}

}

FlagDelegate::FlagDelegate(const TableDelegate *table, QObject *parent)
    : TableDelegate(parent)
    , m_table(table)
{
}

void FlagDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem shown = option;
    initStyleOption(&shown, index);
    painter->save();
    m_table->paintRow(*painter, shown, index);
    painter->setClipRect(option.rect, Qt::IntersectClip);
    if (index.column() == 0 && index.data(FlagsModel::StagedRole).toBool())
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), StagedBarWidth, option.rect.height() - 1),
            Theme::accent(shown.palette));
    const QRectF rect = QRectF(option.rect.marginsRemoved(insets(option, index))).adjusted(0, 0, 0, -1);
    const QVariant cell = index.data(FlagsModel::CellRole);
    if (cell.isValid())
        paintState(*painter, shown, rect, cell.value<FlagCell>());
    else
        paintText(*painter, shown, rect, index);
    painter->restore();
    if (m_table->isFocusRingShown() && option.state.testFlag(QStyle::State_HasFocus))
        Painting::focusRing(
            *painter, QRectF(option.rect).adjusted(0, 0, 0, -1), Painting::ControlRadius, shown.palette);
}

void FlagDelegate::paintState(
    QPainter &painter, const QStyleOptionViewItem &option, const QRectF &rect, const FlagCell &cell) const
{
    const QPalette &palette = option.palette;
    painter.setFont(stateFont(option.font));
    const double height = qMax(double(CapsuleHeight), std::ceil(QFontMetricsF(painter.font()).height()) + 6);
    const double width = qMin(stateWidth(cell, option.font), rect.width() + Padding);
    const QRectF capsule(rect.left() - Padding, std::round(rect.center().y() - height / 2), width, height);
    if (cell.isStaged()) {
        paintStaged(painter, capsule, cell, palette);
        return;
    }
    const QColor colour = stateColour(cell, palette);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const bool speaks = cell.kind == FlagCell::Kind::Partial || cell.kind == FlagCell::Kind::Killed;
    const bool underPointer = m_editable && option.state.testFlag(QStyle::State_MouseOver);
    if (speaks || underPointer)
        Painting::roundedRect(painter, capsule, Painting::ControlRadius,
            speaks ? QBrush(Theme::mix(colour, base, Theme::isDark(palette) ? .16 : .10)) : QBrush(Qt::NoBrush),
            underPointer ? QPen(palette.color(QPalette::Mid)) : QPen(Qt::NoPen));
    const QPointF shape(capsule.left() + Padding + ShapeRadius, capsule.center().y());
    if (cell.kind == FlagCell::Kind::Partial)
        paintPie(painter, shape, cell.share, colour);
    else
        StatusShape::paint(painter, shape,
            cell.kind == FlagCell::Kind::New          ? Status::Good
                : cell.kind == FlagCell::Kind::Killed ? Status::Error
                                                      : Status::Off,
            palette, ShapeRadius);
    const int used = Painting::text(painter, capsule.adjusted(TextLeft, 0, -2, 0), cell.text, colour);
    if (cell.scheduled)
        IconSet::paint(painter,
            QRectF(capsule.left() + TextLeft + used + 5, std::round(capsule.center().y() - 6), 12, 12),
            QLatin1String("clock"), Theme::caption(palette));
}

void FlagDelegate::paintStaged(QPainter &painter, const QRectF &rect, const FlagCell &cell, const QPalette &palette)
{
    const QColor accent = Theme::accent(palette);
    QPen dashes(accent, 1.4, Qt::CustomDashLine);
    dashes.setDashPattern({ 3, 2 });
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(dashes);
    painter.setBrush(palette.color(QPalette::Active, QPalette::Base));
    painter.drawRoundedRect(rect.adjusted(.7, .7, -.7, -.7), Painting::ControlRadius, Painting::ControlRadius);
    QRectF inner = rect.adjusted(Padding, 0, -Padding, 0);
    const int used = Painting::text(painter, inner, cell.stagedFrom, Theme::caption(palette));
    IconSet::paint(painter, QRectF(inner.left() + used + 6, std::round(inner.center().y() - 6), 12, 12),
        QLatin1String("forward"), accent);
    inner.setLeft(inner.left() + used + ArrowRoom);
    Painting::text(painter, inner, cell.stagedTo, accent);
}

void FlagDelegate::paintText(
    QPainter &painter, const QStyleOptionViewItem &option, const QRectF &rect, const QModelIndex &index)
{
    const QPalette &palette = option.palette;
    const bool isKey = index.column() == 0;
    const QFont first = isKey ? mono(option.font) : option.font;
    const QFont second = Theme::scaled(option.font, Theme::CaptionScale);
    const double upper = std::ceil(QFontMetricsF(first).height());
    const double lower = std::ceil(QFontMetricsF(second).height());
    const bool oneLine = index.data(FlagsModel::CaptionRole).toString().isEmpty();
    const double top = std::round(rect.center().y() - (oneLine ? upper : upper + lower + 3) / 2);
    painter.setFont(first);
    Painting::text(painter, QRectF(rect.left(), top, rect.width(), upper), index.data().toString(),
        palette.color(QPalette::Active, QPalette::Text));
    painter.setFont(second);
    const QRectF below(rect.left(), top + upper + 3, rect.width(), lower);
    const QString mark = index.data(FlagsModel::MarkRole).toString();
    const double reserved = mark.isEmpty() ? 0 : Painting::textWidth(QFontMetricsF(second), mark) + MarkRoom;
    const QRectF captionRect = below.adjusted(0, 0, -qMin(reserved, below.width() * .6), 0);
    const int used
        = Painting::text(painter, captionRect, index.data(FlagsModel::CaptionRole).toString(), Theme::caption(palette));
    if (mark.isEmpty())
        return;
    StatusShape::paint(painter, QPointF(below.left() + used + 17, below.center().y()), Status::Warning, palette, 4.5);
    Painting::text(painter, below.adjusted(used + 26, 0, 0, 0), mark, Theme::warning(palette));
}

QSize FlagDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QMargins margins = insets(option, index);
    const QVariant state = index.data(FlagsModel::CellRole);
    const QFontMetricsF small(Theme::scaled(option.font, Theme::CaptionScale));
    double width = 0;
    if (state.isValid()) {
        width = stateWidth(state.value<FlagCell>(), option.font);
    } else {
        const QString mark = index.data(FlagsModel::MarkRole).toString();
        width = qMax(QFontMetricsF(index.column() == 0 ? mono(option.font) : option.font)
                         .horizontalAdvance(index.data().toString().left(200)),
            small.horizontalAdvance(index.data(FlagsModel::CaptionRole).toString().left(200))
                + (mark.isEmpty() ? 0 : small.horizontalAdvance(mark) + MarkRoom));
    }
    return { int(std::ceil(width)) + margins.left() + margins.right() + 1, rowHeight(option.font) };
}
