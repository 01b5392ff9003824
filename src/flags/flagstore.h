#pragma once

#include "flags/flagset.h"

class Connection;

/// A change as the history of flags keeps it. Those of one set were made together, with one reason, and are undone
/// together.
struct FlagHistoryRow {
    qint64 set = 0;
    QString kind; ///< "change", "undo", "schedule", "phase", "kill" or "prerequisites".
    UtcMicros at = 0;
    QString actor;
    QString reason;
    qint64 undoes = 0; ///< The set that this one undid; 0: none.
    qint64 undoneBy = 0; ///< The set that undid this one; 0: none.
    QString flag; ///< Empty: all flags.
    QString environment; ///< Empty: all environments.
    qint64 fromVersion = 0;
    qint64 toVersion = 0;
    QString oldText; ///< "off", "on for 25 %", as in the log.
    QString newText;
};

/// Reads what flags/ keeps in a workspace. On the thread of the connection.
namespace FlagStore {

/// Everything, with the people.
Result<FlagSet> load(Connection &connection);

/// Newest first. An empty `flag`: of all.
Result<QList<FlagHistoryRow>> history(Connection &connection, const QString &flag = {}, int limit = 200);
/// Waiting ones first, by time; then the others, newest first.
Result<QList<ScheduledChange>> schedules(Connection &connection, int limit = 200);
/// Newest first.
Result<QList<PhaseRollback>> rollbacks(Connection &connection, int limit = 50);
Result<QList<ProgrammePhase>> programme(Connection &connection);

Result<Directory> directory(Connection &connection);

/// Who `user` is in this workspace. Unknown people are admin in a workspace that is one file.
Result<Session> session(Connection &connection, const QString &user);

}
