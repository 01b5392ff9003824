#pragma once

#include "core/reportingzone.h"
#include "ledger/modelnamedecisions.h"

#include <QAbstractTableModel>

/// Names of which somebody said what they stand for, the latest decision first. Replaced as a whole.
class DecidedNamesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ModelColumn, FamilyColumn, RequestsColumn, SpendColumn, WhenColumn, ActorColumn, ColumnCount };

    explicit DecidedNamesModel(const ReportingZone &zone, QObject *parent = nullptr);

    void setNames(const QList<ConfirmedName> &names);
    const ConfirmedName &name(int row) const { return m_names.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ConfirmedName &name, Column column) const;
    QVariant rawValue(const ConfirmedName &name, Column column, bool forSorting) const;

    const ReportingZone m_zone;
    QList<ConfirmedName> m_names;
};
