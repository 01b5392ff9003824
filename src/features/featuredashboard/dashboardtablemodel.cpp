#include "features/featuredashboard/dashboardtablemodel.h"

void DashboardTableModel::setTable(const DashboardTable &table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

std::optional<Route> DashboardTableModel::route(int row) const
{
    return row >= 0 && row < m_table.rows.size() ? m_table.rows.at(row).route : std::nullopt;
}

CountedRequests DashboardTableModel::counted(int row) const
{
    return row >= 0 && row < m_table.rows.size() ? m_table.rows.at(row).counted : CountedRequests();
}

int DashboardTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int DashboardTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.columns.size());
}

QVariant DashboardTableModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &row = m_table.rows.at(index.row());
    const auto &cell = row.cells.at(index.column());
    const auto kind = m_table.columns.at(index.column()).kind;
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.toolTip;
    case SortRole:
        return cell.sort;
    case ExportRole:
        return cell.exported;
    case CellKindRole:
        return int(kind == CellKind::Swatch && row.kind == RowKind::Total ? CellKind::Text : kind);
    case RowKindRole:
        return int(row.kind);
    case SeverityRole:
        return int(cell.severity);
    case SeriesSlotRole:
        return cell.slot >= 0 ? QVariant(cell.slot) : QVariant();
    case ShareRole:
        return cell.share ? QVariant(*cell.share) : QVariant();
    case SparklineRole:
        return cell.trend.isEmpty() ? QVariant() : QVariant(cell.trend);
    case PolarityRole:
        return kind == CellKind::Delta ? QVariant(-1) : QVariant();
    case EmphasisRole:
        return cell.isStrong || row.kind == RowKind::Total;
    case SecondaryRole:
        return cell.isSecondary;
    default:
        return {};
    }
}

QVariant DashboardTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.columns.size())
        return {};
    const auto &column = m_table.columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case ColumnIdRole:
        return column.id;
    case CellKindRole:
        return int(column.kind);
    default:
        return {};
    }
}
