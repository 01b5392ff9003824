#pragma once

#include "core/result.h"
#include "ledger/keysetorder.h"
#include "ledger/requestcolumn.h"
#include "ledger/rowblocks.h"

#include <array>
#include <functional>
#include <optional>
#include <vector>

class Connection;
class QuickRow;

/// What a row is sorted by. Unknown comes last both ways.
struct RowKey
{
    bool unknown = false;
    qint64 number = 0; ///< Of a name: its place among all names.
    QByteArray text;
};

struct RowPlace
{
    RowKey key;
    qint64 id = 0;
};

/// An order by one field and then by id, and what the blocks say about it.
class BlockKeys
{
public:
    /// `after`: where to start; nullopt: at the beginning.
    static Result<BlockKeys> load(Connection &connection, RequestSort sort, const std::optional<KeysetOrder::Place> &after);

    bool isBefore(const RowKey &a, const RowKey &b) const;
    bool isBefore(const RowPlace &a, const RowPlace &b) const;
    bool isAfterStart(const RowPlace &place) const { return !m_after || isBefore(*m_after, place); }

    QString column() const { return m_column.column; } ///< Of the rows; keyOf() reads it.
    RowKey keyOf(const QuickRow &row, int column) const;

    struct Candidate
    {
        RowPlace best; ///< No row of the block that comes after the start stands before it.
        qint64 block = 0;
    };
    /// Blocks that can hold rows of the query after the start, by number.
    Result<std::vector<Candidate>> candidates(Connection &connection, const RequestQuery &query) const;

private:
    explicit BlockKeys(RequestSort sort) : m_column(RequestColumn::of(sort.field)), m_descending(sort.descending) {}
    Result<> loadNames(Connection &connection);
    bool holdsNames() const { return m_column.kind == RequestColumn::Kind::Name || m_column.kind == RequestColumn::Kind::Word; }
    std::optional<RowKey> bestOf(const RowKey &first, const std::function<RowKey()> &last, bool mayEqual) const;
    std::optional<RowKey> bestOf(qint64 set, bool mayEqual) const;

    RequestColumn m_column;
    bool m_descending = false;
    std::optional<RowPlace> m_after;
    // Of names: those that are equal have one place, and between two places is room for a start that is no name any more.
    std::vector<qint64> m_places; ///< By id; -1: unknown.
    qint64 m_unknownSet = 0; ///< Bits of ids without a name.
    std::array<std::optional<qint64>, RowBlock::SetBits> m_bestOfBit; ///< The best place at or after the start.
    std::array<std::optional<qint64>, RowBlock::SetBits> m_nextOfBit; ///< The best place after that of the start.
};
