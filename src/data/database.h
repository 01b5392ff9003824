#pragma once

#include "core/result.h"
#include "data/connection.h"
#include "data/databasehealth.h"
#include "data/workspacelocation.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <memory>
#include <optional>

/// One connection on one thread. Tasks run in the order they were given, off the calling thread.
class Database
{
public:
    enum class Access { ReadOnly, ReadWrite };

    /// Opens nothing yet: the first task does. `snapshot`: see OpenConnection::Mode::Snapshot, for ReadOnly.
    Database(WorkspaceLocation location, Access access, bool snapshot = false);
    ~Database(); ///< Runs the tasks already given, so that no save is lost, then closes the connection.
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs `task(Connection &)` on the database thread. `task` returns a Result and owns all that it touches.
    /// Where the connection cannot be opened the future holds that error and `task` is not called. A future cancelled
    /// before its turn costs nothing. Watch it with a QFutureWatcher member, never with then(): on Qt 6.4 then(context)
    /// aborts when the context dies first.
    template<typename Task>
    auto run(Task task) -> QFuture<std::invoke_result_t<Task, Connection &>>
    {
        using Value = std::invoke_result_t<Task, Connection &>;
        auto promise = std::make_shared<QPromise<Value>>();
        promise->start();
        auto future = promise->future();
        QMetaObject::invokeMethod(m_worker.get(), [this, promise, failures = m_health.failures(), task = std::move(task)]() mutable {
            if (!promise->isCanceled()) {
                auto opened = connection();
                auto answer = opened ? task(**opened) : Value(opened.error());
                noteHealth(opened ? *opened : nullptr, answer ? nullptr : &answer.error(), failures);
                promise->addResult(std::move(answer));
            }
            promise->finish();
        });
        return future;
    }

    /// Whether the tasks get answers.
    const DatabaseHealth &health() const { return m_health; }

    /// Stops the statement that runs right now, if any: it fails with Interrupted. From any thread.
    void interrupt();

private:
    /// The open connection, opening it first if need be. On the database thread.
    Result<Connection *> connection();
    /// After a task on `connection`, nullptr where it could not be opened. `error`: the task's; nullptr: it has none.
    void noteHealth(Connection *connection, const Error *error, quint64 failuresBefore);

    struct Opened;
    const WorkspaceLocation m_location;
    const Access m_access;
    const bool m_snapshot;
    DatabaseHealth m_health;
    QThread m_thread;
    std::unique_ptr<QObject> m_worker; ///< Lives in m_thread.
    std::unique_ptr<Opened> m_opened; ///< Touched on m_thread; interrupt() goes through its mutex.
};
