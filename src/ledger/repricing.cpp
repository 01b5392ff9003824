#include "ledger/repricing.h"

#include "audit/auditlog.h"
#include "data/commitsequence.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/readsnapshot.h"
#include "ledger/repricingjobs.h"
#include "ledger/rollups.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Repricing", text);
}

UtcMicros now()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

void addTo(RepricingGroup &group, const UsageRows::Stored &row, const RowCost &due)
{
    ++group.rows;
    group.changed += due == RowCost::of(row) ? 0 : 1;
    group.oldCost += Money::fromPico(row.cost.value_or(0));
    group.newCost += Money::fromPico(due.cost.value_or(0));
    group.unpricedBefore += row.cost ? 0 : 1;
    group.unpricedAfter += due.cost ? 0 : 1;
}

Result<> audit(Connection &connection, const RepricingJob &job, const QString &action, const RepricingOptions &options,
    const QString &before, const QString &after)
{
    return AuditLog::append(connection,
        { 0, now(), options.actor, action, QStringLiteral("repricing job %1").arg(job.id), before, after,
            options.reason });
}

Result<> auditBegin(Connection &connection, const RepricingJob &job, const RepricingOptions &options)
{
    const RepricingScope &scope = job.scope;
    QStringList parts;
    if (scope.from)
        parts.append(QStringLiteral("from ") + ReportingZone().timeText(*scope.from));
    if (scope.to)
        parts.append(QStringLiteral("to ") + ReportingZone().timeText(*scope.to));
    if (!scope.features.isEmpty())
        parts.append(QStringLiteral("features ") + scope.features.join(QLatin1String(", ")));
    if (!scope.models.isEmpty())
        parts.append(QStringLiteral("models ") + scope.models.join(QLatin1String(", ")));
    return audit(connection, job, QStringLiteral("reprice.begin"), options, {},
        parts.isEmpty() ? QStringLiteral("all rows") : parts.join(QLatin1String("; ")));
}

/// What one transaction did.
struct Step
{
    RepricingJob job;
    qint64 rows = 0;
    bool last = false;
};

/// Runs `work` as one transaction that counts as a commit of the ledger. On the writer's thread.
template<typename Work>
Result<Step> inTransaction(Workspace &workspace, Connection &connection, Work work)
{
    Transaction transaction(connection);
    if (auto begun = transaction.begin(); !begun)
        return begun.error();
    const Result<Step> step = work();
    if (!step)
        return step;
    const auto sequence = CommitSequence::bump(connection);
    if (!sequence)
        return sequence.error();
    if (auto committed = transaction.commit(); !committed)
        return committed.error();
    // The mirror only warns of lost transactions; where it cannot be written the change is no less committed.
    (void)CommitSequence::mirror(workspace.location(), *sequence);
    return step;
}

/// The job to go on with, or a new one.
Result<RepricingJob> jobFor(
    Connection &connection, const RepricingScope &scope, const QString &prices, const RepricingOptions &options)
{
    const auto open = RepricingJobs::unfinished(connection);
    if (!open)
        return open.error();
    if (*open && (*open)->status == QLatin1String("running") && (*open)->scope == scope)
        return **open;
    if (*open)
        return Error { Error::Kind::Conflict,
            tr("Repricing job %1 was interrupted. Resume or undo it first.").arg((*open)->id), {} };
    const auto job = RepricingJobs::create(connection, scope, prices, options, now());
    if (!job)
        return job;
    if (auto done = auditBegin(connection, *job, options); !done)
        return done.error();
    return job;
}

Result<Step> finish(Connection &connection, const RepricingJob &job, qint64 rows, const RepricingOptions &options)
{
    if (auto done = RepricingJobs::count(connection, job.id); !done)
        return done.error();
    if (auto done = RepricingJobs::setComplete(connection, job.id, now()); !done)
        return done.error();
    const auto complete = RepricingJobs::find(connection, job.id);
    if (!complete)
        return complete.error();
    RepricingOptions about = options;
    about.reason = complete->reason; // of the one who began it
    const auto audited = audit(connection, *complete, QStringLiteral("reprice.complete"), about,
        QStringLiteral("%1 USD").arg(complete->oldCost.exactText()),
        QStringLiteral("%1 USD in %2 changed rows").arg(complete->newCost.exactText()).arg(complete->changed));
    if (!audited)
        return audited.error();
    return Step { *complete, rows, true };
}

Result<> write(Connection &connection, const std::vector<std::pair<qint64, RowCost>> &costs, Rollups &rollups)
{
    if (auto done = RepricingJobs::writeCosts(connection, costs); !done)
        return done;
    return rollups.flush(connection);
}

