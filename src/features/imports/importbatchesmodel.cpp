#include "features/imports/importbatchesmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

namespace {

Severity severityOf(const ImportBatch &batch)
{
    if (batch.undone)
        return Severity::Off;
    if (batch.status == QLatin1String("complete"))
        return batch.rejected > 0 ? Severity::Warning : Severity::Good;
    return batch.status == QLatin1String("failed") ? Severity::Error : Severity::Warning;
}

}

ImportBatchesModel::ImportBatchesModel(const ReportingZone &zone, QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(zone)
{
}

void ImportBatchesModel::setBatches(const QList<ImportBatch> &batches, bool more)
{
    beginResetModel();
    m_batches = batches;
    m_more = more;
    m_waiting = false;
    endResetModel();
}

void ImportBatchesModel::append(const QList<ImportBatch> &batches, bool more)
{
    m_waiting = false;
    m_more = more;
    if (batches.isEmpty() || (!m_batches.isEmpty() && batches.constFirst().id >= m_batches.constLast().id))
        return;
    beginInsertRows({}, int(m_batches.size()), int(m_batches.size() + batches.size()) - 1);
    m_batches += batches;
    endInsertRows();
}

int ImportBatchesModel::rowOf(qint64 id) const
{
    const auto found = std::find_if(m_batches.cbegin(), m_batches.cend(), [id](const ImportBatch &batch) { return batch.id == id; });
    return found == m_batches.cend() ? -1 : int(found - m_batches.cbegin());
}

int ImportBatchesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_batches.size());
}

int ImportBatchesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ImportBatchesModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more && !m_waiting && !m_batches.isEmpty();
}

void ImportBatchesModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_waiting = true;
    emit moreWanted(m_batches.constLast().id);
}

QVariant ImportBatchesModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &batch = m_batches.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(batch, column);
    case Qt::ToolTipRole:
        return column == FileColumn ? visibleControls(batch.fileName)
            : column == StartedColumn ? m_zone.timeText(batch.started)
            : column == CostColumn ? Format::moneyExact(batch.cost)
            : column == RejectedCostColumn ? rejectedHint(batch)
                                   : QString();
    case ExportRole: return exportValue(batch, column);
    case SeverityRole:
        if (column == StatusColumn)
            return int(severityOf(batch));
        return int(column == RejectedColumn && batch.rejected > 0 ? Severity::Warning : Severity::None);
    case EmphasisRole: return column == CostColumn;
    case SecondaryRole: return column == NumberColumn || column == FormatColumn || column == ActorColumn;
    default: return {};
    }
}

std::optional<Spend> ImportBatchesModel::rejectedSpend(const ImportBatch &batch)
{
    if (!batch.amounts && batch.rejected > 0)
        return {};
    const ImportAmount amount = batch.amounts.value_or(ImportAmounts()).rejected;
    return Spend { amount.cost, amount.records, amount.unknown };
}

QString ImportBatchesModel::rejectedHint(const ImportBatch &batch)
{
    const auto spend = rejectedSpend(batch);
    if (!spend)
        return tr("It was imported before this was kept: unknown");
    if (spend->unpriced == 0)
        return Format::moneyExact(spend->cost);
    return tr("%1; %2 of %3 records do not say what they cost")
        .arg(spend->known() ? Format::moneyExact(spend->cost) : Format::unknown(), Format::count(spend->unpriced), Format::count(spend->requests));
}

QString ImportBatchesModel::statusText(const ImportBatch &batch)
{
    if (batch.undone)
        return tr("Undone");
    if (batch.status == QLatin1String("complete"))
        return tr("Complete");
    if (batch.status == QLatin1String("running"))
        return tr("Unfinished");
    return batch.status == QLatin1String("cancelled") ? tr("Cancelled") : tr("Given up");
}

QString ImportBatchesModel::text(const ImportBatch &batch, Column column) const
{
    switch (column) {
    case NumberColumn: return QString::number(batch.id);
    case FileColumn: return visibleControls(batch.fileName.section(QLatin1Char('/'), -1));
    case FormatColumn: return batch.format;
    case StartedColumn: return m_zone.timeText(batch.started).left(16);
    case ActorColumn: return visibleControls(batch.actor);
    case StatusColumn: return statusText(batch);
    case RecordsColumn: return Format::count(batch.records);
    case NewColumn: return Format::count(batch.accepted);
    case KnownColumn: return Format::count(batch.duplicates);
    case RevisedColumn: return Format::count(batch.revised);
    case RejectedColumn: return Format::count(batch.rejected);
    case RejectedCostColumn: {
        const auto spend = rejectedSpend(batch);
        return spend ? UsageText::spend(*spend) : Format::unknown();
    }
    case CostColumn: return UsageText::spend({ batch.cost, batch.accepted + batch.revised, batch.unpriced });
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant ImportBatchesModel::exportValue(const ImportBatch &batch, Column column) const
{
    switch (column) {
    case NumberColumn: return batch.id;
    case FileColumn: return batch.fileName;
    case FormatColumn: return batch.format;
    case StartedColumn: return m_zone.timeText(batch.started);
    case ActorColumn: return batch.actor;
    case StatusColumn: return batch.undone ? QStringLiteral("undone") : batch.status;
    case RecordsColumn: return batch.records;
    case NewColumn: return batch.accepted;
    case KnownColumn: return batch.duplicates;
    case RevisedColumn: return batch.revised;
    case RejectedColumn: return batch.rejected;
    case RejectedCostColumn: {
        const auto spend = rejectedSpend(batch);
        return spend ? UsageText::exportValue(spend->known()) : QVariant();
    }
    case CostColumn: return batch.cost.exactText();
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant ImportBatchesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("id"), tr("No."), CellKind::Number },
        { QStringLiteral("file"), tr("File"), CellKind::Text },
        { QStringLiteral("format"), tr("Format"), CellKind::Text },
        { QStringLiteral("started"), tr("Started"), CellKind::Number },
        { QStringLiteral("actor"), tr("By"), CellKind::Text },
        { QStringLiteral("status"), tr("Status"), CellKind::Status },
        { QStringLiteral("records"), tr("Records"), CellKind::Number },
        { QStringLiteral("new"), tr("New"), CellKind::Number },
        { QStringLiteral("duplicate"), tr("Known"), CellKind::Number },
        { QStringLiteral("revised"), tr("Revised"), CellKind::Number },
        { QStringLiteral("rejected"), tr("Rejected"), CellKind::Number },
        { QStringLiteral("cost_usd"), tr("Cost"), CellKind::Money },
        { QStringLiteral("rejected_usd"), tr("Rejected cost"), CellKind::Money,
            tr("What the rejected records say that was charged for them. It is in no other figure.") },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
