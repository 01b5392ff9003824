#include "flags/flagstore.h"

#include "data/sql.h"

#include <algorithm>

namespace {

/// Lists by the name that they belong to.
using Lists = QHash<QString, QStringList>;

Result<Lists> lists(Connection &connection, const char *statement)
{
    Lists found;
    const auto read = Sql::forEach(connection, QLatin1String(statement), {}, [&found](const Row &row) {
        found[row.text(0)].append(row.text(1));
        return true;
    });
    if (!read)
        return read.error();
    return found;
}

Result<> loadStates(Connection &connection, FlagSet &set)
{
    Result<> fault = Ok;
    const auto read = Sql::forEach(connection,
        QStringLiteral("SELECT flag, environment, state, version, changed_us, changed_by, reason FROM flag_states"), {},
        [&set, &fault](const Row &row) {
            const auto state = stateFromJson(row.text(2));
            if (!state) {
                fault = state.error();
                return false;
            }
            if (Flag *flag = set.find(row.text(0)))
                flag->settings.insert(
                    row.text(1), { *state, row.int64(3), row.optionalInt64(4), row.text(5), row.text(6) });
            return true;
        });
    return read ? fault : read;
}

Result<> loadFlags(Connection &connection, FlagSet &set)
{
    auto flags = Sql::select(connection,
        QStringLiteral(
            "SELECT key, description, new_view, legacy_view, salt, killed, version FROM flags ORDER BY position"),
        {}, [](const Row &row) {
            return Flag { row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {}, row.int64(5) != 0,
                row.int64(6), {} };
        });
    if (!flags)
        return flags.error();
    set.flags = std::move(*flags);
    const auto needed = lists(connection, "SELECT flag, requires FROM flag_prerequisites ORDER BY flag, requires");
    if (!needed)
        return needed.error();
    for (Flag &flag : set.flags)
        flag.prerequisites = needed->value(flag.key);
    return loadStates(connection, set);
}

Result<> loadPhases(Connection &connection, FlagSet &set)
{
    auto phases = Sql::select(connection, QStringLiteral(R"(
        SELECT number, name, duration_days, rollback_minutes, planned_us, status, environment, started_us, ended_us,
               version
          FROM rollout_phases
      ORDER BY number)"),
        {}, [](const Row &row) {
            RolloutPhase phase;
            phase.number = int(row.int64(0));
            phase.name = row.text(1);
            const auto asInt = [&row](int column) {
                return row.isNull(column) ? std::nullopt : std::optional(int(row.int64(column)));
            };
            phase.durationDays = asInt(2);
            phase.rollbackMinutes = asInt(3);
            phase.planned = row.optionalInt64(4);
            phase.status = phaseStatusNamed(row.text(5));
            phase.environment = row.text(6);
            phase.started = row.optionalInt64(7);
            phase.ended = row.optionalInt64(8);
            phase.version = row.int64(9);
            return phase;
        });
    if (!phases)
        return phases.error();
    set.phases = std::move(*phases);
    const auto groups
        = lists(connection, "SELECT phase, group_name FROM rollout_phase_groups ORDER BY phase, position");
    const auto features = lists(connection, "SELECT phase, name FROM rollout_phase_features ORDER BY phase, position");
    const auto flags = lists(connection,
        "SELECT p.phase, p.flag FROM rollout_phase_flags p JOIN flags f ON f.key = p.flag ORDER BY p.phase, "
        "f.position");
    for (const auto *result : { &groups, &features, &flags }) {
        if (!*result)
            return result->error();
    }
    for (RolloutPhase &phase : set.phases) {
        const QString number = QString::number(phase.number);
        phase.groups = groups->value(number);
        phase.features = features->value(number);
        phase.flags = flags->value(number);
    }
    auto names = Sql::select(
        connection, QStringLiteral("SELECT name, meaning FROM rollout_names ORDER BY name"), {}, [](const Row &row) {
            return PhaseName { row.text(0), row.text(1) };
        });
    if (!names)
        return names.error();
    set.phaseNames = std::move(*names);
    return Ok;
}

Result<QList<ScheduledChange>> selectSchedules(
    Connection &connection, const QString &rest, const QVariantList &values = {})
{
    Result<> fault = Ok;
    QList<ScheduledChange> changes;
    const auto read = Sql::forEach(connection,
        QStringLiteral(R"(
        SELECT id, flag, environment, due_us, state, base_version, status, created_us, created_by, reason, finished_us,
               outcome
          FROM flag_schedules )")
            + rest,
        values, [&changes, &fault](const Row &row) {
            const auto state = stateFromJson(row.text(4));
            if (!state) {
                fault = state.error();
                return false;
            }
            changes.append({ row.int64(0), row.text(1), row.text(2), row.int64(3), *state, row.int64(5), row.text(6),
                row.int64(7), row.text(8), row.text(9), row.optionalInt64(10), row.text(11) });
            return true;
        });
    if (!read)
        return read.error();
    if (!fault)
        return fault.error();
    return changes;
}

/// The words of the log for a state as flag_changes keeps it; kills and prerequisites are kept in words.
QString wordsOf(const QString &stored)
{
    const auto state = stateFromJson(stored);
    return state ? stateText(*state) : stored;
}

Result<> loadPlaces(Connection &connection, FlagSet &set)
{
    auto environments = Sql::select(connection, QStringLiteral("SELECT name FROM environments ORDER BY position"), {},
        [](const Row &row) { return row.text(0); });
    if (!environments)
        return environments.error();
    set.environments = std::move(*environments);
    const auto own
        = Sql::selectOne(connection, QStringLiteral("SELECT value FROM workspace_info WHERE key = 'environment'"), {},
            [](const Row &row) { return row.text(0); });
    if (!own)
        return own.error();
    set.environment = own->value_or(set.environments.value(set.environments.size() - 1));
    const auto control = Sql::forEach(
        connection, QStringLiteral("SELECT killed, version FROM flag_control"), {}, [&set](const Row &row) {
            set.killed = row.int64(0) != 0;
            set.killVersion = row.int64(1);
            return false;
        });
    return control;
}

}

