#pragma once

#include "widgets/tablecopy.h"
#include "widgets/tablesortproxy.h"

#include <QHash>
#include <QTableView>
#include <QVariantMap>

class QMenu;
class TableDelegate;
class TableHeader;

/// A read-only table of whole rows, drawn from TableRole, for the inside of a card: it paints no background. Wrap the
/// model in a TableSortProxy to have header clicks sort it; any other model is told by sortRequested().
///
/// Columns fit their headings and contents; the first text column takes the room that is left. A width that the user
/// chose is kept. Order, visibility, chosen widths and sort keys survive a model reset, by column id.
class DataTable : public QTableView {
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    TableHeader *tableHeader() const { return m_header; }
    /// Rows that have a caption below their text: 52 at the default font. Who draws them is a column's own delegate.
    void setTwoLineRows(bool twoLines);
    /// Columns that are shown, in the order shown, for TableExport.
    QList<int> visibleColumns() const;
    /// Fits all columns anew and forgets widths that the user chose.
    void autoFitColumns();
    /// All columns, in the order of the model, fitted. Sort keys stay.
    void resetColumns();

    /// Order, visibility, chosen width (also of hidden columns) and sort keys, by column id. Columns that the model
    /// lacks at the moment are remembered; columns that the state does not know are shown at the end.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

    /// Checkable columns, Reset columns, Auto-fit; filled anew at each opening. Also a menu of QPushButton::setMenu().
    QMenu *chooseColumnsMenu();
    /// Raw values of the selected rows as tab-separated text and HTML; nothing without a selection.
    void copySelection(bool withHeaders = false);

signals:
    void sortRequested(const QList<SortKey> &keys);
    /// Enter or double click (single click where the platform does so). The row of the innermost source model.
    void rowActivated(int sourceRow);
    /// The context menu of a cell is about to open; the receiver may add actions. `sourceRow` as above.
    void contextMenuOpening(QMenu *menu, int sourceRow);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void applyFont();
    void connectModel();
    TableCopy::Cells selectedCells() const;
    void fillContextMenu(QMenu *menu, const QModelIndex &cell);
    void fillColumnsMenu();
    void setHoveredRow(int row);

    void rememberState();
    void applyState();
    void applySortKeys();
    int columnOf(const QString &id) const; ///< -1: the model has none.
    QString columnId(int column) const;
    void measureRows(int first, int last);
    void layOutColumns();
    int stretchColumn() const;
    int fittingWidth(int column) const;
    int leastWidth(int column) const;

    TableHeader *m_header;
    TableDelegate *m_delegate;
    QMenu *m_columnsMenu;
    QList<QMetaObject::Connection> m_modelConnections;
    QVariantMap m_state; ///< As last saved or restored; what a reset model is brought back to.
    QHash<QString, int> m_chosenWidths; ///< By column id: set by the user or by restoreState().
    QHash<QString, int> m_contentWidths; ///< By column id: widest content measured so far.
    bool m_twoLines = false;
    bool m_layingOut = false; ///< Resizes of columns are ours, not the user's.
};
