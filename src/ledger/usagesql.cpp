#include "ledger/usagesql.h"

#include "core/clocksteps.h"
#include "data/sql.h"
#include "ledger/rollupcells.h"

#include <algorithm>

namespace {

using Source = UsageAnswer::Source;

constexpr qsizetype MostJoinedBuckets = 4000; ///< Keeps the statement below SQLite's limit of a million characters.

bool uses(const UsageQuery &query, std::initializer_list<Dimension> dimensions)
{
    return std::any_of(dimensions.begin(), dimensions.end(), [&query](Dimension d) { return query.dimensions.contains(d); });
}

std::optional<Bucket> finestBucket(const UsageQuery &query)
{
    std::optional<Bucket> finest;
    for (const Dimension dimension : query.dimensions) {
        if (const auto bucket = bucketOf(dimension); bucket && (!finest || *bucket < *finest))
            finest = bucket;
    }
    if (finest == Bucket::Week && uses(query, { Dimension::Month }))
        return Bucket::Day; // a week may lie in two months
    return finest;
}

/// A bucket is never shorter, but for an hour in which the clock is changed.
UtcMicros shortest(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return MicrosPerMinute;
    case Bucket::Hour: return MicrosPerHour;
    case Bucket::Day: return 20 * MicrosPerHour;
    case Bucket::Week: return 6 * 24 * MicrosPerHour;
    case Bucket::Month: return 27 * 24 * MicrosPerHour;
    }
    Q_UNREACHABLE();
}

TimeRange inner(TimeRange range, Source source, const ReportingZone &zone)
{
    if (source == Source::QuarterHours || source == Source::Hours) {
        const UtcMicros step = source == Source::Hours ? MicrosPerHour : MicrosPerQuarterHour;
        return { -floorTo(-range.from, step), floorTo(range.to, step) };
    }
    const UtcMicros first = zone.startOfBucket(range.from, Bucket::Day);
    return { first == range.from ? first : zone.startOfNextBucket(first, Bucket::Day), zone.startOfBucket(range.to, Bucket::Day) };
}

void cut(QList<UsageSql::Piece> &pieces, TimeRange range, QList<Source> sources, const ReportingZone &zone)
{
    if (range.isEmpty())
        return;
    const Source source = sources.takeFirst();
    const TimeRange whole = source == Source::RawRows ? range : inner(range, source, zone);
    if (whole.isEmpty())
        return cut(pieces, range, sources, zone);
    cut(pieces, { range.from, whole.from }, sources, zone);
    pieces.append({ whole, source });
    cut(pieces, { whole.to, range.to }, sources, zone);
}

QString marks(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1String(", "));
}

/// An expression for the start of the day that a row is in: days that are equally long are counted, and begin anew at
/// each that is not.
QString dayStart(const ReportingZone &zone, TimeRange range)
{
    QString text;
    QString last;
    UtcMicros length = 0;
    for (const TimeRange &day : zone.buckets(range, Bucket::Day)) {
        if (day.length() == length)
            continue;
        length = day.length();
        if (!last.isEmpty())
            text += QStringLiteral(" WHEN ts_us < %1 THEN %2").arg(QString::number(day.from), last);
        last = QStringLiteral("ts_us - (ts_us - (%1)) % %2").arg(day.from).arg(length);
    }
    return text.isEmpty() ? QStringLiteral("(%1)").arg(last) : QStringLiteral("(CASE%1 ELSE %2 END)").arg(text, last);
}

struct DimensionColumn
{
    Dimension dimension;
    const char *column;
};

constexpr DimensionColumn Columns[] = { { Dimension::Feature, "feature_id" }, { Dimension::Provider, "provider_id" }, { Dimension::Model, "model_name_id" },
    { Dimension::Canonical, "model_name_id" }, { Dimension::Family, "model_name_id" }, { Dimension::User, "user_id" }, { Dimension::Session, "session" },
    { Dimension::Client, "client" }, { Dimension::Status, "status" }, { Dimension::CostSource, "cost_source" } };

}

bool UsageSql::onSteps(const UsageQuery &query, UtcMicros step)
{
    const auto bucket = finestBucket(query);
    return !bucket || (*bucket != Bucket::Minute && isOnSteps(query.zone, query.range, step));
}

