#include "ledger/requestsearch.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/blockkeys.h"
#include "ledger/requeststatement.h"
#include "ledger/rowblocks.h"

#include <algorithm>
#include <vector>

namespace {

/// The best places among those that are offered: `wanted`, and some more for the pages to come.
class Best
{
    auto before() const
    {
        return [this](const RowPlace &a, const RowPlace &b) { return m_order.isBefore(a, b); };
    }

public:
    Best(const BlockKeys &order, int wanted, int kept) : m_order(order), m_wanted(size_t(wanted)), m_kept(size_t(kept)) { m_places.reserve(2 * m_kept); }

    void offer(RowPlace &&place)
    {
        if (m_last && !m_order.isBefore(place, *m_last))
            return;
        m_places.push_back(std::move(place));
        if (m_places.size() == 2 * m_kept)
            cut();
    }
    /// Whether as many as are wanted stand before `place`. Of the places offered until the last settle().
    bool sufficesBefore(const RowPlace &place) const { return m_enough && m_order.isBefore(*m_enough, place); }
    void settle()
    {
        cut();
        if (m_places.size() >= m_wanted)
            m_enough = nth(m_wanted);
    }
    /// The ids in order, up to `end`.
    QList<qint64> ids(const std::optional<RowPlace> &end = {})
    {
        std::sort(m_places.begin(), m_places.end(), before());
        QList<qint64> ids;
        for (const RowPlace &place : m_places) {
            if (end && !m_order.isBefore(place, *end))
                break;
            ids.append(place.id);
        }
        return ids;
    }

private:
    const RowPlace &nth(size_t count)
    {
        const auto last = m_places.begin() + std::ptrdiff_t(count) - 1;
        std::nth_element(m_places.begin(), last, m_places.end(), before());
        return *last;
    }
    void cut()
    {
        if (m_places.size() < m_kept)
            return;
        m_last = nth(m_kept);
        m_places.resize(m_kept);
    }

    const BlockKeys &m_order;
    const size_t m_wanted, m_kept;
    std::vector<RowPlace> m_places;
    std::optional<RowPlace> m_last; ///< What stands behind it is not kept.
    std::optional<RowPlace> m_enough; ///< The last of those that are wanted.
};

/// Ids of neighbouring blocks as one run: "(first, last), ...".
QString runsOf(std::vector<BlockKeys::Candidate>::const_iterator from, std::vector<BlockKeys::Candidate>::const_iterator to)
{
    std::vector<qint64> blocks;
    for (auto candidate = from; candidate != to; ++candidate)
        blocks.push_back(candidate->block);
    std::sort(blocks.begin(), blocks.end());
    QStringList runs;
    for (size_t i = 0; i < blocks.size();) {
        const size_t first = i;
        do
            ++i;
        while (i < blocks.size() && blocks[i] == blocks[i - 1] + 1);
        runs.append(QStringLiteral("(%1, %2)").arg(blocks[first] << RowBlock::IdBits).arg(((blocks[i - 1] + 1) << RowBlock::IdBits) - 1));
    }
    return runs.join(QLatin1String(", "));
}

Result<> readRows(Connection &connection, const QString &statement, const QVariantList &values, const BlockKeys &keys, Best &best)
{
    const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
        RowPlace place { keys.keyOf(row, 1), row.int64(0) };
        if (keys.isAfterStart(place))
            best.offer(std::move(place));
        return true;
    });
    best.settle();
    return read;
}

}

bool RequestSearch::canFind(const RequestQuery &query)
{
    return query.order.size() == 1 && query.order.constFirst().field != RequestField::Time;
}

Result<QList<qint64>> RequestSearch::find(
    Connection &connection, const RequestQuery &query, const std::optional<KeysetOrder::Place> &after, int count, bool wide, const Limits &limits)
{
    const auto keys = BlockKeys::load(connection, query.order.constFirst(), after);
    if (!keys)
        return keys.error();
    const auto candidates = keys->candidates(connection, query);
    if (!candidates)
        return candidates.error();

    Best best(*keys, count, limits.keptPages * count);
    const RequestStatement ofRuns(query, connection.dialect(), true);
    const auto end = candidates->cend();
    const qsizetype most = after ? limits.mostBlocksFurtherOn : limits.mostBlocks;
    qsizetype atOnce = limits.firstBlocks, seen = 0;
    bool leadsOn = wide || qsizetype(candidates->size()) <= most;
    for (auto next = candidates->cbegin(); leadsOn;) {
        if (next == end)
            return best.ids();
        // They are sorted: those that can still hold a row that is wanted come first.
        const auto last = std::partition_point(next, end, [&](const auto &candidate) { return !best.sufficesBefore(candidate.best); });
        if (last == next)
            return best.ids(next->best);
        const auto to = last - next > atOnce ? next + atOnce : last;
        QVariantList values;
        const QString statement = ofRuns.keys(keys->column(), runsOf(next, to), values);
        if (auto read = readRows(connection, statement, values, *keys, best); !read)
            return read.error();
        seen += to - next;
        leadsOn = seen < most;
        next = to;
        atOnce = qMin(2 * atOnce, qMax(most / 4, qsizetype(1)));
    }
    Best ofAll(*keys, count, qMax(count, limits.foundAtOnce));
    QVariantList values;
    const QString statement = RequestStatement(query, connection.dialect(), wide).keys(keys->column(), {}, values);
    if (auto read = readRows(connection, statement, values, *keys, ofAll); !read)
        return read.error();
    return ofAll.ids();
}
