#include "features/featuredashboard/featurechanges.h"

#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"

namespace {

template <typename Change> QFuture<Result<qint64>> inTransaction(Workspace &workspace, Change change)
{
    return workspace.writer().run([location = workspace.location(), change](Connection &connection) -> Result<qint64> {
        const auto lock = WriterLock::acquire(location);
        if (!lock)
            return lock.error();
        Transaction transaction(connection);
        if (const auto begun = transaction.begin(); !begun)
            return begun.error();
        const Result<qint64> done = change(connection);
        if (!done)
            return done;
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
        return done;
    });
}

}

QFuture<Result<qint64>> FeatureChanges::assign(
    Workspace &workspace, const AssignmentChange &change, UtcMicros now, const QString &actor)
{
    return inTransaction(
        workspace, [=](Connection &connection) { return AssignmentRepository(connection).assign(change, now, actor); });
}

QFuture<Result<qint64>> FeatureChanges::undoAssign(Workspace &workspace, qint64 id, UtcMicros now, const QString &actor)
{
    return inTransaction(workspace, [=](Connection &connection) -> Result<qint64> {
        const auto undone = AssignmentRepository(connection).undo(id, now, actor);
        return undone ? Result<qint64>(id) : Result<qint64>(undone.error());
    });
}

QFuture<Result<qint64>> FeatureChanges::edit(Workspace &workspace, const Feature &wanted, const Feature &seen,
    UtcMicros now, const QString &actor, const QString &reason)
{
    return inTransaction(workspace, [=](Connection &connection) -> Result<qint64> {
        const auto edited = FeatureRepository(connection).edit(wanted, seen, now, actor, reason);
        return edited ? Result<qint64>(wanted.id) : Result<qint64>(edited.error());
    });
}
