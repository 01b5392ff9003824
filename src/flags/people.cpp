#include "flags/people.h"

#include "flags/flagrecord.h"
#include "flags/flagstore.h"
#include "flags/names.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace {

const QLatin1String Changed("people.change");

QString tr(const char *text) { return QCoreApplication::translate("People", text); }

QString textOf(const Person &person)
{
    return QStringLiteral("%1; %2; %3")
        .arg(person.name, roleName(person.role),
            person.groups.isEmpty() ? QStringLiteral("no groups") : person.groups.join(QStringLiteral(", ")));
}

Result<> check(const QList<Person> &people, const Directory &directory)
{
    QSet<QString> seen;
    QStringList unknown;
    for (const Person &person : people) {
        if (person.key.trimmed().isEmpty())
            return Error { Error::Kind::Invalid, tr("A user without a key cannot be in the directory."), {} };
        if (seen.contains(person.key))
            return Error { Error::Kind::Invalid, tr("The user %1 is given twice.").arg(quoted({ person.key })), {} };
        seen.insert(person.key);
        for (const QString &group : person.groups) {
            if (directory.groupIndex(group) < 0 && !unknown.contains(group))
                unknown.append(group);
        }
    }
    if (!unknown.isEmpty())
        return Error { Error::Kind::NotFound, tr("The directory has no group %1.").arg(quoted(unknown)), {} };
    return Ok;
}

/// With its groups in the directory's order, each once, as they come back from the workspace.
Person normalised(Person person, const Directory &directory)
{
    person.groups.removeDuplicates();
    std::sort(person.groups.begin(), person.groups.end(),
        [&directory](const QString &a, const QString &b) { return directory.groupIndex(a) < directory.groupIndex(b); });
    return person;
}

Result<> store(Connection &connection, const Person &person, const Person *old)
{
    const auto stored = FlagRecord::exec(connection, QStringLiteral(R"(
        INSERT INTO people (key, name, role) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET name = excluded.name, role = excluded.role)"),
        { person.key, person.name, roleName(person.role) });
    if (!stored)
        return stored;
    if (old) {
        if (const auto gone = FlagRecord::exec(
                connection, QStringLiteral("DELETE FROM people_group_people WHERE person = ?"), { person.key });
            !gone)
            return gone;
    }
    for (const QString &group : person.groups) {
        const auto added = FlagRecord::exec(connection,
            QStringLiteral("INSERT INTO people_group_people (group_name, person) VALUES (?, ?)"),
            { group, person.key });
        if (!added)
            return added;
    }
    return Ok;
}

Result<> refuseOwnLoss(Connection &connection, const FlagDeed &deed)
{
    const auto session = FlagStore::session(connection, deed.by.user);
    if (!session)
        return session.error();
    if (session->may(Role::Admin))
        return Ok;
    return Error { Error::Kind::Denied,
        tr("%1 would not be admin any more. Another admin has to do that.").arg(quoted({ deed.by.user })), {} };
}

Result<PeopleReport> saveIn(Connection &connection, const QList<Person> &people, const FlagDeed &deed)
{
    const auto directory = FlagStore::directory(connection);
    if (!directory)
        return directory.error();
    if (const auto checked = check(people, *directory); !checked)
        return checked.error();
    PeopleReport report;
    QString oldText;
    QString newText;
    for (const Person &given : people) {
        const Person person = normalised(given, *directory);
        const Person *old = directory->find(person.key);
        const QString before = old ? textOf(*old) : QString();
        if (old && before == textOf(person)) {
            ++report.unchanged;
            continue;
        }
        ++(old ? report.changed : report.added);
        oldText = before;
        newText = textOf(person);
        if (const auto stored = store(connection, person, old); !stored)
            return stored.error();
    }
    if (const auto may = refuseOwnLoss(connection, deed); !may)
        return may.error();
    if (report.added + report.changed == 0)
        return report;
    const bool one = people.size() == 1;
    const auto logged = FlagRecord::log(connection, Changed,
        one ? people.first().key : QStringLiteral("%1 people").arg(people.size()), one ? oldText : QString(),
        one ? newText : QStringLiteral("%1 added, %2 changed").arg(report.added).arg(report.changed), deed);
    if (!logged)
        return logged.error();
    return report;
}

