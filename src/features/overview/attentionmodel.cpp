#include "features/overview/attentionmodel.h"

void AttentionModel::setItems(const QList<AttentionItem> &items)
{
    beginResetModel();
    m_items = items;
    endResetModel();
}

int AttentionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant AttentionModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return item.title;
    case Qt::AccessibleTextRole: return QString(item.title + QStringLiteral(". ") + item.detail);
    case DetailRole: return item.detail;
    case ItemSeverityRole: return int(item.severity);
    default: return {};
    }
}
