#include "features/spending/spendingheadline.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

namespace {

void paintTriangle(QPainter &painter, QPointF centre, int direction, const QColor &colour)
{
    const double tip = direction > 0 ? -3.5 : 3.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF { centre + QPointF(-4, -tip), centre + QPointF(4, -tip), centre + QPointF(0, tip) });
}

}

SpendingHeadline::SpendingHeadline(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SpendingHeadline::setContent(const Content &content)
{
    m_content = content;
    setToolTip(Painting::plainToolTip(content.exact));
    setAccessibleName(tr("Total spend %1 %2 %3").arg(content.total, content.change, content.comparison).trimmed());
    update();
}

QSize SpendingHeadline::sizeHint() const
{
    const QFontMetrics metrics(Theme::scaled(font(), Theme::KpiScale, QFont::DemiBold));
    return { 420, metrics.height() + 4 };
}

QSize SpendingHeadline::minimumSizeHint() const
{
    return { 160, sizeHint().height() };
}

void SpendingHeadline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF rest(rect());
    painter.setFont(Theme::scaled(font(), Theme::KpiScale, QFont::DemiBold));
    rest.setLeft(rest.left() + Painting::text(painter, rest, m_content.total, palette().color(QPalette::Text)) + 14);
    if (m_content.change.isEmpty())
        return;
    painter.setFont(font());
    const auto colour = m_content.direction > 0 ? Theme::error(palette())
        : m_content.direction < 0               ? Theme::ok(palette())
                                                : Theme::caption(palette());
    if (m_content.direction != 0) {
        paintTriangle(painter, { rest.left() + 4, rest.center().y() }, m_content.direction, colour);
        rest.setLeft(rest.left() + 14);
    }
    rest.setLeft(rest.left() + Painting::text(painter, rest, m_content.change, colour) + 8);
    Painting::text(painter, rest, m_content.comparison, Theme::caption(palette()));
}
