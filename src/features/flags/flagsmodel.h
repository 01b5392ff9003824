#pragma once

#include "core/tablerole.h"
#include "features/flags/flagrow.h"

#include <QAbstractTableModel>
#include <QStringList>

/// The flags as a table: key over description, a cell per environment, audience, last change.
class FlagsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        CellRole = Qt::UserRole + 100, ///< FlagCell, of the columns of environments.
        CaptionRole, ///< QString below the text.
        MarkRole, ///< QString behind the caption, as a warning.
        StagedRole, ///< bool: something of this row is staged.
    };

    explicit FlagsModel(QObject *parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    /// `environments` as their columns are headed. Keeps selection where the keys are the same.
    void setRows(const QStringList &environments, const QList<FlagRow> &rows);
    const QList<FlagRow> &rows() const { return m_rows; }
    int rowOf(const QString &key) const; ///< -1: it is not shown.

    int firstEnvironmentColumn() const { return 1; }
    /// -1 for a column that is no environment's.
    int environmentOf(int column) const;
    int columnOf(int environment) const { return firstEnvironmentColumn() + environment; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant environmentData(const FlagRow &row, const FlagCell &cell, int role) const;
    QVariant textData(const FlagRow &row, int column, int role) const;
    int audienceColumn() const { return firstEnvironmentColumn() + int(m_environments.size()); }

    QStringList m_environments;
    QList<FlagRow> m_rows;
};
