#pragma once

#include "ledger/repricing.h"

#include <QAbstractTableModel>

/// What a repricing would do, a row per feature and model with the largest difference first, the total at the end.
class RepricingPlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        FeatureColumn,
        ModelColumn,
        RowsColumn,
        ChangedColumn,
        OldColumn,
        NewColumn,
        DifferenceColumn,
        UnpricedColumn, ///< Rows that have no price afterwards.
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const RepricingPlan &plan);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool isTotal(int row) const { return row == m_groups.size() - 1; }
    QString text(const RepricingGroup &group, Column column) const;
    QVariant exportValue(const RepricingGroup &group, Column column) const;

    QList<RepricingGroup> m_groups; ///< With the total as the last one.
};
