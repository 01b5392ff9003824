#pragma once

#include "core/reportingzone.h"
#include "features/modelnames/modelnamesqueries.h"

#include <QAbstractTableModel>

/// Names that stand for no known model, in the order of their rank. Replaced as a whole.
class WaitingNamesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        SuggestionColumn,
        MatchColumn,
        FamilyColumn,
        RequestsColumn,
        SpendColumn, ///< With how many requests have no price.
        FirstColumn,
        LastColumn,
        ColumnCount
    };

    explicit WaitingNamesModel(const ReportingZone &zone, QObject *parent = nullptr);

    void setNames(const QList<WaitingName> &names);
    const WaitingName &name(int row) const { return m_names.at(row); }
    int rowOf(const QString &name) const; ///< -1: it does not wait.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// "family", "exact", "no suggestion": how a suggestion was found.
    static QString matchText(MatchKind kind);

private:
    QString text(const WaitingName &name, Column column) const;
    QVariant rawValue(const WaitingName &name, Column column, bool forSorting) const;

    const ReportingZone m_zone;
    QList<WaitingName> m_names;
};
