#include "features/captionlabel.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

CaptionLabel::CaptionLabel(const QString &text, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

QSize CaptionLabel::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 6, fontMetrics().height() };
}

void CaptionLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(font());
    Painting::text(painter, contentsRect(), text(), Theme::caption(palette()), int(alignment()));
}
