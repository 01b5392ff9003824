#pragma once

#include <QCollator>
#include <QList>
#include <QSortFilterProxyModel>

/// One key of a sort order. Columns are logical columns of the model.
struct SortKey
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    friend bool operator==(const SortKey &, const SortKey &) = default;
};

/// Sorts a small model (up to some thousand rows) by several keys of SortRole. Other and Total rows stay at the end,
/// unknown values come last in both directions, ties keep the order of the source.
class TableSortProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TableSortProxy(QObject *parent = nullptr);

    /// No keys: the order of the source.
    void setKeys(const QList<SortKey> &keys);
    void setSourceModel(QAbstractItemModel *model) override;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    int compare(const QVariant &left, const QVariant &right) const;

    QList<SortKey> m_keys;
    QCollator m_collator;
};
