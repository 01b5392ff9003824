#pragma once

#include "core/reportingzone.h"
#include "ledger/importbatches.h"
#include "ledger/usageseries.h"

#include <QAbstractTableModel>

/// Imports, newest first. Older ones come page by page: moreWanted() asks for those below a number.
class ImportBatchesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        FileColumn,
        FormatColumn,
        StartedColumn,
        ActorColumn,
        StatusColumn,
        RecordsColumn,
        NewColumn,
        KnownColumn,
        RevisedColumn,
        RejectedColumn,
        CostColumn,
        RejectedCostColumn,
        ColumnCount
    };

    explicit ImportBatchesModel(const ReportingZone &zone, QObject *parent = nullptr);

    /// `more`: there may be older ones.
    void setBatches(const QList<ImportBatch> &batches, bool more);
    void append(const QList<ImportBatch> &batches, bool more);
    const ImportBatch &batch(int row) const { return m_batches.at(row); }
    int rowOf(qint64 id) const; ///< -1: not among those that are there.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// What was charged for the rejected records; nullopt: imported before that was kept.
    static std::optional<Spend> rejectedSpend(const ImportBatch &batch);
    static QString rejectedHint(const ImportBatch &batch); ///< Exact, for tool tips.
    /// "Complete", "Undone", "Interrupted", ...
    static QString statusText(const ImportBatch &batch);

signals:
    void moreWanted(qint64 below);

private:
    QString text(const ImportBatch &batch, Column column) const;
    QVariant exportValue(const ImportBatch &batch, Column column) const;

    const ReportingZone m_zone;
    QList<ImportBatch> m_batches;
    bool m_more = false;
    bool m_waiting = false;
};
