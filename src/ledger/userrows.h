#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <unordered_map>
#include <vector>

class Connection;

/// Which rows each user has: lists of ids in the table usage_user_rows, written in the transaction that writes the rows. Lists only
/// ever widen: a row that went or changed its user may still be listed, so who reads one asks the row for its user; no row
/// is missing, and none is listed twice. SQLite reads them (see UserRowIds, UserRowWalk); PostgreSQL finds a user's rows
/// well enough without and has them so that both schemas are one.
class UserRows
{
public:
    static constexpr int SegmentBits = 16; ///< List n of a user holds those whose id >> 16 is n.

    void add(qint64 user, qint64 id);
    /// The row stood in the table until now: where it is added again at once, it is listed already.
    void take(qint64 user, qint64 id) { m_taken = { user, id }; }
    /// Adds what was collected to the table and forgets it.
    Result<> flush(Connection &connection);

    /// What the table lacks of what was collected, in words; empty: nothing.
    Result<QString> missing(Connection &connection) const;
    qsizetype count() const { return qsizetype(m_lists.size()); } ///< Of lists.

    /// Adds the ids that stand in the list of `segment`, ascending.
    static void read(const QByteArray &list, qint64 segment, std::vector<qint64> &ids);

private:
    struct Key
    {
        qint64 user = -1;
        qint64 part = -1; ///< The segment, or an id.
        friend auto operator<=>(const Key &, const Key &) = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const noexcept { return (size_t(key.user) * 0x9e3779b97f4a7c15u) ^ size_t(key.part); }
    };
    using List = std::vector<quint16>;

    std::unordered_map<Key, List, KeyHash> m_lists;
    Key m_taken;
};
