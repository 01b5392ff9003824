#include "ledger/rollupscan.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/groupkey.h"
#include "ledger/hoursums.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace {

using Source = UsageAnswer::Source;

struct Group
{
    RollupCells cells;
    std::array<qint64, UsageStatusCount> byStatus {};
    std::array<qint64, CostSourceCount> bySource {};
};

UsageMeasures measuresOf(const Group &group)
{
    UsageMeasures measures = measuresOf(group.cells, 0, 0);
    measures.byStatus = group.byStatus;
    measures.bySource = group.bySource;
    return measures;
}

// Where a row has its numbers; what it is grouped by stands behind them.
constexpr int TimeColumn = 0, StatusColumn = 1, SourceColumn = 2, FirstCell = 3, FirstGroup = FirstCell + int(CellCount);

/// Folds rows into the groups of one grouping.
class Folder
{
public:
    /// `selected`: the names of all columns; those that the grouping needs and that are not there yet are appended.
    Folder(UsageGrouping &grouping, const UsageSql::Piece &piece, QStringList &selected)
        : m_grouping(grouping)
        , m_timed(UsageSql::hasTime(grouping.query))
        , m_wide(piece.wide)
    {
        const auto place = [&selected](const QString &column) {
            if (!selected.contains(column))
                selected.append(column);
            return int(selected.indexOf(column));
        };
        // Rows come in no order of time: their buckets are told by the statement, those of a rollup by the one before.
        m_time = m_timed && m_wide ? place(UsageSql::timeKey(grouping.query, piece).column) : TimeColumn;
        for (const QString &column : UsageSql::dimensionColumns(grouping.query))
            m_columns.push_back(place(column));
        Q_ASSERT(m_columns.size() <= MostGroupColumns);
    }

    template<typename Row>
    void add(const Row &row)
    {
        GroupKey key {};
        if (m_timed)
            key[0] = m_wide ? row.int64(m_time) : m_grouping.keys.finestStart(row.int64(m_time));
        for (size_t i = 0; i < m_columns.size(); ++i)
            key[i + 1] = row.int64(m_columns[i]);
        Group &group = m_groups[key];
        for (size_t i = 0; i < CellCount; ++i)
            group.cells.values[i] += row.int64(FirstCell + int(i));
        const qint64 requests = row.int64(FirstCell);
        group.byStatus[size_t(row.int64(StatusColumn))] += requests;
        group.bySource[size_t(row.int64(SourceColumn))] += requests;
    }

    void finish()
    {
        for (const auto &[key, group] : m_groups) {
            QStringList texts;
            for (size_t i = 0; i < m_columns.size(); ++i)
                texts.append(QString::number(key[i + 1]));
            m_grouping.sums[m_grouping.keys.keysOf(key[0], texts)] += measuresOf(group);
        }
    }

private:
    UsageGrouping &m_grouping;
    const bool m_timed, m_wide;
    int m_time = TimeColumn;
    std::vector<int> m_columns;
    std::unordered_map<GroupKey, Group, GroupKeyHash> m_groups;
};

QStringList numberColumns(const UsageSql::Piece &piece)
{
    return QStringList { UsageSql::timeColumn(piece.source), QStringLiteral("status"), QStringLiteral("cost_source") } + UsageSql::cells(piece.source);
}

std::vector<Folder> foldersOf(const std::vector<UsageGrouping *> &groupings, const UsageSql::Piece &piece, QStringList &selected)
{
    std::vector<Folder> folders;
    for (UsageGrouping *grouping : groupings)
        folders.emplace_back(*grouping, piece, selected);
    return folders;
}

/// A line of an hour, with its numbers where a row of other tables has them.
class HourRow
{
public:
    /// What of a line can be grouped by, from FirstGroup on.
    static QStringList groupColumns() { return { QStringLiteral("feature_id"), QStringLiteral("provider_id"), QStringLiteral("model_name_id") }; }

    HourRow(UtcMicros hour, const HourSums::Line &line)
    {
        m_numbers[TimeColumn] = hour;
        m_numbers[StatusColumn] = line[3];
        m_numbers[SourceColumn] = line[4];
        std::copy_n(line.begin() + HourSums::KeyNumbers, CellCount, m_numbers.begin() + FirstCell);
        std::copy_n(line.begin(), 3, m_numbers.begin() + FirstGroup);
    }
    qint64 int64(int column) const { return m_numbers[size_t(column)]; }

private:
    std::array<qint64, FirstGroup + 3> m_numbers;
};

