#include "app/importpreviewmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

namespace {

QString word(const QString &text)
{
    return text.isEmpty() ? Format::unknown() : visibleControls(text.left(500));
}

QString tokens(const std::optional<qint64> &count)
{
    return count ? Format::count(*count) : Format::unknown();
}

Severity severityOf(UsageStatus status)
{
    switch (status) {
    case UsageStatus::Success: return Severity::Good;
    case UsageStatus::Error:
    case UsageStatus::Timeout: return Severity::Error;
    case UsageStatus::Cancelled: return Severity::Warning;
    case UsageStatus::Pending: return Severity::Info;
    case UsageStatus::Unknown: return Severity::Unknown;
    }
    Q_UNREACHABLE();
}

}

ImportPreviewModel::ImportPreviewModel(const ReportingZone &zone, QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(zone)
{
}

void ImportPreviewModel::setRows(const QList<PreviewRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int ImportPreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportPreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportPreviewModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole: return text(row, column);
    case Qt::ToolTipRole:
        if (column == TimeColumn && row.timeAssumed)
            return tr("The record has no time of its own");
        return column == ChargedColumn && row.charged  ? Format::moneyExact(*row.charged)
            : column == ComputedColumn && row.computed ? Format::moneyExact(*row.computed)
                                                       : QString();
    case SeverityRole:
        if (column == StatusColumn)
            return int(severityOf(row.status));
        return int((column == ComputedColumn && !row.cost) || (column == TimeColumn && row.timeAssumed)
                    || (column == CanonicalColumn && row.canonical.isEmpty() && !row.model.isEmpty())
                ? Severity::Warning : Severity::None);
    case SecondaryRole: return column == LineColumn || column == ProviderColumn || column == CanonicalColumn;
    default: return {};
    }
}

QString ImportPreviewModel::text(const PreviewRow &row, Column column) const
{
    switch (column) {
    case LineColumn: return Format::count(row.line);
    case TimeColumn: return m_zone.timeText(row.time).left(19);
    case FeatureColumn: return UsageText::label(Dimension::Feature, { 0, row.feature, row.feature });
    case ProviderColumn: return word(row.provider);
    case ModelColumn: return word(row.model);
    case CanonicalColumn: return row.canonical.isEmpty() && !row.model.isEmpty() ? tr("not known") : word(row.canonical);
    case UserColumn: return word(row.user);
    case StatusColumn: return UsageText::label(Dimension::Status, { 0, statusName(row.status), statusName(row.status) });
    case InputColumn: return tokens(row.input);
    case OutputColumn: return tokens(row.output);
    case ChargedColumn: return row.charged ? Format::money(*row.charged) : Format::unknown();
    case ComputedColumn: return row.computed ? Format::money(*row.computed) : row.cost ? Format::unknown() : tr("no price");
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("line"), tr("Line"), CellKind::Number },
        { QStringLiteral("ts_utc"), tr("Time"), CellKind::Number },
        { QStringLiteral("feature"), tr("Feature"), CellKind::Text },
        { QStringLiteral("provider"), tr("Provider"), CellKind::Text },
        { QStringLiteral("model"), tr("Model"), CellKind::Text },
        { QStringLiteral("canonical"), tr("Stands for"), CellKind::Text },
        { QStringLiteral("user"), tr("User"), CellKind::Text },
        { QStringLiteral("status"), tr("Status"), CellKind::Status },
        { QStringLiteral("input_tokens"), tr("Input"), CellKind::Number },
        { QStringLiteral("output_tokens"), tr("Output"), CellKind::Number },
        { QStringLiteral("charged_cost_usd"), tr("Charged"), CellKind::Money },
        { QStringLiteral("computed_cost_usd"), tr("Computed"), CellKind::Money },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
