#pragma once

#include "flags/directory.h"
#include "flags/flagdeed.h"

/// What filling the directory did.
struct PeopleReport {
    qint64 added = 0;
    qint64 changed = 0;
    qint64 unchanged = 0;
};

/// Changes who is in the directory. The deed's person has to be admin. Each call is one transaction with its entry in
/// the log, or changes nothing.
namespace People {

/// Adds people, or gives those that are there the name, role and groups given. Fails with Invalid for an empty key, a
/// key given twice, NotFound for unknown groups, Denied where it would take the deed's person the admin's role.
Result<PeopleReport> save(Workspace &workspace, const QList<Person> &people, const FlagDeed &deed);

/// Adds a group, or gives one the groups that lie in it. Fails with Invalid where a group would contain itself, and
/// NotFound for unknown ones.
Result<> saveGroup(Workspace &workspace, const PeopleGroup &group, const FlagDeed &deed);

/// Takes somebody out. Fails with NotFound for a stranger, Conflict, saying where, while a flag or a change that waits
/// names the person, and Denied for the deed's own person.
Result<> remove(Workspace &workspace, const QString &key, const FlagDeed &deed);
/// Takes a group out; the people in it stay. Fails with NotFound for an unknown one, and Conflict, saying where, while
/// a flag, a change that waits, a rollout phase or another group names it.
Result<> removeGroup(Workspace &workspace, const QString &name, const FlagDeed &deed);

/// Which environment the workspace is. Fails with NotFound for an unknown one.
Result<> setEnvironment(Workspace &workspace, const QString &environment, const FlagDeed &deed);

}

/// Some sixty people in the seven groups, a first day of the programme and of phase 1: for the demo workspace.
Result<> fillDemoDirectory(Workspace &workspace, UtcMicros now);
