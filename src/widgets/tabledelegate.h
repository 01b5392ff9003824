#pragma once

#include "core/tablerole.h"

#include <QStyledItemDelegate>

/// Draws the cells of a DataTable from what the model says with TableRole. Colours come from the palette at each paint.
/// Text is drawn as typed, never as markup.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TableDelegate(QObject *parent = nullptr);

    void setHoveredRow(int row) { m_hoveredRow = row; } ///< -1: none. The caller repaints.
    int hoveredRow() const { return m_hoveredRow; }
    /// Whether the cell with the focus is ringed; off while the mouse is in use.
    void setFocusRingShown(bool shown) { m_focusRingShown = shown; }
    bool isFocusRingShown() const { return m_focusRingShown; }

    /// Kind of a cell: its own, else that of its column.
    static CellKind kind(const QModelIndex &index);
    /// 28 at the default font, more with a larger one.
    static int rowHeight(const QFont &font);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Width that shows the whole cell, with room for the edge insets.
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The model's tool tip, else the whole text of a cell that does not fit; both as plain text.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

    /// What lies under a cell (selection, pointer) and the line below it, for delegates that draw the content themselves.
    void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

private:
    struct Cell;

    static Cell cell(const QStyleOptionViewItem &option, const QModelIndex &index);
    static void paintContent(QPainter &painter, const Cell &cell, const QPalette &palette);
    static void paintFigure(QPainter &painter, const Cell &cell, const QPalette &palette);
    static void paintDelta(QPainter &painter, const Cell &cell, const QPalette &palette);
    static void paintShare(QPainter &painter, const Cell &cell, const QPalette &palette);
    static void paintSparkline(QPainter &painter, const Cell &cell, const QPalette &palette);
    static void paintWord(QPainter &painter, const Cell &cell, const QPalette &palette);
    static double contentWidth(const Cell &cell);

    int m_hoveredRow = -1;
    bool m_focusRingShown = true;
};
