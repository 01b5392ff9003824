#pragma once

#include "core/result.h"
#include "data/workspacelocation.h"

#include <memory>

/// Held by the one process that writes to a workspace, for as long as a job writes: an flock on "<file>.writer", or an
/// advisory lock in the PostgreSQL server. Freed by the system when the process dies. Two instances in one process
/// exclude each other too.
class WriterLock
{
public:
    /// Polls until it gets the lock or `waitMs` have passed. Fails with Busy, naming the process and since when.
    static Result<WriterLock> acquire(const WorkspaceLocation &location, int waitMs = 5000);
    WriterLock(WriterLock &&) noexcept;
    WriterLock &operator=(WriterLock &&) noexcept;
    ~WriterLock();

private:
    struct Held;
    static Result<std::unique_ptr<Held>> inFile(const WorkspaceLocation &location, int waitMs);
    static Result<std::unique_ptr<Held>> inServer(const WorkspaceLocation &location, int waitMs);
    explicit WriterLock(std::unique_ptr<Held> held);
    std::unique_ptr<Held> m_held;
};
