#include "widgets/tableheader.h"

#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace {

constexpr int Inset = 8;
constexpr int EdgeInset = 16;
constexpr int ArrowWidth = 14;

void paintArrow(QPainter &painter, const QPointF &centre, bool up)
{
    const double d = up ? -1 : 1;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawLine(centre + QPointF(0, -3.5 * d), centre + QPointF(0, 3.5 * d));
    painter.drawPolyline(QPolygonF { centre + QPointF(-3, 0.7 * d), centre + QPointF(0, 3.7 * d), centre + QPointF(3, 0.7 * d) });
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
    const auto found = std::find_if(keys.begin(), keys.end(), [column](const SortKey &key) { return key.column == column; });
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
    return { QHeaderView::sizeHint().width(), qMax(28, QFontMetrics(Theme::scaled(font(), Theme::CaptionScale)).height() + 12) };
}

QSize TableHeader::sectionSizeFromContents(int column) const
{
    const QFontMetrics metrics(Theme::scaled(font(), Theme::CaptionScale, QFont::Medium));
    const QString text = model()->headerData(column, Qt::Horizontal).toString();
    return { metrics.horizontalAdvance(text) + EdgeInset + Inset + ArrowWidth, sizeHint().height() };
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    m_modifiers = event->modifiers();
    QHeaderView::mouseReleaseEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    const auto key = std::find_if(m_keys.cbegin(), m_keys.cend(), [column](const SortKey &k) { return k.column == column; });
    const bool sorted = key != m_keys.cend();
    const int visual = visualIndex(column);
    const bool first = visual == 0 || logicalIndexAt(0) == column;
    const bool last = rect.right() >= length() - offset() - 1;
    QRect area = rect.adjusted(first ? EdgeInset : Inset, 0, last ? -EdgeInset : -Inset, -1);
    const bool right = isNumeric(kind(*model(), column));
    const QFont font = Theme::scaled(this->font(), Theme::CaptionScale, sorted ? QFont::Medium : QFont::Normal);
    const QFontMetrics metrics(font);
    painter->setPen(QPen(sorted ? palette().color(QPalette::Text) : Theme::caption(palette()), 1.5));
    painter->setFont(font);
    if (sorted && right)
        area.setRight(area.right() - ArrowWidth);
    const QString text = metrics.elidedText(model()->headerData(column, Qt::Horizontal).toString(), Qt::ElideRight,
        area.width() - (sorted && !right ? ArrowWidth : 0) + 1);
    painter->drawText(area, Qt::AlignVCenter | Qt::TextSingleLine | (right ? Qt::AlignRight : Qt::AlignLeft), text);
    if (sorted) {
        const double x = right ? area.right() + 9 : area.left() + metrics.horizontalAdvance(text) + 9;
        paintArrow(*painter, QPointF(x, area.center().y() + 0.5), key->order == Qt::AscendingOrder);
    }
    painter->restore();
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), Theme::hairline(palette()));
}
