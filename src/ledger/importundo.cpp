#include "ledger/importundo.h"

#include "audit/auditlog.h"
#include "data/commitsequence.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/aggregatestore.h"
#include "ledger/rollups.h"
#include "ledger/usagerows.h"

#include <QCoreApplication>

namespace {

constexpr qint64 RestoredAtOnce = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("ImportUndo", text);
}

/// Undoes one batch. Lives inside one transaction.
class Undo
{
public:
    Undo(Connection &connection, const ReportingZone &zone, qint64 batch)
        : m_connection(connection)
        , m_rollups(zone)
        , m_batch(batch)
        , m_ownImage(ImportBatches::imagePattern(batch))
    {
    }

    Result<ImportUndoReport> run(UtcMicros now, const QString &actor, const QString &reason)
    {
        const auto batch = find();
        if (!batch)
            return batch.error();
        for (const auto step :
            { &Undo::refuseWhereLeanedOn, &Undo::takeOut, &Undo::releaseClaims, &Undo::putBack, &Undo::takeOutAggregates, &Undo::forget }) {
            if (auto done = (this->*step)(); !done)
                return done.error();
        }
        if (auto done = m_rollups.flush(m_connection); !done)
            return done.error();
        if (auto done = mark(*batch, now, actor, reason); !done)
            return done.error();
        return m_report;
    }

private:
    Result<ImportBatch> find()
    {
        const auto found = ImportBatches::find(m_connection, m_batch);
        if (found && found->undone)
            return Error { Error::Kind::Conflict, tr("Import %1 is undone already.").arg(m_batch), {} };
        return found;
    }

    /// A later import that replaced content of this one keeps that content as its old image.
    Result<> refuseWhereLeanedOn()
    {
        const auto leaning = ImportBatches::leaning(m_connection, m_batch);
        if (!leaning)
            return leaning.error();
        if (leaning->isEmpty())
            return Ok;
        return Error { Error::Kind::Conflict,
            tr("Rows of import %1 were revised by later imports: %2. Undo these first.")
                .arg(QString::number(m_batch), leaning->join(QLatin1String("; "))),
            {} };
    }

    Result<> takeOut()
    {
        return UsageRows::forEachOf(m_connection, QStringLiteral("WHERE batch_id = ?"), { m_batch },
            [this](const UsageRows::Stored &row) { m_rollups.add(row.rollup, -1); });
    }

    /// The revisions that hold what stood in the ledger before this import: the first of each row, unless the row began
    /// here.
    static QString replaced(const QString &columns)
    {
        return QStringLiteral(R"(SELECT %1 FROM ai_usage_log_revisions r WHERE r.batch_id = ? AND r.image NOT LIKE ?
             AND r.id = (SELECT MIN(m.id) FROM ai_usage_log_revisions m WHERE m.usage_id = r.usage_id AND m.batch_id = r.batch_id))")
            .arg(columns);
    }

    /// Claims of added rows go, those of replaced rows take their old digest again; then the rows themselves go.
    Result<> releaseClaims()
    {
        const QString rows = replaced(QStringLiteral("r.usage_id"));
        const auto released = Sql::exec(m_connection,
            QStringLiteral("DELETE FROM usage_claims WHERE usage_id IN (SELECT id FROM ai_usage_logs WHERE batch_id = "
                           "? AND id NOT IN (%1))")
                .arg(rows),
            { m_batch, m_batch, m_ownImage });
        if (!released)
            return released.error();
        m_report.removed = *released;
        const auto reset = Sql::exec(m_connection,
            QStringLiteral(R"(
            UPDATE usage_claims
               SET digest = (SELECT o.digest FROM ai_usage_log_revisions o WHERE o.usage_id = usage_claims.usage_id AND o.batch_id = ? ORDER BY o.id LIMIT 1)
             WHERE usage_id IN (%1))")
                .arg(rows),
            { m_batch, m_batch, m_ownImage });
        if (!reset)
            return reset.error();
        for (const char *statement : { "DELETE FROM usage_raw WHERE usage_id IN (SELECT id FROM ai_usage_logs WHERE batch_id = ?)",
                 "DELETE FROM ai_usage_logs WHERE batch_id = ?" }) {
            if (auto done = Sql::exec(m_connection, QString::fromLatin1(statement), { m_batch }); !done)
                return done.error();
        }
        return Ok;
    }