Result<> saveGroupIn(Connection &connection, const PeopleGroup &group, const FlagDeed &deed)
{
    const auto directory = FlagStore::directory(connection);
    if (!directory)
        return directory.error();
    if (group.name.trimmed().isEmpty())
        return Error { Error::Kind::Invalid, tr("A group needs a name."), {} };
    QStringList unknown;
    for (const QString &inner : group.groups) {
        if (directory->groupIndex(inner) < 0 && inner != group.name)
            unknown.append(inner);
    }
    if (!unknown.isEmpty())
        return Error { Error::Kind::NotFound, tr("The directory has no group %1.").arg(quoted(unknown)), {} };
    QList<PeopleGroup> groups = directory->groups();
    const int index = directory->groupIndex(group.name);
    const QStringList old = index < 0 ? QStringList() : groups.at(index).groups;
    if (index < 0)
        groups.append(group);
    else
        groups[index] = group;
    if (const auto checked = Directory::refuseCycles(groups); !checked)
        return checked;
    if (index < 0) {
        const auto added = FlagRecord::exec(connection,
            QStringLiteral("INSERT INTO people_groups (name, position) SELECT ?, COALESCE(MAX(position), 0) + 1 FROM "
                           "people_groups"),
            { group.name });
        if (!added)
            return added;
    }
    if (const auto gone = FlagRecord::exec(
            connection, QStringLiteral("DELETE FROM people_group_groups WHERE group_name = ?"), { group.name });
        !gone)
        return gone;
    for (const QString &inner : group.groups) {
        const auto added = FlagRecord::exec(connection,
            QStringLiteral("INSERT INTO people_group_groups (group_name, member) VALUES (?, ?) ON CONFLICT DO NOTHING"),
            { group.name, inner });
        if (!added)
            return added;
    }
    const auto text = [](const QStringList &names) {
        return QStringLiteral("contains %1")
            .arg(names.isEmpty() ? QStringLiteral("no groups") : names.join(QStringLiteral(", ")));
    };
    return FlagRecord::log(connection, Changed, QStringLiteral("group %1").arg(group.name),
        index < 0 ? QString() : text(old), text(group.groups), deed);
}

/// Where the states of flags, also those that wait, name what `names(state)` says is there.
template <typename Names> QStringList placesInFlags(const FlagSet &set, const Names &names)
{
    QStringList places;
    for (const Flag &flag : set.flags) {
        for (auto setting = flag.settings.cbegin(); setting != flag.settings.cend(); ++setting) {
            if (names(setting->state))
                places.append(tr("%1 in %2").arg(flag.key, setting.key()));
        }
    }
    for (const ScheduledChange &change : set.scheduled) {
        if (names(change.state))
            places.append(tr("the change of %1 in %2 that waits").arg(change.flag, change.environment));
    }
    return places;
}

QStringList placesOfGroup(const FlagSet &set, const QString &name)
{
    QStringList places = placesInFlags(set, [&name](const FlagState &state) { return state.groups.contains(name); });
    for (const RolloutPhase &phase : set.phases) {
        if (phase.groups.contains(name))
            places.append(tr("phase %1 (%2)").arg(phase.number).arg(phase.name));
    }
    for (const PeopleGroup &group : set.directory.groups()) {
        if (group.groups.contains(name))
            places.append(tr("group %1").arg(quoted({ group.name })));
    }
    return places;
}

