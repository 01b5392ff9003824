#include "flags/flagadmin.h"

#include "data/sql.h"
#include "flags/flagrecord.h"
#include "flags/flagstore.h"
#include "flags/names.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("FlagAdmin", text); }

Result<> scheduleTheWayBack(Connection &connection, const FlagSet &before, const QList<FlagChange> &changes,
    const FlagDeed &deed, UtcMicros until)
{
    for (const FlagChange &change : changes) {
        const FlagState old = before.find(change.flag)->setting(change.environment).state;
        const auto id = FlagRecord::addSchedule(
            connection, { change.flag, change.environment, change.fromVersion + 1, old }, until, deed);
        if (!id)
            return id.error();
    }
    return Ok;
}

struct StoredSet {
    QString kind;
    bool undone = false;
};

Result<qint64> lastUndoable(Connection &connection)
{
    const auto last = Sql::selectOne(connection, QStringLiteral(R"(
        SELECT s.id FROM flag_change_sets s
         WHERE s.kind IN ('change', 'schedule') AND NOT EXISTS (SELECT 1 FROM flag_change_sets u WHERE u.undoes = s.id)
      ORDER BY s.id DESC
         LIMIT 1)"),
        {}, [](const Row &row) { return row.int64(0); });
    if (!last)
        return last.error();
    if (!*last)
        return Error { Error::Kind::NotFound, tr("There is no change to undo."), {} };
    return **last;
}

Result<> refuseUndo(Connection &connection, qint64 changeSet)
{
    const auto found = Sql::selectOne(connection,
        QStringLiteral("SELECT kind, EXISTS (SELECT 1 FROM flag_change_sets u WHERE u.undoes = s.id) FROM "
                       "flag_change_sets s WHERE s.id = ?"),
        { changeSet }, [](const Row &row) {
            return StoredSet { row.text(0), row.int64(1) != 0 };
        });
    if (!found)
        return found.error();
    if (!*found)
        return Error { Error::Kind::NotFound, tr("There is no change %1.").arg(changeSet), {} };
    if ((*found)->undone)
        return Error { Error::Kind::Conflict, tr("Change %1 is undone already.").arg(changeSet), {} };
    const QString kind = (*found)->kind;
    if (kind == QLatin1String("phase"))
        return Error { Error::Kind::Invalid,
            tr("Change %1 belongs to a rollout phase: roll the phase back.").arg(changeSet), {} };
    if (kind == QLatin1String("kill") || kind == QLatin1String("prerequisites"))
        return Error { Error::Kind::Invalid,
            tr("Change %1 is of the kill switch or of prerequisites: set them.").arg(changeSet), {} };
    return Ok;
}

Result<QList<FlagChange>> wayBack(Connection &connection, qint64 changeSet)
{
    Result<> fault = Ok;
    QList<FlagChange> changes;
    const auto read = Sql::forEach(connection,
        QStringLiteral(
            "SELECT flag, environment, to_version, old_state FROM flag_changes WHERE set_id = ? ORDER BY id"),
        { changeSet }, [&fault, &changes](const Row &row) {
            const auto state = stateFromJson(row.text(3));
            if (!state) {
                fault = state.error();
                return false;
            }
            changes.append({ row.text(0), row.text(1), row.int64(2), *state });
            return true;
        });
    if (!read)
        return read.error();
    if (!fault)
        return fault.error();
    return changes;
}

Result<qint64> undoIn(Connection &connection, qint64 changeSet, const FlagDeed &deed, const BuiltViews &built)
{
    if (changeSet == 0) {
        const auto last = lastUndoable(connection);
        if (!last)
            return last;
        changeSet = *last;
    }
    if (const auto may = refuseUndo(connection, changeSet); !may)
        return may.error();
    const auto changes = wayBack(connection, changeSet);
    if (!changes)
        return changes.error();
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (const auto checked = checkChanges(*set, *changes, built); !checked)
        return checked.error();
    const auto undo = FlagRecord::addSet(connection, QStringLiteral("undo"), deed, changeSet);
    if (!undo)
        return undo;
    for (const FlagChange &change : *changes) {
        if (const auto stored
            = FlagRecord::setState(connection, *set, change, *undo, QStringLiteral("flags.undo"), deed);
            !stored)
            return stored.error();
    }
    return undo;
}

QString killText(bool killed) { return killed ? QStringLiteral("killed") : QStringLiteral("not killed"); }

