#include "widgets/tableheader.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace {

constexpr int ArrowWidth = 14;

void paintArrow(QPainter &painter, const QPointF &centre, bool up)
{
    const double d = up ? -1 : 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawLine(centre + QPointF(0, -3.5 * d), centre + QPointF(0, 3.5 * d));
    painter.drawPolyline(
        QPolygonF { centre + QPointF(-3, 0.7 * d), centre + QPointF(0, 3.7 * d), centre + QPointF(3, 0.7 * d) });
}

}

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(32);
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QHeaderView::sectionClicked, this,
        [this](int column) { cycle(column, m_modifiers.testFlag(Qt::ShiftModifier)); });
}

void TableHeader::setKeys(const QList<SortKey> &keys)
{
    if (keys == m_keys)
        return;
    m_keys = keys;
    viewport()->update();
    emit keysChanged(m_keys);
}

void TableHeader::cycle(int column, bool further)
{
    QList<SortKey> keys = m_keys;
    const auto found
        = std::find_if(keys.begin(), keys.end(), [column](const SortKey &key) { return key.column == column; });
    const bool was = found != keys.end();
    const bool wasDescending = was && found->order == Qt::DescendingOrder;
    const SortKey next { column, was ? Qt::DescendingOrder : Qt::AscendingOrder };
    if (!further)
        keys = wasDescending ? QList<SortKey>() : QList<SortKey> { next };
    else if (wasDescending)
        keys.erase(found);
    else if (was)
        *found = next;
    else
        keys.append(next);
    setKeys(keys);
}

CellKind TableHeader::kind(const QAbstractItemModel &model, int column)
{
    QVariant kind = model.headerData(column, Qt::Horizontal, CellKindRole);
    if (!kind.isValid() && model.rowCount() > 0)
        kind = model.index(0, column).data(CellKindRole);
    return CellKind(kind.toInt());
}

bool TableHeader::isNumeric(CellKind kind)
{
    return kind == CellKind::Number || kind == CellKind::Money || kind == CellKind::Delta;
}

QSize TableHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(),
        qMax(28, QFontMetrics(Theme::scaled(font(), Theme::CaptionScale)).height() + 12) };
}

int TableHeader::firstColumn() const
{
    for (int visual = 0; visual < count(); ++visual)
        if (const int column = logicalIndex(visual); !isSectionHidden(column))
            return column;
    return -1;
}

int TableHeader::lastColumn() const
{
    for (int visual = count() - 1; visual >= 0; --visual)
        if (const int column = logicalIndex(visual); !isSectionHidden(column))
            return column;
    return -1;
}

QMargins TableHeader::insets(int column) const
{
    const int before = column == firstColumn() ? EdgeInset : Inset;
    const int after = column == lastColumn() ? EdgeInset : Inset;
    return isRightToLeft() ? QMargins(after, 0, before, 0) : QMargins(before, 0, after, 0);
}

QString TableHeader::heading(int column) const { return model()->headerData(column, Qt::Horizontal).toString(); }

int TableHeader::headingWidth(int column) const
{
    // Measured as sorted, so that a click on the heading changes no width.
    const QFontMetrics metrics(Theme::scaled(font(), Theme::CaptionScale, QFont::Medium));
    const QMargins space = insets(column);
    return metrics.horizontalAdvance(heading(column)) + space.left() + space.right() + ArrowWidth + 1;
}

QSize TableHeader::sectionSizeFromContents(int column) const { return { headingWidth(column), sizeHint().height() }; }

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    m_modifiers = event->modifiers();
    QHeaderView::mouseReleaseEvent(event);
}

bool TableHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !model())
        return QHeaderView::viewportEvent(event);
    // The base class would let Qt guess whether a heading is markup.
    const auto *help = static_cast<QHelpEvent *>(event);
    const int column = logicalIndexAt(help->pos());
    if (column < 0)
        return true;
    QString text = model()->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
    if (text.isEmpty() && sectionSize(column) < headingWidth(column) - ArrowWidth)
        text = heading(column);
    QToolTip::showText(help->globalPos(), Painting::plainToolTip(text), this);
    return true;
}

/// The base class fills the room behind the last column with the style's button gradient.
void TableHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    for (int visual = 0; visual < count(); ++visual) {
        const int column = logicalIndex(visual);
        const QRect rect(sectionViewportPosition(column), 0, sectionSize(column), height());
        if (!isSectionHidden(column) && rect.intersects(event->rect()))
            paintSection(&painter, rect, column);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::hairline(palette()));
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    const auto key
        = std::find_if(m_keys.cbegin(), m_keys.cend(), [column](const SortKey &k) { return k.column == column; });
    const bool sorted = key != m_keys.cend();
    const bool right = isNumeric(kind(*model(), column)) != isRightToLeft();
    QRect area = rect.marginsRemoved(insets(column)).adjusted(0, 0, 0, -1);
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    const QFont font = Theme::scaled(this->font(), Theme::CaptionScale, sorted ? QFont::Medium : QFont::Normal);
    const QColor colour = sorted ? palette().color(QPalette::Active, QPalette::Text) : Theme::caption(palette());
    painter->setFont(font);
    if (sorted)
        area.setRight(area.right() - ArrowWidth);
    const int width = Painting::text(
        *painter, area, heading(column), colour, Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
    if (sorted) {
        const double x = right ? area.right() + 9 : area.left() + width + 9;
        painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        paintArrow(*painter, QPointF(x, area.center().y() + 0.5), key->order == Qt::AscendingOrder);
    }
    painter->restore();
}
