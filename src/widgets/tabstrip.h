#pragma once

#include <QTabBar>

/// Tabs of a page as words above a line; the current one is DemiBold and underlined. A tab may carry a count. Left and
/// Right move, as in any tab bar.
class TabStrip : public QTabBar {
    Q_OBJECT

public:
    /// `name` is for screen readers.
    explicit TabStrip(const QString &name, QWidget *parent = nullptr);

    /// Shown small after the word; empty: nothing.
    void setCount(int tab, const QString &count);
    QString count(int tab) const { return tabData(tab).toString(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QSize tabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRect wordRect(int index) const;
};
