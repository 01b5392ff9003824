#include "ledger/rollupscan.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/groupkey.h"
#include "ledger/hoursums.h"

#include <algorithm>
#include <array>
#include <limits>
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

// Columns of a row; what it is grouped by stands behind the cells.
constexpr size_t TimeColumn = 0, StatusColumn = 1, SourceColumn = 2, FirstCell = 3, FirstGroup = FirstCell + CellCount;

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
            return size_t(selected.indexOf(column));
        };
        // Rows come in no order of time: their buckets are told by the statement, those of a rollup by the one before.
        m_time = m_timed && m_wide ? place(UsageSql::timeKey(grouping.query, piece).column) : TimeColumn;
        for (const QString &column : UsageSql::dimensionColumns(grouping.query))
            m_columns.push_back(place(column));
        Q_ASSERT(m_columns.size() <= MostGroupColumns);
    }

    template<typename Numbers>
    void add(const Numbers &row)
    {
        GroupKey key {};
        if (m_timed && m_wide) {
            key[0] = row[m_time];
        } else if (m_timed) {
            if (row[m_time] != m_rowTime)
                moveTo(row[m_time]);
            key[0] = m_bucket;
        }
        for (size_t i = 0; i < m_columns.size(); ++i)
            key[i + 1] = row[m_columns[i]];
        const auto used = key.begin() + std::ptrdiff_t(m_columns.size()) + 1;
        if (!m_group || !std::equal(key.begin(), used, m_group->first.begin())) // neighbours are often of one group
            m_group = &*m_groups.try_emplace(key).first;
        Group &group = m_group->second;
        for (size_t i = 0; i < CellCount; ++i)
            group.cells.values[i] += row[FirstCell + i];
        group.byStatus[size_t(row[StatusColumn])] += row[FirstCell];
        group.bySource[size_t(row[SourceColumn])] += row[FirstCell];
    }

    /// Adds the groups so far to the sums.
    void finish()
    {
        for (const auto &[key, group] : m_groups) {
            // They come in order of time, more or less.
            m_grouping.sums.try_emplace(m_grouping.sums.end(), m_grouping.keys.keysOf(key[0], key.data() + 1))->second += measuresOf(group);
        }
        m_groups.clear();
        m_group = nullptr;
    }

private:
    using Groups = std::unordered_map<GroupKey, Group, GroupKeyHash>;

    /// Rollups come in order of time: few groups are found more quickly than many.
    void moveTo(UtcMicros time)
    {
        m_rowTime = time;
        const UtcMicros bucket = m_grouping.keys.finestStart(time);
        if (bucket != m_bucket)
            finish();
        m_bucket = bucket;
    }

    UsageGrouping &m_grouping;
    const bool m_timed, m_wide;
    size_t m_time = TimeColumn;
    std::vector<size_t> m_columns;
    UtcMicros m_rowTime = std::numeric_limits<UtcMicros>::min();
    UtcMicros m_bucket = 0;
    Groups m_groups;
    Groups::value_type *m_group = nullptr; ///< Of the row before.
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

/// What a line of an hour begins with, and can be grouped by.
QStringList lineColumns()
{
    return { QStringLiteral("feature_id"), QStringLiteral("provider_id"), QStringLiteral("model_name_id") };
}

/// A line with its numbers where a row of other tables has them.
struct HourRow
{
    UtcMicros hour;
    const HourSums::Line &line;

    qint64 operator[](size_t column) const
    {
        if (column >= FirstGroup)
            return line[column - FirstGroup];
        return column == TimeColumn ? hour : line[column - StatusColumn + HourSums::StatusPlace]; // behind it as in a row: cost source and cells
    }
};

/// Which lines of an hour a filter leaves.
class LineFilter
{
public:
    static Result<LineFilter> load(Connection &connection, const UsageFilter &filter)
    {
        LineFilter lines;
        for (const UsageSql::WantedNames &wanted : UsageSql::wantedNames(filter)) {
            const auto place = lineColumns().indexOf(QLatin1String(wanted.column));
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
        return has(HourSums::StatusPlace, m_statuses) && has(HourSums::SourcePlace, m_sources)
            && std::all_of(m_wanted.begin(), m_wanted.end(), [&line](const auto &wanted) { return wanted.second.contains(line[wanted.first]); });
    }

private:
    std::vector<std::pair<size_t, QList<qint64>>> m_wanted; ///< Place in the line, and ids.
    QList<qint64> m_statuses, m_sources;
};

Result<> addHours(Connection &connection, const UsageSql::Piece &piece, const std::vector<UsageGrouping *> &groupings)
{
    QStringList selected = numberColumns(piece) + lineColumns();
    auto folders = foldersOf(groupings, piece, selected);
    const auto filter = LineFilter::load(connection, groupings.front()->query.filter);
    if (!filter)
        return filter.error();
    bool sound = true;
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT bucket_us, sums FROM usage_hours WHERE bucket_us >= ? AND bucket_us < ?"),
        { piece.range.from, piece.range.to }, [&](const QuickRow &row) {
            const UtcMicros hour = row.int64(0);
            sound = HourSums::forEachLine(row.rawBytes(1), [&](const HourSums::Line &line) {
                if (!filter->leaves(line))
                    return;
                for (Folder &folder : folders)
                    folder.add(HourRow { hour, line });
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
    std::vector<qint64> numbers(size_t(selected.size()));
    const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
        for (size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = row.int64(int(i));
        for (Folder &folder : folders)
            folder.add(numbers);
        return true;
    });
    if (!read)
        return read;
    for (Folder &folder : folders)
        folder.finish();
    return Ok;
}
