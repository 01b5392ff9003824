#pragma once

#include "features/reconciliation/reconciliationqueries.h"

#include <QAbstractTableModel>

/// Reports beside the ledger: a line per day, model or both, and the sum of what is shown at the end. Replaced as a whole.
class ReconciliationModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        DayColumn, ///< Not by model.
        ModelColumn, ///< Not by day.
        ProviderColumn,
        StandingColumn,
        ReportedColumn,
        LedgerColumn,
        DifferenceColumn,
        ReportedInputColumn,
        LedgerInputColumn,
        ReportedOutputColumn,
        LedgerOutputColumn,
        ReportedRequestsColumn,
        LedgerRequestsColumn,
        UnpricedColumn,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setAnswer(const ReconciliationAnswer &answer);
    /// Leaves out lines that are settled.
    void setOnlyOpen(bool onlyOpen);

    /// The line of a row; nullptr for the sum.
    const ReconciledRow *line(int row) const { return isSum(row) ? nullptr : m_shown.at(row); }
    bool isSum(int row) const { return row >= m_shown.size(); }
    /// First row of that kind; -1: there is none.
    int rowOf(Standing standing) const;
    int lines() const { return int(m_shown.size()); }
    int columnOf(Column column) const { return int(m_columns.indexOf(column)); } ///< -1: it is not there.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static QString standingText(Standing standing);
    /// Signed; unknown() where a side is.
    static QString differenceText(const std::optional<Money> &difference);

private:
    static QList<Column> allColumns();
    void choose();
    QString text(const ReconciledRow &row, Column column) const;
    QVariant rawValue(const ReconciledRow &row, Column column, bool forSorting) const;
    QString toolTip(const ReconciledRow &row, Column column) const;
    QVariant sumData(Column column, int role) const;

    QList<ReconciledRow> m_rows;
    QList<const ReconciledRow *> m_shown; ///< Of these, in their order.
    ReconciliationSum m_sum; ///< Of what is shown.
    QList<Column> m_columns = allColumns(); ///< At first all, so that a table knows the order of each.
    bool m_onlyOpen = false;
};
