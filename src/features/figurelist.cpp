#include "features/figurelist.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

FigureList::FigureList(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FigureList::setFigures(const QList<Figure> &figures)
{
    m_figures = figures;
    QStringList lines; // a screen reader gets the statement as sentences
    for (const auto &figure : figures)
        lines.append(tr("%1: %2").arg(figure.label, figure.value));
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int FigureList::rowHeight() const
{
    return fontMetrics().height() + 9;
}

QSize FigureList::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 36, rowHeight() * int(m_figures.size()) };
}

QSize FigureList::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 24, sizeHint().height() };
}

void FigureList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto caption = Theme::caption(palette());
    const auto text = palette().color(QPalette::Text);
    QRectF row(0, 0, width(), rowHeight());
    for (const auto &figure : m_figures) {
        if (figure.isSum)
            painter.fillRect(QRectF(row.left(), row.top(), row.width(), 1), palette().color(QPalette::Dark));
        painter.setFont(figure.isSum ? Theme::scaled(font(), 1, QFont::DemiBold) : font());
        auto rest = row;
        const auto right = Painting::text(painter, rest, figure.value, figure.isWarning ? Theme::warning(palette()) : text,
            Qt::AlignRight | Qt::AlignVCenter);
        rest.setRight(rest.right() - right - 8);
        const auto left = Painting::text(painter, rest, figure.label, text);
        rest.setLeft(rest.left() + left + 8);
        if (!figure.note.isEmpty() && rest.width() > 24) {
            painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
            Painting::text(painter, rest, figure.note, caption);
        }
        row.translate(0, rowHeight());
    }
}

bool FigureList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto row = help->pos().y() / rowHeight();
    const auto exact = row < m_figures.size() ? m_figures.at(row).exact : QString();
    QToolTip::showText(help->globalPos(), exact.isEmpty() ? QString() : Painting::plainToolTip(exact), this);
    return true;
}
