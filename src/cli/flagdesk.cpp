#include "cli/flagdesk.h"

#include "cli/console.h"
#include "flags/flagadmin.h"
#include "flags/flagstore.h"
#include "services/clock.h"

namespace Cli {

Result<FlagDesk> FlagDesk::open(const CommandLine &line, Database::Access access)
{
    FlagDesk desk;
    auto workspace = line.openWorkspace(access);
    if (!workspace)
        return workspace.error();
    desk.workspace = std::move(*workspace);
    desk.now = SystemClock().now();
    if (access == Database::Access::ReadWrite) {
        const auto due = FlagAdmin::applyDue(*desk.workspace, desk.now, builtViews());
        if (!due)
            return due.error();
        for (const auto &[change, applied] : *due) {
            printNote(applied ? tr("Applied what was scheduled: %1 in %2, %3")
                                    .arg(change.flag, change.environment, stateText(change.state))
                              : tr("Refused what was scheduled: %1 in %2: %3")
                                    .arg(change.flag, change.environment, change.outcome));
        }
    }
    auto set
        = desk.workspace->reader().run([](Connection &connection) { return FlagStore::load(connection); }).result();
    if (!set)
        return set.error();
    desk.set = std::move(*set);
    desk.session.user = systemUserName();
    desk.session.role
        = desk.set.directory.roleOf(desk.session.user, desk.workspace->location().dialect == Dialect::Sqlite);
    return desk;
}

Result<QString> FlagDesk::environment(const CommandLine &line) const
{
    if (!line.has(QStringLiteral("env")))
        return set.environment;
    const QString name = line.value(QStringLiteral("env"));
    if (set.environments.contains(name))
        return name;
    return Error { Error::Kind::NotFound,
        tr("There is no environment \"%1\"; there are %2.").arg(name, set.environments.join(QStringLiteral(", "))),
        {} };
}

void addReason(CommandLine &line)
{
    line.add(QStringLiteral("reason"), tr("Why; goes to the audit log. Every change needs one."), QStringLiteral("R"));
}

QString timeText(std::optional<UtcMicros> t, const ReportingZone &zone) { return t ? zone.timeText(*t) : QString(); }

}
