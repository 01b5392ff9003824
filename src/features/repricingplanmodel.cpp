#include "features/repricingplanmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

#include <algorithm>

namespace {

Int128 size(Money amount)
{
    return amount.pico() < 0 ? -amount.pico() : amount.pico();
}

/// A difference between unknown and unknown is unknown.
std::optional<Money> differenceOf(const RepricingGroup &group)
{
    return group.knownOldCost() || group.knownNewCost() ? std::optional(group.difference()) : std::nullopt;
}

QString signedText(const std::optional<Money> &difference)
{
    if (!difference)
        return Format::unknown();
    return (difference->pico() > 0 ? QStringLiteral("+") : QString()) + Format::money(*difference);
}

std::optional<Money> moneyOf(const RepricingGroup &group, RepricingPlanModel::Column column)
{
    switch (column) {
    case RepricingPlanModel::OldColumn: return group.knownOldCost();
    case RepricingPlanModel::NewColumn: return group.knownNewCost();
    default: return differenceOf(group);
    }
}

}

void RepricingPlanModel::setPlan(const RepricingPlan &plan)
{
    beginResetModel();
    m_groups = plan.groups;
    std::stable_sort(m_groups.begin(), m_groups.end(), [](const RepricingGroup &a, const RepricingGroup &b) {
        return size(a.difference()) != size(b.difference()) ? size(a.difference()) > size(b.difference()) : a.rows > b.rows;
    });
    m_groups.append(plan.total());
    endResetModel();
}

int RepricingPlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_groups.size());
}

int RepricingPlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RepricingPlanModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &group = m_groups.at(index.row());
    const auto column = Column(index.column());
    const bool total = isTotal(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (total && column <= ModelColumn)
            return column == FeatureColumn ? tr("Total") : QString();
        return text(group, column);
    case Qt::ToolTipRole:
        if (column >= OldColumn && column <= DifferenceColumn) {
            const auto amount = moneyOf(group, column);
            return amount ? Format::moneyExact(*amount) : tr("None of these rows has a price");
        }
        return {};
    case ExportRole: return total && column <= ModelColumn ? QVariant(column == FeatureColumn ? tr("Total") : QString()) : exportValue(group, column);
    case RowKindRole: return int(total ? RowKind::Total : RowKind::Normal);
    case EmphasisRole: return total || column == DifferenceColumn;
    case SeverityRole: return int(column == UnpricedColumn && group.unpricedAfter > 0 ? Severity::Warning : Severity::None);
    default: return {};
    }
}

QString RepricingPlanModel::text(const RepricingGroup &group, Column column) const
{
    switch (column) {
    case FeatureColumn: return UsageText::label(Dimension::Feature, { 0, group.feature, group.feature });
    case ModelColumn: return UsageText::label(Dimension::Model, { 0, group.model, group.model });
    case RowsColumn: return Format::count(group.rows);
    case ChangedColumn: return Format::count(group.changed);
    case OldColumn: return UsageText::spend({ group.oldCost, group.rows, group.unpricedBefore });
    case NewColumn: return UsageText::spend({ group.newCost, group.rows, group.unpricedAfter });
    case DifferenceColumn: return signedText(differenceOf(group));
    case UnpricedColumn: return Format::count(group.unpricedAfter);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant RepricingPlanModel::exportValue(const RepricingGroup &group, Column column) const
{
    switch (column) {
    case FeatureColumn: return group.feature;
    case ModelColumn: return group.model;
    case RowsColumn: return group.rows;
    case ChangedColumn: return group.changed;
    case OldColumn:
    case NewColumn:
    case DifferenceColumn: return UsageText::exportValue(moneyOf(group, column));
    case UnpricedColumn: return group.unpricedAfter;
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant RepricingPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("feature"), tr("Feature"), CellKind::Text },
        { QStringLiteral("model"), tr("Model"), CellKind::Text },
        { QStringLiteral("rows"), tr("Rows"), CellKind::Number },
        { QStringLiteral("changed"), tr("Change"), CellKind::Number },
        { QStringLiteral("old_usd"), tr("Cost now"), CellKind::Money },
        { QStringLiteral("new_usd"), tr("Afterwards"), CellKind::Money },
        { QStringLiteral("difference_usd"), tr("Difference"), CellKind::Money },
        { QStringLiteral("unpriced_after"), tr("Unpriced"), CellKind::Number },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
