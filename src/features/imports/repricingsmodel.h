#pragma once

#include "core/reportingzone.h"
#include "ledger/repricing.h"

#include <QAbstractTableModel>

/// Repricings, newest first. Replaced as a whole.
class RepricingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, ScopeColumn, StartedColumn, ActorColumn, StatusColumn, ChangedColumn, OldColumn, NewColumn, ReasonColumn, ColumnCount };

    explicit RepricingsModel(const ReportingZone &zone, QObject *parent = nullptr);

    void setJobs(const QList<RepricingJob> &jobs);
    const RepricingJob &job(int row) const { return m_jobs.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const RepricingJob &job, Column column) const;
    QString scopeText(const RepricingScope &scope) const;

    const ReportingZone m_zone;
    QList<RepricingJob> m_jobs;
};
