#include "widgets/tablesortproxy.h"

#include "core/format.h"
#include "core/tablerole.h"

namespace {

template<typename T>
int order(const T &left, const T &right)
{
    return left < right ? -1 : right < left ? 1 : 0;
}

bool isWhole(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool: case QMetaType::Int: case QMetaType::UInt: case QMetaType::LongLong: return true;
    default: return false;
    }
}

bool isUnknown(const QVariant &value)
{
    return !value.isValid() || value.isNull() || (value.typeId() == QMetaType::Double && qIsNaN(value.toDouble()));
}

}

TableSortProxy::TableSortProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_collator(Format::locale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSortRole(SortRole);
    sort(0);
}

void TableSortProxy::setKeys(const QList<SortKey> &keys)
{
    m_keys = keys;
    invalidate();
}

void TableSortProxy::setSourceModel(QAbstractItemModel *model)
{
    QSortFilterProxyModel::setSourceModel(model);
    sort(0);
}

bool TableSortProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int kinds = order(left.data(RowKindRole).toInt(), right.data(RowKindRole).toInt());
    if (kinds != 0)
        return kinds < 0;
    for (const SortKey &key : m_keys) {
        const QVariant a = left.siblingAtColumn(key.column).data(SortRole);
        const QVariant b = right.siblingAtColumn(key.column).data(SortRole);
        if (isUnknown(a) != isUnknown(b))
            return isUnknown(b);
        const int result = compare(a, b);
        if (result != 0)
            return key.order == Qt::AscendingOrder ? result < 0 : result > 0;
    }
    return left.row() < right.row();
}

int TableSortProxy::compare(const QVariant &left, const QVariant &right) const
{
    if (left.typeId() == QMetaType::QVariantList && right.typeId() == QMetaType::QVariantList) {
        const QVariantList a = left.toList();
        const QVariantList b = right.toList();
        for (qsizetype i = 0; i < qMin(a.size(), b.size()); ++i)
            if (const int result = compare(a.at(i), b.at(i)); result != 0)
                return result;
        return order(a.size(), b.size());
    }
    if (left.typeId() == QMetaType::QString || right.typeId() == QMetaType::QString)
        return m_collator.compare(left.toString(), right.toString());
    if (left.typeId() == QMetaType::ULongLong && right.typeId() == QMetaType::ULongLong)
        return order(left.toULongLong(), right.toULongLong());
    if (isWhole(left) && isWhole(right))
        return order(left.toLongLong(), right.toLongLong());
    if (left.canConvert<double>() && right.canConvert<double>())
        return order(left.toDouble(), right.toDouble());
    return QVariant::compare(left, right) == QPartialOrdering::Less ? -1
        : QVariant::compare(left, right) == QPartialOrdering::Greater ? 1 : 0;
}
