#pragma once

#include "core/reportingzone.h"
#include "ledger/importpreview.h"

#include <QAbstractTableModel>

/// The first records of a file as they would stand in the ledger. Replaced as a whole.
class ImportPreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        LineColumn,
        TimeColumn,
        FeatureColumn,
        ProviderColumn,
        ModelColumn,
        CanonicalColumn,
        UserColumn,
        StatusColumn,
        InputColumn,
        OutputColumn,
        ChargedColumn,
        ComputedColumn,
        ColumnCount
    };

    explicit ImportPreviewModel(const ReportingZone &zone, QObject *parent = nullptr);

    void setRows(const QList<PreviewRow> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const PreviewRow &row, Column column) const;

    const ReportingZone m_zone;
    QList<PreviewRow> m_rows;
};
