#include "features/reviewdelegate.h"

#include "features/reviewmodel.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/statusshape.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace {

constexpr int LinePadding = 8;
constexpr int ChangeTop = 10;
constexpr int ArrowRoom = 26;

QFont fontOf(ReviewModel::Kind kind, const QFont &base)
{
    if (kind == ReviewModel::Kind::Change) {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(base.pointSizeF() > 0 ? base.pointSizeF() : fixed.pointSizeF());
        return fixed;
    }
    return kind == ReviewModel::Kind::Group || kind == ReviewModel::Kind::User
        ? Theme::scaled(base, Theme::CaptionScale)
        : base;
}

QColor colourOf(ReviewModel::Kind kind, const QPalette &palette)
{
    switch (kind) {
    case ReviewModel::Kind::Gain:
        return Theme::ok(palette);
    case ReviewModel::Kind::Loss:
        return Theme::error(palette);
    case ReviewModel::Kind::Nobody:
        return Theme::caption(palette);
    default:
        return palette.color(QPalette::Active, QPalette::Text);
    }
}

}

void ReviewDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto kind = ReviewModel::Kind(index.data(ReviewModel::KindRole).toInt());
    const QPalette &palette = option.palette;
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(
            option.rect, Theme::mix(palette.color(QPalette::Highlight), base, Theme::isDark(palette) ? .30 : .10));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, Painting::hovered(base, palette));
    const QFont font = fontOf(kind, option.font);
    const double line = std::ceil(QFontMetricsF(font).height());
    QRectF rect = QRectF(option.rect).adjusted(4, 0, -4, 0);
    painter->setFont(font);
    if (kind == ReviewModel::Kind::Change) {
        rect.setTop(rect.top() + ChangeTop);
        const QRectF above(rect.left(), rect.top(), rect.width(), line);
        const QString place = index.data(ReviewModel::CountRole).toString();
        const double placeWidth = Painting::textWidth(QFontMetricsF(option.font), place) + 8;
        Painting::text(
            *painter, above.adjusted(0, 0, -placeWidth, 0), index.data().toString(), colourOf(kind, palette));
        painter->setFont(option.font);
        Painting::text(*painter, above, place, Theme::caption(palette), Qt::AlignRight | Qt::AlignVCenter);
        QRectF below(rect.left(), rect.top() + line + 4, rect.width(), std::ceil(QFontMetricsF(option.font).height()));
        const int used = Painting::text(*painter, below.adjusted(0, 0, -below.width() * .5, 0),
            index.data(ReviewModel::FromRole).toString(), Theme::caption(palette));
        IconSet::paint(*painter, QRectF(below.left() + used + 7, std::round(below.center().y() - 6), 12, 12),
            QLatin1String("forward"), Theme::accent(palette));
        painter->setFont(Theme::scaled(option.font, 1, QFont::DemiBold));
        below.setLeft(below.left() + used + ArrowRoom);
        Painting::text(*painter, below, index.data(ReviewModel::ToRole).toString(), Theme::accent(palette));
        if (const QString problem = index.data(ReviewModel::ProblemRole).toString(); !problem.isEmpty()) {
            const double middle = below.bottom() + 4 + line / 2;
            StatusShape::paint(*painter, QPointF(rect.left() + 6, middle), Status::Error, palette, 5);
            painter->setFont(Theme::scaled(option.font, Theme::CaptionScale));
            Painting::text(*painter, QRectF(rect.left() + 17, middle - line / 2, rect.width() - 17, line), problem,
                Theme::error(palette));
        }
    } else {
        const QString count = index.data(ReviewModel::CountRole).toString();
        const double countWidth = count.isEmpty() ? 0 : Painting::textWidth(QFontMetricsF(font), count) + 8;
        if (!count.isEmpty())
            Painting::text(*painter, rect, count, colourOf(kind, palette), Qt::AlignRight | Qt::AlignVCenter);
        rect.setRight(rect.right() - countWidth);
        const QString caption = index.data(ReviewModel::CaptionRole).toString();
        const QRectF name = caption.isEmpty() ? rect : rect.adjusted(0, 0, -rect.width() * .5, 0);
        const int used = Painting::text(*painter, name, index.data().toString(), colourOf(kind, palette));
        if (!caption.isEmpty())
            Painting::text(*painter, rect.adjusted(used + 8, 0, 0, 0), caption, Theme::caption(palette),
                Qt::AlignRight | Qt::AlignVCenter);
    }
    painter->restore();
    if (option.state.testFlag(QStyle::State_HasFocus))
        Painting::focusRing(*painter, option.rect, Painting::ControlRadius, palette);
}

QSize ReviewDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto kind = ReviewModel::Kind(index.data(ReviewModel::KindRole).toInt());
    const int line = QFontMetrics(fontOf(kind, option.font)).height();
    if (kind != ReviewModel::Kind::Change)
        return { 80, line + LinePadding };
    const bool refused = !index.data(ReviewModel::ProblemRole).toString().isEmpty();
    return { 80, ChangeTop + line + 4 + option.fontMetrics.height() + 8 + (refused ? line + 4 : 0) };
}

bool ReviewDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString tip = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(
        event->globalPos(), Painting::plainToolTip(tip.isEmpty() ? index.data().toString() : tip), view->viewport());
    return true;
}
