#pragma once

#include "migration/legacyservices.h"

#include <QAbstractTableModel>

/// The services of usage_logs, a row for each, most rows first. For a TableSortProxy.
class LegacyServicesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Service, Feature, Rows, Succeeded, Failed, Unknown, Models, Cost, CostsUnreadable, CostsMissing, Newest };
    static constexpr int ColumnCount = Newest + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Until they are whole the columns of counts say so, and nothing of them is exported.
    void setServices(const QList<LegacyService> &services, bool areWhole = true);
    const QList<LegacyService> &services() const { return m_services; }
    int columnOf(const QString &id) const; ///< -1: there is none.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString text(const LegacyService &service, Column column);
    static QVariant raw(const LegacyService &service, Column column);

    QList<LegacyService> m_services;
    bool m_areWhole = true;
};
