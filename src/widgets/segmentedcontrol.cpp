#include "widgets/segmentedcontrol.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace {
constexpr int Inset = 2; // between the trough and the raised option
constexpr int OptionPadding = 20; // left and right together
constexpr int TroughRadius = 5;
}

SegmentedControl::SegmentedControl(const QString &name, const QStringList &options, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(name);
    setOptions(options);
}

void SegmentedControl::setOptions(const QStringList &options)
{
    m_options = options;
    m_current = options.isEmpty() ? -1 : 0;
    m_hovered = -1;
    describe();
    updateGeometry();
    update();
}

void SegmentedControl::setCurrentIndex(int index)
{
    if (index < 0 || index >= m_options.size() || index == m_current)
        return;
    m_current = index;
    describe();
    update();
    emit currentIndexChanged(index);
}

QRect SegmentedControl::optionRect(int index) const
{
    int x = Inset;
    for (int i = 0; i < index; ++i)
        x += optionWidth(i);
    const QRect rect(x, Inset, optionWidth(index), height() - 2 * Inset);
    return layoutDirection() == Qt::RightToLeft ? QRect(width() - rect.right() - 1, rect.y(), rect.width(), rect.height()) : rect;
}

QSize SegmentedControl::sizeHint() const
{
    int width = 2 * Inset;
    for (int i = 0; i < m_options.size(); ++i)
        width += optionWidth(i);
    return { width, Painting::controlHeight(QFontMetricsF(font())) };
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette &p = palette();
    const bool isDark = Theme::isDark(p);
    const QColor trough = isDark ? p.color(QPalette::AlternateBase)
                                 : Theme::mix(p.color(QPalette::Button), p.color(QPalette::Window), 0.9);
    Painting::roundedRect(painter, rect(), TroughRadius, trough, QPen(Theme::hairline(p), 1));
    const QColor outline = p.color(QPalette::Dark);
    const QColor raised = isDark ? Theme::mix(outline, p.color(QPalette::Base), 0.38) : p.color(QPalette::Base);
    for (int i = 0; i < m_options.size(); ++i) {
        const QRect option = optionRect(i);
        const bool isChosen = i == m_current;
        if (isChosen)
            Painting::roundedRect(painter, option, Painting::ControlRadius, raised, QPen(isDark ? outline : p.color(QPalette::Mid), 1));
        else if (i == m_hovered && isEnabled())
            Painting::roundedRect(painter, option, Painting::ControlRadius, Painting::hovered(trough, p));
        painter.setFont(Theme::scaled(font(), 1, isChosen ? QFont::Medium : QFont::Normal));
        const QColor colour = !isEnabled() ? p.color(QPalette::Disabled, QPalette::Text)
            : isChosen                     ? p.color(QPalette::Text)
                                           : Theme::caption(p);
        Painting::text(painter, option, m_options.at(i), colour, Qt::AlignCenter);
        if (isChosen && hasFocus())
            Painting::focusRing(painter, option, Painting::ControlRadius, p);
    }
}

void SegmentedControl::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setCurrentIndex(optionAt(event->pos()));
}

void SegmentedControl::mouseMoveEvent(QMouseEvent *event)
{
    const int hovered = optionAt(event->pos());
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
}

void SegmentedControl::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: setCurrentIndex(m_current - forward); return;
    case Qt::Key_Right: setCurrentIndex(m_current + forward); return;
    case Qt::Key_Home: setCurrentIndex(0); return;
    case Qt::Key_End: setCurrentIndex(int(m_options.size()) - 1); return;
    default: QWidget::keyPressEvent(event);
    }
}

void SegmentedControl::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}

int SegmentedControl::optionWidth(int index) const
{
    const QFontMetricsF metrics(Theme::scaled(font(), 1, QFont::Medium));
    return Painting::textWidth(metrics, m_options.at(index)) + OptionPadding;
}

int SegmentedControl::optionAt(const QPoint &position) const
{
    for (int i = 0; i < m_options.size(); ++i) {
        if (optionRect(i).contains(position))
            return i;
    }
    return -1;
}

void SegmentedControl::describe()
{
    setAccessibleDescription(m_current < 0 ? QString()
                                           : tr("%1, option %2 of %3").arg(m_options.at(m_current)).arg(m_current + 1).arg(m_options.size()));
}
