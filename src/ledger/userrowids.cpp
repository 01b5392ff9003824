#include "ledger/userrowids.h"

#include "data/quickrows.h"
#include "data/sql.h"
#include "ledger/rowblocks.h"
#include "ledger/userrows.h"

#include <algorithm>

namespace {

constexpr qint64 MostListed = 4'000'000; ///< Keeps the array below 50 MB.

/// Ids of the rows that `users` have or had; nullopt: more than `most`.
Result<std::optional<std::vector<qint64>>> idsOf(Connection &connection, const QStringList &users, qint64 most)
{
    QVariantList values;
    for (const QString &user : users)
        values.append(user);
    const QString statement = UserRows::lists(QStringLiteral("(SELECT id FROM usage_users WHERE name IN (%1))")
                                                  .arg(QStringList(users.size(), QStringLiteral("?")).join(QLatin1String(", "))));
    std::vector<qint64> ids;
    const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
        UserRows::read(row.rawBytes(2), row.int64(0), row.int64(1), ids);
        return qint64(ids.size()) <= most;
    });
    if (!read)
        return read.error();
    if (qint64(ids.size()) > most)
        return std::optional<std::vector<qint64>>();
    std::sort(ids.begin(), ids.end()); // so that the pages of the table come in order
    return std::optional(std::move(ids));
}

/// Leaves those whose block has rows in `range`.
Result<> keepThoseIn(Connection &connection, TimeRange range, std::vector<qint64> &ids)
{
    std::vector<qint64> blocks;
    const auto read = QuickRows::forEach(connection, QStringLiteral("SELECT block FROM usage_row_blocks WHERE high_ts_us >= ? AND low_ts_us < ? ORDER BY block"),
        { range.from, range.to }, [&blocks](const QuickRow &row) {
            blocks.push_back(row.int64(0));
            return true;
        });
    if (!read)
        return read;
    auto block = blocks.cbegin();
    std::erase_if(ids, [&](qint64 id) {
        block = std::find_if(block, blocks.cend(), [id](qint64 number) { return number >= id >> RowBlock::IdBits; });
        return block == blocks.cend() || *block != id >> RowBlock::IdBits;
    });
    return Ok;
}

}

QString UserRowIds::json(const std::vector<qint64> &ids)
{
    QByteArray text = "[";
    text.reserve(qsizetype(ids.size()) * 10 + 2);
    for (const qint64 id : ids) {
        if (text.size() > 1)
            text += ',';
        text += QByteArray::number(id);
    }
    return QString::fromLatin1(text + ']');
}

Result<UserRowIds::RowCounts> UserRowIds::rowCounts(Connection &connection, TimeRange range)
{
    constexpr UtcMicros day = 24 * MicrosPerHour;
    RowCounts counts;
    // The zone's days are about as long as these: a day counts by how much of it the range has.
    const auto read = Sql::forEach(connection, QStringLiteral("SELECT bucket_us, CAST(SUM(requests) AS BIGINT) FROM usage_batch_days GROUP BY bucket_us"), {}, [&](const Row &row) {
        const UtcMicros from = row.int64(0);
        const UtcMicros shared = std::clamp(std::min(range.to, from + day) - std::max(range.from, from), UtcMicros(0), day);
        counts.all += row.int64(1);
        counts.inRange += qint64(double(row.int64(1)) * double(shared) / double(day));
        return true;
    });
    if (!read)
        return read.error();
    return counts;
}

Result<std::optional<UserRowIds::Listed>> UserRowIds::of(Connection &connection, const QStringList &users, TimeRange range, qint64 perFetch)
{
    if (connection.dialect() != Dialect::Sqlite || users.isEmpty() || range.isEmpty())
        return std::optional<Listed>();
    const auto counts = rowCounts(connection, range);
    if (!counts)
        return counts.error();
    const qint64 few = counts->inRange / perFetch;
    // A part of the range is worth reading the bounds of all blocks where it has more rows than there are blocks.
    const bool narrows = counts->inRange < counts->all && counts->inRange / 4 > counts->all >> RowBlock::IdBits;
    auto found = idsOf(connection, users, qMin(MostListed, narrows ? counts->all / perFetch : few));
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Listed>();
    std::vector<qint64> &ids = **found;
    if (qint64(ids.size()) > few) {
        if (auto kept = keepThoseIn(connection, range, ids); !kept)
            return kept.error();
        if (qint64(ids.size()) > few)
            return std::optional<Listed>();
    }
    return std::optional(Listed { std::move(ids), counts->inRange });
}

Result<QList<UsageSql::Piece>> UserRowIds::piecesOf(Connection &connection, const UsageQuery &query, const QList<UsageSql::Piece> &pieces)
{
    const bool daysKnow = std::any_of(pieces.begin(), pieces.end(), [](const auto &piece) { return piece.source != UsageAnswer::Source::RawRows; });
    const auto listed = of(connection, query.filter.users, query.range, daysKnow ? DayRowsPerFetch : UsageSql::RowsReadPerFetch);
    if (!listed)
        return listed.error();
    return *listed ? QList<UsageSql::Piece> { { query.range, UsageAnswer::Source::RawRows, true, json((*listed)->ids) } } : pieces;
}

Result<UsageSql::Piece> UserRowIds::rowPiece(Connection &connection, const UsageQuery &query, TimeRange range)
{
    UsageSql::Piece piece { range, UsageAnswer::Source::RawRows, false, {} };
    const auto listed = of(connection, query.filter.users, range);
    if (!listed)
        return listed.error();
    if (*listed) {
        piece.wide = true;
        piece.ids = json((*listed)->ids);
    }
    return piece;
}
