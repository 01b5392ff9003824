#include "services/jobqueue.h"

#include <algorithm>

struct JobQueue::Entry
{
    JobStatus status; ///< GUI thread only.
    Work work;
    std::atomic_bool cancelled = false;
};

JobQueue::JobQueue(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

JobQueue::~JobQueue()
{
    for (const auto &entry : std::as_const(m_entries))
        entry->cancelled = true;
    m_pool.waitForDone();
}

int JobQueue::start(const QString &title, Work work)
{
    auto entry = std::make_shared<Entry>();
    entry->status.id = ++m_lastId;
    entry->status.title = title;
    entry->work = std::move(work);
    m_entries.append(entry);
    m_pool.start([this, entry] { run(entry); });
    emit changed(entry->status.id);
    return entry->status.id;
}

void JobQueue::run(const std::shared_ptr<Entry> &entry)
{
    const int id = entry->status.id; // Written before the job was started, never after.
    if (entry->cancelled) {
        QMetaObject::invokeMethod(this, [this, id] { finish(id, Error { Error::Kind::Interrupted, {}, {} }); });
        return;
    }
    const auto progress = [this, id](int percent, const QString &step) {
        QMetaObject::invokeMethod(this, [this, id, percent, step] { report(id, percent, step); });
    };
    progress(-1, {});
    const JobContext context(entry->cancelled, progress);
    auto result = entry->work(context);
    entry->work = {}; // What the job held on to (a workspace) is let go here and not when the list is cleared.
    QMetaObject::invokeMethod(this, [this, id, result = std::move(result)] { finish(id, result); });
}

void JobQueue::cancel(int id)
{
    const auto entry = find(id);
    if (!entry || entry->status.isOver() || entry->status.cancelRequested)
        return;
    entry->cancelled = true;
    entry->status.cancelRequested = true;
    emit changed(id);
}

void JobQueue::cancelAll()
{
    const auto entries = m_entries; // A listener may start or clear jobs meanwhile.
    for (const auto &entry : entries)
        cancel(entry->status.id);
}

bool JobQueue::waitForDone(int milliseconds)
{
    return m_pool.waitForDone(milliseconds);
}

QList<JobStatus> JobQueue::jobs() const
{
    QList<JobStatus> all;
    all.reserve(m_entries.size());
    for (const auto &entry : m_entries)
        all.append(entry->status);
    return all;
}

std::optional<JobStatus> JobQueue::job(int id) const
{
    const auto entry = find(id);
    return entry ? std::optional(entry->status) : std::nullopt;
}

int JobQueue::activeCount() const
{
    return int(std::count_if(m_entries.cbegin(), m_entries.cend(), [](const auto &entry) { return !entry->status.isOver(); }));
}

void JobQueue::clearFinished()
{
    m_entries.removeIf([](const auto &entry) { return entry->status.isOver(); });
}

std::shared_ptr<JobQueue::Entry> JobQueue::find(int id) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [id](const auto &entry) { return entry->status.id == id; });
    return found == m_entries.cend() ? nullptr : *found;
}

void JobQueue::report(int id, int percent, const QString &step)
{
    const auto entry = find(id);
    if (!entry)
        return;
    entry->status.state = JobStatus::State::Running;
    entry->status.percent = percent < 0 ? -1 : std::min(percent, 100);
    entry->status.step = step;
    emit changed(id);
}

void JobQueue::finish(int id, const Result<QString> &result)
{
    const auto entry = find(id);
    if (!entry)
        return;
    auto &status = entry->status;
    if (result) {
        status.state = JobStatus::State::Done;
        status.percent = 100;
        status.outcome = *result;
    } else if (entry->cancelled && result.error().kind == Error::Kind::Interrupted) {
        status.state = JobStatus::State::Cancelled;
    } else {
        status.state = JobStatus::State::Failed;
        status.error = result.error();
    }
    status.step.clear();
    emit changed(id);
    emit finished(id);
}
