#pragma once

#include "features/overview/overviewqueries.h"

#include <QAbstractTableModel>

/// The features of the overview, those without usage too, with the total at the end. Replaced as a whole; latency comes
/// later and is an em dash until then.
class FeatureTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        OwnerColumn,
        ModelColumn,
        SpendColumn,
        ChangeColumn,
        ShareColumn,
        RequestsColumn,
        ErrorsColumn,
        LatencyColumn,
        TrendColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `compare`: whether changes against the period before are shown. Forgets latency of another question.
    void setAnswer(const OverviewAnswer &answer, bool compare);
    void setLatency(const OverviewLatency &latency);
    void clear();

    bool isTotal(int row) const { return row == m_rows.size() - 1; }
    /// The feature key of a row; nullopt for the total.
    std::optional<QString> key(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString displayText(int row, Column column) const;
    QVariant sortValue(int row, Column column) const;
    QVariant exportValue(int row, Column column) const;
    QVariant styleValue(int row, Column column, int role) const;
    QString toolTip(int row, Column column) const;
    QString modelText(const FeatureUsage &feature) const;
    Quantiles latency(int row) const;
    std::optional<Money> cost(const FeatureUsage &feature) const;
    std::optional<double> change(const FeatureUsage &feature) const;
    std::optional<double> share(const FeatureUsage &feature) const;

    QList<FeatureUsage> m_rows; ///< With the total as the last one.
    std::optional<OverviewQuestion> m_question;
    std::optional<OverviewLatency> m_latency;
    bool m_compare = true;
};
