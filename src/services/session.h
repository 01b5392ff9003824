#pragma once

#include <QString>

/// What somebody may do: viewer (reads) < operator (imports, confirms names) < admin (flags, phases, prices, assignments).
enum class Role { Viewer, Operator, Admin };

/// Who sits at the console. Everything that is written names `user` as its actor.
struct Session
{
    QString user; ///< Key of the person, as flags and the directory know it.
    Role role = Role::Admin; ///< In a workspace that is one file, whoever can write the file is admin.

    bool may(Role needed) const { return int(role) >= int(needed); }
};

/// "viewer", "operator", "admin": as in the directory and on the command line.
QString roleName(Role role);

/// The name of the effective user as the system knows it. LOGNAME and USER can be set to anything.
QString systemUserName();
