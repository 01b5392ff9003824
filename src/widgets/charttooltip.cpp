#include "widgets/charttooltip.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace {

constexpr int Padding = 12;
constexpr int Shadow = 3;
constexpr int LeastWidth = 226;
constexpr int MostNameWidth = 260;
constexpr int Swatch = 10;
constexpr int SwatchToText = 16;
constexpr int Gap = 16;

int textWidth(const QFont &font, const QString &text)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text))) + 1;
}

int rowHeight(const QFont &font)
{
    return std::max(18, int(std::ceil(QFontMetricsF(font).height())) + 3);
}

}

ChartTooltip::ChartTooltip(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void ChartTooltip::setContent(const QString &title, const QString &corner, const QList<ChartTooltipRow> &rows,
    const QString &total, const QString &note)
{
    m_title = title;
    m_corner = corner;
    m_rows = rows;
    m_total = total;
    m_note = note;
    fit();
    update();
}

QString ChartTooltip::plainText() const
{
    QStringList lines { m_title + QLatin1Char(' ') + m_corner };
    for (const ChartTooltipRow &row : m_rows)
        lines.append(row.name + QLatin1Char(' ') + row.value);
    if (!m_total.isEmpty())
        lines.append(tr("Total") + QLatin1Char(' ') + m_total);
    if (!m_note.isEmpty())
        lines.append(m_note);
    return lines.join(QLatin1Char('\n'));
}

void ChartTooltip::fit()
{
    const QFont body = Theme::scaled(font(), Theme::CaptionScale);
    const QFont bold = Theme::scaled(font(), 1.0, QFont::DemiBold);
    const QFont boldBody = Theme::scaled(font(), Theme::CaptionScale, QFont::DemiBold);
    int width = textWidth(bold, m_title) + Gap + textWidth(body, m_corner);
    for (const ChartTooltipRow &row : m_rows)
        width = std::max(width, SwatchToText + std::min(MostNameWidth, textWidth(boldBody, row.name)) + Gap
            + textWidth(boldBody, row.value));
    width = std::max({ width, textWidth(bold, tr("Total")) + Gap + textWidth(bold, m_total), textWidth(body, m_note) });
    const int row = rowHeight(body);
    int height = 2 * Padding + row + 4 + int(m_rows.size()) * row;
    if (!m_total.isEmpty())
        height += row + 8;
    if (!m_note.isEmpty())
        height += row;
    resize(std::max(LeastWidth, width + 2 * Padding) + 2 * Shadow, height - 2 + 2 * Shadow);
}

void ChartTooltip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(Shadow, Shadow, -Shadow, -Shadow).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(Qt::NoPen);
    for (int ring = Shadow; ring > 0; --ring) {
        painter.setBrush(QColor(0, 0, 0, Theme::isDark(palette()) ? 40 : 14));
        painter.drawRoundedRect(box.adjusted(-ring, -ring + 1, ring, ring), 6 + ring, 6 + ring);
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(box, 6, 6);

    const QFont body = Theme::scaled(font(), Theme::CaptionScale);
    const QFont bold = Theme::scaled(font(), 1.0, QFont::DemiBold);
    const int height = rowHeight(body);
    const QColor text = palette().color(QPalette::Text);
    const QColor caption = Theme::caption(palette());
    QRect line(Shadow + Padding, Shadow + Padding - 1, width() - 2 * (Shadow + Padding), height);
    const auto put = [&](const QFont &font, const QColor &colour, const QString &what, Qt::Alignment side, QRect where) {
        painter.setFont(font);
        painter.setPen(colour);
        const QString shown = QFontMetricsF(font).elidedText(what, Qt::ElideRight, where.width() + 0.5);
        painter.drawText(where, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
    };
    put(bold, text, m_title, Qt::AlignLeft, line);
    put(body, caption, m_corner, Qt::AlignRight, line);
    line.translate(0, height + 4);
    for (const ChartTooltipRow &row : std::as_const(m_rows)) {
        const QFont rowFont = row.isCurrent ? Theme::scaled(font(), Theme::CaptionScale, QFont::DemiBold) : body;
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::series(palette(), row.slot));
        painter.drawRoundedRect(QRectF(line.left(), line.center().y() - Swatch / 2 + 1, Swatch, Swatch), 2, 2);
        put(rowFont, text, row.name, Qt::AlignLeft,
            line.adjusted(SwatchToText, 0, -textWidth(rowFont, row.value) - Gap / 2, 0));
        put(rowFont, text, row.value, Qt::AlignRight, line);
        line.translate(0, height);
    }
    if (!m_total.isEmpty()) {
        painter.setPen(Theme::hairline(palette()));
        painter.drawLine(QPointF(line.left(), line.top() + 3.5), QPointF(line.right() + 1, line.top() + 3.5));
        line.translate(0, 7);
        put(bold, text, tr("Total"), Qt::AlignLeft, line);
        put(bold, text, m_total, Qt::AlignRight, line);
        line.translate(0, height);
    }
    put(body, caption, m_note, Qt::AlignLeft, line);
}

void ChartTooltip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        update();
}
