#include "ledger/rollups.h"

#include "data/bulkstatement.h"
#include "data/sql.h"
#include "ledger/hoursums.h"

#include <algorithm>
#include <vector>

namespace {

constexpr std::array<const char *, CellCount> CellNames { "requests", "input_tokens", "input_known", "cache_read_tokens", "cache_read_known",
    "cache_write_tokens", "cache_write_known", "output_tokens", "output_known", "reasoning_tokens", "reasoning_known", "latency_known",
    "cost_micros", "cost_rest" };

struct TableShape
{
    const char *name;
    QList<QByteArray> keys;
    std::vector<size_t> keyParts; ///< Which parts of Rollups::Key these are.
    bool sketches;
};

const TableShape QuarterHours { "usage_quarter_hours", { "bucket_us", "feature_id", "provider_id", "model_name_id", "status", "cost_source" },
    { 0, 1, 2, 3, 4, 5 }, false };
const TableShape Days { "usage_days", { "bucket_us", "feature_id", "provider_id", "model_name_id", "status", "cost_source" }, { 0, 1, 2, 3, 4, 5 }, true };
const TableShape UserDays { "usage_user_days", { "bucket_us", "user_id", "status", "cost_source" }, { 0, 1, 4, 5 }, false };
const TableShape BatchDays { "usage_batch_days", { "bucket_us", "batch_id", "status", "cost_source" }, { 0, 1, 4, 5 }, false };

QString upsertStatement(const TableShape &shape)
{
    const QString keys = QString::fromLatin1(shape.keys.join(", "));
    QStringList updates;
    for (const char *cell : CellNames)
        updates.append(QStringLiteral("%1 = %2.%1 + excluded.%1").arg(QLatin1String(cell), QLatin1String(shape.name)));
    QString columns = keys + QLatin1String(", ") + cellColumns();
    if (shape.sketches) {
        columns += QLatin1String(", latency_sketch");
        updates.append(QStringLiteral("latency_sketch = excluded.latency_sketch"));
    }
    const auto count = shape.keys.size() + qsizetype(CellCount) + (shape.sketches ? 1 : 0);
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO UPDATE SET %5")
        .arg(QLatin1String(shape.name), columns, QStringList(count, QStringLiteral("?")).join(QLatin1String(", ")), keys, updates.join(QLatin1String(", ")));
}

QString whereKeys(const TableShape &shape)
{
    return QString::fromLatin1(shape.keys.join(" = ? AND ")) + QLatin1String(" = ?");
}

void bindKeys(BulkStatement &statement, const TableShape &shape, const Rollups::Key &key)
{
    for (size_t i = 0; i < shape.keyParts.size(); ++i)
        statement.bind(int(i) + 1, key[shape.keyParts[i]]);
}

/// The sketch that stands in the table with `added` merged in; nullopt bytes where it is empty.
Result<QByteArray> mergedSketch(BulkStatement &read, const TableShape &shape, const Rollups::Key &key, const QuantileSketch &added)
{
    bindKeys(read, shape, key);
    if (auto done = read.execute(); !done)
        return done.error();
    QuantileSketch sketch;
    if (const QByteArray bytes = read.returnedBytes(); !bytes.isEmpty()) {
        const auto stored = QuantileSketch::fromBytes(bytes);
        if (!stored)
            return Error { Error::Kind::Corrupt, QStringLiteral("A stored latency sketch is damaged. Run \"signalbox verify --deep\"."), {} };
        sketch = *stored;
    }
    sketch.merge(added);
    return sketch.count() > 0 ? sketch.toBytes() : QByteArray();
}

Result<> write(Connection &connection, const TableShape &shape, const Rollups::Table &table)
{
    if (table.empty())
        return Ok;
    auto upsert = BulkStatement::prepare(connection, upsertStatement(shape));
    if (!upsert)
        return upsert.error();
    std::optional<BulkStatement> readSketch;
    if (shape.sketches) {
        auto read = BulkStatement::prepare(connection, QStringLiteral("SELECT 1, latency_sketch FROM %1 WHERE %2").arg(QLatin1String(shape.name), whereKeys(shape)));
        if (!read)
            return read.error();
        readSketch = std::move(*read);
    }
    std::vector<const Rollups::Table::value_type *> sorted; // in key order the b-tree is walked once
    sorted.reserve(table.size());
    for (const auto &entry : table)
        sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) { return a->first < b->first; });

    bool shrunk = false;
    for (const auto *entry : sorted) {
        const auto &[key, sums] = *entry;
        QByteArray sketch;
        if (readSketch && !sums.latency.isEmpty()) {
            auto merged = mergedSketch(*readSketch, shape, key, sums.latency);
            if (!merged)
                return merged.error();
            sketch = *merged;
        } else if (readSketch && sums.cells[Cell::LatencyKnown] == 0) {
            bindKeys(*readSketch, shape, key); // nothing new: keep what is there
            if (auto done = readSketch->execute(); !done)
                return done.error();
            sketch = readSketch->returnedBytes();
        }
        bindKeys(*upsert, shape, key);
        int parameter = int(shape.keyParts.size());
        for (const qint64 value : sums.cells.values)
            upsert->bind(++parameter, value);
        if (!sketch.isEmpty())
            upsert->bindBytes(++parameter, sketch);
        if (auto done = upsert->execute(); !done)
            return done.error();
        shrunk = shrunk || sums.cells[Cell::Requests] <= 0;
    }
    if (shrunk) {
        if (auto done = Sql::exec(connection, QStringLiteral("DELETE FROM %1 WHERE requests = 0").arg(QLatin1String(shape.name))); !done)
            return done.error();
    }
    return Ok;
}

}

