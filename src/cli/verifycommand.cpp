#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "ledger/verification.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

void print(const Verification::Report &report, bool json)
{
    QJsonArray checks;
    for (const Verification::Check &check : report.checks) {
        if (json)
            checks.append(QJsonObject { { QStringLiteral("name"), check.name }, { QStringLiteral("passed"), check.passed }, { QStringLiteral("finding"), check.finding } });
        else
            printLine(QStringLiteral("%1  %2: %3").arg(check.passed ? QStringLiteral("ok      ") : QStringLiteral("DIFFERS "), check.name, check.finding));
    }
    if (json)
        printJson({ { QStringLiteral("passed"), report.passed() }, { QStringLiteral("rows"), report.rows }, { QStringLiteral("checks"), checks } });
    else
        printLine(counted(report.rows, "1 row", "%1 rows"));
}

}

Result<> Cli::verifyCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("verify"), {},
        tr("Checks that the sums from which reports are made agree with the rows, that no record is counted twice and that the\n"
           "audit log is whole. Changes nothing. Exit code 6 where something differs."),
        { QStringLiteral("verify"), QStringLiteral("verify --deep --json") } });
    line.add(QStringLiteral("deep"), tr("Compute every sum, sketch and cost again from the rows."));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    if (!line.words().isEmpty())
        return line.usage(tr("verify takes no \"%1\"; name the workspace with --workspace.").arg(line.words().first()));
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const bool deep = line.has(QStringLiteral("deep"));
    const auto report = (*workspace)->reader().run([deep](Connection &connection) { return Verification::run(connection, deep); }).result();
    if (!report)
        return report.error();
    print(*report, line.json());
    if (!report->passed())
        return Error { Error::Kind::Mismatch,
            tr("%1: figures disagree. Keep the file as it is, and import the sources into a new workspace.").arg((*workspace)->location().displayName()), {} };
    return Ok;
}
