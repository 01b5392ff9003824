#pragma once

#include "core/result.h"
#include "services/session.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Somebody whom flags and roles know.
struct Person {
    QString key; ///< As the system names the user.
    QString name;
    Role role = Role::Viewer;
    QStringList groups; ///< Those that name the person; groups around these are not listed.
};

/// People under one name. Groups contain people and other groups.
struct PeopleGroup {
    QString name;
    QStringList groups; ///< Groups that lie in this one.
};

/// The people of a workspace and the groups that they are in. A value: copies are cheap.
class Directory {
public:
    Directory() = default;
    /// `people` by key. A group that a person or a group names and that is not among `groups` has no members.
    Directory(QList<Person> people, QList<PeopleGroup> groups);

    const QList<Person> &people() const { return m_people; }
    const QList<PeopleGroup> &groups() const { return m_groups; }
    const Person *find(const QString &key) const;
    /// -1 for an unknown group. Indexes are those of groups().
    int groupIndex(const QString &name) const { return m_groupIndex.value(name, -1); }

    /// Indexes of all groups that somebody is in, directly or through other groups. Empty for a stranger.
    const QList<int> &groupsOf(const QString &person) const;
    /// Keys of the people in any of `groups`, each once, sorted.
    QStringList members(const QStringList &groups) const;

    /// What somebody may do. A stranger is admin in a workspace that is one file (single-user mode), and where the
    /// directory has no admin yet; else viewer.
    Role roleOf(const QString &key, bool singleUser) const;

    /// Fails with Invalid, naming the way round, where a group contains itself.
    static Result<> refuseCycles(const QList<PeopleGroup> &groups);

private:
    QList<Person> m_people;
    QList<PeopleGroup> m_groups;
    QHash<QString, int> m_personIndex;
    QHash<QString, int> m_groupIndex;
    QList<QList<int>> m_groupsOf; ///< By person.
};

/// The role of that name, or nullopt.
std::optional<Role> roleNamed(const QString &name);
