#pragma once

#include "ledger/assignmentrepository.h"

#include <QFuture>

class Workspace;

/// What an admin changes about a feature. Each is one transaction on the writer's thread, under the writer lock.
namespace FeatureChanges {

/// The new assignment's id, see AssignmentRepository::assign().
QFuture<Result<qint64>> assign(
    Workspace &workspace, const AssignmentChange &change, UtcMicros now, const QString &actor);
/// The id that was taken back.
QFuture<Result<qint64>> undoAssign(Workspace &workspace, qint64 id, UtcMicros now, const QString &actor);
/// The feature's id, see FeatureRepository::edit().
QFuture<Result<qint64>> edit(Workspace &workspace, const Feature &wanted, const Feature &seen, UtcMicros now,
    const QString &actor, const QString &reason);

}
