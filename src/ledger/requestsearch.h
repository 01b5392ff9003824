#pragma once

#include "ledger/blockkeys.h"

#include <memory>

/// Finds requests in an order that no index serves, page after page. Merges the blocks (see RowBlock): each stands where
/// its bounds say that its first row may be. Those that come next are read, and of each the rows that come next in it are
/// kept, with the place of the one that follows them, from where it is read again. So a page reads only the blocks that can
/// hold its rows, at any depth. Of one state of the workspace; used inside Database::run, by one list at a time.
class RequestSearch
{
public:
    struct Limits
    {
        qsizetype firstBlocks = 32; ///< Read at once at first, then twice as many each time.
        qsizetype mostAtOnce = 512;
        qsizetype mostBlocks = 4096; ///< For one page. Measured: to read more of them is slower than to read all rows.
        qsizetype keptBytes = 32'000'000; ///< Of rows that were read and come later. Twice that while all rows are read.
    };

    /// Whether it knows the query's order: by one field, which is not the time.
    static bool canFind(const RequestQuery &query);
    /// For the rows after `after`. `wide`: see UsageSql::isWide().
    static Result<std::shared_ptr<RequestSearch>> begin(Connection &connection, const RequestQuery &query,
        const std::optional<KeysetOrder::Place> &after, bool wide, const Limits &limits);

    /// Whether the rows that come `position` rows after the start are still to be had: what came before those that the last
    /// from() was asked for is forgotten.
    bool reaches(const RequestQuery &query, qint64 position) const;
    /// Ids in order: `count` of them, or all that are left. Only where it reaches(). May fail and be asked again.
    Result<QList<qint64>> from(Connection &connection, qint64 position, int count);
    /// Texts may be so long that what has to be kept of each block is too much to be held for long.
    bool isTooLarge() const { return m_bytes > 2 * m_limits.keptBytes; }
    qsizetype keptBytes() const { return m_bytes; }

private:
    struct Block
    {
        qint64 number = 0;
        RowPlace bound; ///< Where `isRead`, the first row that was not kept; else no row of the block stands before it.
        std::vector<RowPlace> rows; ///< That come before `bound`. The next one is the last; while filled, a heap under the worst.
        qsizetype bytes = 0; ///< Of the rows.
        bool isFilled = false; ///< Rows are being added.
        bool isCut = false; ///< There is more behind the rows.
    };

    RequestSearch(const RequestQuery &query, BlockKeys keys, const Limits &limits) : m_query(query), m_keys(std::move(keys)), m_limits(limits) {}
    const RowPlace &headOf(const Block &block) const { return block.rows.empty() ? block.bound : block.rows.back(); }
    /// The order of the queue.
    auto isLater() const
    {
        return [this](quint32 a, quint32 b) { return m_keys.isBefore(headOf(m_blocks[b]), headOf(m_blocks[a])); };
    }
    void push(quint32 block);
    quint32 pop();
    void offer(Block &block, RowPlace &&place) const;
    void settle(Block &block);
    Block *blockOf(qint64 id);
    // How many blocks they read.
    Result<qsizetype> readNext(Connection &connection, qsizetype atOnce, size_t wanted);
    Result<qsizetype> readAll(Connection &connection);
    Result<qsizetype> fill(Connection &connection, const std::vector<quint32> &blocks, const QString &statement, const QVariantList &values);

    const RequestQuery m_query;
    const BlockKeys m_keys;
    const Limits m_limits;
    bool m_wide = false;
    bool m_leads = false; ///< Blocks lead to the rows more quickly than what reads all of them.
    std::vector<Block> m_blocks; ///< By number.
    std::vector<quint32> m_queue; ///< A heap of those that have rows left; the first one has the next row.
    std::vector<quint32> m_indexes; ///< By number, from that of the first block on.
    qsizetype m_bytes = 0;
    QList<qint64> m_found; ///< Ids from m_position on.
    qint64 m_position = 0; ///< Rows after the start.
};
