#include "widgets/statuslabel.h"

#include "widgets/painting.h"

#include <QEvent>
#include <QPainter>

namespace {
constexpr int ShapeRadius = 6;
constexpr int TextLeft = 18;
}

StatusLabel::StatusLabel(QWidget *parent)
    : StatusLabel(Status::Unknown, {}, parent)
{
}

StatusLabel::StatusLabel(Status status, const QString &text, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setStatus(status, text);
}

void StatusLabel::setStatus(Status status, const QString &text)
{
    m_status = status;
    m_text = text;
    setAccessibleName(text);
    setAccessibleDescription(StatusShape::word(status));
    updateGeometry();
    update();
}

QSize StatusLabel::sizeHint() const
{
    const QFontMetricsF metrics(font());
    return { TextLeft + Painting::textWidth(metrics, m_text) + 1, qMax(2 * ShapeRadius + 4, qRound(metrics.height()) + 2) };
}

QSize StatusLabel::minimumSizeHint() const
{
    return { TextLeft, sizeHint().height() };
}

void StatusLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    StatusShape::paint(painter, QPointF(ShapeRadius + 1, height() / 2.0), m_status, palette(), ShapeRadius);
    const bool isLoud = m_status == Status::Warning || m_status == Status::Error;
    const QColor colour = isLoud && isEnabled() ? StatusShape::colour(m_status, palette()) : palette().color(QPalette::WindowText);
    Painting::text(painter, QRectF(rect()).adjusted(TextLeft, 0, 0, 0), m_text, colour);
}

void StatusLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}
