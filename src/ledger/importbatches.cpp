#include "ledger/importbatches.h"

#include "data/sql.h"
#include "ledger/aggregatestore.h"
#include "ledger/usagesql.h"

#include <QCoreApplication>

#include <limits>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ImportUndo", text);
}

ImportBatch fromRow(const Row &row)
{
    ImportBatch batch;
    batch.id = row.int64(0);
    batch.fileName = row.text(1);
    batch.format = row.text(2);
    batch.status = row.text(3);
    batch.started = row.int64(4);
    batch.finished = row.optionalInt64(5);
    batch.undone = row.optionalInt64(6);
    batch.actor = row.text(7);
    batch.options = row.text(8);
    batch.records = row.int64(9);
    batch.accepted = row.int64(10);
    batch.duplicates = row.int64(11);
    batch.revised = row.int64(12);
    batch.rejected = row.int64(13);
    batch.unpriced = row.int64(14);
    batch.cost = Money::fromHalves(row.int64(15), row.int64(16));
    return batch;
}

/// `rest` orders by number, newest first.
Result<QList<ImportBatch>> select(Connection &connection, const QString &rest, const QVariantList &values)
{
    auto batches = Sql::select(connection,
        QStringLiteral(R"(
        SELECT id, file_name, format, status, started_us, finished_us, undone_us, actor, options, records, accepted,
               duplicates, revised, rejected, unpriced, cost_micros, cost_rest
          FROM import_batches )")
            + rest,
        values, fromRow);
    if (!batches || batches->isEmpty())
        return batches;
    const auto amounts = ImportAmounts::read(connection, batches->constLast().id, batches->constFirst().id);
    if (!amounts)
        return amounts.error();
    for (ImportBatch &batch : *batches) {
        if (const auto found = amounts->constFind(batch.id); found != amounts->constEnd())
            batch.amounts = *found;
    }
    return batches;
}

}

QString ImportBatches::imagePattern(qint64 batch)
{
    return QStringLiteral("%\"batch_id\":\"%1\"%").arg(batch);
}

Result<QList<ImportBatch>> ImportBatches::all(Connection &connection)
{
    return select(connection, QStringLiteral("ORDER BY id DESC"), {});
}

Result<QList<ImportBatch>> ImportBatches::page(Connection &connection, std::optional<qint64> below, int limit)
{
    return select(connection, QStringLiteral("WHERE id < ? ORDER BY id DESC LIMIT ?"),
        { below.value_or(std::numeric_limits<qint64>::max()), limit });
}

Result<ImportBatch> ImportBatches::find(Connection &connection, qint64 batch)
{
    const auto found = select(connection, QStringLiteral("WHERE id = ?"), { batch });
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error { Error::Kind::NotFound, tr("There is no import %1.").arg(batch), {} };
    return found->first();
}

Result<QList<ImportReject>> ImportBatches::rejects(Connection &connection, qint64 batch, qint64 after, int limit)
{
    return Sql::select(connection,
        QStringLiteral("SELECT id, line, reason, raw FROM import_rejects WHERE batch_id = ? AND id > ? ORDER BY id LIMIT ?"),
        { batch, after, limit }, [](const Row &row) {
            return ImportReject { row.int64(0), row.int64(1), row.text(2), row.text(3) };
        });
}

Result<QStringList> ImportBatches::leaning(Connection &connection, qint64 batch)
{
    // A later import that replaced content of this one keeps that content as its old image.
    const auto later = Sql::select(connection, QStringLiteral(R"(
            SELECT r.batch_id, b.file_name, COUNT(*)
              FROM ai_usage_log_revisions r JOIN import_batches b ON b.id = r.batch_id
             WHERE r.batch_id <> ? AND r.image LIKE ?
          GROUP BY r.batch_id, b.file_name
          ORDER BY r.batch_id DESC)"),
        { batch, imagePattern(batch) }, [](const Row &row) {
            return tr("import %1 (%2): %3 rows")
                .arg(QString::number(row.int64(0)), visibleControls(row.text(1)), QString::number(row.int64(2)));
        });
    if (!later)
        return later.error();
    const auto sums = AggregateStore::replacers(connection, batch);
    if (!sums)
        return sums.error();
    return *later + *sums;
}

Result<ImportFacts> ImportBatches::sums(Connection &connection, qint64 batch)
{
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    const auto sums = Sql::selectOne(connection, QStringLiteral(R"(
        SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT),
               CAST(COALESCE(SUM(CASE WHEN cost_source = 0 THEN requests ELSE 0 END), 0) AS BIGINT),
               CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT), CAST(COALESCE(SUM(cost_rest), 0) AS BIGINT),
               MIN(bucket_us), MAX(bucket_us)
          FROM usage_batch_days
         WHERE batch_id = ?)"),
        { batch }, [&zone](const Row &row) {
            ImportFacts facts;
            facts.rows = row.int64(0);
            facts.unpriced = row.int64(1);
            facts.cost = Money::fromHalves(row.int64(2), row.int64(3));
            if (facts.rows > 0)
                facts.days = TimeRange { row.int64(4), zone->startOfNextBucket(row.int64(5), Bucket::Day) };
            return facts;
        });
    if (!sums)
        return sums.error();
    return sums->value_or(ImportFacts());
}

Result<ImportFacts> ImportBatches::facts(Connection &connection, qint64 batch)
{
    auto known = sums(connection, batch);
    if (!known)
        return known.error();
    ImportFacts facts = std::move(*known);
    const auto restored = Sql::selectOne(connection,
        QStringLiteral("SELECT COUNT(DISTINCT usage_id) FROM ai_usage_log_revisions WHERE batch_id = ? AND image NOT LIKE ?"),
        { batch, imagePattern(batch) }, [](const Row &row) { return row.int64(0); });
    if (!restored)
        return restored.error();
    facts.restored = restored->value_or(0);
    auto later = leaning(connection, batch);
    if (!later)
        return later.error();
    facts.leaning = std::move(*later);
    return facts;
}