/// Prices the next rows of `scope`.
Result<Step> applyStep(Connection &connection, Repricer &repricer, const ReportingZone &zone,
    const RepricingScope &scope, const RepricingOptions &options)
{
    const auto job = jobFor(connection, scope, repricer.pricesDigest(), options);
    if (!job)
        return job.error();
    const auto after = RepricingJobs::cursor(connection, job->id, repricer.pricesDigest());
    if (!after)
        return after.error();
    Rollups rollups(zone);
    std::vector<RepricingJobs::Change> changes;
    std::vector<std::pair<qint64, RowCost>> costs;
    qint64 rows = 0, lastRow = *after;
    const auto read
        = forEachInScope(connection, scope, *after, options.rowsPerTransaction, [&](const UsageRows::Stored &row) {
              ++rows;
              lastRow = row.id;
              const RowCost old = RowCost::of(row), due = repricer.costOf(row);
              if (due == old)
                  return;
              changes.push_back({ row.id, row.rollup.batch, old, due });
              costs.emplace_back(row.id, due);
              rollups.add(row.rollup, -1);
              rollups.add(rollupWith(row, due));
          });
    if (!read)
        return read.error();
    if (auto done = RepricingJobs::keep(connection, job->id, changes); !done)
        return done.error();
    if (auto done = write(connection, costs, rollups); !done)
        return done.error();
    if (auto done = RepricingJobs::moveCursor(connection, job->id, lastRow); !done)
        return done.error();
    if (rows == options.rowsPerTransaction)
        return Step { *job, rows, false };
    return finish(connection, *job, rows, options);
}

/// Rows as they are now, with what becomes of them, for the rollups.
Result<> moveInRollups(Connection &connection, Rollups &rollups, const std::vector<RepricingJobs::Change> &changes)
{
    const QVariantList bounds { changes.front().row, changes.back().row };
    size_t at = 0;
    return UsageRows::forEachOf(
        connection, QStringLiteral("WHERE id BETWEEN ? AND ? ORDER BY id"), bounds, [&](const UsageRows::Stored &row) {
            if (at >= changes.size() || changes[at].row != row.id)
                return;
            rollups.add(row.rollup, -1);
            rollups.add(rollupWith(row, changes[at].before));
            ++at;
        });
}

/// Refuses what cannot be undone; marks the job on the first call.
Result<RepricingJob> beginUndo(Connection &connection, qint64 id, const RepricingOptions &options)
{
    const auto job = RepricingJobs::find(connection, id);
    if (!job)
        return job;
    if (job->status == QLatin1String("undone"))
        return Error { Error::Kind::Conflict, tr("Repricing job %1 is undone already.").arg(id), {} };
    const auto changed = RepricingJobs::changedSince(connection, id);
    if (!changed)
        return changed.error();
    if (!changed->isEmpty())
        return Error { Error::Kind::Conflict,
            tr("Repricing job %1 cannot be undone, rows were changed since: %2.")
                .arg(QString::number(id), changed->join(QLatin1String("; "))),
            {} };
    if (job->status == QLatin1String("running")) {
        if (auto done = RepricingJobs::count(connection, id); !done)
            return done.error();
    }
    if (job->status != QLatin1String("undoing")) {
        if (auto done = RepricingJobs::setStatus(connection, id, QStringLiteral("undoing")); !done)
            return done.error();
        if (auto done = audit(connection, *job, QStringLiteral("reprice.undo-begin"), options, {}, {}); !done)
            return done.error();
    }
    return job;
}

/// Puts the job's next rows back. `check`: in the first transaction of a run.
Result<Step> undoStep(
    Connection &connection, const ReportingZone &zone, qint64 id, bool check, const RepricingOptions &options)
{
    const auto job = check ? beginUndo(connection, id, options) : RepricingJobs::find(connection, id);
    if (!job)
        return job.error();
    const auto changes = RepricingJobs::first(connection, id, options.rowsPerTransaction);
    if (!changes)
        return changes.error();
    if (!changes->empty()) {
        Rollups rollups(zone);
        if (auto read = moveInRollups(connection, rollups, *changes); !read)
            return read.error();
        std::vector<std::pair<qint64, RowCost>> costs;
        for (const RepricingJobs::Change &change : *changes)
            costs.emplace_back(change.row, change.before);
        if (auto done = write(connection, costs, rollups); !done)
            return done.error();
        if (auto done = RepricingJobs::forget(connection, id, changes->back().row); !done)
            return done.error();
    }
    const auto rows = qint64(changes->size());
    if (rows == options.rowsPerTransaction)
        return Step { *job, rows, false };
    if (auto done = RepricingJobs::setUndone(connection, id, now()); !done)
        return done.error();
    if (auto done = audit(connection, *job, QStringLiteral("reprice.undo"), options,
            QStringLiteral("%1 USD").arg(job->newCost.exactText()),
            QStringLiteral("%1 USD").arg(job->oldCost.exactText()));
        !done)
        return done.error();
    const auto undone = RepricingJobs::find(connection, id);
    return undone ? Result<Step>(Step { *undone, rows, true }) : Result<Step>(undone.error());
}

