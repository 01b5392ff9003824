#include "features/modelnames/decidednamesmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

DecidedNamesModel::DecidedNamesModel(const ReportingZone &zone, QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(zone)
{
}

void DecidedNamesModel::setNames(const QList<ConfirmedName> &names)
{
    beginResetModel();
    m_names = names;
    endResetModel();
}

int DecidedNamesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

int DecidedNamesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DecidedNamesModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &name = m_names.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(name, column);
    case Qt::ToolTipRole:
        return column == SpendColumn  ? UsageText::spendExact({ name.cost, name.requests, name.unpriced })
            : column == WhenColumn ? m_zone.timeText(name.at)
                                   : QString();
    case SortRole: return rawValue(name, column, true);
    case ExportRole: return rawValue(name, column, false);
    case SeverityRole: return int(column == SpendColumn && name.unpriced > 0 ? Severity::Warning : Severity::None);
    case EmphasisRole: return column == SpendColumn;
    case SecondaryRole: return column == FamilyColumn || column == WhenColumn || column == ActorColumn;
    default: return {};
    }
}

QString DecidedNamesModel::text(const ConfirmedName &name, Column column) const
{
    switch (column) {
    case NameColumn: return visibleControls(name.name);
    case ModelColumn: return name.isKept() ? tr("itself") : visibleControls(name.model.canonical);
    case FamilyColumn: return visibleControls(name.model.family);
    case RequestsColumn: return Format::count(name.requests);
    case SpendColumn: return UsageText::spend({ name.cost, name.requests, name.unpriced });
    case WhenColumn: return UsageText::day(m_zone, name.at);
    case ActorColumn: return visibleControls(name.actor);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant DecidedNamesModel::rawValue(const ConfirmedName &name, Column column, bool forSorting) const
{
    switch (column) {
    case NameColumn: return name.name;
    case ModelColumn: return name.model.canonical;
    case FamilyColumn: return name.model.family;
    case RequestsColumn: return name.requests;
    case SpendColumn: return forSorting ? UsageText::sortValue(name.knownCost()) : UsageText::exportValue(name.knownCost());
    case WhenColumn: return forSorting ? QVariant(name.at) : QVariant(m_zone.timeText(name.at));
    case ActorColumn: return name.actor;
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant DecidedNamesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("name"), tr("Name"), CellKind::Text },
        { QStringLiteral("model"), tr("Stands for"), CellKind::Text },
        { QStringLiteral("family"), tr("Family"), CellKind::Text },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money },
        { QStringLiteral("decided"), tr("Decided"), CellKind::Number },
        { QStringLiteral("actor"), tr("By"), CellKind::Text },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
