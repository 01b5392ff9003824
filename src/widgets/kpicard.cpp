#include "widgets/kpicard.h"

#include "widgets/painting.h"
#include "widgets/sparkline.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPolygonF>

#include <cmath>

namespace {

constexpr int Padding = 12;
constexpr int TrendHeight = 22;

/// Rows of the card, from the metrics of its fonts; 112 px in all at the default font.
struct Rows
{
    explicit Rows(const QFont &font)
    {
        const auto lineHeight = [&font](double scale) { return std::ceil(QFontMetricsF(Theme::scaled(font, scale)).height()); };
        label = lineHeight(1);
        value = lineHeight(Theme::KpiScale);
        delta = lineHeight(Theme::CaptionScale) + 4;
        labelTop = 8;
        valueTop = labelTop + label + 3;
        deltaTop = valueTop + value;
        trendTop = deltaTop + delta + 4;
        height = trendTop + TrendHeight + 10;
    }

    double label, value, delta, labelTop, valueTop, deltaTop, trendTop, height;
};

void paintTriangle(QPainter &painter, QPointF centre, bool up, const QColor &colour)
{
    const double tip = up ? -3 : 3;
    const double base = up ? 2.5 : -2.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({ centre + QPointF(-3.5, base), centre + QPointF(3.5, base), centre + QPointF(0, tip) }));
    painter.restore();
}

QColor polarityColour(KpiDelta::Polarity polarity, const QPalette &palette)
{
    switch (polarity) {
    case KpiDelta::Polarity::Good: return Theme::ok(palette);
    case KpiDelta::Polarity::Bad: return Theme::error(palette);
    case KpiDelta::Polarity::Neutral: break;
    }
    return Theme::caption(palette);
}

}

KpiCard::KpiCard(const QString &label, QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &KpiCard::activated);
    setLabel(label);
}

void KpiCard::setLabel(const QString &label)
{
    setText(label);
    describe();
}

void KpiCard::setValue(const KpiValue &value)
{
    m_value = value;
    m_hasValue = true;
    m_loading = false;
    describe();
}

void KpiCard::setLoading(bool loading)
{
    m_loading = loading;
    describe();
}

void KpiCard::setHasTrend(bool hasTrend)
{
    m_hasTrend = hasTrend;
    updateGeometry();
}

QSize KpiCard::sizeHint() const
{
    const Rows rows(font());
    return { 166, int(m_hasTrend ? rows.height : rows.trendTop + 6) };
}

QSize KpiCard::minimumSizeHint() const
{
    return { 120, sizeHint().height() };
}

void KpiCard::paintEvent(QPaintEvent *)
{
    const Rows rows(font());
    const QPalette &p = palette();
    QPainter painter(this);
    QColor fill = p.color(QPalette::Base);
    if (isEnabled() && (isDown() || underMouse()))
        fill = Theme::mix(p.color(QPalette::WindowText), fill, isDown() ? 0.06 : 0.03);
    Painting::roundedRect(painter, rect(), Painting::CardRadius, fill,
        QPen(underMouse() && isEnabled() ? p.color(QPalette::Mid) : Theme::hairline(p), 1));

    const double inner = width() - 2 * Padding;
    painter.setFont(font());
    Painting::text(painter, QRectF(Padding, rows.labelTop, inner, rows.label), text(), Theme::caption(p));
    if (m_loading && !m_hasValue) {
        paintSkeleton(painter);
    } else {
        paintFigure(painter, QRectF(Padding, rows.valueTop, inner, rows.value));
        paintDelta(painter, QRectF(Padding, rows.deltaTop, inner, rows.delta));
        const QColor line = p.color(QPalette::Link);
        Sparkline::paint(painter, QRectF(Padding, rows.trendTop, inner - 2, TrendHeight), m_value.trend,
            Theme::isDark(p) ? Theme::series(p, 0) : line, Theme::isDark(p) ? 0.13 : 0.09);
    }
    if (hasFocus())
        Painting::focusRing(painter, rect(), Painting::CardRadius, p);
}

