#pragma once

#include "core/result.h"
#include "core/timerange.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "services/session.h"

class Connection;

/// Who changes something about flags, phases or people, when, and why.
struct FlagDeed {
    Session by;
    UtcMicros now = 0;
    QString reason;
};

/// Fails with Denied for anybody below admin, and with Invalid without a reason.
Result<> refuseDeed(const FlagDeed &deed);
/// Fails with Denied where the workspace is open for reading only.
Result<> refuseReadOnly(const Workspace &workspace);

/// Runs `task(Connection &)`, which returns a Result, as one transaction on the writer's thread, under the writer lock.
/// Blocks: call it from a job or from the command line.
template <typename Task> auto inTransaction(Workspace &workspace, Task task) -> std::invoke_result_t<Task, Connection &>
{
    using Value = std::invoke_result_t<Task, Connection &>;
    if (const auto may = refuseReadOnly(workspace); !may)
        return may.error();
    const auto lock = WriterLock::acquire(workspace.location());
    if (!lock)
        return lock.error();
    return workspace.writer()
        .run([task = std::move(task)](Connection &connection) -> Value {
            Transaction transaction(connection);
            if (const auto begun = transaction.begin(); !begun)
                return begun.error();
            auto done = task(connection);
            if (!done)
                return done;
            if (const auto committed = transaction.commit(); !committed)
                return committed.error();
            return done;
        })
        .result();
}
