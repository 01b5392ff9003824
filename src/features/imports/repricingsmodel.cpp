#include "features/imports/repricingsmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

namespace {

/// The costs are known once the job is complete.
bool isCounted(const RepricingJob &job)
{
    return job.status != QLatin1String("running");
}

Severity severityOf(const RepricingJob &job)
{
    return job.status == QLatin1String("complete") ? Severity::Good : job.status == QLatin1String("undone") ? Severity::Off : Severity::Warning;
}

}

RepricingsModel::RepricingsModel(const ReportingZone &zone, QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(zone)
{
}

void RepricingsModel::setJobs(const QList<RepricingJob> &jobs)
{
    beginResetModel();
    m_jobs = jobs;
    endResetModel();
}

int RepricingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int RepricingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RepricingsModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &job = m_jobs.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole: return text(job, column);
    case Qt::ToolTipRole:
        return column == StartedColumn ? m_zone.timeText(job.started)
            : column == OldColumn && isCounted(job) ? Format::moneyExact(job.oldCost)
            : column == NewColumn && isCounted(job) ? Format::moneyExact(job.newCost)
                                                    : QString();
    case SeverityRole: return int(column == StatusColumn ? severityOf(job) : Severity::None);
    case SecondaryRole: return column == NumberColumn || column == ActorColumn || column == ReasonColumn;
    default: return {};
    }
}

QString RepricingsModel::scopeText(const RepricingScope &scope) const
{
    QStringList parts;
    if (!scope.models.isEmpty())
        parts.append(scope.models.join(QLatin1String(", ")));
    if (!scope.features.isEmpty())
        parts.append(tr("features %1").arg(scope.features.join(QLatin1String(", "))));
    if (scope.from)
        parts.append(tr("from %1").arg(UsageText::day(m_zone, *scope.from)));
    if (scope.to)
        parts.append(tr("to %1").arg(UsageText::day(m_zone, *scope.to - 1)));
    return parts.isEmpty() ? tr("All rows") : visibleControls(parts.join(QLatin1String("; ")));
}

QString RepricingsModel::text(const RepricingJob &job, Column column) const
{
    switch (column) {
    case NumberColumn: return QString::number(job.id);
    case ScopeColumn: return scopeText(job.scope);
    case StartedColumn: return m_zone.timeText(job.started).left(16);
    case ActorColumn: return visibleControls(job.actor);
    case StatusColumn:
        return job.status == QLatin1String("complete") ? tr("Complete")
            : job.status == QLatin1String("undone")    ? tr("Undone")
            : job.status == QLatin1String("undoing")   ? tr("Undo unfinished")
                                                       : tr("Unfinished");
    case ChangedColumn: return isCounted(job) ? Format::count(job.changed) : Format::unknown();
    case OldColumn: return isCounted(job) ? Format::money(job.oldCost) : Format::unknown();
    case NewColumn: return isCounted(job) ? Format::money(job.newCost) : Format::unknown();
    case ReasonColumn: return visibleControls(job.reason);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant RepricingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("job"), tr("No."), CellKind::Number },
        { QStringLiteral("scope"), tr("Rows of"), CellKind::Text },
        { QStringLiteral("started"), tr("Started"), CellKind::Number },
        { QStringLiteral("actor"), tr("By"), CellKind::Text },
        { QStringLiteral("status"), tr("Status"), CellKind::Status },
        { QStringLiteral("changed"), tr("Changed"), CellKind::Number },
        { QStringLiteral("old_usd"), tr("Cost before"), CellKind::Money },
        { QStringLiteral("new_usd"), tr("Cost since"), CellKind::Money },
        { QStringLiteral("reason"), tr("Reason"), CellKind::Text },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
