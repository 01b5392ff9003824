#pragma once

#include "core/result.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

/// Where a job stands, as the window shows it.
struct JobStatus
{
    enum class State { Waiting, Running, Done, Failed, Cancelled };

    int id = 0;
    QString title;
    State state = State::Waiting;
    int percent = -1; ///< 0..100, -1 where it cannot be known.
    QString step; ///< What it does at the moment.
    bool cancelRequested = false; ///< Asked to stop, not stopped yet.
    QString outcome; ///< What a Done job did, in one line.
    std::optional<Error> error; ///< Why a Failed job failed.

    bool isOver() const { return state != State::Waiting && state != State::Running; }
};

/// What a job sees of the queue while it runs. Used on the job's thread.
class JobContext
{
public:
    JobContext(const std::atomic_bool &cancelled, std::function<void(int, const QString &)> report)
        : m_cancelled(cancelled), m_report(std::move(report)) {}

    /// True once somebody wants the job to stop. It then ends at its next whole step with Error Interrupted.
    const std::atomic_bool &cancelled() const { return m_cancelled; }
    /// `percent` is 0..100, or -1 where it cannot be known.
    void setProgress(int percent, const QString &step) const { m_report(percent, step); }

private:
    const std::atomic_bool &m_cancelled;
    std::function<void(int, const QString &)> m_report;
};

/// Long work off the calling thread, one job after the other (a workspace has one writer). Lives on the GUI thread, and
/// so do its signals.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    /// Returns the line that says what was done. Error of kind Interrupted after a cancel means Cancelled.
    using Work = std::function<Result<QString>(const JobContext &)>;

    explicit JobQueue(QObject *parent = nullptr);
    ~JobQueue() override; ///< Asks all jobs to stop and waits for the running one to reach its next whole step.

    /// Puts a job at the end of the queue. Returns its id, which is never used again.
    int start(const QString &title, Work work);
    /// A waiting job is dropped, a running one asked to stop. Unknown and finished ids are ignored.
    void cancel(int id);
    void cancelAll();
    /// Waits until nothing runs or `milliseconds` have passed. Answers whether nothing runs.
    bool waitForDone(int milliseconds);

    /// Oldest first. Finished jobs stay until clearFinished().
    QList<JobStatus> jobs() const;
    std::optional<JobStatus> job(int id) const;
    /// Jobs that wait or run.
    int activeCount() const;
    void clearFinished();

signals:
    void changed(int id); ///< Started, progressed, asked to stop, or ended.
    void finished(int id); ///< Done, Failed or Cancelled; after changed().

private:
    struct Entry;
    std::shared_ptr<Entry> find(int id) const;
    void run(const std::shared_ptr<Entry> &entry);
    void report(int id, int percent, const QString &step);
    void finish(int id, const Result<QString> &result);

    QThreadPool m_pool;
    QList<std::shared_ptr<Entry>> m_entries;
    int m_lastId = 0;
};