QString cellColumn(Cell cell)
{
    return QLatin1String(CellNames[size_t(cell)]);
}

QString cellColumns(const QString &prefix, const QString &suffix)
{
    QStringList columns;
    for (const char *name : CellNames)
        columns.append(prefix + QLatin1String(name) + suffix);
    return columns.join(QLatin1String(", "));
}

size_t Rollups::KeyHash::operator()(const Key &key) const noexcept
{
    size_t hash = 0;
    for (const qint64 part : key)
        hash = (hash ^ size_t(part)) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

UtcMicros Rollups::dayStart(UtcMicros t)
{
    if (!m_day.contains(t)) {
        m_day.from = m_zone.startOfBucket(t, Bucket::Day);
        m_day.to = m_zone.startOfNextBucket(m_day.from, Bucket::Day);
    }
    return m_day.from;
}

void Rollups::add(const RollupRow &row, qint64 sign)
{
    const UtcMicros day = dayStart(row.time);
    m_quarterHours[{ floorTo(row.time, MicrosPerQuarterHour), row.feature, row.provider, row.model, row.status, row.costSource }].cells.add(row.cells, sign);
    Sums &daySums = m_days[{ day, row.feature, row.provider, row.model, row.status, row.costSource }];
    daySums.cells.add(row.cells, sign);
    if (row.latency >= 0)
        daySums.latency.add(row.latency, sign);
    m_userDays[{ day, row.user, 0, 0, row.status, row.costSource }].cells.add(row.cells, sign);
    m_batchDays[{ day, row.batch, 0, 0, row.status, row.costSource }].cells.add(row.cells, sign);
    if (sign < 0)
        return m_userRows.take(row.user, row.id);
    m_blocks.add(row);
    m_userRows.add(row.user, row.id);
}

Result<> Rollups::flush(Connection &connection)
{
    if (auto done = HourSums::add(connection, m_quarterHours); !done)
        return done;
    for (const auto &[shape, table] : { std::pair { &QuarterHours, &m_quarterHours }, std::pair { &Days, &m_days },
             std::pair { &UserDays, &m_userDays }, std::pair { &BatchDays, &m_batchDays } }) {
        if (auto done = write(connection, *shape, *table); !done)
            return done.error();
        table->clear();
    }
    if (auto done = m_blocks.flush(connection); !done)
        return done;
    return m_userRows.flush(connection);
}
