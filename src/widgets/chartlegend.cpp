#include "widgets/chartlegend.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace {

constexpr int Inset = 16;
constexpr int Swatch = 10;
constexpr int SwatchToText = 16;
constexpr int Gap = 14;
constexpr int RowHeight = 28;
constexpr int MostNameWidth = 200;

}

ChartLegend::ChartLegend(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(RowHeight);
}

void ChartLegend::setEntries(const QList<ChartLegendEntry> &entries)
{
    m_entries = entries;
    arrange();
    update();
}

void ChartLegend::arrange()
{
    const QFontMetricsF metrics(Theme::scaled(font(), Theme::CaptionScale));
    m_rects.clear();
    int x = Inset;
    int y = 0;
    for (const ChartLegendEntry &entry : std::as_const(m_entries)) {
        const int name = std::min(MostNameWidth, int(std::ceil(metrics.horizontalAdvance(entry.name))) + 1);
        const int needed = SwatchToText + name + (entry.isDashed ? Swatch : 0);
        if (x > Inset && x + needed > width() - Inset) {
            x = Inset;
            y += RowHeight;
        }
        m_rects.append(QRect(x, y, needed, RowHeight));
        x += needed + Gap;
    }
    setFixedHeight(y + RowHeight);
}

void ChartLegend::drawOn(QPainter &painter) const
{
    const QFont caption = Theme::scaled(font(), Theme::CaptionScale);
    const QFontMetricsF metrics(caption);
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const ChartLegendEntry &entry = m_entries.at(i);
        const QRect box = m_rects.at(i);
        const QColor colour = Theme::series(palette(), entry.slot);
        const QRectF swatch(box.left(), box.center().y() - Swatch / 2 + 1, Swatch, Swatch);
        QRect text = box.adjusted(SwatchToText, 0, 1, 0);
        if (entry.isDashed) {
            text.adjust(Swatch, 0, 0, 0);
            painter.setPen(QPen(Theme::caption(palette()), 1.5, Qt::DashLine, Qt::FlatCap));
            painter.drawLine(QPointF(box.left(), swatch.center().y()), QPointF(box.left() + 2 * Swatch, swatch.center().y()));
        } else if (entry.isHidden) {
            // An outline, so that hidden is not told by colour alone.
            painter.setPen(QPen(palette().color(QPalette::Mid), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawRoundedRect(swatch, 2, 2);
        }
        painter.setFont(caption);
        painter.setPen(entry.isHidden ? palette().color(QPalette::Disabled, QPalette::Text) : Theme::caption(palette()));
        painter.drawText(text, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
            metrics.elidedText(entry.name, Qt::ElideRight, text.width() + 0.5));
    }
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawOn(painter);
}

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChartLegend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        update();
}

void ChartLegend::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const QString id = m_entries.at(i).id; // a copy: the slot replaces the entries
        if (m_rects.at(i).contains(event->pos()) && !id.isEmpty()) {
            emit entryClicked(id, event->modifiers().testAnyFlags(Qt::ControlModifier | Qt::ShiftModifier));
            return;
        }
    }
}

void ChartLegend::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit allRequested();
}
