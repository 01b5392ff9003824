#include "app/workspaceopener.h"

#include "data/workspace.h"

#include <QPromise>
#include <QThreadPool>

WorkspaceOpener::WorkspaceOpener(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_opening || m_watcher.isCanceled())
            return;
        const Opened workspace = m_watcher.result();
        m_opening = false;
        m_watcher.setFuture({}); // Or the answer would keep the workspace open for as long as the window lives.
        emit opened(m_location, workspace);
    });
}

void WorkspaceOpener::open(const WorkspaceLocation &location)
{
    m_location = location;
    m_opening = true;
    auto promise = std::make_shared<QPromise<Opened>>();
    promise->start();
    const auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, location] {
        auto workspace = Workspace::open(location);
        if (workspace)
            promise->addResult(Opened(std::shared_ptr<Workspace>(std::move(*workspace))));
        else
            promise->addResult(Opened(workspace.error()));
        promise->finish();
    });
    m_watcher.setFuture(future);
}
