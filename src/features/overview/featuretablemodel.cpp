#include "features/overview/featuretablemodel.h"

#include "core/format.h"
#include "core/tablerole.h"
#include "ledger/usagetext.h"

namespace {

constexpr double NoticeableErrorRate = 0.01; // the overview's "Needs attention" begins here too

QVariant optional(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

CellKind kindOf(FeatureTableModel::Column column)
{
    switch (column) {
    case FeatureTableModel::NameColumn: return CellKind::Swatch;
    case FeatureTableModel::OwnerColumn:
    case FeatureTableModel::ModelColumn: return CellKind::Text;
    case FeatureTableModel::SpendColumn: return CellKind::Money;
    case FeatureTableModel::ChangeColumn: return CellKind::Delta;
    case FeatureTableModel::ShareColumn: return CellKind::Share;
    case FeatureTableModel::RequestsColumn:
    case FeatureTableModel::ErrorsColumn:
    case FeatureTableModel::LatencyColumn: return CellKind::Number;
    case FeatureTableModel::TrendColumn: return CellKind::Sparkline;
    case FeatureTableModel::ColumnCount: break;
    }
    Q_UNREACHABLE();
}

FeatureUsage totalOf(const OverviewAnswer &answer)
{
    FeatureUsage total;
    for (const auto &feature : answer.features)
        total.now += feature.now;
    total.before = answer.before;
    for (const auto &measures : answer.series.totals) {
        const auto cost = measures.knownCost();
        total.trend.append(cost ? std::optional(cost->approximateUsd()) : std::nullopt);
    }
    return total;
}

}

void FeatureTableModel::setAnswer(const OverviewAnswer &answer, bool compare)
{
    beginResetModel();
    m_rows = answer.features;
    if (!m_rows.isEmpty())
        m_rows.append(totalOf(answer));
    if (m_question != answer.question)
        m_latency.reset();
    m_question = answer.question;
    m_compare = compare;
    endResetModel();
}

void FeatureTableModel::setLatency(const OverviewLatency &latency)
{
    m_latency = latency;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, LatencyColumn), index(rowCount() - 1, LatencyColumn));
}

void FeatureTableModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_latency.reset();
    endResetModel();
}

std::optional<QString> FeatureTableModel::key(int row) const
{
    if (row < 0 || row >= m_rows.size() || isTotal(row))
        return {};
    return m_rows.at(row).key.text;
}

int FeatureTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FeatureTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FeatureTableModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return displayText(index.row(), column);
    case Qt::ToolTipRole: return toolTip(index.row(), column);
    case SortRole: return sortValue(index.row(), column);
    case ExportRole: return exportValue(index.row(), column);
    default: return styleValue(index.row(), column, role);
    }
}

QVariant FeatureTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    struct Header
    {
        QString id;
        QString title;
    };
    const Header headers[] = {
        { QStringLiteral("feature"), tr("Feature") },
        { QStringLiteral("owner"), tr("Owner") },
        { QStringLiteral("main_model"), tr("Main model") },
        { QStringLiteral("cost_usd"), tr("Spend") },
        { QStringLiteral("change"), tr("Change") },
        { QStringLiteral("share"), tr("Share of spend") },
        { QStringLiteral("requests"), tr("Requests") },
        { QStringLiteral("error_rate"), tr("Errors") },
        { QStringLiteral("p95_ms"), tr("p95") },
        { QStringLiteral("trend"), tr("Trend") },
    };
    switch (role) {
    case Qt::DisplayRole: return headers[section].title;
    case ColumnIdRole: return headers[section].id;
    case CellKindRole: return int(kindOf(Column(section)));
    default: return {};
    }
}

