#pragma once

#include "features/pagedrows.h"
#include "migration/legacyrows.h"

#include <QAbstractTableModel>

/// Rows of one legacy table, as many as were asked for so far; more are asked for as the view scrolls. Columns are those
/// of the table, values are shown as they stand.
class LegacyModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Its columns at once, without rows. Nothing more is asked for until setPage().
    void setTable(const LegacyTable &table);
    /// The first rows of an answer, in place of all that were there.
    void setPage(const LegacyRowPage &page);
    /// The rows after `after`. Ignored where the model does not wait for these any more.
    void append(const KeysetOrder::Place &after, const LegacyRowPage &page);
    /// The rows belong to an old question, or could not be had: nothing is asked for until setPage() or retry().
    void hold();
    void retry();

    bool hasMore() const { return m_rows.hasMore(); }
    bool isWaiting() const { return m_rows.isWaiting(); }
    int columnOf(const QString &name) const { return m_table ? m_table->indexOf(name) : -1; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void moreWanted(const KeysetOrder::Place &after);

private:
    const LegacyTable *m_table = nullptr; ///< One of legacyTables().
    PagedRows<QVariantList, KeysetOrder::Place> m_rows;
};