Result<ReportingZone> UsageSql::workspaceZone(Connection &connection)
{
    const auto id = Sql::selectOne(connection, QStringLiteral("SELECT value FROM workspace_info WHERE key = 'zone'"), {}, [](const Row &row) { return row.text(0); });
    if (!id)
        return id.error();
    return ReportingZone::fromId(id->value_or(QStringLiteral("UTC")));
}

TimeRange UsageSql::daysAround(const ReportingZone &zone, TimeRange range)
{
    return { zone.startOfBucket(range.from, Bucket::Day), zone.startOfNextBucket(zone.startOfBucket(range.to - 1, Bucket::Day), Bucket::Day) };
}

UsageQuery UsageSql::together(UsageQuery query, const QList<QList<Dimension>> &groupings)
{
    query.dimensions.clear();
    for (const auto &dimensions : groupings)
        query.dimensions += dimensions;
    return query;
}

QList<UsageSql::Piece> UsageSql::piecesOf(const UsageQuery &query, const ReportingZone &workspaceZone)
{
    QList<Source> sources;
    const bool coarse = !uses(query, { Dimension::Minute, Dimension::Hour }) && query.zone == workspaceZone;
    if (uses(query, { Dimension::Session, Dimension::Client, Dimension::Minute })) {
        // only the rows know
    } else if (uses(query, { Dimension::User }) || !query.filter.users.isEmpty()) {
        const bool userOnly = query.filter.features.isEmpty() && query.filter.providers.isEmpty() && query.filter.models.isEmpty()
            && !uses(query, { Dimension::Feature, Dimension::Provider, Dimension::Model, Dimension::Canonical, Dimension::Family });
        if (coarse && userOnly)
            sources.append(Source::UserDays);
    } else {
        if (coarse)
            sources.append(Source::Days);
        if (onSteps(query, MicrosPerHour))
            sources.append(Source::Hours);
        if (onSteps(query, MicrosPerQuarterHour))
            sources.append(Source::QuarterHours);
    }
    sources.append(Source::RawRows);
    QList<Piece> pieces;
    cut(pieces, query.range, sources, workspaceZone);
    return pieces;
}

QString UsageSql::tableOf(Source source)
{
    switch (source) {
    case Source::Days: return QStringLiteral("usage_days");
    case Source::Hours: return QStringLiteral("usage_hours");
    case Source::QuarterHours: return QStringLiteral("usage_quarter_hours");
    case Source::UserDays: return QStringLiteral("usage_user_days");
    case Source::RawRows: return QStringLiteral("ai_usage_logs");
    }
    Q_UNREACHABLE();
}

QString UsageSql::timeColumn(Source source)
{
    return source == Source::RawRows ? QStringLiteral("ts_us") : QStringLiteral("bucket_us");
}

UsageSql::TimeKey UsageSql::timeKey(const UsageQuery &query, const Piece &piece)
{
    const auto bucket = finestBucket(query);
    if (!bucket)
        return {};
    TimeKey key;
    if (piece.wide) { // in no order: to join the buckets would read the table for each
        key.column = *bucket >= Bucket::Day ? dayStart(query.zone, piece.range)
            : onSteps(query, MicrosPerQuarterHour) ? QStringLiteral("(ts_us - (ts_us % 900000000 + 900000000) % 900000000)")
                                                   : QStringLiteral("ts_us");
        return key;
    }
    const QString time = timeColumn(piece.source);
    if (piece.source == Source::Days || piece.source == Source::UserDays) {
        key.column = time; // days are folded into weeks and months afterwards
        return key;
    }
    // Counting first is cheaper than making millions of buckets only to find that they are too many.
    const qint64 atMost = piece.range.length() / shortest(*bucket) + 2;
    const auto buckets = atMost <= MostJoinedBuckets ? query.zone.buckets(piece.range, *bucket) : QList<TimeRange>();
    if (buckets.isEmpty() || buckets.size() > MostJoinedBuckets || *bucket == Bucket::Minute) {
        key.column = piece.source == Source::RawRows ? QStringLiteral("(ts_us - (ts_us % 60000000 + 60000000) % 60000000)") : time;
        return key;
    }
    QStringList values;
    for (const TimeRange &b : buckets)
        values.append(QStringLiteral("(%1, %2)").arg(b.from).arg(b.to));
    key.with = QStringLiteral("WITH bucket (start_us, end_us) AS (VALUES %1) ").arg(values.join(QLatin1String(", ")));
    key.join = QStringLiteral("bucket CROSS JOIN "); // SQLite keeps the order of a CROSS JOIN: one range scan per bucket
    key.column = QStringLiteral("start_us");
    return key;
}

