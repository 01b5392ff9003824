#include "flags/flagrecord.h"

#include "audit/auditlog.h"
#include "data/sql.h"

#include <QCoreApplication>

namespace {

Result<> addChange(Connection &connection, qint64 changeSet, const QString &flag, const QString &environment,
    qint64 fromVersion, const QString &oldState, const QString &newState)
{
    return FlagRecord::exec(connection,
        QStringLiteral(
            "INSERT INTO flag_changes (set_id, flag, environment, from_version, to_version, old_state, new_state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        { changeSet, flag, environment, fromVersion, fromVersion + 1, oldState, newState });
}

}

Result<> FlagRecord::exec(Connection &connection, const QString &statement, const QVariantList &values)
{
    const auto done = Sql::exec(connection, statement, values);
    return done ? Result<>(Ok) : Result<>(done.error());
}

Result<qint64> FlagRecord::insert(Connection &connection, const QString &statement, const QVariantList &values)
{
    const auto id = Sql::selectOne(
        connection, statement + QStringLiteral(" RETURNING id"), values, [](const Row &row) { return row.int64(0); });
    if (!id)
        return id.error();
    if (!*id)
        return Error { Error::Kind::Internal,
            QCoreApplication::translate("FlagRecord", "The database gave no number to a new row."), {} };
    return **id;
}

Result<qint64> FlagRecord::addSet(Connection &connection, const QString &kind, const FlagDeed &deed, qint64 undoes)
{
    return insert(connection,
        QStringLiteral("INSERT INTO flag_change_sets (kind, at_us, actor, reason, undoes) VALUES (?, ?, ?, ?, ?)"),
        { kind, deed.now, deed.by.user, deed.reason, undoes == 0 ? QVariant() : QVariant(undoes) });
}

Result<> FlagRecord::setState(Connection &connection, const FlagSet &before, const FlagChange &change, qint64 changeSet,
    const QString &action, const FlagDeed &deed)
{
    const FlagState old = before.find(change.flag)->setting(change.environment).state;
    const FlagState wanted = change.state.normalised();
    const auto stored = Sql::exec(connection, QStringLiteral(R"(
        UPDATE flag_states
           SET state = ?, version = version + 1, changed_us = ?, changed_by = ?, reason = ?
         WHERE flag = ? AND environment = ? AND version = ?)"),
        { stateToJson(wanted), deed.now, deed.by.user, deed.reason, change.flag, change.environment,
            change.fromVersion });
    if (!stored)
        return stored.error();
    if (*stored != 1)
        return Error { Error::Kind::Conflict,
            QCoreApplication::translate("FlagRecord", "%1 in %2 was changed meanwhile.")
                .arg(change.flag, change.environment),
            {} };
    if (const auto added = addChange(connection, changeSet, change.flag, change.environment, change.fromVersion,
            stateToJson(old), stateToJson(wanted));
        !added)
        return added;
    const auto text = [&change](const FlagState &state) {
        return QStringLiteral("%1: %2").arg(change.environment, stateText(state));
    };
    return log(connection, action, change.flag, text(old), text(wanted), deed);
}

Result<> FlagRecord::add(Connection &connection, const QString &kind, const Words &words, const FlagDeed &deed)
{
    const auto changeSet = addSet(connection, kind, deed);
    if (!changeSet)
        return changeSet.error();
    if (const auto added
        = addChange(connection, *changeSet, words.flag, QString(), words.fromVersion, words.oldText, words.newText);
        !added)
        return added;
    return log(connection, words.action, words.flag.isEmpty() ? QStringLiteral("all flags") : words.flag, words.oldText,
        words.newText, deed);
}

Result<qint64> FlagRecord::addSchedule(
    Connection &connection, const FlagChange &change, UtcMicros due, const FlagDeed &deed)
{
    const FlagState state = change.state.normalised();
    const auto id = insert(connection, QStringLiteral(R"(
        INSERT INTO flag_schedules
               (flag, environment, due_us, state, base_version, status, created_us, created_by, reason)
        VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?))"),
        { change.flag, change.environment, due, stateToJson(state), change.fromVersion, deed.now, deed.by.user,
            deed.reason });
    if (!id)
        return id;
    const auto logged = log(connection, QStringLiteral("flags.schedule"), change.flag, {},
        scheduleText(change.environment, due, state), deed);
    if (!logged)
        return logged.error();
    return id;
}

QString FlagRecord::scheduleText(const QString &environment, UtcMicros due, const FlagState &state)
{
    return QStringLiteral("%1 at %2: %3").arg(environment, ReportingZone().timeText(due), stateText(state));
}

Result<> FlagRecord::log(Connection &connection, const QString &action, const QString &object, const QString &oldText,
    const QString &newText, const FlagDeed &deed)
{
    return AuditLog::append(
        connection, { 0, deed.now, deed.by.user, action, object, oldText, newText, deed.reason.trimmed() });
}
