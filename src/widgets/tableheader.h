#pragma once

#include "core/tablerole.h"
#include "widgets/tablesortproxy.h"

#include <QHeaderView>

/// The header of a DataTable: caption text, no fill, an arrow on the sorted columns. A click cycles a column through
/// ascending, descending and unsorted; with Shift it does so for a further key.
class TableHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    QList<SortKey> keys() const { return m_keys; }
    void setKeys(const QList<SortKey> &keys);
    /// What a click on `column` does; `further` is Shift.
    void cycle(int column, bool further);

    /// Kind of a column: headerData's CellKindRole, else that of its first row.
    static CellKind kind(const QAbstractItemModel &model, int column);
    static bool isNumeric(CellKind kind);

    /// Space between the edges of a column and its content: more at both ends of the row than between columns.
    static constexpr int Inset = 8;
    static constexpr int EdgeInset = 16;
    QMargins insets(int column) const;
    int firstColumn() const; ///< First column that is shown, -1 for none.
    int lastColumn() const;

    QSize sizeHint() const override;
    /// Width that shows the whole heading and its arrow.
    int headingWidth(int column) const;

signals:
    void keysChanged(const QList<SortKey> &keys);

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    QSize sectionSizeFromContents(int column) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    QString heading(int column) const;

    QList<SortKey> m_keys;
    Qt::KeyboardModifiers m_modifiers; ///< Of the release that makes the click.
};
