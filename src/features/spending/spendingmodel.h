#pragma once

#include "features/spending/spendingqueries.h"

#include <QAbstractTableModel>

/// The table of the spending page: one row per group, "Other users" and the total at the end. Replaced as a whole.
class SpendingModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        RequestsColumn,
        InputColumn,
        OutputColumn,
        ErrorsColumn,
        PerThousandColumn, ///< Cost of a thousand requests.
        SpendColumn,
        ChangeColumn,
        ShareColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `compare`: whether changes against the period before are shown.
    void setAnswer(const SpendingAnswer &answer, bool compare);
    void clear();

    bool isTotal(int row) const { return row == m_rows.size() - 1; }
    /// The key of a row; nullopt for "Other users" and the total.
    std::optional<UsageKey> key(int row) const;
    /// The keys behind a row: those that "Other users" stands for; nullopt for the total and for more than a filter names.
    std::optional<QStringList> keys(int row) const;
    Dimension group() const { return m_group; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString name(const SpendingRow &row) const;
    QString displayText(const SpendingRow &row, Column column) const;
    QVariant sortValue(const SpendingRow &row, Column column) const;
    QVariant exportValue(const SpendingRow &row, Column column) const;
    QVariant styleValue(const SpendingRow &row, int rowNumber, Column column, int role) const;
    QString toolTip(const SpendingRow &row, Column column) const;
    std::optional<double> change(const SpendingRow &row) const;
    std::optional<double> share(const SpendingRow &row) const;

    QList<SpendingRow> m_rows; ///< With the total as the last one.
    Dimension m_group = Dimension::Feature;
    bool m_compare = true;
};
