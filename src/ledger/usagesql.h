#pragma once

#include "core/result.h"
#include "ledger/usagequery.h"

#include <QHash>
#include <QVariantList>

#include <map>

class Connection;

/// The pieces from which the statements of UsageQuery are put together. Names come from fixed tables, values are bound;
/// only integers that we computed stand in the text.
namespace UsageSql {

/// A part of the range and the table that answers it.
struct Piece
{
    TimeRange range;
    UsageAnswer::Source source;
    bool wide = false; ///< See isWide(); of rows only.
    QString ids = {}; ///< A JSON array: of these rows only, which are wide then. Null: of all. See UserRowIds.

    friend bool operator==(const Piece &, const Piece &) = default;
};

/// `query` with the dimensions of all `groupings`: what is cut for it is fine enough for each of them.
UsageQuery together(UsageQuery query, const QList<QList<Dimension>> &groupings);

/// Cuts the range so that whole days, then whole hours and quarter hours come from their tables and only the rest from the rows.
QList<Piece> piecesOf(const UsageQuery &query, const ReportingZone &workspaceZone);

/// Whether range and filter leave so many rows that SQLite is quicker to read its whole table in order than to
/// fetch each row that the index by time leads to. Asks the day tables. Always false on PostgreSQL, which knows by itself.
Result<bool> isWide(Connection &connection, const UsageQuery &query);

/// The days of `zone` that `range`, which is not empty, has a part of.
TimeRange daysAround(const ReportingZone &zone, TimeRange range);
/// How many calls the days that begin in `days` have with the statuses and cost sources of `filter`; nothing else of it
/// counts. The smallest table tells.
Result<qint64> requestsOnDays(Connection &connection, TimeRange days, const UsageFilter &filter);
/// So many rows SQLite reads in order, or through the index by time, while it fetches one by its id. Measured.
inline constexpr qint64 RowsReadPerFetch = 12;

/// Whether no bucket cuts a step of UTC: an hour or a quarter of one.
bool onSteps(const UsageQuery &query, UtcMicros step);

/// The zone in which the day tables of this workspace count.
Result<ReportingZone> workspaceZone(Connection &connection);

/// How a piece is grouped by time: by joining the buckets, or by the table's own grain, folded afterwards.
struct TimeKey
{
    QString with; ///< "WITH ... " or empty.
    QString join;
    QString column; ///< Bucket start, or an instant inside the bucket; empty without a time dimension.
};
TimeKey timeKey(const UsageQuery &query, const Piece &piece);

QString tableOf(UsageAnswer::Source source);
/// "ts_us" or "bucket_us".
QString timeColumn(UsageAnswer::Source source);
/// Columns for the dimensions that are not time, in the order of the query.
QStringList dimensionColumns(const UsageQuery &query);
/// " WHERE ..." for the piece's range and the filter; appends the values.
QString where(const UsageQuery &query, const Piece &piece, QVariantList &values);
/// The same without the condition that joins the buckets of timeKey().
QString whereUnjoined(const UsageQuery &query, const Piece &piece, QVariantList &values);
/// " AND status IN (...)", or nothing where all are wanted.
QString whereCodes(const QList<UsageStatus> &statuses, const QList<CostSource> &costSources);
/// Where the names stand that a filter keeps: "feature_id", "ai_features", "key", ...; only of those that it narrows.
struct WantedNames
{
    QStringList names;
    const char *column; ///< Of the rows: an id.
    const char *table;
    const char *nameColumn;
};
QList<WantedNames> wantedNames(const UsageFilter &filter);
/// "SELECT id ..." of these names; appends the values.
QString selectIds(const WantedNames &wanted, QVariantList &values);
bool hasTime(const UsageQuery &query);
/// An expression for each rollup cell of one row of the source's table, in their order.
QStringList cells(UsageAnswer::Source source);
/// CAST(SUM(...) AS BIGINT) for each of them.
QString cellSums(UsageAnswer::Source source);

/// Turns what a statement selected for the dimensions into keys.
class Keys
{
public:
    static Result<Keys> load(Connection &connection, const UsageQuery &query);

    /// `time` as from TimeKey::column; `texts` as selected by dimensionColumns().
    QList<UsageKey> keysOf(UtcMicros time, const QStringList &texts);
    /// The same from ids and codes, for dimensions that are not texts in the rows: one for each that is not time.
    QList<UsageKey> keysOf(UtcMicros time, const qint64 *ids);
    /// An instant that stands for all those that have the same time keys as `time`; quick where they come in order.
    UtcMicros finestStart(UtcMicros time);

private:
    explicit Keys(const UsageQuery &query) : m_query(query) {}
    UtcMicros bucketStart(UtcMicros time, Bucket bucket);

    UsageQuery m_query;
    template<typename Next>
    QList<UsageKey> keys(UtcMicros time, Next next);
    UsageKey keyOf(Dimension dimension, qint64 id) const;

    std::map<Dimension, QHash<qint64, UsageKey>> m_names; ///< By id or code.
    std::map<Bucket, TimeRange> m_lastBucket;
};

/// Sorts by time, then by text.
bool keysLess(const QList<UsageKey> &a, const QList<UsageKey> &b);
struct KeysLess
{
    bool operator()(const QList<UsageKey> &a, const QList<UsageKey> &b) const { return keysLess(a, b); }
};

}
