#include "features/imports/importrejectsmodel.h"

#include "core/columnheader.h"
#include "core/format.h"

void ImportRejectsModel::clear()
{
    beginResetModel();
    m_rejects.clear();
    m_more = false;
    endResetModel();
}

void ImportRejectsModel::append(const QList<ImportReject> &rejects)
{
    m_more = rejects.size() == PageRows;
    if (rejects.isEmpty())
        return;
    beginInsertRows({}, int(m_rejects.size()), int(m_rejects.size() + rejects.size()) - 1);
    m_rejects += rejects;
    endInsertRows();
}

int ImportRejectsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rejects.size());
}

int ImportRejectsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ImportRejectsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more;
}

void ImportRejectsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_more = false; // until these are there
    emit moreWanted(m_rejects.constLast().id);
}

QVariant ImportRejectsModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &reject = m_rejects.at(index.row());
    const auto column = Column(index.column());
    if (role == SecondaryRole)
        return column == RawColumn;
    if (role != Qt::DisplayRole && role != ExportRole)
        return {};
    switch (column) {
    case LineColumn: return role == ExportRole ? QVariant(reject.line) : QVariant(Format::count(reject.line));
    case ReasonColumn: return visibleControls(reject.reason);
    case RawColumn: return role == ExportRole ? reject.raw : visibleControls(reject.raw);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant ImportRejectsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] {
        { QStringLiteral("line"), tr("Line"), CellKind::Number },
        { QStringLiteral("reason"), tr("Why it was rejected"), CellKind::Text },
        { QStringLiteral("record"), tr("Record"), CellKind::Identifier },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
