#include "ledger/requestsearch.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/requeststatement.h"

#include <algorithm>

namespace {

constexpr auto NoBlock = quint32(-1);
constexpr qsizetype TextHead = 32; ///< What a text takes beside its bytes.

qsizetype bytesOf(const RowPlace &place)
{
    return qsizetype(sizeof(RowPlace)) + (place.key.text.isEmpty() ? 0 : TextHead + place.key.text.size());
}

/// The first and last ids of neighbouring blocks.
RequestStatement::Runs runsOf(std::vector<qint64> blocks)
{
    std::sort(blocks.begin(), blocks.end());
    RequestStatement::Runs runs;
    for (size_t i = 0; i < blocks.size();) {
        const size_t first = i;
        do
            ++i;
        while (i < blocks.size() && blocks[i] == blocks[i - 1] + 1);
        runs.append({ blocks[first] << RowBlock::IdBits, ((blocks[i - 1] + 1) << RowBlock::IdBits) - 1 });
    }
    return runs;
}

}

bool RequestSearch::canFind(const RequestQuery &query)
{
    return query.order.size() == 1 && !query.isByTime();
}

Result<std::shared_ptr<RequestSearch>> RequestSearch::begin(
    Connection &connection, const RequestQuery &query, const std::optional<KeysetOrder::Place> &after, bool wide, const Limits &limits)
{
    auto keys = BlockKeys::load(connection, query.order.constFirst(), after);
    if (!keys)
        return keys.error();
    auto candidates = keys->candidates(connection, query);
    if (!candidates)
        return candidates.error();
    const std::shared_ptr<RequestSearch> search(new RequestSearch(query, std::move(*keys), limits));
    search->m_wide = wide;
    search->m_leads = wide || qsizetype(candidates->size()) <= limits.mostBlocks || (query.filter.isEmpty() && !query.isNarrowed());
    search->m_blocks.reserve(candidates->size());
    for (auto &candidate : *candidates) {
        search->m_queue.push_back(quint32(search->m_blocks.size()));
        search->m_indexes.resize(size_t(candidate.block - candidates->front().block), NoBlock);
        search->m_indexes.push_back(quint32(search->m_blocks.size()));
        search->m_blocks.push_back({ candidate.block, std::move(candidate.best), {}, 0, false, true });
    }
    std::make_heap(search->m_queue.begin(), search->m_queue.end(), search->isLater());
    return search;
}

bool RequestSearch::reaches(const RequestQuery &query, qint64 position) const
{
    return position >= m_position && position <= m_position + m_found.size() && query == m_query;
}

Result<QList<qint64>> RequestSearch::from(Connection &connection, qint64 position, int count)
{
    Q_ASSERT(reaches(m_query, position));
    m_found.remove(0, qsizetype(position - m_position));
    m_position = position;
    qsizetype atOnce = m_limits.firstBlocks, read = 0;
    while (m_found.size() < count && !m_queue.empty()) {
        Block &block = m_blocks[m_queue.front()];
        if (!block.rows.empty()) {
            const quint32 index = pop();
            m_found.append(block.rows.back().id);
            m_bytes -= bytesOf(block.rows.back());
            block.rows.pop_back();
            if (!block.rows.empty() || block.isCut)
                push(index);
            continue;
        }
        const bool all = !m_leads || read >= m_limits.mostBlocks;
        const auto blocks = all ? readAll(connection) : readNext(connection, atOnce, size_t(count - m_found.size()));
        if (!blocks)
            return blocks.error();
        m_leads = true; // all blocks are known by now, or they led so far
        read = all ? 0 : read + *blocks;
        atOnce = qMin(2 * atOnce, m_limits.mostAtOnce);
    }
    return m_found.first(qMin(qsizetype(count), m_found.size()));
}

void RequestSearch::push(quint32 block)
{
    m_queue.push_back(block);
    std::push_heap(m_queue.begin(), m_queue.end(), isLater());
}

quint32 RequestSearch::pop()
{
    std::pop_heap(m_queue.begin(), m_queue.end(), isLater());
    const quint32 block = m_queue.back();
    m_queue.pop_back();
    return block;
}

