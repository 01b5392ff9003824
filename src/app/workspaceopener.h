#pragma once

#include "data/workspacelocation.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

class Workspace;

/// Opens workspaces off the GUI thread: a server may answer slowly, and an older file is upgraded first.
class WorkspaceOpener : public QObject
{
    Q_OBJECT

public:
    using Opened = Result<std::shared_ptr<Workspace>>;

    explicit WorkspaceOpener(QObject *parent = nullptr);

    /// A later call wins: the workspace that was asked for before is closed again when it arrives.
    void open(const WorkspaceLocation &location);
    bool isOpening() const { return m_opening; }

signals:
    void opened(const WorkspaceLocation &location, const Result<std::shared_ptr<Workspace>> &workspace);

private:
    QFutureWatcher<Opened> m_watcher;
    WorkspaceLocation m_location;
    bool m_opening = false; ///< Until opened() is emitted.
};
