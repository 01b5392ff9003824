#pragma once

#include "core/result.h"
#include "data/workspacelocation.h"

#include <QObject>
#include <QString>

#include <functional>

class Clock;
class JobContext;
class JobQueue;
struct JobStatus;

/// Makes new workspaces as jobs: the demo from the traces that ship with the program, or an empty one.
class WorkspaceMaker : public QObject
{
    Q_OBJECT

public:
    WorkspaceMaker(JobQueue &jobs, const Clock &clock, QObject *parent = nullptr);

    /// Beside the default workspace, under its own name.
    static Result<WorkspaceLocation> demoLocation();

    /// Each is ignored while another is being made.
    void makeDemo(const WorkspaceLocation &location);
    void makeEmpty(const WorkspaceLocation &location);
    void cancel();
    bool isMaking() const { return m_jobId != 0; }

signals:
    void progressed(const JobStatus &job);
    /// The file is there and complete.
    void made(const WorkspaceLocation &location);
    /// Nothing was made. Interrupted after a cancel.
    void failed(const QString &attempt, const Error &error);

private:
    void start(const QString &title, const QString &attempt, const WorkspaceLocation &location,
        std::function<Result<QString>(const JobContext &)> work);
    void jobChanged(int id);
    void jobFinished(int id);

    JobQueue &m_jobs;
    const Clock &m_clock;
    int m_jobId = 0;
    QString m_attempt;
    WorkspaceLocation m_location;
};