QStringList UsageSql::dimensionColumns(const UsageQuery &query)
{
    QStringList columns;
    for (const Dimension dimension : query.dimensions) {
        for (const DimensionColumn &entry : Columns) {
            if (entry.dimension == dimension)
                columns.append(QLatin1String(entry.column));
        }
    }
    return columns;
}

QString UsageSql::where(const UsageQuery &query, const Piece &piece, QVariantList &values)
{
    const QString text = whereUnjoined(query, piece, values);
    if (timeKey(query, piece).join.isEmpty())
        return text;
    // Buckets may begin before the range and end after it. The signs keep SQLite from searching by the range, which would
    // read all of it once for each bucket.
    const QString time = timeColumn(piece.source);
    return QString(text).replace(QStringLiteral(" WHERE %1 >= ? AND %1 <").arg(time), QStringLiteral(" WHERE +%1 >= ? AND +%1 <").arg(time))
        + QStringLiteral(" AND %1 >= start_us AND %1 < end_us").arg(time);
}

bool UsageSql::hasTime(const UsageQuery &query)
{
    return finestBucket(query).has_value();
}

QList<UsageSql::WantedNames> UsageSql::wantedNames(const UsageFilter &filter)
{
    QList<WantedNames> wanted { { filter.features, "feature_id", "ai_features", "key" }, { filter.providers, "provider_id", "ai_providers", "name" },
        { filter.models, "model_name_id", "ai_model_names", "name" }, { filter.users, "user_id", "usage_users", "name" } };
    wanted.removeIf([](const WantedNames &names) { return names.names.isEmpty(); });
    return wanted;
}

QString UsageSql::selectIds(const WantedNames &wanted, QVariantList &values)
{
    for (const QString &name : wanted.names)
        values.append(name);
    return QStringLiteral("SELECT id FROM %1 WHERE %2 IN (%3)").arg(QLatin1String(wanted.table), QLatin1String(wanted.nameColumn), marks(wanted.names.size()));
}

QString UsageSql::whereCodes(const QList<UsageStatus> &statuses, const QList<CostSource> &costSources)
{
    const auto in = [](const auto &codes, const char *column) {
        QStringList numbers;
        for (const auto code : codes)
            numbers.append(QString::number(int(code)));
        return codes.isEmpty() ? QString() : QStringLiteral(" AND %1 IN (%2)").arg(QLatin1String(column), numbers.join(QLatin1String(", ")));
    };
    return in(statuses, "status") + in(costSources, "cost_source");
}

QString UsageSql::whereUnjoined(const UsageQuery &query, const Piece &piece, QVariantList &values)
{
    // The sign keeps SQLite from searching by the time.
    QString text = QStringLiteral(" WHERE %1 >= ? AND %1 < ?").arg((piece.wide ? QStringLiteral("+") : QString()) + timeColumn(piece.source));
    values << piece.range.from << piece.range.to;
    if (!piece.ids.isNull()) {
        text += QStringLiteral(" AND id IN (SELECT value FROM json_each(?))");
        values << piece.ids;
    }
    text += whereCodes(query.filter.statuses, query.filter.costSources); // before the names: they are compared more quickly
    for (const WantedNames &wanted : wantedNames(query.filter)) {
        const QString ids = selectIds(wanted, values);
        text += QStringLiteral(" AND %1 IN (%2)").arg(QLatin1String(wanted.column), ids);
    }
    return text;
}

QStringList UsageSql::cells(Source source)
{
    QStringList cells;
    if (source != Source::RawRows) {
        for (size_t i = 0; i < CellCount; ++i)
            cells.append(cellColumn(Cell(i)));
        return cells;
    }
    const auto addKnown = [&cells](const QString &amount, const QString &column) {
        cells << amount << QStringLiteral("CASE WHEN %1 IS NULL THEN 0 ELSE 1 END").arg(column);
    };
    const auto add = [&addKnown](const char *column) {
        addKnown(QStringLiteral("COALESCE(%1, 0)").arg(QLatin1String(column)), QLatin1String(column));
    };
    cells.append(QStringLiteral("1"));
    add("input_tokens");
    add("cache_read_tokens");
    addKnown(QStringLiteral("COALESCE(cache_write_5m_tokens, 0) + COALESCE(cache_write_1h_tokens, 0)"),
        QStringLiteral("COALESCE(cache_write_5m_tokens, cache_write_1h_tokens)"));
    add("output_tokens");
    add("reasoning_tokens");
    cells << QStringLiteral("CASE WHEN status = 1 AND latency_us IS NOT NULL THEN 1 ELSE 0 END")
          << QStringLiteral("COALESCE(cost_pico, 0) / 1000000") << QStringLiteral("COALESCE(cost_pico, 0) % 1000000");
    return cells;
}

