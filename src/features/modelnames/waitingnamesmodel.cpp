#include "features/modelnames/waitingnamesmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "ledger/usagetext.h"

namespace {

QString shown(const QString &text)
{
    return text.isEmpty() ? Format::unknown() : visibleControls(text);
}

}

WaitingNamesModel::WaitingNamesModel(const ReportingZone &zone, QObject *parent)
    : QAbstractTableModel(parent)
    , m_zone(zone)
{
}

void WaitingNamesModel::setNames(const QList<WaitingName> &names)
{
    beginResetModel();
    m_names = names;
    endResetModel();
}

int WaitingNamesModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_names.cbegin(), m_names.cend(), [&name](const WaitingName &one) { return one.name == name; });
    return found == m_names.cend() ? -1 : int(found - m_names.cbegin());
}

int WaitingNamesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

int WaitingNamesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WaitingNamesModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &name = m_names.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(name, column);
    case Qt::ToolTipRole:
        return column == SpendColumn ? UsageText::spendExact({ name.cost, name.requests, name.unpriced }) : QString();
    case SortRole: return rawValue(name, column, true);
    case ExportRole: return rawValue(name, column, false);
    case SeverityRole:
        if (column == MatchColumn)
            return int(name.suggestion.canonical.isEmpty() ? Severity::Unknown : Severity::Info);
        return int(column == SpendColumn && name.unpriced > 0 ? Severity::Warning : Severity::None);
    case EmphasisRole: return column == SpendColumn;
    case SecondaryRole: return column == FamilyColumn || column == FirstColumn || column == LastColumn;
    default: return {};
    }
}

QString WaitingNamesModel::matchText(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact: return tr("Exact");
    case MatchKind::Alias: return tr("Alias");
    case MatchKind::AnnotationStripped: return tr("Without annotation");
    case MatchKind::Family: return tr("Same family");
    case MatchKind::None: return tr("No suggestion");
    }
    Q_UNREACHABLE();
}

QString WaitingNamesModel::text(const WaitingName &name, Column column) const
{
    const auto day = [this](const std::optional<UtcMicros> &t) { return t ? UsageText::day(m_zone, *t) : Format::unknown(); };
    switch (column) {
    case NameColumn: return shown(name.name);
    case SuggestionColumn: return shown(name.suggestion.canonical);
    case MatchColumn: return matchText(name.suggestion.canonical.isEmpty() ? MatchKind::None : name.suggestion.kind);
    case FamilyColumn: return shown(name.suggestion.family);
    case RequestsColumn: return Format::count(name.requests);
    case SpendColumn: return UsageText::spend({ name.cost, name.requests, name.unpriced });
    case FirstColumn: return day(name.firstDay);
    case LastColumn: return day(name.lastDay);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant WaitingNamesModel::rawValue(const WaitingName &name, Column column, bool forSorting) const
{
    const auto word = [](const QString &value) { return value.isEmpty() ? QVariant() : QVariant(value); };
    const auto day = [this, forSorting](const std::optional<UtcMicros> &t) {
        return !t ? QVariant() : forSorting ? QVariant(*t) : QVariant(m_zone.dayOf(*t).toString(Qt::ISODate));
    };
    switch (column) {
    case NameColumn: return name.name;
    case SuggestionColumn: return word(name.suggestion.canonical);
    case MatchColumn: return matchKindName(name.suggestion.canonical.isEmpty() ? MatchKind::None : name.suggestion.kind);
    case FamilyColumn: return word(name.suggestion.family);
    case RequestsColumn: return name.requests;
    case SpendColumn: return forSorting ? UsageText::sortValue(name.knownCost()) : UsageText::exportValue(name.knownCost());
    case FirstColumn: return day(name.firstDay);
    case LastColumn: return day(name.lastDay);
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant WaitingNamesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const ColumnHeader headers[] = {
        { QStringLiteral("name"), tr("Name"), CellKind::Text },
        { QStringLiteral("suggestion"), tr("Probably"), CellKind::Text },
        { QStringLiteral("match_kind"), tr("Match"), CellKind::Status },
        { QStringLiteral("family"), tr("Family"), CellKind::Text },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money },
        { QStringLiteral("first_day"), tr("First used"), CellKind::Number },
        { QStringLiteral("last_day"), tr("Last used"), CellKind::Number },
    };
    static_assert(std::size(headers) == ColumnCount);
    return columnHeader(headers, section, orientation, role);
}