    Result<> putBack()
    {
        struct Image
        {
            qint64 id, usageId;
            QString text;
        };
        for (qint64 after = 0;;) {
            const auto images = Sql::select(m_connection,
                replaced(QStringLiteral("r.id, r.usage_id, r.image"))
                    + QStringLiteral(" AND r.id > ? ORDER BY r.id LIMIT ?"),
                { m_batch, m_ownImage, after, RestoredAtOnce }, [](const Row &row) {
                    return Image { row.int64(0), row.int64(1), row.text(2) };
                });
            if (!images)
                return images.error();
            for (const Image &image : *images) {
                if (auto done = UsageRows::restore(m_connection, image.usageId, image.text); !done)
                    return done;
                if (auto read = UsageRows::forEach(
                        m_connection, [this](const UsageRows::Stored &row) { m_rollups.add(row.rollup); },
                        image.usageId);
                    !read)
                    return read;
                ++m_report.restored;
            }
            if (images->size() < RestoredAtOnce)
                return putBackRaw();
            after = images->last().id;
        }
    }

    Result<> putBackRaw()
    {
        const auto done = Sql::exec(m_connection,
            QStringLiteral("INSERT INTO usage_raw (usage_id, raw, bytes) ") + replaced(QStringLiteral("r.usage_id, r.raw, r.raw_bytes"))
                + QStringLiteral(" AND r.raw IS NOT NULL"),
            { m_batch, m_ownImage });
        if (!done)
            return done.error();
        return Ok;
    }

    Result<> takeOutAggregates()
    {
        const auto undone = AggregateStore::undo(m_connection, m_batch);
        if (!undone)
            return undone.error();
        m_report.removed += undone->removed;
        m_report.restored += undone->restored;
        return Ok;
    }

    /// What speaks of the rows that are gone. Their ids may be given again.
    Result<> forget()
    {
        for (const char *table : { "ai_usage_log_revisions", "repricing_changes" }) {
            if (auto done = Sql::exec(m_connection,
                    QStringLiteral("DELETE FROM %1 WHERE batch_id = ?").arg(QLatin1String(table)), { m_batch });
                !done)
                return done.error();
        }
        if (m_report.restored == 0)
            return Ok;
        // What was put back carries the prices of its time: an unfinished repricing has to look at all rows again.
        if (auto done = Sql::exec(
                m_connection, QStringLiteral("UPDATE repricing_jobs SET last_usage_id = 0 WHERE status = 'running'"));
            !done)
            return done.error();
        return Ok;
    }

    Result<> mark(const ImportBatch &batch, UtcMicros now, const QString &actor, const QString &reason)
    {
        // An unfinished import must not be gone on with after its rows are gone.
        const auto marked = Sql::exec(m_connection,
            QStringLiteral("UPDATE import_batches SET undone_us = ?, status = CASE WHEN status = 'complete' THEN "
                           "'complete' ELSE 'failed' END WHERE id = ?"),
            { now, m_batch });
        if (!marked)
            return marked.error();
        return AuditLog::append(m_connection,
            { 0, now, actor, QStringLiteral("import.undo"),
                QStringLiteral("batch %1: %2").arg(QString::number(m_batch), batch.fileName),
                QStringLiteral("%1 new, %2 revised").arg(batch.accepted).arg(batch.revised),
                QStringLiteral("%1 rows removed, %2 restored").arg(m_report.removed).arg(m_report.restored), reason });
    }

    Connection &m_connection;
    Rollups m_rollups;
    const qint64 m_batch;
    const QString m_ownImage; ///< See ImportBatches::imagePattern().
    ImportUndoReport m_report;
};

}

Result<ImportUndoReport> ImportUndo::run(
    Workspace &workspace, qint64 batch, UtcMicros now, const QString &actor, const QString &reason)
{
    if (workspace.access() != Database::Access::ReadWrite)
        return Error { Error::Kind::Denied, tr("The workspace is read-only: %1").arg(workspace.readOnlyReason()), {} };
    const auto lock = WriterLock::acquire(workspace.location());
    if (!lock)
        return lock.error();
    return workspace.writer()
        .run([&workspace, batch, now, actor, reason](Connection &connection) -> Result<ImportUndoReport> {
            Transaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return begun.error();
            const auto report = Undo(connection, workspace.zone(), batch).run(now, actor, reason);
            if (!report)
                return report;
            const auto sequence = CommitSequence::bump(connection);
            if (!sequence)
                return sequence.error();
            if (auto committed = transaction.commit(); !committed)
                return committed.error();
            // The mirror only warns of lost transactions; where it cannot be written the change is no less committed.
            (void)CommitSequence::mirror(workspace.location(), *sequence);
            return report;
        })
        .result();
}
