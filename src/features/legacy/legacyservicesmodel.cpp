#include "features/legacy/legacyservicesmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "features/legacy/legacytext.h"
#include "ledger/usagetext.h"

#include <QSet>

namespace {

QVariant nameOf(const LegacyService &service)
{
    return service.isNamed ? QVariant(service.name) : QVariant();
}

QSet<std::pair<QString, bool>> names(const QList<LegacyService> &services)
{
    QSet<std::pair<QString, bool>> names;
    for (const LegacyService &service : services)
        names.insert({ service.name, service.isNamed });
    return names;
}

/// Unknown where not one cost could be read.
std::optional<Money> costOf(const LegacyService &service)
{
    return service.costsRead > 0 ? std::optional(service.cost) : std::nullopt;
}

}

void LegacyServicesModel::setServices(const QList<LegacyService> &services, bool areWhole)
{
    // Only their names show so far, so a view keeps its place while the counts grow.
    if (!areWhole && !m_areWhole && names(services) == names(m_services))
        return;
    beginResetModel();
    m_services = services;
    m_areWhole = areWhole;
    endResetModel();
}

int LegacyServicesModel::columnOf(const QString &id) const
{
    for (int column = 0; column < ColumnCount; ++column) {
        if (headerData(column, Qt::Horizontal, ColumnIdRole).toString() == id)
            return column;
    }
    return -1;
}

int LegacyServicesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_services.size());
}

int LegacyServicesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LegacyServicesModel::raw(const LegacyService &service, Column column)
{
    switch (column) {
    case Service: return nameOf(service);
    case Feature: {
        const QString feature = LegacyServices::featureOf(service.name);
        return feature.isEmpty() ? QVariant() : QVariant(feature);
    }
    case Rows: return service.rows;
    case Succeeded: return service.succeeded;
    case Failed: return service.failed;
    case Unknown: return service.unknown;
    case Models: return service.models;
    case Cost: return UsageText::exportValue(costOf(service));
    case CostsUnreadable: return service.costsUnreadable;
    case CostsMissing: return service.costsMissing;
    case Newest: return service.newest ? QVariant(LegacyText::time(*service.newest)) : QVariant();
    }
    Q_UNREACHABLE();
}

QString LegacyServicesModel::text(const LegacyService &service, Column column)
{
    switch (column) {
    case Service: return LegacyText::value(nameOf(service));
    case Feature: {
        const QString feature = LegacyServices::featureOf(service.name);
        return feature.isEmpty() ? tr("unmapped") : feature;
    }
    case Cost: return Format::money(costOf(service));
    case Newest: return service.newest ? LegacyText::time(*service.newest).left(16) : Format::unknown(); // to the minute
    default: return Format::count(raw(service, column).toLongLong());
    }
}

QVariant LegacyServicesModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const LegacyService &service = m_services.at(index.row());
    const auto column = Column(index.column());
    if (!m_areWhole && column >= Rows) {
        if (role == Qt::DisplayRole)
            return column == Rows ? tr("counting…") : QStringLiteral("…");
        return role == SecondaryRole ? QVariant(true) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole: return text(service, column);
    case ExportRole: return raw(service, column);
    case SortRole: return column == Cost ? UsageText::sortValue(costOf(service)) : raw(service, column);
    case Qt::ToolTipRole:
        if (column == Newest)
            return raw(service, column);
        return column == Cost && service.costsRead > 0
            ? tr("Exactly %1, from %2 rows").arg(Format::moneyExact(service.cost), Format::count(service.costsRead)) : QString();
    case SeverityRole: return int(column == CostsUnreadable && service.costsUnreadable > 0 ? Severity::Warning : Severity::None);
    case SecondaryRole:
        return (column == Service && LegacyText::isMark(nameOf(service))) || (column == Feature && LegacyServices::featureOf(service.name).isEmpty())
            || (column >= Rows && column != Cost && column != Newest && raw(service, column).toLongLong() == 0);
    default: return {};
    }
}

QVariant LegacyServicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] {
        { QStringLiteral("service_name"), tr("Service"), CellKind::Text, tr("service_name as it stands in usage_logs") },
        { QStringLiteral("feature"), tr("Maps to"), CellKind::Text, tr("The feature that the service became") },
        { QStringLiteral("rows"), tr("Rows"), CellKind::Number, {} },
        { QStringLiteral("succeeded"), tr("Success"), CellKind::Number, tr("Rows whose success is 1") },
        { QStringLiteral("failed"), tr("Fail"), CellKind::Number, tr("Rows whose success is 0") },
        { QStringLiteral("unknown"), tr("Unknown"), CellKind::Number, tr("Rows whose success is neither 1 nor 0") },
        { QStringLiteral("models"), tr("Models"), CellKind::Number, tr("Different names in model_name") },
        { QStringLiteral("cost_usd"), tr("Cost"), CellKind::Money, tr("Sum of the costs that are exact decimal numbers") },
        { QStringLiteral("costs_unreadable"), tr("Unreadable"), CellKind::Number, tr("Costs that are text but no exact decimal number; not in the sum") },
        { QStringLiteral("costs_missing"), tr("No cost"), CellKind::Number, tr("Costs that are NULL") },
        { QStringLiteral("newest"), tr("Newest, UTC"), CellKind::Number, tr("Of the times that can be read") },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
