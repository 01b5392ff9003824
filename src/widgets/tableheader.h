#pragma once

#include "core/tablerole.h"
#include "widgets/tablesortproxy.h"

#include <QHeaderView>

/// The header of a DataTable: caption text, no fill, an arrow on the sorted columns. A click cycles a column through
/// ascending, descending and unsorted; with Shift it does so for a further key.
class TableHeader : public QHeaderView
{
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

    QSize sizeHint() const override;

signals:
    void keysChanged(const QList<SortKey> &keys);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    QSize sectionSizeFromContents(int column) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QList<SortKey> m_keys;
    Qt::KeyboardModifiers m_modifiers; ///< Of the release that makes the click.
};
