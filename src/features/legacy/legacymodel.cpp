#include "features/legacy/legacymodel.h"

#include "core/tablerole.h"
#include "features/legacy/legacytext.h"

namespace {

constexpr qsizetype LongestToolTip = 4000;

CellKind kindOf(const LegacyColumn &column)
{
    switch (column.kind) {
    case LegacyKind::Id:
    case LegacyKind::Integer: return CellKind::Number;
    case LegacyKind::Figure:
    case LegacyKind::Money:
    case LegacyKind::Time:
    case LegacyKind::Json: return CellKind::Identifier;
    case LegacyKind::Text: return CellKind::Text;
    }
    Q_UNREACHABLE();
}

}

void LegacyModel::setTable(const LegacyTable &table)
{
    beginResetModel();
    m_table = &table;
    m_rows.reset({}, {});
    endResetModel();
}

void LegacyModel::setPage(const LegacyRowPage &page)
{
    beginResetModel();
    m_rows.reset(page.rows, page.next);
    endResetModel();
}

void LegacyModel::append(const KeysetOrder::Place &after, const LegacyRowPage &page)
{
    if (!m_rows.waitsFor(after))
        return;
    if (page.rows.isEmpty()) {
        m_rows.append({}, page.next);
        return;
    }
    beginInsertRows({}, m_rows.size(), m_rows.size() + int(page.rows.size()) - 1);
    m_rows.append(page.rows, page.next);
    endInsertRows();
}

void LegacyModel::hold()
{
    m_rows.hold();
}

void LegacyModel::retry()
{
    m_rows.release();
    fetchMore({});
}

int LegacyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
}

int LegacyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_table ? 0 : int(m_table->columns.size());
}

bool LegacyModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_rows.canFetch();
}

void LegacyModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        emit moreWanted(m_rows.fetch());
}

QVariant LegacyModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const QVariant &value = m_rows.at(index.row()).at(index.column());
    switch (role) {
    case Qt::DisplayRole: return LegacyText::value(value);
    case Qt::ToolTipRole: return value.toString().size() > 60 ? visibleControls(value.toString().left(LongestToolTip)) : QVariant();
    case ExportRole: return value;
    case CellKindRole: return int(kindOf(m_table->columns.at(index.column())));
    case SecondaryRole: return LegacyText::isMark(value) || index.column() == 0;
    default: return {};
    }
}

QVariant LegacyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const LegacyColumn &column = m_table->columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
    case ColumnIdRole: return QString(column.name);
    case Qt::ToolTipRole: return LegacyText::columnHint(column.kind);
    case CellKindRole: return int(kindOf(column));
    default: return {};
    }
}
