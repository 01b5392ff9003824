#include "flags/directory.h"

#include "flags/names.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>

namespace {

using Parents = QHash<QString, QStringList>; ///< The groups that contain a group.

void addWithParents(const QString &group, const Parents &parents, QSet<QString> &found)
{
    if (found.contains(
            group)) // also where groups contain each other: those are refused when saved, and end here anyway
        return;
    found.insert(group);
    const QStringList around = parents.value(group);
    for (const QString &parent : around)
        addWithParents(parent, parents, found);
}

}

Directory::Directory(QList<Person> people, QList<PeopleGroup> groups)
    : m_people(std::move(people))
    , m_groups(std::move(groups))
{
    Parents parents;
    for (int i = 0; i < m_groups.size(); ++i) {
        m_groupIndex.insert(m_groups.at(i).name, i);
        for (const QString &inner : m_groups.at(i).groups)
            parents[inner].append(m_groups.at(i).name);
    }
    QHash<QString, QList<int>> around; // the closure of a group, by its name
    for (const PeopleGroup &group : std::as_const(m_groups)) {
        QSet<QString> found;
        addWithParents(group.name, parents, found);
        QList<int> &indexes = around[group.name];
        for (const QString &name : std::as_const(found)) {
            if (const int index = groupIndex(name); index >= 0)
                indexes.append(index);
        }
        std::sort(indexes.begin(), indexes.end());
    }
    m_personIndex.reserve(m_people.size());
    m_groupsOf.reserve(m_people.size());
    for (int i = 0; i < m_people.size(); ++i) {
        m_personIndex.insert(m_people.at(i).key, i);
        QList<int> indexes;
        for (const QString &group : m_people.at(i).groups)
            indexes += around.value(group);
        std::sort(indexes.begin(), indexes.end());
        indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
        m_groupsOf.append(indexes);
    }
}

const Person *Directory::find(const QString &key) const
{
    const int index = m_personIndex.value(key, -1);
    return index < 0 ? nullptr : &m_people.at(index);
}

const QList<int> &Directory::groupsOf(const QString &person) const
{
    static const QList<int> none;
    const int index = m_personIndex.value(person, -1);
    return index < 0 ? none : m_groupsOf.at(index);
}

QStringList Directory::members(const QStringList &groups) const
{
    QSet<int> wanted;
    for (const QString &name : groups)
        wanted.insert(groupIndex(name));
    QStringList keys;
    for (int i = 0; i < m_people.size(); ++i) {
        const QList<int> &in = m_groupsOf.at(i);
        if (std::any_of(in.begin(), in.end(), [&wanted](int group) { return wanted.contains(group); }))
            keys.append(m_people.at(i).key);
    }
    keys.sort();
    return keys;
}

Role Directory::roleOf(const QString &key, bool singleUser) const
{
    if (const Person *person = find(key))
        return person->role;
    const bool someAdmin
        = std::any_of(m_people.begin(), m_people.end(), [](const Person &p) { return p.role == Role::Admin; });
    return singleUser || !someAdmin ? Role::Admin : Role::Viewer;
}

Result<> Directory::refuseCycles(const QList<PeopleGroup> &groups)
{
    QHash<QString, QStringList> edges;
    for (const PeopleGroup &group : groups)
        edges.insert(group.name, group.groups);
    if (const auto cycle = findCycle(edges)) {
        return Error { Error::Kind::Invalid,
            QCoreApplication::translate("Directory", "A group would contain itself: %1.")
                .arg(visibleControls(cycle->join(QStringLiteral(" > ")))),
            {} };
    }
    return Ok;
}

std::optional<Role> roleNamed(const QString &name)
{
    for (const Role role : { Role::Viewer, Role::Operator, Role::Admin }) {
        if (name == roleName(role))
            return role;
    }
    return std::nullopt;
}
