#pragma once

#include "flags/builtviews.h"
#include "flags/flagadmin.h"
#include "flags/flagstore.h"
#include "support/testdatabase.h"

/// What tests of flags in a workspace ask for again and again.
namespace FlagWorkspace {

inline const QString Overview = QStringLiteral("new-global-overview");
inline const QString Models = QStringLiteral("new-model-management");
inline const QString Production = QStringLiteral("production");

/// By ada, who is admin.
inline FlagDeed deed(UtcMicros now, const QString &reason = QStringLiteral("because"))
{
    return { { QStringLiteral("ada"), Role::Admin }, now, reason };
}

inline FlagSet load(TestDatabase &test)
{
    const auto set = test.reader().run([](Connection &connection) { return FlagStore::load(connection); }).result();
    return set ? *set : FlagSet();
}

inline FlagSetting setting(TestDatabase &test, const QString &flag, const QString &environment = Production)
{
    const FlagSet set = load(test);
    const Flag *found = set.find(flag);
    return found ? found->setting(environment) : FlagSetting();
}

/// The whole of the log, but for its first entry and its times and hashes.
inline QStringList logged(TestDatabase &test)
{
    return test.texts(
        QStringLiteral("SELECT actor || ' | ' || action || ' | ' || object || ' | ' || old_value || ' | ' || new_value "
                       "|| ' | ' || reason FROM audit_log WHERE action <> 'workspace.create' ORDER BY seq"));
}

/// Every row that flags, phases and people have: the same before and after what was refused.
inline QStringList everything(TestDatabase &test)
{
    return test.texts(QStringLiteral(R"(
        SELECT 'state ' || flag || environment || state || CAST(version AS TEXT) FROM flag_states
         UNION ALL SELECT 'flag ' || key || CAST(killed AS TEXT) || CAST(version AS TEXT) FROM flags
         UNION ALL SELECT 'control ' || CAST(killed AS TEXT) || CAST(version AS TEXT) FROM flag_control
         UNION ALL SELECT 'needs ' || flag || requires FROM flag_prerequisites
         UNION ALL SELECT 'set ' || CAST(id AS TEXT) || kind FROM flag_change_sets
         UNION ALL SELECT 'change ' || CAST(id AS TEXT) || flag FROM flag_changes
         UNION ALL SELECT 'schedule ' || CAST(id AS TEXT) || status || CAST(base_version AS TEXT) FROM flag_schedules
         UNION ALL SELECT 'phase ' || CAST(number AS TEXT) || name || status || CAST(version AS TEXT) FROM rollout_phases
         UNION ALL SELECT 'of phase ' || CAST(phase AS TEXT) || group_name FROM rollout_phase_groups
         UNION ALL SELECT 'name ' || name || meaning FROM rollout_names
         UNION ALL SELECT 'rollback ' || CAST(id AS TEXT) FROM rollout_rollbacks
         UNION ALL SELECT 'person ' || key || name || role FROM people
         UNION ALL SELECT 'in ' || group_name || person FROM people_group_people
         UNION ALL SELECT 'group ' || group_name || member FROM people_group_groups
         UNION ALL SELECT 'log ' || CAST(seq AS TEXT) FROM audit_log
      ORDER BY 1)"));
}

}
