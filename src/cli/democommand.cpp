#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/stopsignal.h"
#include "flags/people.h"
#include "ledger/demoworkspace.h"
#include "services/clock.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

Result<WorkspaceLocation> placeOf(const CommandLine &line)
{
    auto location = line.location();
    if (location && !line.has(QStringLiteral("workspace")))
        location->path = QFileInfo(location->path).path() + QStringLiteral("/demo.signalbox");
    return location;
}

void printAsJson(const QString &place, const DemoReport &report)
{
    QJsonArray traces;
    for (const DemoTrace &trace : report.traces) {
        traces.append(QJsonObject {
            { QStringLiteral("feature"), trace.feature },
            { QStringLiteral("origin"), trace.origin },
            { QStringLiteral("shift_us"), trace.shift },
            { QStringLiteral("records"), trace.records },
            { QStringLiteral("rejected"), trace.rejected },
            { QStringLiteral("unpriced"), trace.unpriced },
            { QStringLiteral("cost_usd"), trace.cost.exactText() },
        });
    }
    printJson({ { QStringLiteral("workspace"), place }, { QStringLiteral("traces"), traces } });
}

void printAsText(const QString &place, const DemoReport &report)
{
    printLine(tr("Made the demo workspace %1.").arg(place));
    for (const DemoTrace &trace : report.traces) {
        printLine(tr("%1: %2, %3 USD, %4 unpriced; moved by %5")
                      .arg(trace.feature, counted(trace.records, "1 record", "%1 records"), trace.cost.exactText(), number(trace.unpriced),
                          counted(trace.shift / (24 * MicrosPerHour), "1 day", "%1 days")));
        printLine(QStringLiteral("    ") + trace.origin);
    }
}

}

Result<> Cli::demoCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("demo"), {},
        tr("Makes a workspace out of public traces of real use, so that there is something to look at.\n"
           "Each trace is moved by whole days so that it ends now; the report and the workspace say by how many.\n"
           "The legacy tables are filled from part of the same calls, with the dirt that real ones have.\n"
           "Default place: signalbox/demo.signalbox in the user's data folder. Refuses where something is there already."),
        { QStringLiteral("demo"), QStringLiteral("demo --workspace demo.signalbox --json") } });
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    if (!line.words().isEmpty())
        return line.usage(tr("demo takes no \"%1\"; name the workspace with --workspace.").arg(line.words().constFirst()));
    const auto place = placeOf(line);
    if (!place)
        return place.error();

    QString lastStep;
    const UtcMicros now = SystemClock().now();
    const auto tell = [&lastStep](int percent, const QString &step) {
        if (progressIsWatched() && step != lastStep)
            printNote(QStringLiteral("%1 %  %2").arg(percent, 3).arg(step));
        lastStep = step;
    };
    const auto report = buildDemoWorkspace(*place, now, stopOnSignals(), tell, [now](Workspace &workspace) { return fillDemoDirectory(workspace, now); });
    if (!report)
        return report.error();
    if (line.json())
        printAsJson(place->path, *report);
    else
        printAsText(place->path, *report);
    return Ok;
}
