#include "ledger/userrows.h"

#include "data/bulkstatement.h"
#include "data/quickrows.h"

#include <algorithm>

namespace {

constexpr qsizetype Digits = 4; ///< Of an id in a list.

QByteArray textOf(const std::vector<quint16> &list)
{
    QByteArray text(qsizetype(list.size()) * Digits, '0');
    char *to = text.data();
    for (const quint16 id : list) {
        for (int shift = 12; shift >= 0; shift -= 4)
            *to++ = "0123456789abcdef"[id >> shift & 15];
    }
    return text;
}

std::vector<quint16> listOf(const QByteArray &text)
{
    std::vector<quint16> list;
    list.reserve(size_t(text.size() / Digits));
    for (qsizetype i = 0; i + Digits <= text.size(); i += Digits) {
        int id = 0;
        for (qsizetype digit = i; digit < i + Digits; ++digit)
            id = id << 4 | (text[digit] <= '9' ? text[digit] - '0' : text[digit] - 'a' + 10);
        list.push_back(quint16(id));
    }
    return list;
}

void sortOut(std::vector<quint16> &list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

}

void UserRows::add(qint64 user, qint64 id)
{
    if (m_taken != Key { user, id })
        m_lists[{ user, id >> SegmentBits }].push_back(quint16(id));
}

void UserRows::read(const QByteArray &list, qint64 segment, std::vector<qint64> &ids)
{
    for (const quint16 id : listOf(list))
        ids.push_back((segment << SegmentBits) + id);
}

Result<> UserRows::flush(Connection &connection)
{
    m_taken = {};
    if (m_lists.empty())
        return Ok;
    // New ids are mostly higher than all before: they go to the end without reading the list.
    auto append = BulkStatement::prepare(connection, QStringLiteral(R"(
        INSERT INTO usage_user_rows (user_id, segment, ids) VALUES (?, ?, ?)
            ON CONFLICT (user_id, segment) DO UPDATE SET ids = usage_user_rows.ids || excluded.ids
         WHERE substr(usage_user_rows.ids, length(usage_user_rows.ids) - 3) < substr(excluded.ids, 1, 4))"));
    if (!append)
        return append.error();
    auto find = BulkStatement::prepare(connection, QStringLiteral("SELECT 1, ids FROM usage_user_rows WHERE user_id = ? AND segment = ?"));
    if (!find)
        return find.error();
    auto replace = BulkStatement::prepare(connection, QStringLiteral("UPDATE usage_user_rows SET ids = ? WHERE user_id = ? AND segment = ?"));
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
        append->bind(1, key.user);
        append->bind(2, key.part);
        append->bindText(3, textOf(list));
        const auto appended = append->execute();
        if (!appended)
            return appended.error();
        if (*appended > 0)
            continue;
        find->bind(1, key.user);
        find->bind(2, key.part);
        if (auto done = find->execute(); !done)
            return done.error();
        const List stored = listOf(find->returnedBytes());
        list.insert(list.end(), stored.begin(), stored.end());
        sortOut(list);
        if (list.size() == stored.size())
            continue;
        replace->bindText(1, textOf(list));
        replace->bind(2, key.user);
        replace->bind(3, key.part);
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
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT user_id, segment, ids FROM usage_user_rows"), {}, [&](const QuickRow &row) {
        const auto expected = m_lists.find({ row.int64(0), row.int64(1) });
        if (expected == m_lists.end())
            return true; // its rows are gone
        ++seen;
        const List stored = listOf(row.bytes(2));
        List due = expected->second;
        std::sort(due.begin(), due.end());
        const auto gap = std::find_if(due.begin(), due.end(), [&stored](quint16 id) { return !std::binary_search(stored.begin(), stored.end(), id); });
        if (gap != due.end())
            lacking = QStringLiteral("usage row %1 is not in the list of its user").arg((row.int64(1) << SegmentBits) + *gap);
        else if (std::adjacent_find(stored.begin(), stored.end(), std::greater_equal<>()) != stored.end())
            lacking = QStringLiteral("list %1 of user %2 is not in order").arg(row.int64(1)).arg(row.int64(0));
        return lacking.isEmpty();
    });
    if (!read)
        return read.error();
    if (lacking.isEmpty() && seen != m_lists.size())
        lacking = QStringLiteral("%1 lists stand there, the rows need %2").arg(seen).arg(m_lists.size());
    return lacking;
}
