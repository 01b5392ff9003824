#include "app/workspaceopener.h"

#include "data/workspace.h"

#include <QPromise>
#include <QThreadPool>

WorkspaceOpener::WorkspaceOpener(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        m_opening = false;
        emit opened(m_location, m_watcher.result());
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
