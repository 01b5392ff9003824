#include "ledger/importwriter.h"

#include "audit/auditlog.h"
#include "data/bulkload.h"
#include "data/commitsequence.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "ledger/aggregatestore.h"
#include "ledger/usagerows.h"

#include <algorithm>

namespace {

constexpr int UsageColumns = 28;

QString usageInsert()
{
    return QStringLiteral("INSERT INTO ai_usage_logs (ts_us, feature_id, provider_id, model_name_id, user_id, session, client, status, status_text, "
                          "error_code, error_message, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, "
                          "reasoning_tokens, latency_us, ttft_us, charged_pico, computed_pico, price_id, cost_pico, cost_source, flags, batch_id, line, id) "
                          "VALUES (%1)")
        .arg(QStringList(UsageColumns, QStringLiteral("?")).join(QLatin1String(", ")));
}

// What a record does not say stays unbound, which is NULL.
void bindOptional(BulkStatement &statement, int parameter, std::optional<qint64> value)
{
    if (value)
        statement.bind(parameter, *value);
}

void bindOptional(BulkStatement &statement, int parameter, const QByteArray &text)
{
    if (!text.isEmpty())
        statement.bindText(parameter, text);
}

QString rawText(const QByteArray &raw)
{
    QString text = visibleControls(QString::fromUtf8(raw));
    return text.remove(QChar(0)).left(200);
}

}

ImportWriter::ImportWriter(Connection &connection, WorkspaceLocation location, const ReportingZone &zone, ImportFile file, const ImportOptions &options)
    : m_connection(connection)
    , m_location(std::move(location))
    , m_file(std::move(file))
    , m_options(options)
    , m_names(connection)
    , m_rollups(zone)
{
    m_report.format = m_file.format;
    m_report.shift = options.shift;
}

Result<qint64> ImportWriter::begin()
{
    struct Unfinished
    {
        qint64 id, records, accepted, duplicates, revised, rejected, rounded, unpriced, micros, rest;
    };
    const auto found = Sql::selectOne(m_connection, QStringLiteral(R"(
        SELECT id, records, accepted, duplicates, revised, rejected, rounded, unpriced, cost_micros, cost_rest
          FROM import_batches
         WHERE status IN ('running', 'cancelled') AND file_name = ? AND file_size = ? AND file_mtime_us = ? AND options = ?
      ORDER BY id DESC LIMIT 1)"),
        { m_file.path, m_file.size, m_file.modified, m_file.optionsText }, [](const Row &row) {
            return Unfinished { row.int64(0), row.int64(1), row.int64(2), row.int64(3), row.int64(4), row.int64(5), row.int64(6), row.int64(7),
                row.int64(8), row.int64(9) };
        });
    if (!found)
        return found.error();
    if (!*found)
        return 0;
    const Unfinished &batch = **found;
    m_batchExists = true;
    m_report.batchId = batch.id;
    m_report.resumed = true;
    m_report.counts.records = batch.records;
    m_report.counts.accepted = batch.accepted;
    m_report.counts.duplicates = batch.duplicates;
    m_report.counts.revised = batch.revised;
    m_report.counts.rejected = batch.rejected;
    m_report.rounded = batch.rounded;
    m_report.unpriced = batch.unpriced;
    m_report.cost = Money::fromHalves(batch.micros, batch.rest);
    const auto amounts = ImportAmounts::read(m_connection, batch.id, batch.id);
    if (!amounts)
        return amounts.error();
    m_report.amounts = amounts->isEmpty() ? std::nullopt : std::optional(amounts->first());
    return batch.records;
}

Result<> ImportWriter::prepareStatements()
{
    if (m_claim)
        return Ok;
    const std::pair<std::optional<BulkStatement> *, QString> statements[] = {
        { &m_claim, QStringLiteral("INSERT INTO usage_claims (source_id, key, attempt, digest, usage_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING") },
        { &m_findClaim, QStringLiteral("SELECT usage_id, digest FROM usage_claims WHERE source_id = ? AND key = ? AND attempt = ?") },
        { &m_insert, usageInsert() },
        { &m_insertRaw, QStringLiteral("INSERT INTO usage_raw (usage_id, raw, bytes) VALUES (?, ?, ?)") },
    };
    for (const auto &[target, text] : statements) {
        auto prepared = BulkStatement::prepare(m_connection, text);
        if (!prepared)
            return prepared.error();
        *target = std::move(*prepared);
    }
    return Ok;
}

