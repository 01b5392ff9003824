#include "app/searchfield.h"

#include "app/keycap.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QKeySequence>
#include <QPainter>

namespace {

constexpr int Width = 268;
constexpr int IconSize = 16;
constexpr int IconLeft = 8;
constexpr int TextLeft = 31;

QString keys()
{
    return QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
}

}

SearchField::SearchField(QWidget *parent)
    : QAbstractButton(parent)
{
    setText(tr("Search or run a command"));
    setAccessibleName(text());
    setToolTip(Painting::plainToolTip(tr("Search or run a command (%1)").arg(keys())));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SearchField::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

QSize SearchField::sizeHint() const
{
    const int height = Painting::controlHeight(QFontMetricsF(font()));
    const int text = TextLeft + Painting::textWidth(QFontMetricsF(font()), this->text()) + 16;
    const int cap = Painting::textWidth(QFontMetricsF(Theme::scaled(font(), Theme::CaptionScale)), keys()) + 18;
    return { m_compact ? height : std::max(Width, text + cap), height };
}

void SearchField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor surface = m_compact ? Theme::chrome(palette()) : palette().color(QPalette::Base);
    const QColor fill = isDown() ? Painting::pressed(surface, palette()) : underMouse() ? Painting::hovered(surface, palette()) : surface;
    if (!m_compact || underMouse() || isDown())
        Painting::roundedRect(painter, rect(), Painting::ControlRadius, fill, m_compact ? QPen(Qt::NoPen) : QPen(palette().color(QPalette::Mid)));
    const double left = m_compact ? (width() - IconSize) / 2.0 : IconLeft;
    IconSet::paint(painter, QRectF(left, (height() - IconSize) / 2.0, IconSize, IconSize), QLatin1String("search"), Theme::caption(palette()));
    if (!m_compact) {
        const int cap = KeyCap::paint(painter, QRectF(rect()).adjusted(0, 0, -5, 0), keys(), palette());
        Painting::text(painter, QRectF(TextLeft, 0, width() - TextLeft - cap - 12, height()), text(), palette().color(QPalette::PlaceholderText));
    }
    if (hasFocus())
        Painting::focusRing(painter, rect(), Painting::ControlRadius, palette());
}