/// Repeats `step` until it was the last.
template<typename OneStep>
Result<RepricingJob> repeat(OneStep step, const std::atomic_bool &cancelled, const Repricing::Progress &progress)
{
    for (qint64 rows = 0;;) {
        const Result<Step> done = step();
        if (!done)
            return done.error();
        rows += done->rows;
        if (progress)
            progress(rows);
        if (done->last)
            return done->job;
        if (cancelled.load())
            return Error { Error::Kind::Interrupted,
                tr("Stopped. What was committed stays; the same command goes on with job %1.").arg(done->job.id), {} };
    }
}

}

RepricingGroup RepricingPlan::total() const
{
    RepricingGroup total;
    for (const RepricingGroup &group : groups) {
        total.rows += group.rows;
        total.changed += group.changed;
        total.oldCost += group.oldCost;
        total.newCost += group.newCost;
        total.unpricedBefore += group.unpricedBefore;
        total.unpricedAfter += group.unpricedAfter;
    }
    return total;
}

Result<RepricingPlan> Repricing::plan(Connection &connection, const RepricingScope &scope)
{
    ReadSnapshot snapshot(connection);
    if (auto begun = snapshot.begin(); !begun)
        return begun.error();
    auto repricer = Repricer::load(connection);
    if (!repricer)
        return repricer.error();
    RepricingPlan plan;
    std::map<std::pair<qint64, qint64>, RepricingGroup> groups;
    const auto read = forEachInScope(connection, scope, 0, -1, [&](const UsageRows::Stored &row) {
        const RowCost due = repricer->costOf(row);
        if (row.charged) {
            plan.besideCharged += due == RowCost::of(row) ? 0 : 1;
            return;
        }
        RepricingGroup &group = groups[{ row.rollup.feature, row.rollup.model }];
        if (group.rows == 0) {
            group.feature = repricer->featureOf(row);
            group.model = repricer->modelOf(row);
        }
        addTo(group, row, due);
    });
    if (!read)
        return read.error();
    for (const auto &[key, group] : groups)
        plan.groups.append(group);
    std::sort(plan.groups.begin(), plan.groups.end(), [](const RepricingGroup &a, const RepricingGroup &b) {
        return std::tie(a.feature, a.model) < std::tie(b.feature, b.model);
    });
    return plan;
}

Result<QList<RepricingJob>> Repricing::jobs(Connection &connection) { return RepricingJobs::all(connection); }

Result<> Repricing::checkWritable() const
{
    if (m_workspace.access() == Database::Access::ReadWrite)
        return Ok;
    return Error { Error::Kind::Denied, tr("The workspace is read-only: %1").arg(m_workspace.readOnlyReason()), {} };
}

Result<RepricingJob> Repricing::apply(const RepricingScope &scope, const RepricingOptions &options,
    const std::atomic_bool &cancelled, const Progress &progress)
{
    if (auto writable = checkWritable(); !writable)
        return writable.error();
    const auto lock = WriterLock::acquire(m_workspace.location());
    if (!lock)
        return lock.error();
    auto repricer
        = m_workspace.writer().run([](Connection &connection) { return Repricer::load(connection); }).result();
    if (!repricer)
        return repricer.error();
    return repeat(
        [&] {
            return m_workspace.writer()
                .run([&](Connection &connection) {
                    return inTransaction(m_workspace, connection,
                        [&] { return applyStep(connection, *repricer, m_workspace.zone(), scope, options); });
                })
                .result();
        },
        cancelled, progress);
}

Result<RepricingJob> Repricing::resume(
    qint64 job, const RepricingOptions &options, const std::atomic_bool &cancelled, const Progress &progress)
{
    const auto found = m_workspace.reader()
                           .run([job](Connection &connection) { return RepricingJobs::find(connection, job); })
                           .result();
    if (!found)
        return found;
    if (found->status == QLatin1String("undoing"))
        return undo(job, options, cancelled, progress);
    if (found->status != QLatin1String("running"))
        return Error { Error::Kind::Conflict,
            tr("Repricing job %1 has come to its end; there is nothing to go on with.").arg(job), {} };
    return apply(found->scope, options, cancelled, progress);
}

Result<RepricingJob> Repricing::undo(
    qint64 job, const RepricingOptions &options, const std::atomic_bool &cancelled, const Progress &progress)
{
    if (auto writable = checkWritable(); !writable)
        return writable.error();
    const auto lock = WriterLock::acquire(m_workspace.location());
    if (!lock)
        return lock.error();
    bool first = true;
    return repeat(
        [&] {
            return m_workspace.writer()
                .run([&](Connection &connection) {
                    return inTransaction(m_workspace, connection, [&] {
                        return undoStep(connection, m_workspace.zone(), job, std::exchange(first, false), options);
                    });
                })
                .result();
        },
        cancelled, progress);
}