QString UsageSql::cellSums(Source source)
{
    QStringList sums;
    for (const QString &cell : cells(source))
        sums.append(QStringLiteral("CAST(SUM(%1) AS BIGINT)").arg(cell));
    return sums.join(QLatin1String(", "));
}

Result<UsageSql::Keys> UsageSql::Keys::load(Connection &connection, const UsageQuery &query)
{
    Keys keys(query);
    for (const Dimension dimension : query.dimensions) {
        QString statement;
        switch (dimension) {
        case Dimension::Feature: statement = QStringLiteral("SELECT id, key, name FROM ai_features"); break;
        case Dimension::Provider: statement = QStringLiteral("SELECT id, name, name FROM ai_providers"); break;
        case Dimension::Model: statement = QStringLiteral("SELECT id, name, name FROM ai_model_names"); break;
        case Dimension::User: statement = QStringLiteral("SELECT id, name, name FROM usage_users"); break;
        case Dimension::Canonical:
        case Dimension::Family:
            statement = QStringLiteral("SELECT n.id, COALESCE(m.%1, ''), COALESCE(m.%1, '') FROM ai_model_names n LEFT JOIN ai_models m ON m.id = n.model_id").arg(dimensionName(dimension));
            break;
        case Dimension::Status: statement = QStringLiteral("SELECT code, name, name FROM usage_statuses"); break;
        case Dimension::CostSource: statement = QStringLiteral("SELECT code, name, name FROM cost_sources"); break;
        default: continue;
        }
        QHash<qint64, UsageKey> &names = keys.m_names[dimension];
        const auto read = Sql::forEach(connection, statement, {}, [&names](const Row &row) {
            names.insert(row.int64(0), { 0, row.text(1), row.text(2) });
            return true;
        });
        if (!read)
            return read.error();
    }
    return keys;
}

UtcMicros UsageSql::Keys::bucketStart(UtcMicros time, Bucket bucket)
{
    TimeRange &last = m_lastBucket[bucket];
    if (!last.contains(time)) {
        last.from = m_query.zone.startOfBucket(time, bucket);
        last.to = m_query.zone.startOfNextBucket(last.from, bucket);
    }
    return last.from;
}

UtcMicros UsageSql::Keys::finestStart(UtcMicros time)
{
    UtcMicros start = time;
    int buckets = 0;
    for (const Dimension dimension : m_query.dimensions) {
        if (const auto bucket = bucketOf(dimension); bucket && ++buckets)
            start = bucketStart(time, *bucket);
    }
    return buckets == 1 ? start : time; // a week may lie in two months
}

UsageKey UsageSql::Keys::keyOf(Dimension dimension, qint64 id) const
{
    const auto &names = m_names.at(dimension);
    const auto name = names.constFind(id);
    return name != names.cend() ? *name : UsageKey { 0, QString::number(id), QString::number(id) };
}

template<typename Next>
QList<UsageKey> UsageSql::Keys::keys(UtcMicros time, Next next)
{
    QList<UsageKey> keys;
    keys.reserve(m_query.dimensions.size());
    for (const Dimension dimension : m_query.dimensions) {
        const auto bucket = bucketOf(dimension);
        keys.append(bucket ? UsageKey { bucketStart(time, *bucket), {}, {} } : next(dimension));
    }
    return keys;
}

QList<UsageKey> UsageSql::Keys::keysOf(UtcMicros time, const qint64 *ids)
{
    return keys(time, [&](Dimension dimension) { return keyOf(dimension, *ids++); });
}

QList<UsageKey> UsageSql::Keys::keysOf(UtcMicros time, const QStringList &texts)
{
    auto text = texts.cbegin();
    return keys(time, [&](Dimension dimension) {
        const QString &said = *text++;
        return m_names.contains(dimension) ? keyOf(dimension, said.toLongLong()) : UsageKey { 0, said, said };
    });
}

bool UsageSql::keysLess(const QList<UsageKey> &a, const QList<UsageKey> &b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const UsageKey &x, const UsageKey &y) {
        return x.start != y.start ? x.start < y.start : x.text < y.text;
    });
}