/// Which lines of an hour a filter leaves.
class LineFilter
{
public:
    static Result<LineFilter> load(Connection &connection, const UsageFilter &filter)
    {
        LineFilter lines;
        for (const UsageSql::WantedNames &wanted : UsageSql::wantedNames(filter)) {
            const auto place = HourRow::groupColumns().indexOf(QLatin1String(wanted.column));
            Q_ASSERT(place >= 0); // no question about users comes here
            QVariantList names;
            const auto text = UsageSql::selectIds(wanted, names);
            const auto ids = Sql::select(connection, text, names, [](const Row &row) { return row.int64(0); });
            if (!ids)
                return ids.error();
            lines.m_wanted.push_back({ size_t(place), *ids });
        }
        for (const UsageStatus status : filter.statuses)
            lines.m_statuses.append(int(status));
        for (const CostSource source : filter.costSources)
            lines.m_sources.append(int(source));
        return lines;
    }

    bool leaves(const HourSums::Line &line) const
    {
        const auto has = [&line](size_t place, const QList<qint64> &codes) { return codes.isEmpty() || codes.contains(line[place]); };
        return has(3, m_statuses) && has(4, m_sources)
            && std::all_of(m_wanted.begin(), m_wanted.end(), [&line](const auto &wanted) { return wanted.second.contains(line[wanted.first]); });
    }

private:
    std::vector<std::pair<size_t, QList<qint64>>> m_wanted; ///< Place in the line, and ids.
    QList<qint64> m_statuses, m_sources;
};

Result<> addHours(Connection &connection, const UsageSql::Piece &piece, const std::vector<UsageGrouping *> &groupings)
{
    QStringList selected = numberColumns(piece) + HourRow::groupColumns();
    auto folders = foldersOf(groupings, piece, selected);
    const auto filter = LineFilter::load(connection, groupings.front()->query.filter);
    if (!filter)
        return filter.error();
    bool sound = true;
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT bucket_us, sums FROM usage_hours WHERE bucket_us >= ? AND bucket_us < ?"),
        { piece.range.from, piece.range.to }, [&](const QuickRow &row) {
            const UtcMicros hour = row.int64(0);
            sound = HourSums::forEachLine(row.bytes(1), [&](const HourSums::Line &line) {
                if (!filter->leaves(line))
                    return;
                const HourRow numbers(hour, line);
                for (Folder &folder : folders)
                    folder.add(numbers);
            });
            return sound;
        });
    if (!read)
        return read;
    if (!sound)
        return HourSums::damaged();
    for (Folder &folder : folders)
        folder.finish();
    return Ok;
}

}

UsageMeasures measuresOf(const RollupCells &cells, int status, int costSource)
{
    UsageMeasures measures;
    measures.byStatus[size_t(status)] = cells[Cell::Requests];
    measures.bySource[size_t(costSource)] = cells[Cell::Requests];
    measures.input = { cells[Cell::Input], cells[Cell::InputKnown] };
    measures.cacheRead = { cells[Cell::CacheRead], cells[Cell::CacheReadKnown] };
    measures.cacheWrite = { cells[Cell::CacheWrite], cells[Cell::CacheWriteKnown] };
    measures.output = { cells[Cell::Output], cells[Cell::OutputKnown] };
    measures.reasoning = { cells[Cell::Reasoning], cells[Cell::ReasoningKnown] };
    measures.latencyKnown = cells[Cell::LatencyKnown];
    measures.cost = Money::fromHalves(cells[Cell::CostMicros], cells[Cell::CostRest]);
    return measures;
}

bool RollupScan::canAdd(const UsageQuery &query, const UsageSql::Piece &piece)
{
    const bool hasTexts = query.dimensions.contains(Dimension::Session) || query.dimensions.contains(Dimension::Client);
    return piece.source != Source::RawRows || (piece.wide && !hasTexts);
}

Result<> RollupScan::add(Connection &connection, const UsageSql::Piece &piece, const std::vector<UsageGrouping *> &groupings)
{
    if (piece.source == Source::Hours)
        return addHours(connection, piece, groupings);
    QStringList selected = numberColumns(piece);
    auto folders = foldersOf(groupings, piece, selected);
    QVariantList values;
    const QString statement = QStringLiteral("SELECT %1 FROM %2%3")
                                  .arg(selected.join(QLatin1String(", ")), UsageSql::tableOf(piece.source), UsageSql::whereUnjoined(groupings.front()->query, piece, values));
    const auto read = QuickRows::forEach(connection, statement, values, [&folders](const QuickRow &row) {
        for (Folder &folder : folders)
            folder.add(row);
        return true;
    });
    if (!read)
        return read;
    for (Folder &folder : folders)
        folder.finish();
    return Ok;
}