Result<> removeIn(Connection &connection, const QString &key, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const Person *person = set->directory.find(key);
    if (!person)
        return Error { Error::Kind::NotFound, tr("The directory has no user %1.").arg(quoted({ key })), {} };
    if (key == deed.by.user) // the last admin would leave everybody admin
        return Error { Error::Kind::Denied, tr("Nobody takes themselves out; another admin has to do that."), {} };
    const QStringList places = placesInFlags(
        *set, [&key](const FlagState &state) { return state.allow.contains(key) || state.deny.contains(key); });
    if (!places.isEmpty())
        return Error { Error::Kind::Conflict,
            tr("%1 is named by %2.").arg(quoted({ key }), places.join(QStringLiteral(", "))), {} };
    for (const char *statement :
        { "DELETE FROM people_group_people WHERE person = ?", "DELETE FROM people WHERE key = ?" }) {
        if (const auto gone = FlagRecord::exec(connection, QLatin1String(statement), { key }); !gone)
            return gone;
    }
    return FlagRecord::log(connection, Changed, key, textOf(*person), QStringLiteral("removed"), deed);
}

Result<> removeGroupIn(Connection &connection, const QString &name, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (set->directory.groupIndex(name) < 0)
        return Error { Error::Kind::NotFound, tr("The directory has no group %1.").arg(quoted({ name })), {} };
    if (const QStringList places = placesOfGroup(*set, name); !places.isEmpty())
        return Error { Error::Kind::Conflict,
            tr("The group %1 is named by %2.").arg(quoted({ name }), places.join(QStringLiteral(", "))), {} };
    const auto inIt = [&name](const Person &person) { return person.groups.contains(name); };
    const auto &people = set->directory.people();
    const auto count = std::count_if(people.cbegin(), people.cend(), inIt);
    for (const char *statement : { "DELETE FROM people_group_people WHERE group_name = ?",
             "DELETE FROM people_group_groups WHERE group_name = ?", "DELETE FROM people_groups WHERE name = ?" }) {
        if (const auto gone = FlagRecord::exec(connection, QLatin1String(statement), { name }); !gone)
            return gone;
    }
    return FlagRecord::log(connection, Changed, QStringLiteral("group %1").arg(name),
        QStringLiteral("named %1 people").arg(count), QStringLiteral("removed"), deed);
}

Result<> setEnvironmentIn(Connection &connection, const QString &environment, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    if (!set->environments.contains(environment)) {
        return Error { Error::Kind::NotFound,
            tr("There is no environment %1; there are %2.")
                .arg(quoted({ environment }), set->environments.join(QStringLiteral(", "))),
            {} };
    }
    const auto stored = FlagRecord::exec(connection,
        QStringLiteral("INSERT INTO workspace_info (key, value) VALUES ('environment', ?) ON CONFLICT (key) DO UPDATE "
                       "SET value = excluded.value"),
        { environment });
    if (!stored)
        return stored;
    return FlagRecord::log(connection, QStringLiteral("workspace.environment"), QStringLiteral("environment"),
        set->environment, environment, deed);
}

}

Result<PeopleReport> People::save(Workspace &workspace, const QList<Person> &people, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may.error();
    return inTransaction(
        workspace, [people, deed](Connection &connection) { return saveIn(connection, people, deed); });
}

Result<> People::saveGroup(Workspace &workspace, const PeopleGroup &group, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(
        workspace, [group, deed](Connection &connection) { return saveGroupIn(connection, group, deed); });
}

Result<> People::remove(Workspace &workspace, const QString &key, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace, [key, deed](Connection &connection) { return removeIn(connection, key, deed); });
}

Result<> People::removeGroup(Workspace &workspace, const QString &name, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(
        workspace, [name, deed](Connection &connection) { return removeGroupIn(connection, name, deed); });
}

Result<> People::setEnvironment(Workspace &workspace, const QString &environment, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace,
        [environment, deed](Connection &connection) { return setEnvironmentIn(connection, environment, deed); });
}
