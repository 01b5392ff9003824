#include "ledger/blockkeys.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/usagesql.h"

#include <algorithm>

namespace {

template<typename Code>
QString codeCondition(const QList<Code> &wanted, const char *column)
{
    qint64 set = 0;
    for (const Code code : wanted)
        set |= qint64(1) << int(code);
    return wanted.isEmpty() ? QString() : QStringLiteral(" AND (set_%1 & %2) <> 0").arg(QLatin1String(column)).arg(set);
}

QString conditions(const RequestQuery &query, QVariantList &values)
{
    QString text = QStringLiteral(" WHERE high_ts_us >= ? AND low_ts_us < ?");
    values << query.range.from << query.range.to;
    const UsageFilter &filter = query.filter;
    for (const UsageSql::WantedNames &wanted : UsageSql::wantedNames(filter)) {
        text += QStringLiteral(" AND (set_%1 & (SELECT CAST(SUM(DISTINCT CAST(1 AS BIGINT) << CAST(id % %2 AS INTEGER)) AS BIGINT) FROM %3 WHERE %4 IN (%5))) <> 0")
                    .arg(QLatin1String(wanted.column)).arg(RowBlock::SetBits)
                    .arg(QLatin1String(wanted.table), QLatin1String(wanted.nameColumn), QStringList(wanted.names.size(), QStringLiteral("?")).join(QLatin1String(", ")));
        for (const QString &name : wanted.names)
            values.append(name);
    }
    text += codeCondition(filter.statuses, "status") + codeCondition(filter.costSources, "cost_source");
    if (query.batch) {
        text += QStringLiteral(" AND low_batch_id <= ? AND high_batch_id >= ?");
        values << *query.batch << *query.batch;
    }
    return text;
}

/// The bit of `unknown` for a column of amounts or texts.
qint64 unknownBit(const QString &column)
{
    for (int i = 0; i < RowBlock::NumberCount; ++i) {
        if (column == QLatin1String(RowBlock::column(RowBlock::Number(i))))
            return RowBlock::bit(RowBlock::Number(i));
    }
    for (int i = 0; i < RowBlock::TextCount; ++i) {
        if (column == QLatin1String(RowBlock::column(RowBlock::Text(i))))
            return RowBlock::bit(RowBlock::Text(i));
    }
    Q_UNREACHABLE();
}

}

Result<BlockKeys> BlockKeys::load(Connection &connection, RequestSort sort, const std::optional<KeysetOrder::Place> &after)
{
    BlockKeys keys(sort);
    if (after) {
        const QVariant &value = after->values.constFirst();
        keys.m_after = RowPlace { { !value.isValid(), 0, {} }, after->id.toLongLong() };
        if (keys.m_column.kind == RequestColumn::Kind::Number)
            keys.m_after->key.number = value.toLongLong();
        else
            keys.m_after->key.text = value.toString().toUtf8();
    }
    if (keys.holdsNames()) {
        if (auto loaded = keys.loadNames(connection); !loaded)
            return loaded.error();
    }
    return keys;
}

Result<> BlockKeys::loadNames(Connection &connection)
{
    const bool words = m_column.kind == RequestColumn::Kind::Word;
    std::vector<std::pair<QByteArray, qint64>> names;
    const auto read = Sql::forEach(connection, QStringLiteral("SELECT %1, name FROM %2").arg(words ? QStringLiteral("code") : QStringLiteral("id"), m_column.table), {},
        [&names](const Row &row) {
            names.emplace_back(row.text(1).toUtf8(), row.int64(0));
            return true;
        });
    if (!read)
        return read.error();
    std::sort(names.begin(), names.end());
    qint64 most = 0;
    for (const auto &[name, id] : names)
        most = std::max(most, id);
    m_places.assign(size_t(most) + 1, -1);
    qint64 place = 0;
    for (size_t i = 0; i < names.size(); ++i) {
        const auto &[name, id] = names[i];
        place += i > 0 && name != names[i - 1].first ? 2 : 0;
        if (!name.isEmpty())
            m_places[size_t(id)] = place;
    }
    if (m_after && !m_after->key.unknown) {
        const auto found = std::lower_bound(names.begin(), names.end(), m_after->key.text, [](const auto &entry, const QByteArray &text) { return entry.first < text; });
        const bool isName = found != names.end() && found->first == m_after->key.text;
        m_after->key = { false, found == names.end() ? place + 1 : m_places[size_t(found->second)] - (isName ? 0 : 1), {} };
    }
    for (qint64 id = 0; id <= most; ++id) {
        const auto bit = size_t(id % RowBlock::SetBits);
        const RowKey key { m_places[size_t(id)] < 0, m_places[size_t(id)], {} };
        if (key.unknown) {
            m_unknownSet |= qint64(1) << bit;
            continue;
        }
        const auto take = [&](std::optional<qint64> &best) {
            if (!best || isBefore(key, RowKey { false, *best, {} }))
                best = key.number;
        };
        if (!m_after || !isBefore(key, m_after->key))
            take(m_bestOfBit[bit]);
        if (!m_after || isBefore(m_after->key, key))
            take(m_nextOfBit[bit]);
    }
    return Ok;
}

