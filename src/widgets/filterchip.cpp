#include "widgets/filterchip.h"

#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace {
constexpr int IconSide = 16;
constexpr int SmallIconSide = 12;
constexpr int Padding = 8;
constexpr int Gap = 4;
constexpr int TrailingRoom = 20;
constexpr int MaximumValueWidth = 320;
}

FilterChip::FilterChip(const QString &label, QWidget *parent)
    : QAbstractButton(parent)
    , m_label(label)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (m_menu)
            m_menu->popup(mapToGlobal(QPoint(0, height() + 4)));
    });
    describe();
}

FilterChip *FilterChip::addChip(const QString &text, QWidget *parent)
{
    auto *chip = new FilterChip(text, parent);
    chip->m_style = Style::Add;
    chip->setIconName(QLatin1String("plus"));
    return chip;
}

void FilterChip::setLabel(const QString &label)
{
    m_label = label;
    describe();
}

void FilterChip::setValue(const QString &value)
{
    m_value = value;
    describe();
}

void FilterChip::setIconName(QLatin1String icon)
{
    m_icon = icon;
    describe();
}

void FilterChip::setActive(bool active)
{
    m_active = active;
    describe();
}

void FilterChip::setRemovable(bool removable)
{
    m_removable = removable;
    describe();
}

void FilterChip::setOpensPopup(bool opensPopup)
{
    m_opensPopup = opensPopup;
    describe();
}

void FilterChip::setMenu(QMenu *menu)
{
    m_menu = menu;
    setOpensPopup(menu != nullptr);
}

int FilterChip::textLeft() const
{
    return m_icon.isEmpty() ? Padding : Padding + IconSide + Gap;
}

int FilterChip::trailingWidth() const
{
    return m_removable || m_opensPopup ? TrailingRoom : Padding;
}

QRect FilterChip::removeRect() const
{
    return m_removable ? QRect(width() - TrailingRoom - 2, 0, TrailingRoom + 2, height()) : QRect();
}

QSize FilterChip::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const int labelWidth = m_label.isEmpty() ? 0 : Painting::textWidth(metrics, m_label);
    const QFontMetricsF valueMetrics(Theme::scaled(font(), 1, QFont::Medium));
    const int valueWidth = m_value.isEmpty() ? 0 : qMin(MaximumValueWidth, Painting::textWidth(valueMetrics, m_value));
    const int between = labelWidth > 0 && valueWidth > 0 ? Gap : 0;
    return { textLeft() + labelWidth + between + valueWidth + trailingWidth() + 2, Painting::controlHeight(metrics) };
}

QSize FilterChip::minimumSizeHint() const
{
    return { qMin(sizeHint().width(), textLeft() + trailingWidth() + 40), sizeHint().height() };
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette &p = palette();
    const QColor accent = Theme::accent(p);
    QColor fill = m_style == Style::Add ? Theme::chrome(p) : p.color(QPalette::Base);
    if (m_active)
        fill = Theme::mix(accent, p.color(QPalette::Base), Theme::isDark(p) ? 0.16 : 0.10);
    if (isEnabled() && (isDown() || underMouse()))
        fill = isDown() ? Painting::pressed(fill, p) : Painting::hovered(fill, p);
    const QPen border(m_active ? accent : p.color(QPalette::Mid), 1, m_style == Style::Add ? Qt::DashLine : Qt::SolidLine);
    Painting::roundedRect(painter, rect(), Painting::ControlRadius, fill, border);

    const QColor quiet = isEnabled() ? Theme::caption(p) : p.color(QPalette::Disabled, QPalette::Text);
    const QColor strong = p.color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text);
    if (!m_icon.isEmpty())
        IconSet::paint(painter, QRectF(Padding, (height() - IconSide) / 2, IconSide, IconSide), m_icon, m_active ? accent : quiet);
    QRectF texts = QRectF(rect()).adjusted(textLeft(), 0, -trailingWidth(), 0);
    painter.setFont(font());
    if (!m_label.isEmpty())
        texts.setLeft(texts.left() + Painting::text(painter, texts, m_label, quiet) + Gap);
    painter.setFont(Theme::scaled(font(), 1, QFont::Medium));
    if (!m_value.isEmpty())
        Painting::text(painter, texts, m_value, strong);
    if (m_removable || m_opensPopup) {
        const QLatin1String name(m_removable ? "close" : "chevron-down");
        IconSet::paint(painter, QRectF(width() - TrailingRoom + 1, (height() - SmallIconSide) / 2, SmallIconSide, SmallIconSide), name, quiet);
    }
    if (hasFocus())
        Painting::focusRing(painter, rect(), Painting::ControlRadius, p);
}

void FilterChip::mousePressEvent(QMouseEvent *event)
{
    m_removePressed = event->button() == Qt::LeftButton && removeRect().contains(event->pos());
    if (!m_removePressed)
        QAbstractButton::mousePressEvent(event);
}

void FilterChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_removePressed) {
        QAbstractButton::mouseReleaseEvent(event);
        return;
    }
    m_removePressed = false;
    if (removeRect().contains(event->pos()))
        emit removeRequested();
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (m_removable && (key == Qt::Key_Delete || key == Qt::Key_Backspace))
        emit removeRequested();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter || (key == Qt::Key_Down && m_opensPopup))
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void FilterChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QAbstractButton::changeEvent(event);
}

void FilterChip::describe()
{
    const bool hasBoth = !m_label.isEmpty() && !m_value.isEmpty();
    setAccessibleName(hasBoth ? tr("%1: %2").arg(m_label, m_value) : m_label + m_value);
    setAccessibleDescription(m_removable ? tr("Press Delete to remove this filter.") : QString());
    updateGeometry();
    update();
}
