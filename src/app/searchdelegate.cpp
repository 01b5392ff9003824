#include "app/searchdelegate.h"

#include "app/keycap.h"
#include "app/searchmodel.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

namespace {

constexpr int Inset = 12;
constexpr int IconSize = 16;
constexpr int TextLeft = Inset + IconSize + 8;
constexpr int BarWidth = 3;

void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QPalette &palette = option.palette;
    const QRect rect = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QString reason = index.data(SearchModel::ReasonRole).toString();
    if (selected) {
        const double share = Theme::isDark(palette) ? 0.3 : 0.1;
        painter.fillRect(rect, Theme::mix(palette.color(QPalette::Highlight), palette.color(QPalette::Base), share));
        painter.fillRect(QRect(rect.left(), rect.top(), BarWidth, rect.height()), Theme::accent(palette));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(rect, Painting::hovered(palette.color(QPalette::Base), palette));
    }
    const QColor quiet = Theme::caption(palette);
    IconSet::paint(painter, QRectF(rect.left() + Inset, rect.center().y() - IconSize / 2 + 1, IconSize, IconSize),
        index.data(SearchModel::IconRole).toString(), selected ? Theme::accent(palette) : quiet);
    const QRectF inner = QRectF(rect).adjusted(0, 0, -Inset, 0);
    const int cap = KeyCap::paint(painter, inner, index.data(SearchModel::ShortcutRole).toString(), palette);
    const double right = inner.right() - (cap > 0 ? cap + Inset : 0);
    const double left = rect.left() + TextLeft;
    const QColor colour = palette.color(reason.isEmpty() ? QPalette::Active : QPalette::Disabled, QPalette::Text);
    const int width = Painting::text(painter, QRectF(left, rect.top(), right - left, rect.height()), index.data().toString(), colour);
    const QString detail = reason.isEmpty() ? index.data(SearchModel::DetailRole).toString() : reason;
    const double detailLeft = left + width + Inset;
    if (!detail.isEmpty() && right - detailLeft > 3 * Inset) {
        painter.setFont(Theme::scaled(option.font, Theme::CaptionScale));
        Painting::text(painter, QRectF(detailLeft, rect.top(), right - detailLeft, rect.height()), detail, quiet);
    }
}

}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (index.data(SearchModel::HeadingRole).toBool()) {
        painter->setFont(Theme::scaled(option.font, Theme::CaptionScale));
        Painting::text(*painter, QRectF(option.rect).adjusted(Inset, 4, -Inset, 0), index.data().toString(), Theme::caption(option.palette));
    } else {
        paintEntry(*painter, option, index);
    }
    painter->restore();
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 0, Painting::controlHeight(QFontMetricsF(option.font)) + 2 };
}
