#include "features/ledgerjobs.h"

#include "core/format.h"
#include "data/workspace.h"
#include "services/clock.h"
#include "services/jobqueue.h"

#include <algorithm>
#include <climits>

namespace {

int plural(qint64 count)
{
    return int(std::min<qint64>(count, INT_MAX));
}

QString rowsText(qint64 rows)
{
    return LedgerJobs::tr("%1 rows", nullptr, plural(rows)).arg(Format::count(rows));
}

QString repricedText(const RepricingJob &job)
{
    return LedgerJobs::tr("%1 changed, %2 instead of %3")
        .arg(rowsText(job.changed), Format::money(job.newCost), Format::money(job.oldCost));
}

Repricing::Progress progressOf(const JobContext &context)
{
    return [&context](qint64 rows) { context.setProgress(-1, rowsText(rows)); };
}

}

LedgerJobs::LedgerJobs(std::shared_ptr<Workspace> workspace, JobQueue &jobs, QString actor, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_jobs(jobs)
    , m_actor(std::move(actor))
{
}

template <typename Answer, typename Work, typename Line, typename Done>
void LedgerJobs::start(const QString &title, const QString &attempt, Work work, Line line, Done done)
{
    const auto answer = std::make_shared<std::optional<Result<Answer>>>();
    const int id = m_jobs.start(title, [work, line, answer](const JobContext &context) -> Result<QString> {
        *answer = work(context);
        return **answer ? Result<QString>(line(***answer)) : Result<QString>((*answer)->error());
    });
    connect(&m_jobs, &JobQueue::finished, this, [this, id, attempt, answer, done](int finishedId) {
        if (finishedId != id)
            return;
        if (!*answer)
            emit failed(attempt, { Error::Kind::Interrupted, tr("It was cancelled before it began."), {} });
        else if (**answer)
            done(***answer);
        else
            emit failed(attempt, (*answer)->error());
    });
}

RepricingOptions LedgerJobs::options(const QString &reason) const
{
    return { m_actor, reason };
}

void LedgerJobs::reprice(const RepricingScope &scope, const QString &reason)
{
    const QString what = scope.models.size() == 1 ? visibleControls(scope.models.constFirst().left(60)) : tr("usage");
    start<RepricingJob>(tr("Reprice %1").arg(what), tr("Could not reprice %1.").arg(what),
        [workspace = m_workspace, scope, chosen = options(reason)](const JobContext &context) {
            return Repricing(*workspace).apply(scope, chosen, context.cancelled(), progressOf(context));
        },
        repricedText, [this](const RepricingJob &job) { emit repriced(job); });
}

void LedgerJobs::resumeRepricing(qint64 job)
{
    start<RepricingJob>(tr("Go on with repricing %1").arg(job), tr("Could not go on with repricing %1.").arg(job),
        [workspace = m_workspace, job, chosen = options({})](const JobContext &context) {
            return Repricing(*workspace).resume(job, chosen, context.cancelled(), progressOf(context));
        },
        repricedText, [this](const RepricingJob &done) { emit repriced(done); });
}

void LedgerJobs::undoRepricing(qint64 job, const QString &reason)
{
    start<RepricingJob>(tr("Undo repricing %1").arg(job), tr("Could not undo repricing %1.").arg(job),
        [workspace = m_workspace, job, chosen = options(reason)](const JobContext &context) {
            return Repricing(*workspace).undo(job, chosen, context.cancelled(), progressOf(context));
        },
        [](const RepricingJob &undone) {
            return tr("%1 put back, %2 again").arg(rowsText(undone.changed), Format::money(undone.oldCost));
        },
        [this](const RepricingJob &undone) { emit repricingUndone(undone); });
}

void LedgerJobs::undoImport(qint64 batch, const QString &reason)
{
    start<ImportUndoReport>(tr("Undo import %1").arg(batch), tr("Could not undo import %1.").arg(batch),
        [workspace = m_workspace, batch, reason, actor = m_actor](const JobContext &) {
            return ImportUndo::run(*workspace, batch, SystemClock().now(), actor, reason);
        },
        [](const ImportUndoReport &report) {
            return tr("%1 removed, %2 restored").arg(rowsText(report.removed), Format::count(report.restored));
        },
        [this, batch](const ImportUndoReport &report) { emit importUndone(batch, report); });
}
