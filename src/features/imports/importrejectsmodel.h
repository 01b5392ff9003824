#pragma once

#include "ledger/importbatches.h"

#include <QAbstractTableModel>

/// Rejected records of one import, in the order of the file, page by page: moreWanted() asks for those behind an id.
class ImportRejectsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, ReasonColumn, RawColumn, ColumnCount };

    static constexpr int PageRows = 200;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const QList<ImportReject> &rejects);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void moreWanted(qint64 after);

private:
    QList<ImportReject> m_rejects;
    bool m_more = false;
};
