#pragma once

#include "features/featuredashboard/dashboardtable.h"

#include <QAbstractTableModel>

/// Rows of a DashboardTable for a view.
class DashboardTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const DashboardTable &table);
    /// Where the row leads; nullopt where it leads nowhere.
    std::optional<Route> route(int row) const;
    CountedRequests counted(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    DashboardTable m_table;
};
