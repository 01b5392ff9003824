#include "ledger/userrowwalk.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/requeststatement.h"
#include "ledger/userrowids.h"
#include "ledger/userrows.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

bool UserRowWalk::canFind(const RequestQuery &query)
{
    // What one import wrote stands in few blocks: those lead to it, the lists do not.
    return query.order.size() == 1 && query.order.constFirst().field == RequestField::User && !query.batch;
}

Result<std::optional<QList<qint64>>> UserRowWalk::find(
    Connection &connection, const RequestQuery &query, const std::optional<KeysetOrder::Place> &after, int count, const Limits &limits)
{
    if (connection.dialect() != Dialect::Sqlite)
        return std::optional<QList<qint64>>();
    const auto counts = UserRowIds::rowCounts(connection, query.range);
    if (!counts)
        return counts.error();
    if (counts->inRange < limits.fewRows)
        return std::optional<QList<qint64>>();
    UserRowWalk walk(connection, query);
    if (auto loaded = walk.loadUsers(after); !loaded)
        return loaded.error();
    QList<qint64> ids;
    double seen = 0, needed = double(limits.firstRows);
    while (ids.size() < count && !walk.isAtEnd()) {
        if (seen + needed > double(limits.mostRows) && seen >= 4 * double(limits.firstRows))
            return std::optional<QList<qint64>>();
        const auto candidates = walk.next(size_t(std::clamp(needed, double(limits.firstRows), std::max(seen, double(limits.firstRows)) * 4)));
        if (!candidates)
            return candidates.error();
        seen += double(candidates->size());
        if (auto kept = walk.keepMatching(*candidates, ids); !kept)
            return kept.error();
        needed = 1.1 * double(count - ids.size()) * seen / std::max(double(ids.size()), 0.5);
    }
    return std::optional(ids);
}

Result<> UserRowWalk::loadUsers(const std::optional<KeysetOrder::Place> &after)
{
    struct User
    {
        QByteArray name; ///< Empty: unknown, which comes last both ways.
        qint64 id;
    };
    QVariantList values;
    QString statement = QStringLiteral("SELECT name, id FROM usage_users");
    if (const QStringList &wanted = m_query.filter.users; !wanted.isEmpty()) {
        statement += QStringLiteral(" WHERE name IN (%1)").arg(QStringList(wanted.size(), QStringLiteral("?")).join(QLatin1String(", ")));
        for (const QString &name : wanted)
            values.append(name);
    }
    const auto isBefore = [this](const QByteArray &a, const QByteArray &b) {
        if (a.isEmpty() || b.isEmpty())
            return !a.isEmpty() && b.isEmpty();
        return m_descending ? a > b : a < b;
    };
    const QByteArray start = after ? after->values.constFirst().toString().toUtf8() : QByteArray();
    std::vector<User> users;
    const auto read = QuickRows::forEach(m_connection, statement, values, [&](const QuickRow &row) {
        if (User user { row.bytes(0), row.int64(1) }; !after || !isBefore(user.name, start))
            users.push_back(std::move(user));
        return true;
    });
    if (!read)
        return read;
    std::sort(users.begin(), users.end(), [&](const User &a, const User &b) { return isBefore(a.name, b.name); });
    for (const User &user : users)
        m_users.push_back(user.id);
    if (after && !users.empty() && users.front().name == start) {
        m_afterId = after->id.toLongLong();
        m_segment = *m_afterId >> UserRows::SegmentBits;
    }
    return Ok;
}

Result<std::vector<UserRowWalk::Candidate>> UserRowWalk::next(size_t count)
{
    const QString statement = UserRows::lists(m_descending ? QStringLiteral("(?) AND segment <= ? ORDER BY segment DESC") : QStringLiteral("(?) AND segment >= ? ORDER BY segment"));
    const qint64 first = m_descending ? std::numeric_limits<qint64>::max() : std::numeric_limits<qint64>::min();
    std::vector<Candidate> candidates;
    std::vector<qint64> ids;
    while (!isAtEnd() && candidates.size() < count) {
        const qint64 user = m_users[m_next];
        std::optional<qint64> left; // where the next round goes on
        const auto read = QuickRows::forEach(m_connection, statement, { user, m_segment.value_or(first) }, [&](const QuickRow &row) {
            if (candidates.size() >= count) {
                left = row.int64(0);
                return false;
            }
            ids.clear();
            UserRows::read(row.rawBytes(2), row.int64(0), user, ids);
            if (m_descending)
                std::reverse(ids.begin(), ids.end());
            for (const qint64 id : ids) {
                if (!m_afterId || (m_descending ? id < *m_afterId : id > *m_afterId))
                    candidates.push_back({ user, id });
            }
            return true;
        });
        if (!read)
            return read.error();
        m_segment = left;
        m_afterId = left ? m_afterId : std::nullopt;
        m_next += left ? 0 : 1;
    }
    return candidates;
}

Result<> UserRowWalk::keepMatching(const std::vector<Candidate> &candidates, QList<qint64> &ids) const
{
    std::vector<qint64> wanted;
    for (const Candidate &candidate : candidates)
        wanted.push_back(candidate.id);
    std::sort(wanted.begin(), wanted.end());
    QVariantList values;
    const QString statement = RequestStatement(m_query, m_connection.dialect(), true, UserRowIds::json(wanted)).keys(QStringLiteral("user_id"), {}, values);
    std::unordered_map<qint64, qint64> userOf;
    const auto read = QuickRows::forEach(m_connection, statement, values, [&userOf](const QuickRow &row) {
        userOf.emplace(row.int64(0), row.int64(1));
        return true;
    });
    if (!read)
        return read;
    for (const Candidate &candidate : candidates) { // a list may have rows that are another user's now
        if (const auto found = userOf.find(candidate.id); found != userOf.end() && found->second == candidate.user)
            ids.append(candidate.id);
    }
    return Ok;
}
