#pragma once

#include "core/result.h"
#include "ledger/keysetorder.h"
#include "ledger/requestquery.h"

#include <optional>
#include <vector>

class Connection;

/// Finds the first requests in the order of their users' names: reads the lists of one user after the other (see
/// UserRows), and of the rows in them only so many that the page is full.
class UserRowWalk
{
public:
    struct Limits
    {
        /// Looked at once at first, then as many as are needed where as many of them are left.
        size_t firstRows = 1024;
        size_t mostRows = 150'000; ///< Where it takes more to fill the page, it is found quicker from all rows.
        qint64 fewRows = 200'000; ///< Where the range has fewer, RequestSearch has read them all as soon.
    };

    /// Whether find() knows the query's order.
    static bool canFind(const RequestQuery &query);
    /// Ids of the rows after `after`, in order: at least `count`, or all that there are. nullopt: RequestSearch is
    /// quicker, as always on PostgreSQL.
    static Result<std::optional<QList<qint64>>> find(Connection &connection, const RequestQuery &query,
        const std::optional<KeysetOrder::Place> &after, int count, const Limits &limits);

private:
    struct Candidate
    {
        qint64 user;
        qint64 id;
    };

    UserRowWalk(Connection &connection, const RequestQuery &query)
        : m_connection(connection), m_query(query), m_descending(query.order.constFirst().descending)
    {
    }
    /// The users from that of `after` on, in order.
    Result<> loadUsers(const std::optional<KeysetOrder::Place> &after);
    bool isAtEnd() const { return m_next == m_users.size(); }
    /// The next rows, as the lists have them: at least `count`, or all that there are.
    Result<std::vector<Candidate>> next(size_t count);
    /// Adds those of `candidates` that are rows of the query.
    Result<> keepMatching(const std::vector<Candidate> &candidates, QList<qint64> &ids) const;

    Connection &m_connection;
    const RequestQuery &m_query;
    const bool m_descending;
    std::vector<qint64> m_users;
    size_t m_next = 0; ///< Place in m_users.
    std::optional<qint64> m_segment; ///< Where to go on in the lists of that user.
    std::optional<qint64> m_afterId; ///< Of that user's rows only those behind it.
};