bool BlockKeys::isBefore(const RowKey &a, const RowKey &b) const
{
    if (a.unknown || b.unknown)
        return !a.unknown && b.unknown;
    if (a.number != b.number)
        return m_descending ? a.number > b.number : a.number < b.number;
    return m_descending ? a.text > b.text : a.text < b.text;
}

bool BlockKeys::isBefore(const RowPlace &a, const RowPlace &b) const
{
    if (isBefore(a.key, b.key))
        return true;
    if (isBefore(b.key, a.key))
        return false;
    return m_descending ? a.id > b.id : a.id < b.id;
}

RowKey BlockKeys::keyOf(const QuickRow &row, int column) const
{
    if (holdsNames()) {
        const auto id = size_t(row.int64(column));
        const qint64 place = id < m_places.size() ? m_places[id] : -1;
        return { place < 0, place, {} };
    }
    if (row.isNull(column))
        return { true, 0, {} };
    if (m_column.kind == RequestColumn::Kind::Number)
        return { false, row.int64(column), {} };
    return { false, 0, row.bytes(column) };
}

/// The best value from `first` to `last`, in order, that may come after the start.
std::optional<RowKey> BlockKeys::bestOf(const RowKey &first, const std::function<RowKey()> &last, bool mayEqual) const
{
    if (!m_after || isBefore(m_after->key, first))
        return first;
    const RowKey &start = m_after->key;
    const RowKey end = last();
    if (isBefore(end, start) || (!mayEqual && !isBefore(start, end)))
        return {};
    RowKey best = start;
    if (!mayEqual && m_column.kind == RequestColumn::Kind::Number)
        best.number += m_descending ? -1 : 1;
    return best;
}

std::optional<RowKey> BlockKeys::bestOf(qint64 set, bool mayEqual) const
{
    std::optional<RowKey> best;
    for (size_t bit = 0; bit < RowBlock::SetBits; ++bit) {
        const auto &place = (mayEqual ? m_bestOfBit : m_nextOfBit)[bit];
        if ((set >> bit & 1) == 0 || !place)
            continue;
        const RowKey key { false, *place, {} };
        if (!best || isBefore(key, *best))
            best = key;
    }
    return best;
}

Result<std::vector<BlockKeys::Candidate>> BlockKeys::candidates(Connection &connection, const RequestQuery &query) const
{
    QVariantList values;
    const QString where = conditions(query, values);
    const QString columns = holdsNames() ? QStringLiteral("set_%1").arg(m_column.column)
                                         : QStringLiteral("low_%1, high_%1, unknown & %2").arg(m_column.column).arg(unknownBit(m_column.column));
    const bool isText = m_column.kind == RequestColumn::Kind::Text;
    const auto bound = [isText](const QuickRow &row, int column) {
        return isText ? RowKey { false, 0, QByteArray::fromHex(row.bytes(column)) } : RowKey { false, row.int64(column), {} };
    };
    std::vector<Candidate> candidates;
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT block, ") + columns + QStringLiteral(" FROM usage_row_blocks") + where, values, [&](const QuickRow &row) {
        const qint64 block = row.int64(0);
        const qint64 low = block << RowBlock::IdBits, high = low + (qint64(1) << RowBlock::IdBits) - 1;
        const bool mayEqual = !m_after || (m_descending ? low < m_after->id : high > m_after->id);
        std::optional<RowKey> best;
        if (!m_after || !m_after->key.unknown) {
            if (holdsNames())
                best = bestOf(row.int64(1), mayEqual);
            else if (!row.isNull(1))
                best = bestOf(bound(row, m_descending ? 2 : 1), [&] { return bound(row, m_descending ? 1 : 2); }, mayEqual);
        }
        const bool hasUnknown = holdsNames() ? (row.int64(1) & m_unknownSet) != 0 : row.int64(3) != 0;
        if (!best && hasUnknown && (!m_after || !m_after->key.unknown || mayEqual))
            best = RowKey { true, 0, {} };
        if (best)
            candidates.push_back({ { *best, m_descending ? high : low }, block });
        return true;
    });
    if (!read)
        return read.error();
    std::sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) { return a.block < b.block; });
    return candidates;
}