QString FeatureTableModel::displayText(int row, Column column) const
{
    const auto &feature = m_rows.at(row);
    const bool used = feature.now.requests() > 0;
    switch (column) {
    case NameColumn: return isTotal(row) ? tr("Total") : UsageText::label(Dimension::Feature, feature.key);
    case OwnerColumn:
        return isTotal(row) ? QString() : feature.owner.isEmpty() ? Format::unknown() : visibleControls(feature.owner);
    case ModelColumn: return isTotal(row) ? QString() : modelText(feature);
    case SpendColumn: return used ? UsageText::spend(Spend::of(feature.now)) : Format::unknown();
    case ChangeColumn: return Format::delta(change(feature));
    case ShareColumn: return Format::percent(share(feature));
    case RequestsColumn: return used ? Format::count(feature.now.requests()) : Format::unknown();
    case ErrorsColumn: return Format::percent(feature.now.errorRate(), 2);
    case LatencyColumn: {
        const auto p95 = latency(row).p95;
        return Format::milliseconds(p95 ? std::optional(double(*p95) / 1000) : std::nullopt);
    }
    case TrendColumn: return {};
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant FeatureTableModel::sortValue(int row, Column column) const
{
    const auto &feature = m_rows.at(row);
    const bool used = feature.now.requests() > 0;
    switch (column) {
    case NameColumn:
    case OwnerColumn:
    case ModelColumn: return displayText(row, column);
    case SpendColumn: return UsageText::sortValue(cost(feature));
    case ChangeColumn: return optional(change(feature));
    case ShareColumn: return optional(share(feature));
    case RequestsColumn: return used ? QVariant(feature.now.requests()) : QVariant();
    case ErrorsColumn: return optional(feature.now.errorRate());
    case LatencyColumn: return latency(row).p95 ? QVariant(*latency(row).p95) : QVariant();
    case TrendColumn: return {};
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant FeatureTableModel::exportValue(int row, Column column) const
{
    const auto &feature = m_rows.at(row);
    switch (column) {
    case NameColumn: return isTotal(row) ? tr("Total") : feature.key.text;
    case OwnerColumn: return feature.owner.isEmpty() ? QVariant() : QVariant(feature.owner);
    case ModelColumn: return feature.models > 0 ? QVariant(feature.mainModel) : QVariant();
    case SpendColumn: return UsageText::exportValue(cost(feature));
    case ChangeColumn: return UsageText::exportRatio(change(feature));
    case ShareColumn: return UsageText::exportRatio(share(feature));
    case RequestsColumn: return feature.now.requests();
    case ErrorsColumn: return UsageText::exportRatio(feature.now.errorRate());
    case LatencyColumn:
        return latency(row).p95 ? QVariant(UsageText::exactMilliseconds(*latency(row).p95)) : QVariant();
    case TrendColumn: return {};
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant FeatureTableModel::styleValue(int row, Column column, int role) const
{
    const auto &feature = m_rows.at(row);
    switch (role) {
    case CellKindRole: return int(column == NameColumn && isTotal(row) ? CellKind::Text : kindOf(column));
    case RowKindRole: return int(isTotal(row) ? RowKind::Total : RowKind::Normal);
    case SeriesSlotRole:
        return column == NameColumn || column == ShareColumn || column == TrendColumn ? QVariant(feature.slot)
                                                                                      : QVariant();
    case ShareRole: return column == ShareColumn ? optional(share(feature)) : QVariant();
    case PolarityRole: return column == ChangeColumn ? QVariant(-1) : QVariant();
    case EmphasisRole: return column == SpendColumn || isTotal(row);
    case SecondaryRole: return !isTotal(row) && (column == OwnerColumn || column == ModelColumn);
    case SeverityRole: {
        const bool warns = (column == SpendColumn && feature.now.unpriced() > 0)
            || (column == ErrorsColumn && feature.now.errorRate().value_or(0) > NoticeableErrorRate);
        return int(warns ? Severity::Warning : Severity::None);
    }
    case SparklineRole: {
        if (column != TrendColumn)
            return {};
        QVariantList trend;
        for (const auto &value : feature.trend)
            trend.append(optional(value));
        return trend;
    }
    default: return {};
    }
}

QString FeatureTableModel::toolTip(int row, Column column) const
{
    const auto &feature = m_rows.at(row);
    switch (column) {
    case NameColumn: return isTotal(row) ? QString() : visibleControls(feature.key.text);
    case ModelColumn:
        if (isTotal(row) || feature.assignedModels.isEmpty())
            return isTotal(row) ? QString() : visibleControls(feature.mainModel);
        return tr("The records name no model; they are priced as %1, which the feature is assigned.")
            .arg(visibleControls(feature.assignedModels.join(QStringLiteral(", "))));
    case SpendColumn: return feature.now.requests() > 0 ? UsageText::spendExact(Spend::of(feature.now)) : QString();
    case ChangeColumn: return tr("Before: %1").arg(UsageText::spend(Spend::of(feature.before)));
    case LatencyColumn:
        if (!latency(row).p95)
            return {};
        return latency(row).exact
            ? tr("%1 ms, exact").arg(UsageText::exactMilliseconds(*latency(row).p95))
            : tr("%1 ms, estimated to within 1 %").arg(UsageText::exactMilliseconds(*latency(row).p95));
    default: return {};
    }
}

QString FeatureTableModel::modelText(const FeatureUsage &feature) const
{
    if (feature.models == 0)
        return Format::unknown();
    if (feature.models > 1)
        return tr("mixed (%1)").arg(feature.models);
    if (feature.assignedModels.size() > 1)
        return tr("mixed (%1, assigned)").arg(feature.assignedModels.size());
    if (!feature.assignedModels.isEmpty())
        return tr("%1 (assigned)").arg(visibleControls(feature.assignedModels.constFirst()));
    return UsageText::label(Dimension::Model, { 0, feature.mainModel, feature.mainModel });
}

Quantiles FeatureTableModel::latency(int row) const
{
    if (!m_latency)
        return {};
    return isTotal(row) ? m_latency->total : m_latency->byFeature.value(m_rows.at(row).key.text);
}

std::optional<Money> FeatureTableModel::cost(const FeatureUsage &feature) const
{
    return feature.now.requests() > 0 ? feature.now.knownCost() : std::nullopt;
}

std::optional<double> FeatureTableModel::change(const FeatureUsage &feature) const
{
    return m_compare ? relativeChange(cost(feature), feature.before.knownCost()) : std::nullopt;
}

std::optional<double> FeatureTableModel::share(const FeatureUsage &feature) const
{
    const auto part = cost(feature);
    const auto total = m_rows.constLast().now.cost.approximateUsd();
    return part && total > 0 ? std::optional(part->approximateUsd() / total) : std::nullopt;
}
