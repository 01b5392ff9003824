#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <unordered_map>
#include <vector>

class Connection;

/// Which rows each user has: lists of ids in the table usage_user_rows, written in the transaction that writes the
/// rows. Lists only ever widen: a row that went or changed its user may still be listed, so who reads one asks the
/// row for its user; no row is missing, and none is listed twice for one user. SQLite reads them (see UserRowIds,
/// UserRowWalk); PostgreSQL plans by itself and has them only so that both schemas are one.
class UserRows
{
public:
    static constexpr int SegmentBits = 16; ///< A list of segment n holds rows whose id >> 16 is n.
    /// A list of group n is of the users whose id >> 4 is n: a list for each user would be too many to write.
    static constexpr int GroupBits = 4;

    void add(qint64 user, qint64 id);
    /// The row stood in the table until now: where it is added again at once, it is listed already.
    void take(qint64 user, qint64 id);
    /// Adds what was collected to the table and forgets it.
    Result<> flush(Connection &connection);

    /// What the table lacks of what was collected, in words; empty: nothing.
    Result<QString> missing(Connection &connection) const;
    qsizetype count() const { return qsizetype(m_lists.size()); } ///< Of lists.

    /// A statement for the lists of the users whose ids are in `users`, "(?, ...)" or "(SELECT ...)": segment, user,
    /// list.
    static QString lists(const QString &users);
    /// Adds the ids that stand in `list`, one of `segment`, for `user`; ascending.
    static void read(const QByteArray &list, qint64 segment, qint64 user, std::vector<qint64> &ids);

private:
    struct Key
    {
        qint64 segment = -1;
        qint64 group = -1;
        friend auto operator<=>(const Key &, const Key &) = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const noexcept
        {
            return (size_t(key.group) ^ size_t(key.segment) << 32) * 0x9e3779b97f4a7c15u >> 7;
        }
    };
    using List = std::vector<quint32>; ///< The rest of an id, then that of its user.

    static QByteArray textOf(const List &list);
    static List listOf(const QByteArray &text);
    static void sortOut(List &list);

    std::unordered_map<Key, List, KeyHash> m_lists;
    qint64 m_takenUser = -1, m_takenId = -1;
};