Result<> killIn(Connection &connection, const QString &key, bool killed, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const Flag *flag = set->find(key);
    if (!key.isEmpty() && !flag)
        return Error { Error::Kind::NotFound, tr("There is no flag %1.").arg(quoted({ key })), {} };
    if ((flag ? flag->killed : set->killed) == killed) {
        return Error { Error::Kind::Invalid,
            killed ? tr("The kill switch is on already.") : tr("The kill switch is off already."), {} };
    }
    const auto stored = flag
        ? FlagRecord::exec(connection,
            QStringLiteral("UPDATE flags SET killed = ?, version = version + 1 WHERE key = ?"), { qint64(killed), key })
        : FlagRecord::exec(connection, QStringLiteral("UPDATE flag_control SET killed = ?, version = version + 1"),
            { qint64(killed) });
    if (!stored)
        return stored;
    return FlagRecord::add(connection, QStringLiteral("kill"),
        { QStringLiteral("flags.kill"), key, flag ? flag->version : set->killVersion, killText(!killed),
            killText(killed) },
        deed);
}

QString needsText(const QStringList &prerequisites)
{
    return prerequisites.isEmpty() ? QStringLiteral("needs nothing")
                                   : QStringLiteral("needs ") + prerequisites.join(QStringLiteral(", "));
}

Result<> setPrerequisitesIn(
    Connection &connection, const QString &key, QStringList wanted, qint64 fromVersion, const FlagDeed &deed)
{
    auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    Flag *flag = set->find(key);
    for (const QString &name : QStringList { key } + wanted) {
        if (!set->find(name))
            return Error { Error::Kind::NotFound, tr("There is no flag %1.").arg(quoted({ name })), {} };
    }
    if (flag->version != fromVersion) {
        return Error { Error::Kind::Conflict,
            tr("%1 was changed meanwhile: it is at version %2, not %3.")
                .arg(key, QString::number(flag->version), QString::number(fromVersion)),
            {} };
    }
    wanted.removeDuplicates();
    wanted.sort();
    const QString old = needsText(flag->prerequisites);
    if (wanted == flag->prerequisites)
        return Error { Error::Kind::Invalid, tr("%1 is that already: %2.").arg(key, old), {} };
    flag->prerequisites = wanted;
    if (const auto checked = refusePrerequisiteCycles(set->flags); !checked)
        return checked;
    if (const auto gone
        = FlagRecord::exec(connection, QStringLiteral("DELETE FROM flag_prerequisites WHERE flag = ?"), { key });
        !gone)
        return gone;
    for (const QString &name : wanted) {
        if (const auto added = FlagRecord::exec(connection,
                QStringLiteral("INSERT INTO flag_prerequisites (flag, requires) VALUES (?, ?)"), { key, name });
            !added)
            return added;
    }
    if (const auto counted
        = FlagRecord::exec(connection, QStringLiteral("UPDATE flags SET version = version + 1 WHERE key = ?"), { key });
        !counted)
        return counted;
    return FlagRecord::add(connection, QStringLiteral("prerequisites"),
        { QStringLiteral("flags.prerequisites"), key, fromVersion, old, needsText(wanted) }, deed);
}

}

Result<qint64> FlagAdmin::apply(Connection &connection, const FlagSet &set, const QList<FlagChange> &changes,
    const FlagDeed &deed, const BuiltViews &built, const QString &kind)
{
    if (const auto checked = checkChanges(set, changes, built); !checked)
        return checked.error();
    const auto changeSet = FlagRecord::addSet(connection, kind, deed);
    if (!changeSet)
        return changeSet;
    for (const FlagChange &change : changes) {
        if (const auto stored
            = FlagRecord::setState(connection, set, change, *changeSet, QStringLiteral("flags.change"), deed);
            !stored)
            return stored.error();
    }
    return changeSet;
}

Result<qint64> FlagAdmin::apply(Workspace &workspace, const QList<FlagChange> &changes, const FlagDeed &deed,
    const BuiltViews &built, std::optional<UtcMicros> until)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    if (until && *until <= deed.now)
        return Error { Error::Kind::Invalid, tr("A change cannot end before it begins."), {} };
    return inTransaction(workspace, [changes, deed, built, until](Connection &connection) -> Result<qint64> {
        const auto set = FlagStore::load(connection);
        if (!set)
            return set.error();
        const auto changeSet = apply(connection, *set, changes, deed, built, QStringLiteral("change"));
        if (!changeSet || !until)
            return changeSet;
        if (const auto back = scheduleTheWayBack(connection, *set, changes, deed, *until); !back)
            return back.error();
        return changeSet;
    });
}

Result<qint64> FlagAdmin::undo(Workspace &workspace, qint64 changeSet, const FlagDeed &deed, const BuiltViews &built)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(workspace,
        [changeSet, deed, built](Connection &connection) { return undoIn(connection, changeSet, deed, built); });
}

Result<> FlagAdmin::kill(Workspace &workspace, const QString &flag, bool killed, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(
        workspace, [flag, killed, deed](Connection &connection) { return killIn(connection, flag, killed, deed); });
}

Result<> FlagAdmin::setPrerequisites(Workspace &workspace, const QString &flag, const QStringList &prerequisites,
    qint64 fromVersion, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace, [flag, prerequisites, fromVersion, deed](Connection &connection) {
        return setPrerequisitesIn(connection, flag, prerequisites, fromVersion, deed);
    });
}
