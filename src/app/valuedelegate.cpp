#include "app/valuedelegate.h"

#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace {

constexpr int BoxSize = 14;
constexpr int BoxLeft = 6;
constexpr int Gap = 8;

}

void ValueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, Painting::hovered(palette.color(QPalette::Base), palette));

    const QRectF box(option.rect.left() + BoxLeft, option.rect.center().y() - BoxSize / 2, BoxSize, BoxSize);
    const QColor fill = palette.color(checked ? QPalette::Highlight : QPalette::Base);
    Painting::roundedRect(*painter, box, 3, fill, QPen(checked ? fill : palette.color(QPalette::Dark)));
    if (checked)
        IconSet::paint(*painter, box, QLatin1String("check"), palette.color(QPalette::HighlightedText));

    const QString count = index.data(CountRole).toString();
    const int countWidth = Painting::textWidth(QFontMetricsF(option.font), count);
    const int left = int(box.right()) + Gap;
    const int right = option.rect.right() - Gap;
    Painting::text(*painter, QRectF(left, option.rect.top(), right - countWidth - Gap - left, option.rect.height()),
        index.data(Qt::DisplayRole).toString(), palette.color(QPalette::Text));
    Painting::text(*painter, QRectF(right - countWidth, option.rect.top(), countWidth, option.rect.height()), count,
        Theme::caption(palette), Qt::AlignRight | Qt::AlignVCenter);
    if (option.state & QStyle::State_HasFocus)
        Painting::focusRing(*painter, option.rect, Painting::ControlRadius, palette);
    painter->restore();
}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return { 0, Painting::controlHeight(QFontMetricsF(option.font)) };
}

bool ValueDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    bool toggles = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        toggles = mouse->button() == Qt::LeftButton && option.rect.contains(mouse->pos());
    } else if (event->type() == QEvent::KeyPress) {
        toggles = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    }
    if (!toggles)
        return false;
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}
