#include "features/overview/attentionlist.h"

#include "features/overview/attentionmodel.h"
#include "widgets/painting.h"
#include "widgets/statusshape.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace {

constexpr int Inset = 16;
constexpr int TextLeft = Inset + 24;

Status statusOf(Severity severity)
{
    switch (severity) {
    case Severity::Good: return Status::Good;
    case Severity::Warning: return Status::Warning;
    case Severity::Error: return Status::Error;
    case Severity::Info: return Status::Info;
    case Severity::Off: return Status::Off;
    case Severity::None:
    case Severity::Unknown: return Status::Unknown;
    }
    Q_UNREACHABLE();
}

class AttentionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        paintGround(*painter, option);
        const QRectF rect = option.rect;
        StatusShape::paint(*painter, { rect.left() + Inset + 7, rect.top() + 8 + titleHeight(option) / 2.0 },
            statusOf(Severity(index.data(AttentionModel::ItemSeverityRole).toInt())), option.palette);
        painter->setFont(option.font);
        const QRectF title(
            rect.left() + TextLeft, rect.top() + 8, rect.width() - TextLeft - Inset, titleHeight(option));
        Painting::text(*painter, title, index.data().toString(), option.palette.color(QPalette::Text));
        painter->setFont(detailFont(option));
        painter->setPen(Theme::caption(option.palette));
        painter->drawText(QRectF(title.left(), title.bottom() + 1, title.width(), rect.bottom() - title.bottom() - 8),
            int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, index.data(AttentionModel::DetailRole).toString());
        if (index.row() + 1 < index.model()->rowCount())
            painter->fillRect(QRectF(title.left(), rect.bottom(), title.width(), 1), Theme::hairline(option.palette));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = qobject_cast<const QListView *>(option.widget);
        const int width = view ? view->viewport()->width() : option.rect.width();
        const QFontMetricsF metrics(detailFont(option));
        const QRectF room(0, 0, width - TextLeft - Inset, metrics.lineSpacing() * 3 + 1);
        const auto detail
            = metrics.boundingRect(room, Qt::TextWordWrap, index.data(AttentionModel::DetailRole).toString());
        return { width, 8 + titleHeight(option) + 1 + int(std::ceil(std::min(detail.height(), room.height()))) + 8 };
    }

private:
    static int titleHeight(const QStyleOptionViewItem &option) { return QFontMetrics(option.font).height(); }
    static QFont detailFont(const QStyleOptionViewItem &option)
    {
        return Theme::scaled(option.font, Theme::CaptionScale);
    }

    static void paintGround(QPainter &painter, const QStyleOptionViewItem &option)
    {
        const auto base = option.palette.color(QPalette::Base);
        if (option.state.testFlag(QStyle::State_MouseOver))
            painter.fillRect(option.rect, Painting::hovered(base, option.palette));
        if (option.state.testFlag(QStyle::State_HasFocus))
            Painting::focusRing(
                painter, QRectF(option.rect).adjusted(4, 1, -4, -1), Painting::ControlRadius, option.palette);
    }
};

}

AttentionList::AttentionList(QWidget *parent)
    : QListView(parent)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false); // the card has round corners
    setItemDelegate(new AttentionDelegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setAccessibleName(tr("Needs attention"));
}

QSize AttentionList::sizeHint() const
{
    return { 260, 200 };
}

void AttentionList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // how often a sentence wraps depends on the width
}
