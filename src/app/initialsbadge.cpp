#include "app/initialsbadge.h"

#include "core/error.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QPainter>

namespace {

constexpr int Size = 28;

}

InitialsBadge::InitialsBadge(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(Size, Size);
}

void InitialsBadge::setUser(const QString &user)
{
    m_initials = initialsOf(user);
    setAccessibleName(tr("User: %1").arg(visibleControls(user)));
    update();
}

QString InitialsBadge::initialsOf(const QString &user)
{
    QString firsts;
    QString letters;
    bool inWord = false;
    for (const QChar c : user) {
        if (c.isLetterOrNumber() && !inWord)
            firsts += c;
        if (c.isLetterOrNumber())
            letters += c;
        inWord = c.isLetterOrNumber();
    }
    return (firsts.size() > 1 ? firsts : letters).left(2).toUpper();
}

void InitialsBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor surface = Theme::chrome(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::mix(palette().color(QPalette::Highlight), surface, Theme::isDark(palette()) ? 0.5 : 0.2));
    painter.drawEllipse(QRectF(rect()));
    painter.setFont(Theme::scaled(font(), Theme::CaptionScale, QFont::DemiBold));
    Painting::text(painter, rect(), m_initials, Theme::isDark(palette()) ? palette().color(QPalette::Text) : Theme::accent(palette()), Qt::AlignCenter);
}