void KpiCard::paintFigure(QPainter &painter, const QRectF &rect) const
{
    const bool isKnown = !m_value.text.isEmpty();
    const QColor colour = isKnown ? palette().color(QPalette::Text) : Theme::caption(palette());
    QFont figure = Theme::scaled(font(), Theme::KpiScale, QFont::DemiBold);
    const QString shown = isKnown ? m_value.text : QString(QChar(0x2014));
    const double room = rect.width();
    const double wanted = QFontMetricsF(figure).horizontalAdvance(shown);
    // a figure is never cut: "$11,25..." would be a wrong number
    if (wanted > room)
        figure = Theme::scaled(font(), qMax(1.0, Theme::KpiScale * room / wanted * 0.97), QFont::DemiBold);
    const double baseline = rect.top() + QFontMetricsF(Theme::scaled(font(), Theme::KpiScale, QFont::DemiBold)).ascent();
    painter.setFont(figure);
    painter.setPen(colour);
    painter.drawText(QPointF(rect.left(), baseline), shown);
    if (isKnown && !m_value.unit.isEmpty()) {
        const double x = rect.left() + QFontMetricsF(figure).horizontalAdvance(shown) + 5;
        painter.setFont(font());
        painter.setPen(Theme::caption(palette()));
        painter.drawText(QPointF(x, baseline), m_value.unit);
    }
}

void KpiCard::paintDelta(QPainter &painter, const QRectF &rect) const
{
    const KpiDelta &delta = m_value.delta;
    if (delta.text.isEmpty() && delta.comparison.isEmpty())
        return;
    painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
    double x = rect.left();
    if (!delta.text.isEmpty()) {
        const QColor colour = polarityColour(delta.polarity, palette());
        if (delta.direction != KpiDelta::Direction::Flat) {
            paintTriangle(painter, QPointF(x + 4, rect.center().y()), delta.direction == KpiDelta::Direction::Up, colour);
            x += 12;
        }
        x += Painting::text(painter, QRectF(x, rect.top(), rect.right() - x, rect.height()), delta.text, colour) + 8;
    }
    // half a comparison says nothing: where it does not fit it is left to the tooltip
    const QFontMetricsF metrics(painter.font());
    if (Painting::textWidth(metrics, delta.comparison) <= rect.right() - x + 6)
        Painting::text(painter, QRectF(x, rect.top(), rect.right() - x + 6, rect.height()), delta.comparison, Theme::caption(palette()));
}

void KpiCard::paintSkeleton(QPainter &painter) const
{
    const Rows rows(font());
    const QColor block = palette().color(QPalette::Button);
    const double inner = width() - 2 * Padding;
    Painting::roundedRect(painter, QRectF(Padding, rows.valueTop + 4, inner * 0.6, rows.value - 8), 4, block);
    Painting::roundedRect(painter, QRectF(Padding, rows.deltaTop + 4, inner * 0.8, rows.delta - 8), 3, block);
    if (m_hasTrend)
        Painting::roundedRect(painter, QRectF(Padding, rows.trendTop + 6, inner, TrendHeight - 8), 3, block);
}

void KpiCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QAbstractButton::changeEvent(event);
}

void KpiCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void KpiCard::describe()
{
    const QString figure = m_value.text.isEmpty() ? tr("not known") : QString(m_value.text % QLatin1Char(' ') % m_value.unit).trimmed();
    const bool isWaiting = m_loading && !m_hasValue;
    setAccessibleName(tr("%1: %2").arg(text(), isWaiting ? tr("loading") : figure));
    const KpiDelta &delta = m_value.delta;
    const QString change = QString(delta.text % QLatin1Char(' ') % delta.comparison).trimmed();
    setAccessibleDescription(change);
    QStringList lines;
    for (const QString &line : { m_value.exact, change }) {
        if (!line.isEmpty())
            lines.append(line.toHtmlEscaped());
    }
    setToolTip(lines.isEmpty() ? QString() : QString(QStringLiteral("<qt>") % lines.join(QStringLiteral("<br>")) % QStringLiteral("</qt>")));
    update();
}
