#include "widgets/pill.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace {

constexpr int TextLeft = 20;
constexpr int TextRight = 8;
constexpr int MinimumHeight = 20;

QFont pillFont(const QFont &base)
{
    return Theme::scaled(base, Theme::CaptionScale, QFont::Medium);
}

QSize pillSize(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(pillFont(font));
    return { TextLeft + Painting::textWidth(metrics, text) + TextRight, qMax(MinimumHeight, qRound(metrics.height()) + 4) };
}

}

Pill::Pill(Status status, const QString &text, QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setStatus(status, text);
}

void Pill::setStatus(Status status, const QString &text)
{
    m_status = status;
    m_text = text;
    setAccessibleName(text);
    setAccessibleDescription(StatusShape::word(status));
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return pillSize(m_text, font());
}

int Pill::paint(QPainter &painter, const QRectF &rect, Status status, const QString &text, const QFont &font, const QPalette &palette)
{
    const QSizeF wanted = pillSize(text, font);
    const QSizeF size(qMin(wanted.width(), rect.width()), qMin(wanted.height(), rect.height()));
    const QRectF capsule(QPointF(rect.left(), rect.top() + qRound((rect.height() - size.height()) / 2)), size);
    const QColor colour = StatusShape::colour(status, palette);
    const double share = Theme::isDark(palette) ? 0.16 : 0.10;
    Painting::roundedRect(painter, capsule, Painting::ControlRadius, Theme::mix(colour, palette.color(QPalette::Base), share));
    StatusShape::paint(painter, QPointF(capsule.left() + 11, capsule.center().y()), status, palette, 5);
    const bool isQuiet = status == Status::Off || status == Status::Unknown;
    painter.save();
    painter.setFont(pillFont(font));
    Painting::text(painter, capsule.adjusted(TextLeft, 0, -TextRight + 2, 0), text, isQuiet ? Theme::caption(palette) : colour);
    painter.restore();
    return int(size.width());
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_status, m_text, font(), palette());
}

void Pill::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}
