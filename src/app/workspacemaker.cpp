#include "app/workspacemaker.h"

#include "flags/people.h"
#include "ledger/demoworkspace.h"
#include "ledger/newworkspace.h"
#include "services/clock.h"
#include "services/jobqueue.h"
#include "services/session.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <climits>

namespace {

/// The user's data folder does not exist before the first workspace.
Result<> ensureFolder(const WorkspaceLocation &location)
{
    const QString folder = QFileInfo(location.path).absolutePath();
    if (location.dialect != Dialect::Sqlite || QDir().mkpath(folder))
        return Ok;
    return Error { Error::Kind::Denied, WorkspaceMaker::tr("The folder %1 cannot be made.").arg(visibleControls(folder)), {} };
}

}

WorkspaceMaker::WorkspaceMaker(JobQueue &jobs, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_clock(clock)
{
    connect(&m_jobs, &JobQueue::changed, this, &WorkspaceMaker::jobChanged);
    connect(&m_jobs, &JobQueue::finished, this, &WorkspaceMaker::jobFinished);
}

Result<WorkspaceLocation> WorkspaceMaker::demoLocation()
{
    auto location = WorkspaceLocation::parse({});
    if (location)
        location->path = QFileInfo(location->path).absolutePath() + QStringLiteral("/demo.signalbox");
    return location;
}

void WorkspaceMaker::makeDemo(const WorkspaceLocation &location)
{
    start(tr("Make the demo workspace"), tr("Could not make the demo workspace."), location,
        [location, now = m_clock.now()](const JobContext &context) -> Result<QString> {
            if (const auto folder = ensureFolder(location); !folder)
                return folder.error();
            const auto report = buildDemoWorkspace(location, now, context.cancelled(),
                [&context](int percent, const QString &step) { context.setProgress(percent, step); },
                [now](Workspace &workspace) { return fillDemoDirectory(workspace, now); });
            if (!report)
                return report.error();
            qint64 records = 0;
            for (const DemoTrace &trace : report->traces)
                records += trace.records;
            return tr("%1 records from public traces", nullptr, int(std::min<qint64>(records, INT_MAX)))
                .arg(QLocale(QLocale::English).toString(records));
        });
}

void WorkspaceMaker::makeEmpty(const WorkspaceLocation &location)
{
    start(tr("Make %1").arg(visibleControls(location.displayName())), tr("Could not make the workspace."), location,
        [location, now = m_clock.now()](const JobContext &) -> Result<QString> {
            if (const auto folder = ensureFolder(location); !folder)
                return folder.error();
            const auto made = makeWorkspace(location, ReportingZone(), now, systemUserName());
            if (!made)
                return made.error();
            return tr("The workspace is ready");
        });
}

void WorkspaceMaker::start(const QString &title, const QString &attempt, const WorkspaceLocation &location,
    std::function<Result<QString>(const JobContext &)> work)
{
    if (isMaking())
        return;
    m_attempt = attempt;
    m_location = location;
    m_jobId = m_jobs.start(title, std::move(work));
    jobChanged(m_jobId);
}

void WorkspaceMaker::cancel()
{
    m_jobs.cancel(m_jobId);
}

void WorkspaceMaker::jobChanged(int id)
{
    const auto job = m_jobs.job(id);
    if (id == m_jobId && job && !job->isOver())
        emit progressed(*job);
}

void WorkspaceMaker::jobFinished(int id)
{
    if (id != m_jobId)
        return;
    m_jobId = 0;
    const auto job = m_jobs.job(id);
    switch (job->state) {
    case JobStatus::State::Done: emit made(m_location); break;
    case JobStatus::State::Failed: emit failed(m_attempt, *job->error); break;
    default: emit failed(m_attempt, Error { Error::Kind::Interrupted, tr("It was cancelled; nothing is left behind."), {} }); break;
    }
}
