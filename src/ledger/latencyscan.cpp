#include "ledger/latencyscan.h"

#include "core/quantilesketch.h"
#include "data/quickrows.h"
#include "ledger/groupkey.h"
#include "ledger/userrowids.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace {

/// All values, for percentiles that are exact.
struct Values
{
    std::vector<qint64> values;

    void add(qint64 value) { values.push_back(value); }
    Quantiles quantiles()
    {
        const auto at = [this](double p) {
            const auto place = values.begin() + (nearestRank(p, qint64(values.size())) - 1);
            std::nth_element(values.begin(), place, values.end());
            return *place;
        };
        return { qint64(values.size()), at(0.50), at(0.95), at(0.99), true };
    }
};

struct Sketch
{
    QuantileSum sum;

    void add(qint64 value) { sum.add(value); }
    Quantiles quantiles() const { return { sum.count(), sum.quantile(0.50), sum.quantile(0.95), sum.quantile(0.99), false }; }
};

/// One way of grouping, and the groups so far.
template<typename Group>
struct Grouping
{
    UsageQuery query;
    UsageSql::Keys keys;
    bool timed = false;
    std::vector<int> columns; ///< Where its dimensions stand in a row.
    std::unordered_map<GroupKey, Group, GroupKeyHash> groups;

    Group &groupOf(const QuickRow &row)
    {
        GroupKey key {};
        key[0] = timed ? keys.finestStart(row.int64(0)) : 0;
        for (size_t i = 0; i < columns.size(); ++i)
            key[i + 1] = row.int64(columns[i]);
        return groups[key];
    }

    QList<LatencyRow> rows()
    {
        QList<LatencyRow> rows;
        for (auto &[key, group] : groups) {
            rows.append({ keys.keysOf(key[0], key.data() + 1), group.quantiles() });
        }
        std::sort(rows.begin(), rows.end(), [](const LatencyRow &a, const LatencyRow &b) { return UsageSql::keysLess(a.keys, b.keys); });
        return rows;
    }
};

template<typename Group>
class Scan
{
public:
    Scan(Connection &connection, const UsageQuery &query) : m_connection(connection), m_query(query) {}

    Result<> addGrouping(const QList<Dimension> &dimensions)
    {
        UsageQuery query = m_query;
        query.dimensions = dimensions;
        auto keys = UsageSql::Keys::load(m_connection, query);
        if (!keys)
            return keys.error();
        std::vector<int> columns;
        for (const QString &column : UsageSql::dimensionColumns(query)) {
            if (!m_columns.contains(column))
                m_columns.append(column);
            columns.push_back(FirstDimension + int(m_columns.indexOf(column)));
        }
        m_groupings.push_back({ query, std::move(*keys), UsageSql::hasTime(query), std::move(columns), {} });
        return Ok;
    }

    /// `add(group, row)` for each row of `piece` that `condition` leaves and each grouping; stops where it says false.
    template<typename Add>
    Result<> read(const UsageSql::Piece &piece, const QString &value, const QString &condition, Add add)
    {
        QVariantList values;
        const QStringList selected = QStringList { UsageSql::timeColumn(piece.source), value } + m_columns;
        const QString statement = QStringLiteral("SELECT %1 FROM %2%3%4")
                                      .arg(selected.join(QLatin1String(", ")), UsageSql::tableOf(piece.source), UsageSql::whereUnjoined(m_query, piece, values), condition);
        return QuickRows::forEach(m_connection, statement, values, [&](const QuickRow &row) {
            return std::all_of(m_groupings.begin(), m_groupings.end(), [&](auto &grouping) { return add(grouping.groupOf(row), row); });
        });
    }

    Result<> readCalls(TimeRange range)
    {
        const auto piece = UserRowIds::rowPiece(m_connection, m_query, range);
        if (!piece)
            return piece.error();
        return read(*piece, QStringLiteral("latency_us"), QStringLiteral(" AND status = 1 AND latency_us IS NOT NULL"),
            [](Group &group, const QuickRow &row) {
                group.add(row.int64(1));
                return true;
            });
    }

    QList<QList<LatencyRow>> rows()
    {
        QList<QList<LatencyRow>> rows;
        for (auto &grouping : m_groupings)
            rows.append(grouping.rows());
        return rows;
    }

private:
    static constexpr int FirstDimension = 2; ///< After time and value.

    Connection &m_connection;
    const UsageQuery m_query;
    QStringList m_columns;
    std::vector<Grouping<Group>> m_groupings;
};

Result<> readDays(Scan<Sketch> &scan, const UsageSql::Piece &piece)
{
    bool damaged = false;
    const auto read = scan.read(piece, QStringLiteral("latency_sketch"), QStringLiteral(" AND latency_sketch IS NOT NULL"),
        [&damaged](Sketch &group, const QuickRow &row) {
            damaged = damaged || !group.sum.addBytes(row.rawBytes(1));
            return !damaged;
        });
    if (damaged)
        return Error { Error::Kind::Corrupt, QStringLiteral("A stored latency sketch is damaged. Run \"signalbox verify --deep\"."), {} };
    return read;
}

}

Result<QList<QList<LatencyRow>>> LatencyScan::exact(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings)
{
    Scan<Values> scan(connection, query);
    for (const auto &dimensions : groupings) {
        if (auto added = scan.addGrouping(dimensions); !added)
            return added.error();
    }
    if (auto read = scan.readCalls(query.range); !read)
        return read.error();
    return scan.rows();
}

Result<QList<QList<LatencyRow>>> LatencyScan::sketched(Connection &connection, const UsageQuery &query, const QList<QList<Dimension>> &groupings)
{
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    Scan<Sketch> scan(connection, query);
    for (const auto &dimensions : groupings) {
        if (auto added = scan.addGrouping(dimensions); !added)
            return added.error();
    }
    for (const UsageSql::Piece &piece : UsageSql::piecesOf(UsageSql::together(query, groupings), *zone)) {
        const auto read = piece.source == UsageAnswer::Source::Days ? readDays(scan, piece) : scan.readCalls(piece.range);
        if (!read)
            return read.error();
    }
    return scan.rows();
}
