#pragma once

#include "data/database.h"

#include <QFutureWatcher>

#include <atomic>
#include <functional>
#include <memory>

/// One question of a page to the database, of which only the latest answer counts. GUI thread. When it is asked again or
/// destroyed, the one before is stopped: taken from the queue, or interrupted where it is the one that runs.
template<typename Answer>
class Question
{
public:
    /// `answered` gets each answer that was not superseded, on the GUI thread.
    Question(Database &database, std::function<void(const Result<Answer> &)> answered)
        : m_database(database)
        , m_answered(std::move(answered))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
                return;
            m_pending = false;
            m_answered(m_watcher.result());
        });
    }
    ~Question() { drop(); }
    Q_DISABLE_COPY_MOVE(Question)

    /// `task(Connection &)` returns Result<Answer> and owns what it touches.
    template<typename Task>
    void ask(Task task)
    {
        drop();
        m_running = std::make_shared<std::atomic_bool>(false);
        m_pending = true;
        m_watcher.setFuture(m_database.run([running = m_running, task = std::move(task)](Connection &connection) -> Result<Answer> {
            *running = true;
            auto answer = task(connection);
            *running = false;
            return answer;
        }));
    }

    void drop()
    {
        if (!m_pending)
            return;
        m_pending = false;
        m_watcher.future().cancel();
        if (*m_running)
            m_database.interrupt();
    }

    bool isPending() const { return m_pending; }

private:
    Database &m_database;
    std::function<void(const Result<Answer> &)> m_answered;
    QFutureWatcher<Result<Answer>> m_watcher;
    std::shared_ptr<std::atomic_bool> m_running;
    bool m_pending = false;
};
