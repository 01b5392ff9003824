#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "flags/people.h"
#include "ledger/newworkspace.h"
#include "services/clock.h"
#include "services/session.h"

#include <QJsonObject>

Result<> Cli::initCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("init"), {},
        tr("Makes an empty workspace with the bundled prices and the features Photo Tagging, Chatbot and AI Search.\n"
           "Refuses where something is there already."),
        { QStringLiteral("init"), QStringLiteral("init --workspace usage.signalbox --zone Europe/Berlin --env staging") } });
    line.add(QStringLiteral("zone"), tr("The zone in which the workspace counts its days, such as Asia/Kathmandu. Default: UTC."), QStringLiteral("Z"));
    line.add(QStringLiteral("env"), tr("Whose flags count here: development, staging or production. Default: production."), QStringLiteral("E"));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    if (!line.words().isEmpty())
        return line.usage(tr("init takes no \"%1\"; name the workspace with --workspace.").arg(line.words().constFirst()));
    const auto location = line.location();
    if (!location)
        return location.error();
    const auto zone = line.zone(ReportingZone());
    if (!zone)
        return zone.error();
    const UtcMicros now = SystemClock().now();
    const QString user = systemUserName();
    const QString environment = line.value(QStringLiteral("env"));
    const auto fill = [&](Workspace &workspace) -> Result<> {
        if (!line.has(QStringLiteral("env")))
            return Ok;
        return People::setEnvironment(workspace, environment, { { user, Role::Admin }, now, tr("new workspace") });
    };
    if (const auto made = makeWorkspace(*location, *zone, now, user, fill); !made)
        return made;
    const QString place = location->dialect == Dialect::Sqlite ? location->path : location->displayName();
    if (line.json())
        printJson({ { QStringLiteral("workspace"), place }, { QStringLiteral("zone"), zone->id() } });
    else
        printLine(tr("Made the workspace %1; its days are those of %2.").arg(place, zone->id()));
    return Ok;
}