/// The blocks that may hold one of the next `wanted` rows, at most `atOnce`.
Result<qsizetype> RequestSearch::readNext(Connection &connection, qsizetype atOnce, size_t wanted)
{
    std::vector<quint32> next, known;
    std::vector<qint64> numbers;
    while (!m_queue.empty() && qsizetype(next.size()) < atOnce && known.size() < wanted) {
        const quint32 block = pop();
        (m_blocks[block].rows.empty() ? next : known).push_back(block);
    }
    for (const quint32 block : next)
        numbers.push_back(m_blocks[block].number);
    for (const quint32 block : known)
        push(block);
    QVariantList values;
    const QString statement = RequestStatement(m_query, connection.dialect(), true).keys(m_keys.column(), runsOf(std::move(numbers)), values);
    return fill(connection, next, statement, values);
}

Result<qsizetype> RequestSearch::readAll(Connection &connection)
{
    const auto known = std::partition(m_queue.begin(), m_queue.end(), [this](quint32 block) { return !m_blocks[block].rows.empty(); });
    const std::vector<quint32> next(known, m_queue.end());
    m_queue.erase(known, m_queue.end());
    std::make_heap(m_queue.begin(), m_queue.end(), isLater());
    QVariantList values;
    const QString statement = RequestStatement(m_query, connection.dialect(), m_wide).keys(m_keys.column(), {}, values);
    return fill(connection, next, statement, values);
}

/// Reads the rows of `blocks`, which are not in the queue, and puts those that have some into it.
Result<qsizetype> RequestSearch::fill(Connection &connection, const std::vector<quint32> &blocks, const QString &statement, const QVariantList &values)
{
    for (const quint32 block : blocks) {
        m_blocks[block].isFilled = true;
        m_blocks[block].isCut = false;
    }
    const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
        const qint64 id = row.int64(0);
        if (Block *block = blockOf(id); block && block->isFilled)
            offer(*block, { m_keys.keyOf(row, 1), id });
        return true;
    });
    for (const quint32 index : blocks) {
        Block &block = m_blocks[index];
        block.isFilled = false;
        if (read) {
            settle(block);
        } else { // as before
            block.rows = {};
            block.bytes = 0;
            block.isCut = true;
        }
        if (!block.rows.empty() || block.isCut)
            push(index);
    }
    return read ? Result<qsizetype>(qsizetype(blocks.size())) : read.error();
}

RequestSearch::Block *RequestSearch::blockOf(qint64 id)
{
    const auto number = size_t((id >> RowBlock::IdBits) - m_blocks.front().number);
    return number < m_indexes.size() && m_indexes[number] != NoBlock ? &m_blocks[m_indexes[number]] : nullptr;
}

void RequestSearch::offer(Block &block, RowPlace &&place) const
{
    const auto isBefore = [this](const RowPlace &a, const RowPlace &b) { return m_keys.isBefore(a, b); };
    if (isBefore(place, block.bound) || !m_keys.isAfterStart(place) || (block.isCut && !isBefore(place, block.rows.front())))
        return;
    block.bytes += bytesOf(place);
    block.rows.push_back(std::move(place));
    std::push_heap(block.rows.begin(), block.rows.end(), isBefore);
    const qsizetype most = m_limits.keptBytes / qsizetype(m_blocks.size());
    while (block.bytes > most && block.rows.size() > 2) { // one, and the one that follows it
        std::pop_heap(block.rows.begin(), block.rows.end(), isBefore);
        block.bytes -= bytesOf(block.rows.back());
        block.rows.pop_back();
        block.isCut = true;
    }
}

void RequestSearch::settle(Block &block)
{
    std::sort(block.rows.begin(), block.rows.end(), [this](const RowPlace &a, const RowPlace &b) { return m_keys.isBefore(b, a); });
    if (block.isCut) {
        block.bound = std::move(block.rows.front());
        block.rows.erase(block.rows.begin());
        block.bytes -= bytesOf(block.bound);
    }
    block.rows.shrink_to_fit();
    m_bytes += std::exchange(block.bytes, 0);
}
