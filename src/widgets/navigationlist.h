#pragma once

#include "widgets/statusshape.h"

#include <QList>
#include <QWidget>

#include <optional>

/// A small number beside a place, with a shape: two staged, one failed.
struct NavigationCounter
{
    Status status = Status::Info;
    int count = 0; ///< 0 hides it.
    QString meaning; ///< For tooltip and screen reader: "1 step failed".
};

/// The places of the program, at the left. Up/Down, Home/End move, Enter or Space goes there; a click goes at once.
class NavigationList : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationList(QWidget *parent = nullptr);

    void addGroup(const QString &caption);
    /// `shortcut` is shown only ("Ctrl+1"; its last character is drawn). `id` is what activated() says.
    void addItem(const QString &id, QLatin1String icon, const QString &text, const QString &shortcut = {});
    /// Below the space, at the bottom: settings.
    void addPinnedItem(const QString &id, QLatin1String icon, const QString &text);
    void clear();

    /// Marks the place shown; emits nothing. Unknown ids mark none.
    void setCurrent(const QString &id);
    QString current() const { return m_current; }
    void setCounter(const QString &id, const NavigationCounter &counter);
    /// Icons alone, for narrow windows; the texts become tooltips.
    void setCompact(bool compact);

    QStringList ids() const;
    QRect itemRect(const QString &id) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void activated(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Entry
    {
        QString id; ///< Empty for a group caption.
        QString icon;
        QString text;
        QString shortcut;
        NavigationCounter counter;
        bool pinned = false;
    };

    int rowHeight() const;
    QRect entryRect(int index) const;
    int entryAt(const QPoint &position) const;
    int indexOf(const QString &id) const;
    int step(int from, int direction) const;
    void setFocused(int index);
    void describe();
    void paintEntry(QPainter &painter, int index) const;
    void paintCounter(QPainter &painter, const Entry &entry, const QRect &rect) const;

    QList<Entry> m_entries;
    QString m_current;
    int m_focused = -1;
    int m_hovered = -1;
    int m_pressed = -1;
    bool m_compact = false;
};
