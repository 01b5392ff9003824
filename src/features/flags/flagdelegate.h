#pragma once

#include "widgets/tabledelegate.h"

struct FlagCell;

/// Draws the two lines of a flag's row and the states of its environments. The usual states are quiet: a shape and a
/// word. What is under way has a frame of its own.
class FlagDelegate : public TableDelegate {
    Q_OBJECT

public:
    /// `table` is the delegate that the view itself uses; it knows what the pointer is on.
    FlagDelegate(const TableDelegate *table, QObject *parent = nullptr);

    /// Whether a cell may be pressed: it then says so under the pointer.
    void setEditable(bool editable) { m_editable = editable; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintState(
        QPainter &painter, const QStyleOptionViewItem &option, const QRectF &rect, const FlagCell &cell) const;
    static void paintStaged(QPainter &painter, const QRectF &rect, const FlagCell &cell, const QPalette &palette);
    static void paintText(
        QPainter &painter, const QStyleOptionViewItem &option, const QRectF &rect, const QModelIndex &index);

    const TableDelegate *m_table;
    bool m_editable = false;
};
