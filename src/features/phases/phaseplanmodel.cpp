#include "features/phases/phaseplanmodel.h"

#include "core/error.h"
#include "core/format.h"
#include "features/phases/phaseview.h"

void PhasePlanModel::setLanes(const QList<PlanLane> &lanes, const ReportingZone &zone)
{
    beginResetModel();
    m_lines.clear();
    m_zone = zone;
    for (const PlanLane &lane : lanes) {
        for (const PlanBar &bar : lane.bars)
            m_lines.append({ lane.title, bar });
    }
    endResetModel();
}

int PhasePlanModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_lines.size()); }

int PhasePlanModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QString PhasePlanModel::text(const Line &line, int column) const
{
    switch (column) {
    case Lane:
        return line.lane;
    case Phase:
        return line.bar.name;
    case State:
        return PhaseText::state(line.bar.state);
    case From:
        return m_zone.timeText(line.bar.from);
    case To:
        return line.bar.to ? m_zone.timeText(*line.bar.to) : Format::unknown();
    case Conflict:
        return line.bar.conflict;
    default:
        return {};
    }
}

QVariant PhasePlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return visibleControls(text(line, index.column()));
    case ExportRole:
        return text(line, index.column());
    case SortRole:
        return index.column() == From ? QVariant(line.bar.from) : QVariant(text(line, index.column()));
    case SeverityRole:
        return index.column() == Conflict && !line.bar.conflict.isEmpty() ? int(Severity::Warning)
                                                                          : int(Severity::None);
    default:
        return {};
    }
}

QVariant PhasePlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const char *const ids[] = { "lane", "phase", "state", "from", "to", "conflict" };
    const QStringList names { tr("Calendar"), tr("Phase"), tr("State"), tr("From"), tr("Until"), tr("Conflict") };
    switch (role) {
    case Qt::DisplayRole:
        return names.at(section);
    case CellKindRole:
        return int(section == Conflict ? CellKind::Status : CellKind::Text);
    case ColumnIdRole:
        return QString::fromLatin1(ids[section]);
    default:
        return {};
    }
}
