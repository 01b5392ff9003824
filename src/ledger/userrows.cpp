#include "ledger/userrows.h"

#include "data/bulkstatement.h"
#include "data/quickrows.h"

#include <algorithm>

namespace {

constexpr int Digits = (UserRows::SegmentBits + UserRows::GroupBits) / 4; ///< Of an entry.
constexpr quint32 GroupMask = (1 << UserRows::GroupBits) - 1;
constexpr char HexDigits[] = "0123456789abcdef";

quint32 entryAt(const char *text)
{
    quint32 entry = 0;
    for (const char *digit = text; digit < text + Digits; ++digit)
        entry = entry << 4 | quint32(*digit <= '9' ? *digit - '0' : *digit - 'a' + 10);
    return entry;
}

}

QByteArray UserRows::textOf(const List &list)
{
    QByteArray text(qsizetype(list.size()) * Digits, '0');
    char *to = text.data();
    for (const quint32 entry : list) {
        for (int digit = Digits - 1; digit >= 0; --digit)
            *to++ = HexDigits[entry >> 4 * digit & 15];
    }
    return text;
}

UserRows::List UserRows::listOf(const QByteArray &text)
{
    List list;
    list.reserve(size_t(text.size() / Digits));
    for (qsizetype i = 0; i + Digits <= text.size(); i += Digits)
        list.push_back(entryAt(text.constData() + i));
    return list;
}

void UserRows::sortOut(List &list)
{
    if (std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end())
        return;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

void UserRows::add(qint64 user, qint64 id)
{
    if (user == m_takenUser && id == m_takenId)
        return;
    const quint32 entry = quint32(id & ((1 << SegmentBits) - 1)) << GroupBits | (quint32(user) & GroupMask);
    m_lists[{ id >> SegmentBits, user >> GroupBits }].push_back(entry);
}

void UserRows::take(qint64 user, qint64 id)
{
    m_takenUser = user;
    m_takenId = id;
}

QString UserRows::lists(const QString &users)
{
    // Only the segments are counted out: with them the key leads to each list.
    return QStringLiteral(R"(
        WITH RECURSIVE
            counted (number) AS (SELECT MIN(segment) FROM usage_user_rows
                UNION ALL SELECT number + 1 FROM counted WHERE number < (SELECT MAX(segment) FROM usage_user_rows))
        SELECT segment, usage_users.id, ids
          FROM counted CROSS JOIN usage_users CROSS JOIN usage_user_rows
         WHERE segment = number AND user_group = usage_users.id >> %1 AND usage_users.id IN )")
               .arg(GroupBits)
        + users;
}

void UserRows::read(const QByteArray &list, qint64 segment, qint64 user, std::vector<qint64> &ids)
{
    const char wanted = HexDigits[quint32(user) & GroupMask]; // the last digit of an entry
    const char *text = list.constData();
    for (qsizetype i = 0; i + Digits <= list.size(); i += Digits) {
        if (text[i + Digits - 1] == wanted)
            ids.push_back((segment << SegmentBits) + (entryAt(text + i) >> GroupBits));
    }
}

Result<> UserRows::flush(Connection &connection)
{
    take(-1, -1);
    if (m_lists.empty())
        return Ok;
    // New ids are mostly higher than all before: they go to the end without reading the list.
    auto append = BulkStatement::prepare(connection, QStringLiteral(R"(
        INSERT INTO usage_user_rows (segment, user_group, ids) VALUES (?, ?, ?)
            ON CONFLICT (segment, user_group) DO UPDATE SET ids = usage_user_rows.ids || excluded.ids
         WHERE substr(usage_user_rows.ids, length(usage_user_rows.ids) - %1) < substr(excluded.ids, 1, %2))").arg(Digits - 1).arg(Digits));
    if (!append)
        return append.error();
    auto find = BulkStatement::prepare(connection, QStringLiteral("SELECT 1, ids FROM usage_user_rows WHERE segment = ? AND user_group = ?"));
    if (!find)
        return find.error();
    auto replace = BulkStatement::prepare(connection, QStringLiteral("UPDATE usage_user_rows SET ids = ? WHERE segment = ? AND user_group = ?"));
    if (!replace)
        return replace.error();

    std::vector<Key> keys; // in key order the b-tree is walked once
    keys.reserve(m_lists.size());
    for (const auto &[key, list] : m_lists)
        keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    for (const Key &key : keys) {
        List &list = m_lists[key];
        sortOut(list);
        append->bind(1, key.segment);
        append->bind(2, key.group);
        append->bindText(3, textOf(list));
        const auto appended = append->execute();
        if (!appended)
            return appended.error();
        if (*appended > 0)
            continue;
        find->bind(1, key.segment);
        find->bind(2, key.group);
        if (auto done = find->execute(); !done)
            return done.error();
        const List stored = listOf(find->returnedBytes());
        list.insert(list.end(), stored.begin(), stored.end());
        sortOut(list);
        if (list.size() == stored.size())
            continue;
        replace->bindText(1, textOf(list));
        replace->bind(2, key.segment);
        replace->bind(3, key.group);
        if (auto done = replace->execute(); !done)
            return done.error();
    }
    m_lists.clear();
    return Ok;
}

Result<QString> UserRows::missing(Connection &connection) const
{
    size_t seen = 0;
    QString lacking;
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT segment, user_group, ids FROM usage_user_rows"), {}, [&](const QuickRow &row) {
        const auto expected = m_lists.find({ row.int64(0), row.int64(1) });
        if (expected == m_lists.end())
            return true; // its rows are gone
        ++seen;
        const List stored = listOf(row.bytes(2));
        List due = expected->second;
        sortOut(due);
        const auto gap = std::find_if(due.begin(), due.end(), [&stored](quint32 entry) { return !std::binary_search(stored.begin(), stored.end(), entry); });
        if (gap != due.end())
            lacking = QStringLiteral("usage row %1 is not in the list of its user").arg((row.int64(0) << SegmentBits) + (*gap >> GroupBits));
        else if (std::adjacent_find(stored.begin(), stored.end(), std::greater_equal<>()) != stored.end())
            lacking = QStringLiteral("list %1 of users %2 is not in order").arg(row.int64(0)).arg(row.int64(1));
        return lacking.isEmpty();
    });
    if (!read)
        return read.error();
    if (lacking.isEmpty() && seen != m_lists.size())
        lacking = QStringLiteral("%1 lists stand there, the rows need %2").arg(seen).arg(m_lists.size());
    return lacking;
}
