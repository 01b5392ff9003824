#include "features/activity/activitymodel.h"

#include "core/columnheader.h"
#include "core/error.h"
#include "core/format.h"
#include "features/activity/activitytext.h"

namespace {

constexpr qsizetype MostShown = 60; ///< Of a text in a cell; a column is never wider for more.

}

void ActivityModel::setEntries(const QList<AuditRecord> &entries, bool hasMore, const ReportingZone &zone)
{
    beginResetModel();
    m_entries = entries;
    m_zone = zone;
    m_hasMore = hasMore;
    m_waiting = false;
    m_held = false;
    endResetModel();
}

void ActivityModel::append(const QList<AuditRecord> &entries, bool hasMore)
{
    if (!m_waiting || m_held)
        return;
    m_waiting = false;
    m_hasMore = hasMore;
    if (entries.isEmpty())
        return;
    beginInsertRows({}, int(m_entries.size()), int(m_entries.size() + entries.size()) - 1);
    m_entries += entries;
    endInsertRows();
}

void ActivityModel::hold()
{
    m_waiting = false;
    m_held = true;
}

void ActivityModel::release()
{
    m_held = false;
    fetchMore({});
}

int ActivityModel::rowOf(qint64 seq) const
{
    // Descending, without gaps that matter: by halves.
    const auto found = std::lower_bound(
        m_entries.cbegin(), m_entries.cend(), seq, [](const AuditRecord &entry, qint64 wanted) { return entry.seq > wanted; });
    return found == m_entries.cend() || found->seq != seq ? -1 : int(found - m_entries.cbegin());
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ActivityModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_waiting && !m_held && !m_entries.isEmpty();
}

void ActivityModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_waiting = true;
    emit moreWanted(m_entries.constLast().seq);
}

QString ActivityModel::text(const AuditRecord &entry, Column column) const
{
    switch (column) {
    case Time: return m_zone.timeText(entry.at).left(19); // to the second
    case Actor: return Format::shortened(ActivityText::line(entry.actor), 24);
    case Action: return ActivityText::action(entry.action);
    case Object: return Format::shortened(ActivityText::line(entry.object), MostShown);
    case Change: return Format::shortened(ActivityText::change(entry), MostShown);
    case Reason: return Format::shortened(ActivityText::line(entry.reason), MostShown);
    }
    Q_UNREACHABLE();
}

QString ActivityModel::toolTip(const AuditRecord &entry, Column column) const
{
    switch (column) {
    case Time: return m_zone.timeText(entry.at);
    case Actor: return ActivityText::line(entry.actor);
    case Action: return ActivityText::line(entry.action);
    case Object: return ActivityText::line(entry.object);
    case Change: return ActivityText::change(entry);
    case Reason: return ActivityText::line(entry.reason);
    }
    Q_UNREACHABLE();
}

QVariant ActivityModel::exportValue(const AuditRecord &entry, Column column) const
{
    switch (column) {
    case Time: return m_zone.timeText(entry.at);
    case Actor: return entry.actor;
    case Action: return entry.action;
    case Object: return entry.object;
    case Change: return entry.oldValue.isEmpty() ? entry.newValue : entry.oldValue + QStringLiteral(" -> ") + entry.newValue;
    case Reason: return entry.reason;
    }
    Q_UNREACHABLE();
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const AuditRecord &entry = m_entries.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(entry, column);
    case Qt::ToolTipRole:
        return toolTip(entry, column);
    case ExportRole: return exportValue(entry, column);
    case CellKindRole: return int(CellKind::Text);
    case SecondaryRole: return column == Time || column == Reason;
    default: return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] { // a status keeps its width, words give
        { QStringLiteral("time"), tr("When, %1").arg(m_zone.id()), CellKind::Status },
        { QStringLiteral("actor"), tr("Who"), CellKind::Status },
        { QStringLiteral("action"), tr("What"), CellKind::Status },
        { QStringLiteral("object"), tr("Object"), CellKind::Text },
        { QStringLiteral("change"), tr("From → to"), CellKind::Text },
        { QStringLiteral("reason"), tr("Why"), CellKind::Text },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
