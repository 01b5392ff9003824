#pragma once

#include "widgets/tablesortproxy.h"

#include <QTableView>
#include <QVariantMap>

class TableHeader;

/// A read-only table of whole rows. Wrap the model in a TableSortProxy to have header clicks sort it; any other model
/// is told by sortRequested().
class DataTable : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    TableHeader *tableHeader() const { return m_header; }
    /// Columns that are shown, in the order shown, for TableExport.
    QList<int> visibleColumns() const;
    void autoFitColumns();

    /// Width, order and visibility by column id. Columns that the state does not know keep their place and width.
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void sortRequested(const QList<SortKey> &keys);

private:
    QString columnId(int column) const;

    TableHeader *m_header;
};
