#pragma once

#include "core/result.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>

/// One thing that a page does which blocks, such as a write that takes the writer lock. GUI thread. It is carried to
/// its end: the destructor waits for one that runs.
template <typename Answer> class Errand {
public:
    /// `done` gets the answer on the GUI thread.
    explicit Errand(std::function<void(const Result<Answer> &)> done)
        : m_done(std::move(done))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            m_running = false;
            m_done(m_watcher.result());
        });
    }
    ~Errand()
    {
        m_watcher.disconnect();
        m_watcher.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Errand)

    /// `task()` returns Result<Answer>, on another thread. Ignored while the one before runs.
    void run(std::function<Result<Answer>()> task)
    {
        if (m_running)
            return;
        m_running = true;
        auto promise = std::make_shared<QPromise<Result<Answer>>>();
        promise->start();
        m_watcher.setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, task = std::move(task)] {
            promise->addResult(task());
            promise->finish();
        });
    }
    bool isRunning() const { return m_running; }

private:
    std::function<void(const Result<Answer> &)> m_done;
    QFutureWatcher<Result<Answer>> m_watcher;
    bool m_running = false;
};
