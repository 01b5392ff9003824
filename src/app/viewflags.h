#pragma once

#include "app/pages.h"
#include "flags/evaluation.h"
#include "services/session.h"

#include <QFutureWatcher>
#include <QHash>
#include <QTimer>

#include <memory>

class Connection;
class JobQueue;

/// Which views the person at the console sees in one workspace, and what that person may do. Reads the flags off the GUI
/// thread, again when they have changed (here, elsewhere, or by their own time), and has scheduled changes applied that
/// are due. GUI thread.
class ViewFlags : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `jobs` outlive this. Asks at once; ready() comes later.
    ViewFlags(std::shared_ptr<Workspace> workspace, const QString &user, const Clock &clock, JobQueue &jobs, QObject *parent = nullptr);
    ~ViewFlags() override;

    /// Decides these flags instead of the workspace, by key: for pictures.
    void setOverrides(const QHash<QString, bool> &overrides) { m_overrides = overrides; }

    const std::shared_ptr<Workspace> &workspace() const { return m_workspace; }
    const Session &session() const { return m_session; }
    /// The new view where the flags could not be read: nobody loses a view by a fault. Precondition: ready() came.
    ViewDecision decide(const QString &flag) const;
    /// Looks now whether somebody changed something, instead of with the next look.
    void look();
    /// Why the flags could not be read; nullopt while they could.
    const std::optional<Error> &error() const { return m_error; }

signals:
    void ready(); ///< Once: the first answer is there, or could not be had.
    void changed(); ///< Decisions or the session may be different.

private:
    /// What is read and worked out in one go, on the database's thread.
    struct Known
    {
        Session session;
        QList<Evaluation> evaluations; ///< One per flag.
        qint64 revision = 0; ///< Last entry of the log: every change of flags, phases and people writes one.
        std::optional<UtcMicros> next; ///< When something changes by itself.
        bool isAnythingDue = false;
    };
    static Result<Known> known(Connection &connection, const QString &user, UtcMicros now);
    void read();
    void take();
    void applyDue();
    void readAfter(qint64 milliseconds);

    std::shared_ptr<Workspace> m_workspace;
    const Clock &m_clock;
    JobQueue &m_jobs;
    Session m_session;
    QHash<QString, bool> m_overrides;
    QHash<QString, ViewDecision> m_decisions;
    std::optional<qint64> m_revision; ///< Of what is known; nullopt while nothing is.
    std::optional<Error> m_error;
    bool m_isReady = false;
    int m_applying = 0; ///< Job that applies what is due; 0: none.
    QFutureWatcher<Result<Known>> m_reading;
    QFutureWatcher<Result<qint64>> m_looking;
    QTimer m_next; ///< Until something changes by itself, or the next try.
    QTimer m_poll;
};
