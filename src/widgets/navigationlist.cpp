#include "widgets/navigationlist.h"

#include "widgets/painting.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace {
constexpr int MinimumRowHeight = 32;
constexpr int Width = 192;
constexpr int CompactWidth = 56;
constexpr int TopMargin = 5;
constexpr int GroupGap = 8; // above every group but the first
constexpr int PinnedMargin = 8;
}

NavigationList::NavigationList(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    describe();
}

void NavigationList::addGroup(const QString &caption)
{
    m_entries.append({ {}, {}, caption, {}, {}, false });
    updateGeometry();
    update();
}

void NavigationList::addItem(const QString &id, QLatin1String icon, const QString &text, const QString &shortcut)
{
    m_entries.append({ id, icon, text, shortcut, {}, false });
    updateGeometry();
    update();
}

void NavigationList::addPinnedItem(const QString &id, QLatin1String icon, const QString &text)
{
    m_entries.append({ id, icon, text, {}, {}, true });
    updateGeometry();
    update();
}

void NavigationList::clear()
{
    m_entries.clear();
    m_focused = m_hovered = m_pressed = -1;
    describe();
    update();
}

void NavigationList::setCurrent(const QString &id)
{
    m_current = id;
    if (const int index = indexOf(id); index >= 0)
        m_focused = index;
    describe();
    update();
}

void NavigationList::setCounter(const QString &id, const NavigationCounter &counter)
{
    if (const int index = indexOf(id); index >= 0)
        m_entries[index].counter = counter;
    describe();
    update();
}

void NavigationList::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

QStringList NavigationList::ids() const
{
    QStringList result;
    for (const Entry &entry : m_entries) {
        if (!entry.id.isEmpty())
            result.append(entry.id);
    }
    return result;
}

QRect NavigationList::itemRect(const QString &id) const
{
    const int index = indexOf(id);
    return index < 0 ? QRect() : entryRect(index);
}

QSize NavigationList::sizeHint() const
{
    // the default font fits 192; a larger one needs more
    const int width = qMax(Width, QFontMetrics(font()).averageCharWidth() * 24);
    return { m_compact ? CompactWidth : width, minimumSizeHint().height() };
}

QSize NavigationList::minimumSizeHint() const
{
    const int rows = int(m_entries.size());
    return { m_compact ? CompactWidth : 120, rows * (rowHeight() + 2) + 2 * TopMargin + PinnedMargin };
}

void NavigationList::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = entryAt(event->pos());
    update();
}

void NavigationList::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = m_pressed;
    m_pressed = -1;
    update();
    if (event->button() != Qt::LeftButton || pressed < 0 || entryAt(event->pos()) != pressed)
        return;
    setFocused(pressed);
    emit activated(m_entries.at(pressed).id);
}

void NavigationList::mouseMoveEvent(QMouseEvent *event)
{
    const int hovered = entryAt(event->pos());
    if (hovered != m_hovered) {
        m_hovered = hovered;
        update();
    }
}

void NavigationList::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void NavigationList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Down: setFocused(step(m_focused, 1)); return;
    case Qt::Key_Up: setFocused(step(m_focused, -1)); return;
    case Qt::Key_Home: setFocused(step(-1, 1)); return;
    case Qt::Key_End: setFocused(step(int(m_entries.size()), -1)); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focused >= 0)
            emit activated(m_entries.at(m_focused).id);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void NavigationList::focusInEvent(QFocusEvent *event)
{
    if (m_focused < 0)
        setFocused(step(-1, 1));
    QWidget::focusInEvent(event);
    update();
}

void NavigationList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}

bool NavigationList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const int index = entryAt(help->pos());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const Entry &entry = m_entries.at(index);
    QStringList parts;
    for (const QString &part : { m_compact ? entry.text : QString(), entry.counter.count > 0 ? entry.counter.meaning : QString(), entry.shortcut }) {
        if (!part.isEmpty())
            parts.append(part);
    }
    QToolTip::showText(help->globalPos(), Painting::plainToolTip(parts.join(QStringLiteral(", "))), this, entryRect(index));
    return true;
}

int NavigationList::rowHeight() const
{
    return qMax(MinimumRowHeight, QFontMetrics(font()).height() + 14);
}

QRect NavigationList::entryRect(int index) const
{
    const int row = rowHeight();
    if (m_entries.at(index).pinned) {
        int below = 0;
        for (int i = index + 1; i < m_entries.size(); ++i)
            below += m_entries.at(i).pinned ? 1 : 0;
        return { 0, height() - PinnedMargin - (below + 1) * row, width(), row };
    }
    int y = TopMargin;
    for (int i = 0; i <= index; ++i) {
        if (m_entries.at(i).pinned)
            continue;
        if (m_entries.at(i).id.isEmpty() && i > 0)
            y += GroupGap;
        if (i < index)
            y += row;
    }
    return { 0, y, width(), row };
}

int NavigationList::entryAt(const QPoint &position) const
{
    for (int i = 0; i < m_entries.size(); ++i) {
        if (!m_entries.at(i).id.isEmpty() && entryRect(i).contains(position))
            return i;
    }
    return -1;
}

int NavigationList::indexOf(const QString &id) const
{
    for (int i = 0; i < m_entries.size(); ++i) {
        if (!id.isEmpty() && m_entries.at(i).id == id)
            return i;
    }
    return -1;
}

int NavigationList::step(int from, int direction) const
{
    for (int i = from + direction; i >= 0 && i < m_entries.size(); i += direction) {
        if (!m_entries.at(i).id.isEmpty())
            return i;
    }
    return from >= 0 && from < m_entries.size() ? from : -1;
}

void NavigationList::setFocused(int index)
{
    m_focused = index;
    describe();
    update();
}

void NavigationList::describe()
{
    if (m_focused < 0) {
        setAccessibleName(tr("Navigation"));
        return;
    }
    const Entry &entry = m_entries.at(m_focused);
    setAccessibleName(tr("Navigation: %1").arg(entry.text));
    setAccessibleDescription(entry.counter.count > 0 ? entry.counter.meaning : QString());
}
