#include "widgets/button.h"

#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace {
constexpr int IconSide = 16;
constexpr int IconLeft = 10;
constexpr int TextPadding = 12;
constexpr int IconGap = 6;
constexpr int ChevronRoom = 18;
}

struct Button::Colours
{
    QColor fill; ///< Invalid: none.
    QColor border; ///< Invalid: none.
    QColor text;
    QColor icon;
};

Button::Button(const QString &text, Kind kind, QWidget *parent)
    : QPushButton(parent)
    , m_kind(kind)
{
    setText(text);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
}

Button::Button(const QString &text, QLatin1String icon, Kind kind, QWidget *parent)
    : Button(text, kind, parent)
{
    m_icon = icon;
}

Button *Button::iconOnly(QLatin1String icon, const QString &name, QWidget *parent)
{
    auto *button = new Button(QString(), icon, Kind::Ghost, parent);
    button->setAccessibleName(name);
    button->setToolTip(Painting::plainToolTip(name));
    return button;
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

void Button::setIconName(QLatin1String icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

QSize Button::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const int height = Painting::controlHeight(metrics);
    const QString shown = QString(text()).remove(QLatin1Char('&'));
    if (shown.isEmpty())
        return { height, height };
    // Medium may be wider than Regular: measure the widest form so that a primary button is not cut
    const int textWidth = Painting::textWidth(QFontMetricsF(Theme::scaled(font(), 1, QFont::Medium)), shown);
    const int left = m_icon.isEmpty() ? TextPadding : IconLeft + IconSide + IconGap;
    return { left + textWidth + TextPadding + (menu() ? ChevronRoom : 0), height };
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

Button::Colours Button::colours() const
{
    const QPalette &p = palette();
    const bool isDark = Theme::isDark(p);
    const QColor surface = isDark ? p.color(QPalette::Button) : p.color(QPalette::Base);
    Colours result { surface, p.color(QPalette::Mid), p.color(QPalette::ButtonText), Theme::caption(p) };
    switch (m_kind) {
    case Kind::Normal: break;
    case Kind::Primary:
        if (isEnabled())
            result = { p.color(QPalette::Highlight), {}, p.color(QPalette::HighlightedText), p.color(QPalette::HighlightedText) };
        break;
    case Kind::Danger: result.text = result.icon = Theme::error(p); break;
    case Kind::Ghost: result.fill = result.border = QColor(); break;
    }
    if (!isEnabled()) {
        result.text = result.icon = p.color(QPalette::Disabled, QPalette::ButtonText);
        return result;
    }
    const bool isOn = isDown() || isChecked();
    if (isOn || underMouse()) {
        const QColor below = result.fill.isValid() ? result.fill : Theme::chrome(p);
        result.fill = isOn ? Painting::pressed(below, p) : Painting::hovered(below, p);
    }
    return result;
}

void Button::paintEvent(QPaintEvent *)
{
    const Colours look = colours();
    QPainter painter(this);
    Painting::roundedRect(painter, rect(), Painting::ControlRadius, look.fill.isValid() ? QBrush(look.fill) : QBrush(Qt::NoBrush),
        look.border.isValid() ? QPen(look.border, 1) : QPen(Qt::NoPen));

    const int middle = (height() - IconSide) / 2;
    if (text().isEmpty()) {
        IconSet::paint(painter, QRectF((width() - IconSide) / 2, middle, IconSide, IconSide), m_icon, look.icon);
    } else {
        double left = TextPadding;
        if (!m_icon.isEmpty()) {
            IconSet::paint(painter, QRectF(IconLeft, middle, IconSide, IconSide), m_icon, look.icon);
            left = IconLeft + IconSide + IconGap;
        }
        painter.setFont(Theme::scaled(font(), 1, m_kind == Kind::Primary ? QFont::Medium : QFont::Normal));
        painter.setPen(look.text);
        const double right = TextPadding - 1 + (menu() ? ChevronRoom : 0);
        const int centred = m_icon.isEmpty() && !menu() ? Qt::AlignHCenter : Qt::AlignLeft;
        painter.drawText(QRectF(rect()).adjusted(left - 1, 0, -right, 0), centred | Qt::AlignVCenter | Qt::TextSingleLine
                | Qt::TextHideMnemonic, text());
        if (menu())
            IconSet::paint(painter, QRectF(width() - 22, (height() - 12) / 2, 12, 12), QLatin1String("chevron-down"), look.icon);
    }
    if (hasFocus())
        Painting::focusRing(painter, rect(), Painting::ControlRadius, palette());
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        menu() ? showMenu() : click();
    else
        QPushButton::keyPressEvent(event);
}
