#include "features/flags/flagsmodel.h"

#include "core/error.h"

#include <algorithm>

bool FlagRow::isStaged() const
{
    return std::any_of(cells.cbegin(), cells.cend(), [](const FlagCell &cell) { return cell.isStaged(); });
}

void FlagsModel::setRows(const QStringList &environments, const QList<FlagRow> &rows)
{
    const bool sameKeys = environments == m_environments
        && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
            [](const FlagRow &a, const FlagRow &b) { return a.key == b.key; });
    if (!sameKeys) {
        beginResetModel();
        m_environments = environments;
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int FlagsModel::rowOf(const QString &key) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).key == key)
            return row;
    }
    return -1;
}

int FlagsModel::environmentOf(int column) const
{
    const int environment = column - firstEnvironmentColumn();
    return environment >= 0 && environment < m_environments.size() ? environment : -1;
}

int FlagsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int FlagsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : audienceColumn() + 2; }

QVariant FlagsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FlagRow &row = m_rows.at(index.row());
    if (role == StagedRole)
        return row.isStaged();
    if (const int environment = environmentOf(index.column()); environment >= 0)
        return environmentData(row, row.cells.value(environment), role);
    return textData(row, index.column(), role);
}

QVariant FlagsModel::environmentData(const FlagRow &row, const FlagCell &cell, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return cell.isStaged() ? tr("%1 → %2").arg(cell.stagedFrom, cell.stagedTo) : cell.text;
    case Qt::ToolTipRole:
        return visibleControls(cell.detail);
    case Qt::AccessibleTextRole:
        return cell.isStaged() ? tr("%1: staged, %2 becomes %3").arg(row.key, cell.stagedFrom, cell.stagedTo)
                               : tr("%1: %2").arg(row.key, cell.text);
    case SortRole:
        return double(int(cell.kind)) + cell.share / 2;
    case ExportRole:
        return cell.text;
    case CellRole:
        return QVariant::fromValue(cell);
    default:
        return {};
    }
}

QVariant FlagsModel::textData(const FlagRow &row, int column, int role) const
{
    const bool isFlag = column == 0;
    const bool isAudience = column == audienceColumn();
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
    case ExportRole:
        return visibleControls(isFlag ? row.key : isAudience ? row.audience : row.changedBy);
    case CaptionRole:
        return visibleControls(isFlag ? row.description : isAudience ? row.audienceDetail : row.changedAt);
    case MarkRole:
        return isFlag ? row.stale : QString();
    case Qt::ToolTipRole:
        if (isFlag)
            return visibleControls(row.stale.isEmpty() ? tr("%1: %2").arg(row.key, row.description)
                                                       : tr("%1: %2, %3").arg(row.key, row.description, row.stale));
        return visibleControls(isAudience ? row.audienceDetail : QString());
    default:
        return {};
    }
}

QVariant FlagsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const int environment = environmentOf(section);
    const bool isFlag = section == 0;
    const bool isAudience = section == audienceColumn();
    switch (role) {
    case Qt::DisplayRole:
        return isFlag          ? tr("Flag")
            : environment >= 0 ? m_environments.at(environment)
            : isAudience       ? tr("Audience")
                               : tr("Last change");
    case CellKindRole:
        return int(isFlag ? CellKind::Identifier : environment >= 0 ? CellKind::Status : CellKind::Text);
    case ColumnIdRole:
        return isFlag          ? QStringLiteral("flag")
            : environment >= 0 ? QStringLiteral("environment%1").arg(environment)
            : isAudience       ? QStringLiteral("audience")
                               : QStringLiteral("changed");
    default:
        return {};
    }
}
