#pragma once

#include <QLayout>
#include <QList>

/// Lays widgets out from left to right and goes on in a new row where the width ends.
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(int spacing) : m_spacing(spacing) {}
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    void insertWidget(int index, QWidget *widget);
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    /// Answers the height that the items take.
    int place(const QRect &rect, bool move) const;

    int m_spacing;
    QList<QLayoutItem *> m_items;
};
