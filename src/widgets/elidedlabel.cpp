#include "widgets/elidedlabel.h"

#include "widgets/painting.h"

#include <QPainter>

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int least = fontMetrics().averageCharWidth() * 6;
    return { qMin(least, sizeHint().width()), fontMetrics().height() };
}

QColor ElidedLabel::colour() const
{
    return palette().color(foregroundRole());
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    Painting::text(painter, contentsRect(), text(), colour(), int(alignment()));
}