Result<> ImportWriter::createBatch(UtcMicros now)
{
    // The same file with other size, time or options is another import; what an unfinished one wrote stays claimed.
    if (auto done = Sql::exec(m_connection, QStringLiteral("UPDATE import_batches SET status = 'failed', finished_us = ? WHERE status IN ('running', 'cancelled') AND file_name = ?"),
            { now, m_file.path });
        !done)
        return done.error();
    const auto id = Sql::selectOne(m_connection, QStringLiteral("SELECT coalesce(max(id), 0) + 1 FROM import_batches"), {}, [](const Row &row) { return row.int64(0); });
    if (!id)
        return id.error();
    m_report.batchId = **id;
    const auto done = Sql::exec(m_connection, QStringLiteral("INSERT INTO import_batches (id, file_name, format, file_size, file_mtime_us, options, status, started_us, actor) "
                                                             "VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)"),
        { m_report.batchId, m_file.path, m_report.format, m_file.size, m_file.modified, m_file.optionsText, now, m_options.actor });
    if (!done)
        return done.error();
    m_batchExists = true;
    return Ok;
}

void ImportWriter::bindRow(BulkStatement &s, const PreparedRow &row, int p) const
{
    s.bind(p++, row.time);
    s.bind(p++, m_names.feature(row));
    s.bind(p++, m_names.provider(row));
    s.bind(p++, m_names.model(row));
    s.bind(p++, m_names.user(row));
    bindOptional(s, p++, row.session);
    bindOptional(s, p++, row.client);
    s.bind(p++, qint64(row.status));
    bindOptional(s, p++, row.statusText);
    bindOptional(s, p++, row.errorCode);
    bindOptional(s, p++, row.errorMessage);
    for (const auto &value : { row.inputTokens, row.cacheReadTokens, row.cacheWrite5mTokens, row.cacheWrite1hTokens, row.outputTokens, row.reasoningTokens,
             row.latencyMicros, row.ttftMicros, row.chargedPico, row.computedPico, row.priceId, row.costPico })
        bindOptional(s, p++, value);
    s.bind(p++, qint64(row.costSource));
    s.bind(p++, row.flags);
    s.bind(p++, m_report.batchId);
    s.bind(p++, row.line);
}

Result<> ImportWriter::insertRow(const PreparedRow &row, qint64 id)
{
    bindRow(*m_insert, row, 1);
    m_insert->bind(UsageColumns, id);
    if (auto done = m_insert->execute(); !done)
        return done.error();
    if (row.raw.isEmpty())
        return Ok;
    m_insertRaw->bind(1, id);
    m_insertRaw->bindBytes(2, row.raw);
    m_insertRaw->bind(3, row.rawBytes);
    if (auto done = m_insertRaw->execute(); !done)
        return done.error();
    return Ok;
}

RollupRow ImportWriter::rollupOf(const PreparedRow &row, qint64 id) const
{
    RollupRow rollup;
    rollup.id = id;
    rollup.time = row.time;
    rollup.feature = m_names.feature(row);
    rollup.provider = m_names.provider(row);
    rollup.model = m_names.model(row);
    rollup.user = m_names.user(row);
    rollup.batch = m_report.batchId;
    rollup.status = int(row.status);
    rollup.costSource = int(row.costSource);
    rollup.line = row.line;
    rollup.firstToken = row.ttftMicros.value_or(-1);
    rollup.session = row.session;
    rollup.errorCode = row.errorCode;
    UsageRows::fillCells(rollup, { row.inputTokens, row.cacheReadTokens, row.cacheWrite5mTokens, row.cacheWrite1hTokens, row.outputTokens,
                                     row.reasoningTokens, row.latencyMicros, row.costPico });
    return rollup;
}

void ImportWriter::addAmount(ImportAmount ImportAmounts::*outcome, std::optional<qint64> pico)
{
    if (m_report.amounts)
        ((*m_report.amounts).*outcome).add(pico);
}

void ImportWriter::count(const PreparedRow &row, ImportAmount ImportAmounts::*outcome)
{
    addAmount(outcome, row.costPico);
    m_report.unpriced += row.costPico ? 0 : 1;
    m_report.cost += Money::fromPico(row.costPico.value_or(0));
}

/// Whether the ledger holds this content of the identity now, or held it before a later file replaced it.
Result<bool> ImportWriter::isKnownContent(const PreparedRow &row)
{
    const QByteArray digest = m_findClaim->returnedBytes();
    if (digest == row.digest)
        return true;
    const auto past = Sql::selectOne(m_connection, QStringLiteral("SELECT 1 FROM ai_usage_log_revisions WHERE usage_id = ? AND digest = ?"),
        { m_findClaim->returned().value_or(0), row.digest }, [](const Row &found) { return found.int64(0); });
    if (!past)
        return past.error();
    return past->has_value();
}