Result<FlagSet> FlagStore::load(Connection &connection)
{
    FlagSet set;
    for (const auto part : { loadPlaces, loadFlags, loadPhases }) {
        if (const auto loaded = part(connection, set); !loaded)
            return loaded.error();
    }
    auto scheduled = selectSchedules(connection, QStringLiteral("WHERE status = 'pending' ORDER BY due_us, id"));
    if (!scheduled)
        return scheduled.error();
    set.scheduled = std::move(*scheduled);
    auto people = directory(connection);
    if (!people)
        return people.error();
    set.directory = std::move(*people);
    return set;
}

Result<QList<FlagHistoryRow>> FlagStore::history(Connection &connection, const QString &flag, int limit)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT s.id, s.kind, s.at_us, s.actor, s.reason, COALESCE(s.undoes, 0),
               COALESCE((SELECT u.id FROM flag_change_sets u WHERE u.undoes = s.id), 0),
               c.flag, c.environment, c.from_version, c.to_version, c.old_state, c.new_state
          FROM flag_changes c JOIN flag_change_sets s ON s.id = c.set_id
         WHERE ? = '' OR c.flag = ? OR c.flag = ''
      ORDER BY c.id DESC
         LIMIT ?)"),
        { flag, flag, qint64(limit) }, [](const Row &row) {
            return FlagHistoryRow { row.int64(0), row.text(1), row.int64(2), row.text(3), row.text(4), row.int64(5),
                row.int64(6), row.text(7), row.text(8), row.int64(9), row.int64(10), wordsOf(row.text(11)),
                wordsOf(row.text(12)) };
        });
}

Result<QList<ScheduledChange>> FlagStore::schedules(Connection &connection, int limit)
{
    return selectSchedules(connection,
        QStringLiteral(
            "ORDER BY CASE status WHEN 'pending' THEN 0 ELSE 1 END, COALESCE(finished_us, 0) DESC, due_us, id LIMIT ?"),
        { qint64(limit) });
}

Result<QList<PhaseRollback>> FlagStore::rollbacks(Connection &connection, int limit)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT id, phase, everything, environment, actor, reason, started_us, flags_off_us, finished_us, limit_s
          FROM rollout_rollbacks
      ORDER BY id DESC
         LIMIT ?)"),
        { qint64(limit) }, [](const Row &row) {
            return PhaseRollback { row.int64(0), int(row.int64(1)), row.int64(2) != 0, row.text(3), row.text(4),
                row.text(5), row.int64(6), row.optionalInt64(7), row.optionalInt64(8), row.optionalInt64(9) };
        });
}

Result<QList<ProgrammePhase>> FlagStore::programme(Connection &connection)
{
    return Sql::select(connection,
        QStringLiteral(
            "SELECT number, name, first_week, last_week, starts_us, ends_us FROM programme_phases ORDER BY number"),
        {}, [](const Row &row) {
            return ProgrammePhase { int(row.int64(0)), row.text(1), int(row.int64(2)), int(row.int64(3)),
                row.optionalInt64(4), row.optionalInt64(5) };
        });
}

Result<Directory> FlagStore::directory(Connection &connection)
{
    auto groupsOf = lists(connection,
        "SELECT m.person, m.group_name FROM people_group_people m JOIN people_groups g ON g.name = m.group_name ORDER "
        "BY g.position");
    if (!groupsOf)
        return groupsOf.error();
    auto people = Sql::select(
        connection, QStringLiteral("SELECT key, name, role FROM people ORDER BY key"), {}, [&groupsOf](const Row &row) {
            return Person { row.text(0), row.text(1), roleNamed(row.text(2)).value_or(Role::Viewer),
                groupsOf->take(row.text(0)) };
        });
    if (!people)
        return people.error();
    const auto inner = lists(connection,
        "SELECT m.group_name, m.member FROM people_group_groups m JOIN people_groups g ON g.name = m.member ORDER BY "
        "g.position");
    if (!inner)
        return inner.error();
    auto groups = Sql::select(
        connection, QStringLiteral("SELECT name FROM people_groups ORDER BY position"), {}, [&inner](const Row &row) {
            return PeopleGroup { row.text(0), inner->value(row.text(0)) };
        });
    if (!groups)
        return groups.error();
    return Directory(std::move(*people), std::move(*groups));
}

Result<Session> FlagStore::session(Connection &connection, const QString &user)
{
    const auto roles = Sql::select(connection,
        QStringLiteral("SELECT key, role FROM people WHERE key = ? OR role = 'admin'"), { user }, [](const Row &row) {
            return Person { row.text(0), {}, roleNamed(row.text(1)).value_or(Role::Viewer), {} };
        });
    if (!roles)
        return roles.error();
    return Session { user, Directory(*roles, {}).roleOf(user, connection.dialect() == Dialect::Sqlite) };
}
