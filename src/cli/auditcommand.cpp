#include "audit/auditlog.h"
#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

Result<> verifyChain(Workspace &workspace, bool json)
{
    const auto check = workspace.reader().run([](Connection &connection) { return AuditLog::verify(connection); }).result();
    if (!check)
        return check.error();
    const QString head = QString::fromLatin1(check->head.toHex());
    if (json)
        printJson({ { QStringLiteral("entries"), check->entries }, { QStringLiteral("whole"), !check->firstBad },
            { QStringLiteral("first_bad"), check->firstBad ? QJsonValue(*check->firstBad) : QJsonValue() }, { QStringLiteral("head"), head } });
    else if (!check->firstBad)
        printLine(tr("%1, each fits the one before. Keep this to prove later that none was removed: %2")
                      .arg(counted(check->entries, "1 entry", "%1 entries"), head));
    if (check->firstBad)
        return Error { Error::Kind::Mismatch, tr("%1: entry %2 of the audit log was changed, or one before it was removed.")
                .arg(workspace.location().displayName(), number(*check->firstBad)), {} };
    return Ok;
}

Result<> listEntries(Workspace &workspace, int limit, bool json)
{
    const auto entries = workspace.reader().run([limit](Connection &connection) { return AuditLog::entries(connection, limit); }).result();
    if (!entries)
        return entries.error();
    QJsonArray array;
    for (const AuditEntry &entry : *entries) {
        const QString at = workspace.zone().timeText(entry.at);
        if (json)
            array.append(QJsonObject { { QStringLiteral("seq"), entry.seq }, { QStringLiteral("at"), at }, { QStringLiteral("actor"), entry.actor },
                { QStringLiteral("action"), entry.action }, { QStringLiteral("object"), entry.object }, { QStringLiteral("old"), entry.oldValue },
                { QStringLiteral("new"), entry.newValue }, { QStringLiteral("reason"), entry.reason } });
        else
            printLine(QStringList { number(entry.seq), at, entry.actor, entry.action, entry.object,
                entry.oldValue.isEmpty() ? entry.newValue : entry.oldValue + QStringLiteral(" -> ") + entry.newValue, entry.reason }
                          .join(QStringLiteral("  ")).trimmed());
    }
    if (json)
        printJson({ { QStringLiteral("entries"), array } });
    return Ok;
}

}

Result<> Cli::auditCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("audit"), QStringLiteral("list|verify"),
        tr("list prints what was done to the workspace, newest first. verify checks that no entry was changed and none removed\n"
           "before another; exit code 6 otherwise."),
        { QStringLiteral("audit list --limit 20"), QStringLiteral("audit verify --json") } });
    line.add(QStringLiteral("limit"), tr("Of list, at most N entries. Default: 100."), QStringLiteral("N"));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const auto limit = line.number(QStringLiteral("limit"), 1);
    if (!limit)
        return limit.error();
    const QString what = line.words().value(0);
    if (line.words().size() != 1 || (what != QLatin1String("list") && what != QLatin1String("verify")))
        return line.usage(tr("Say what to do: list or verify."));
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    return what == QLatin1String("verify") ? verifyChain(**workspace, line.json())
                                           : listEntries(**workspace, int(std::min<qint64>(limit->value_or(100), 1'000'000)), line.json());
}
