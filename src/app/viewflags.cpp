#include "app/viewflags.h"

#include "data/sql.h"
#include "data/workspace.h"
#include "flags/builtviews.h"
#include "flags/flagadmin.h"
#include "flags/flagevaluator.h"
#include "flags/flagstore.h"
#include "services/clock.h"
#include "services/jobqueue.h"

#include <algorithm>

namespace {

constexpr int PollMilliseconds = 5'000;
constexpr qint64 LongestWaitMilliseconds = 3'600'000; ///< A timer must not sleep over a clock that was set.
constexpr qint64 RetryMilliseconds = 60'000; ///< After changes that were due could not be applied.

Result<qint64> revisionOf(Connection &connection)
{
    const auto last = Sql::selectOne(connection, QStringLiteral("SELECT COALESCE(MAX(seq), 0) FROM audit_log"), {},
        [](const Row &row) { return row.int64(0); });
    if (!last)
        return last.error();
    return last->value_or(0);
}

}

ViewFlags::ViewFlags(std::shared_ptr<Workspace> workspace, const QString &user, const Clock &clock, JobQueue &jobs, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
    , m_clock(clock)
    , m_jobs(jobs)
    , m_session { user, Role::Viewer }
{
    m_next.setSingleShot(true);
    m_poll.setInterval(PollMilliseconds);
    connect(&m_next, &QTimer::timeout, this, &ViewFlags::read);
    connect(&m_poll, &QTimer::timeout, this, &ViewFlags::look);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &ViewFlags::take);
    connect(&m_looking, &QFutureWatcherBase::finished, this, [this] {
        // A look that was interrupted is followed by the next one.
        if (m_looking.isCanceled() || m_looking.future().resultCount() == 0)
            return;
        const auto revision = m_looking.result();
        if (revision && m_revision != *revision)
            read();
    });
    connect(&m_jobs, &JobQueue::finished, this, [this](int id) {
        if (id != m_applying)
            return;
        m_applying = 0;
        const auto job = m_jobs.job(id);
        if (job && job->state == JobStatus::State::Done)
            read();
        else
            readAfter(RetryMilliseconds); // At once it would fail again, and again.
    });
    read();
}

ViewFlags::~ViewFlags()
{
    m_reading.cancel();
    m_looking.cancel();
}

void ViewFlags::look()
{
    if (m_reading.isRunning() || m_looking.isRunning())
        return;
    m_looking.setFuture(m_workspace->reader().run(&revisionOf));
}

Result<ViewFlags::Known> ViewFlags::known(Connection &connection, const QString &user, UtcMicros now)
{
    const auto revision = revisionOf(connection); // First: what changes meanwhile is read again.
    if (!revision)
        return revision.error();
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const auto session = FlagStore::session(connection, user);
    if (!session)
        return session.error();
    const auto due = FlagAdmin::isAnythingDue(connection, now);
    if (!due)
        return due.error();
    Known known { *session, {}, *revision, nextFlagChange(*set, now), *due };
    const FlagEvaluator evaluator(*set, set->environment, now);
    for (const Flag &flag : set->flags)
        known.evaluations.append(evaluator.evaluate(flag.key, user, true));
    return known;
}

void ViewFlags::read()
{
    m_next.stop();
    m_poll.stop();
    m_reading.cancel();
    m_reading.setFuture(m_workspace->reader().run(
        [user = m_session.user, now = m_clock.now()](Connection &connection) { return known(connection, user, now); }));
}

void ViewFlags::take()
{
    if (m_reading.isCanceled() || m_reading.future().resultCount() == 0)
        return;
    const auto known = m_reading.result();
    m_poll.start();
    if (known) {
        m_error.reset();
        m_revision = known->revision;
        m_session = known->session;
        m_decisions.clear();
        for (const Evaluation &evaluation : known->evaluations)
            m_decisions.insert(evaluation.flag, { !evaluation.value, { false, evaluation.value ? QString() : tr("Your flags show you this view: %1.").arg(evaluation.words()) } });
        if (known->next)
            readAfter((*known->next - m_clock.now()) / 1000 + 1);
        if (known->isAnythingDue)
            applyDue();
    } else if (known.error().kind == Error::Kind::Interrupted) {
        read(); // A page that was left stopped whatever was being read.
        return;
    } else {
        m_error = known.error();
    }
    if (!std::exchange(m_isReady, true))
        emit ready();
    else
        emit changed();
}

ViewDecision ViewFlags::decide(const QString &flag) const
{
    if (const auto forced = m_overrides.constFind(flag); forced != m_overrides.constEnd())
        return { !*forced, { false, *forced ? QString() : tr("The legacy view was asked for.") } };
    return m_decisions.value(flag);
}

void ViewFlags::readAfter(qint64 milliseconds)
{
    const int wait = int(std::clamp<qint64>(milliseconds, 1, LongestWaitMilliseconds));
    if (!m_next.isActive() || m_next.remainingTime() > wait)
        m_next.start(wait);
}

void ViewFlags::applyDue()
{
    if (m_applying != 0 || m_workspace->access() != Database::Access::ReadWrite)
        return;
    m_applying = m_jobs.start(tr("Flag changes that are due"), [workspace = m_workspace, now = m_clock.now()](const JobContext &) -> Result<QString> {
        const auto done = FlagAdmin::applyDue(*workspace, now, builtViews());
        if (!done)
            return done.error();
        const auto applied = std::count_if(done->cbegin(), done->cend(), [](const FlagAdmin::DueChange &change) { return change.applied; });
        return tr("%1 applied, %2 refused").arg(applied).arg(done->size() - applied);
    });
}
