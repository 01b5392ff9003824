#pragma once

#include "flags/flagchange.h"
#include "flags/flagdeed.h"

/// The rows behind FlagAdmin and PhaseAdmin: sets of changes, states, entries of the log. Inside the caller's
/// transaction.
namespace FlagRecord {

/// A new set; `undoes` 0: it undoes none.
Result<qint64> addSet(Connection &connection, const QString &kind, const FlagDeed &deed, qint64 undoes = 0);

/// Stores the state, one version on, with its row of history and its entry in the log. `action` as in the log.
Result<> setState(Connection &connection, const FlagSet &before, const FlagChange &change, qint64 changeSet,
    const QString &action, const FlagDeed &deed);

/// A row of history about kills and prerequisites, in the words of the log, with the entry in the log.
struct Words {
    QString action;
    QString flag; ///< Empty: all flags.
    qint64 fromVersion = 0;
    QString oldText;
    QString newText;
};
Result<> add(Connection &connection, const QString &kind, const Words &words, const FlagDeed &deed);

/// Lets `change` wait until `due`, with its entry in the log. Returns its number. No checks.
Result<qint64> addSchedule(Connection &connection, const FlagChange &change, UtcMicros due, const FlagDeed &deed);
/// "production at 2026-12-01 08:00:00 +00:00: off": a scheduled change in the log.
QString scheduleText(const QString &environment, UtcMicros due, const FlagState &state);

/// One entry of the log by itself.
Result<> log(Connection &connection, const QString &action, const QString &object, const QString &oldText,
    const QString &newText, const FlagDeed &deed);

/// A statement of which only the failure matters.
Result<> exec(Connection &connection, const QString &statement, const QVariantList &values);
/// An INSERT that returns the number of its row.
Result<qint64> insert(Connection &connection, const QString &statement, const QVariantList &values);

}
