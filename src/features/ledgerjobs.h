#pragma once

#include "ledger/importundo.h"
#include "ledger/repricing.h"

#include <QObject>

#include <memory>

class JobContext;
class JobQueue;
class Workspace;

/// Long changes of the ledger that a page asks for, as jobs: they are seen, and the repricings cancelled, where all jobs
/// are. GUI thread. One for all pages of a workspace, so each page hears of what another one began.
class LedgerJobs : public QObject
{
    Q_OBJECT

public:
    /// A job keeps `workspace` open until it ends. `actor` goes to the audit log.
    LedgerJobs(std::shared_ptr<Workspace> workspace, JobQueue &jobs, QString actor, QObject *parent = nullptr);

    /// Goes on where a repricing of the same scope was interrupted.
    void reprice(const RepricingScope &scope, const QString &reason);
    void resumeRepricing(qint64 job);
    void undoRepricing(qint64 job, const QString &reason);
    void undoImport(qint64 batch, const QString &reason);

signals:
    void repriced(const RepricingJob &job);
    void repricingUndone(const RepricingJob &job);
    void importUndone(qint64 batch, const ImportUndoReport &report);
    /// Error Interrupted: it was cancelled; what was committed stays, and a repricing can be gone on with.
    void failed(const QString &attempt, const Error &error);

private:
    /// Runs `work(context)` as a job. `line` says in words what it answered, `done` tells who listens.
    template <typename Answer, typename Work, typename Line, typename Done>
    void start(const QString &title, const QString &attempt, Work work, Line line, Done done);
    RepricingOptions options(const QString &reason) const;

    std::shared_ptr<Workspace> m_workspace;
    JobQueue &m_jobs;
    const QString m_actor;
};