/// The identity is known with other content: the ledger gets the new row, the old image is kept.
Result<> ImportWriter::reviseRow(const PreparedRow &row, UtcMicros now)
{
    const qint64 usageId = m_findClaim->returned().value_or(0);
    const auto image = UsageRows::image(m_connection, usageId);
    if (!image)
        return image.error();
    if (auto read = UsageRows::forEach(m_connection, [this](const UsageRows::Stored &old) { m_rollups.add(old.rollup, -1); }, usageId); !read)
        return read.error();
    const QVariantList values { usageId, m_report.batchId, now, m_findClaim->returnedBytes(), *image, usageId, usageId };
    if (auto done = Sql::exec(m_connection, QStringLiteral(R"(
        INSERT INTO ai_usage_log_revisions (usage_id, batch_id, replaced_us, digest, image, raw, raw_bytes)
        VALUES (?, ?, ?, ?, ?, (SELECT raw FROM usage_raw WHERE usage_id = ?), (SELECT bytes FROM usage_raw WHERE usage_id = ?)))"), values); !done)
        return done.error();
    for (const char *statement : { "DELETE FROM usage_raw WHERE usage_id = ?", "DELETE FROM ai_usage_logs WHERE id = ?" }) {
        if (auto done = Sql::exec(m_connection, QString::fromLatin1(statement), { usageId }); !done)
            return done.error();
    }
    if (auto done = insertRow(row, usageId); !done)
        return done.error();
    if (auto done = Sql::exec(m_connection, QStringLiteral("UPDATE usage_claims SET digest = ? WHERE source_id = ? AND key = ? AND attempt = ?"),
            { row.digest, m_names.source(row), row.key, row.attempt });
        !done)
        return done.error();
    m_rollups.add(rollupOf(row, usageId));
    ++m_report.counts.revised;
    count(row, &ImportAmounts::revised);
    return Ok;
}

Result<> ImportWriter::writeRows(const PreparedBatch &batch, UtcMicros now)
{
    std::vector<bool> fresh(batch.rows.size(), false);
    std::vector<size_t> again; // identity known already: looked at after the new rows are in
    for (const size_t i : batch.byIdentity) {
        const PreparedRow &row = batch.rows[i];
        m_claim->bind(1, m_names.source(row));
        m_claim->bindBytes(2, row.key);
        m_claim->bind(3, row.attempt);
        m_claim->bindBytes(4, row.digest);
        m_claim->bind(5, m_nextUsageId + qint64(i));
        const auto claimed = m_claim->execute();
        if (!claimed)
            return claimed.error();
        fresh[i] = *claimed > 0;
        if (!fresh[i])
            again.push_back(i);
    }
    for (size_t i = 0; i < batch.rows.size(); ++i) {
        if (!fresh[i])
            continue;
        if (auto done = insertRow(batch.rows[i], m_nextUsageId + qint64(i)); !done)
            return done.error();
        m_rollups.add(rollupOf(batch.rows[i], m_nextUsageId + qint64(i)));
        ++m_report.counts.accepted;
        count(batch.rows[i], &ImportAmounts::fresh);
    }
    for (const size_t i : again) {
        const PreparedRow &row = batch.rows[i];
        m_findClaim->bind(1, m_names.source(row));
        m_findClaim->bindBytes(2, row.key);
        m_findClaim->bind(3, row.attempt);
        if (auto done = m_findClaim->execute(); !done)
            return done.error();
        const auto known = isKnownContent(row);
        if (!known)
            return known.error();
        if (*known) {
            ++m_report.counts.duplicates;
            addAmount(&ImportAmounts::duplicate, row.costPico);
        } else if (auto done = reviseRow(row, now); !done) {
            return done.error();
        }
    }
    m_nextUsageId += qint64(batch.rows.size());
    return Ok;
}

Result<> ImportWriter::writeRejects(const PreparedBatch &batch)
{
    for (const RejectedRecord &reject : batch.rejects) {
        if (auto done = Sql::exec(m_connection, QStringLiteral("INSERT INTO import_rejects (batch_id, line, byte_offset, reason, raw) VALUES (?, ?, ?, ?, ?)"),
                { m_report.batchId, reject.line, reject.offset, reject.reason, rawText(reject.raw) });
            !done)
            return done.error();
        addAmount(&ImportAmounts::rejected, reject.chargedPico);
        if (m_report.firstRejects.size() < 20)
            m_report.firstRejects.append({ reject.line, reject.reason, rawText(reject.raw) });
    }
    m_report.counts.rejected += qint64(batch.rejects.size());
    return Ok;
}

Result<> ImportWriter::saveCounts(bool last, UtcMicros now)
{
    const ImportProgress &counts = m_report.counts;
    const auto done = Sql::exec(m_connection, QStringLiteral(R"(
        UPDATE import_batches
           SET status = ?, finished_us = ?, records = ?, accepted = ?, duplicates = ?, revised = ?, rejected = ?, rounded = ?, unpriced = ?,
               cost_micros = ?, cost_rest = ?
         WHERE id = ?)"),
        { last ? QStringLiteral("complete") : QStringLiteral("running"), last ? QVariant(now) : QVariant(QMetaType::fromType<qlonglong>()), counts.records,
            counts.accepted, counts.duplicates, counts.revised, counts.rejected, m_report.rounded, m_report.unpriced,
            qint64(m_report.cost.pico() / 1000000), qint64(m_report.cost.pico() % 1000000), m_report.batchId });
    if (!done)
        return done.error();
    if (const auto saved = m_report.amounts ? m_report.amounts->write(m_connection, m_report.batchId) : Result<>(Ok); !saved)
        return saved;
    if (!last)
        return Ok;
    const QString summary = QStringLiteral("%1 records: %2 new, %3 duplicate, %4 revised, %5 rejected; %6 USD, %7 unpriced")
                                .arg(counts.records).arg(counts.accepted).arg(counts.duplicates).arg(counts.revised).arg(counts.rejected)
                                .arg(m_report.cost.exactText()).arg(m_report.unpriced);
    return AuditLog::append(m_connection, { 0, now, m_options.actor, QStringLiteral("import.complete"), QStringLiteral("batch %1: %2").arg(m_report.batchId).arg(m_file.path),
                                              {}, summary, m_file.optionsText == QLatin1String("{}") ? QString() : m_file.optionsText });
}

Result<ImportReport> ImportWriter::write(const PreparedBatch &batch, UtcMicros now)
{
    if (auto done = prepareStatements(); !done)
        return done.error();
    const BulkLoad load(m_connection); // the ids come from the tables that the references name
    const ImportReport before = m_report; // a failed transaction leaves the counts as they were
    Transaction transaction(m_connection);
    const auto steps = [&]() -> Result<> {
        if (auto done = transaction.begin(); !done)
            return done;
        if (!m_batchExists) {
            if (auto done = createBatch(now); !done)
                return done;
        }
        const auto nextId = Sql::selectOne(m_connection, QStringLiteral("SELECT coalesce(max(id), 0) + 1 FROM ai_usage_logs"), {}, [](const Row &row) { return row.int64(0); });
        if (!nextId)
            return nextId.error();
        m_nextUsageId = std::max(m_nextUsageId, **nextId);
        if (auto done = m_names.add(batch, now); !done)
            return done;
        if (auto done = writeRows(batch, now); !done)
            return done;
        if (auto done = m_rollups.flush(m_connection); !done)
            return done;
        if (auto done = AggregateStore::write(m_connection, batch.aggregates, m_report); !done)
            return done;
        if (auto done = writeRejects(batch); !done)
            return done;
        m_report.rounded += batch.rounded;
        m_report.counts.records += qint64(batch.rows.size() + batch.aggregates.size() + batch.rejects.size());
        return saveCounts(batch.last, now);
    };
    auto done = steps();
    Result<qint64> sequence = 0;
    if (done) {
        sequence = CommitSequence::bump(m_connection);
        done = sequence ? transaction.commit() : Result<>(sequence.error());
    }
    if (!done) {
        m_report = before;
        return done.error();
    }
    m_report.counts.bytesTotal = m_file.size;
    // The mirror only warns of lost transactions; where it cannot be written the import is no less committed.
    (void)CommitSequence::mirror(m_location, *sequence);
    return m_report;
}

Result<> ImportWriter::cancel(UtcMicros now)
{
    if (!m_batchExists)
        return Ok;
    Transaction transaction(m_connection);
    if (auto done = transaction.begin(); !done)
        return done;
    if (auto done = Sql::exec(m_connection, QStringLiteral("UPDATE import_batches SET status = 'cancelled', finished_us = ? WHERE id = ? AND status = 'running'"), { now, m_report.batchId }); !done)
        return done.error();
    if (auto done = AuditLog::append(m_connection, { 0, now, m_options.actor, QStringLiteral("import.cancel"), QStringLiteral("batch %1: %2").arg(m_report.batchId).arg(m_file.path), {},
                                                       QStringLiteral("after %1 records").arg(m_report.counts.records), {} });
        !done)
        return done;
    return transaction.commit();
}
