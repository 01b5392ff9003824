#include "audit/auditexport.h"
#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/rangeexpression.h"
#include "services/clock.h"

#include <QBuffer>
#include <QJsonArray>

namespace {

using namespace Cli;

constexpr qint64 MostEntries = 1'000'000;

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

/// What --from, --to, --actor, --action and --object say. --action is an action ("import.undo") or a group ("imports").
Result<AuditFilter> filterOf(const CommandLine &line, const ReportingZone &zone)
{
    AuditFilter filter;
    const UtcMicros now = SystemClock().now();
    for (const auto &[name, end] : { std::pair(QStringLiteral("from"), &filter.from), std::pair(QStringLiteral("to"), &filter.to) }) {
        if (!line.has(name))
            continue;
        const auto bound = parseBound(line.value(name), now, zone);
        if (!bound)
            return bound.error();
        *end = *bound;
    }
    if (filter.from && filter.to && *filter.to <= *filter.from)
        return line.usage(tr("--to must be later than --from."));
    filter.actor = line.value(QStringLiteral("actor"));
    filter.object = line.value(QStringLiteral("object"));
    const QString action = line.value(QStringLiteral("action"));
    filter.group = auditGroupFromName(action);
    if (!filter.group && !action.isEmpty() && !action.contains(QLatin1Char('.')))
        return line.usage(tr("\"%1\" is neither an action nor a group of actions.").arg(action));
    if (!filter.group)
        filter.action = action;
    return filter;
}

Result<> printCsv(Workspace &workspace, const AuditExport::Order &order)
{
    QBuffer text;
    text.open(QIODevice::WriteOnly);
    const auto written = workspace.reader().run([&order, &text](Connection &connection) {
        return AuditExport::write(connection, order, text);
    }).result();
    if (!written)
        return written.error();
    const auto lines = QString::fromUtf8(text.data()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    for (const QString &csv : lines)
        printLine(csv);
    return Ok;
}

Result<> listEntries(Workspace &workspace, const AuditExport::Order &order, bool json)
{
    const auto entries = workspace.reader().run([&order](Connection &connection) {
        return AuditLog::entries(connection, int(*order.limit), order.filter);
    }).result();
    if (!entries)
        return entries.error();
    QJsonArray array;
    for (const AuditRecord &entry : *entries) {
        if (json)
            array.append(AuditExport::object(entry, workspace.zone()));
        else
            printLine(QStringList { number(entry.seq), workspace.zone().timeText(entry.at), entry.actor, entry.action, entry.object,
                entry.oldValue.isEmpty() ? entry.newValue : entry.oldValue + QStringLiteral(" -> ") + entry.newValue, entry.reason }
                          .join(QStringLiteral("  ")).trimmed());
    }
    if (json)
        printJson({ { QStringLiteral("entries"), array } });
    return Ok;
}

Result<> list(const CommandLine &line, Workspace &workspace)
{
    const auto limit = line.number(QStringLiteral("limit"), 1);
    if (!limit)
        return limit.error();
    const auto filter = filterOf(line, workspace.zone());
    if (!filter)
        return filter.error();
    const QString format = line.value(QStringLiteral("format"));
    if (!format.isEmpty() && format != QLatin1String("csv") && format != QLatin1String("json"))
        return line.usage(tr("--format is csv or json."));
    const AuditExport::Order order { *filter, workspace.zone(), std::min<qint64>(limit->value_or(100), MostEntries), AuditExport::Format::Csv };
    return format == QLatin1String("csv") ? printCsv(workspace, order)
                                          : listEntries(workspace, order, line.json() || format == QLatin1String("json"));
}

}

Result<> Cli::auditCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("audit"), QStringLiteral("list|verify"),
        tr("list prints what was done to the workspace, newest first. verify checks that no entry was changed and none removed\n"
           "before another; exit code 6 otherwise."),
        { QStringLiteral("audit list --limit 20"), QStringLiteral("audit list --action imports --from now-7d --format csv"),
            QStringLiteral("audit verify --json") } });
    line.add(QStringLiteral("from"), tr("Of list, entries since then: 2026-11-20, now-30d/d."), QStringLiteral("B"));
    line.add(QStringLiteral("to"), tr("Of list, entries before then."), QStringLiteral("B"));
    line.add(QStringLiteral("actor"), tr("Of list, entries of one person."), QStringLiteral("NAME"));
    line.add(QStringLiteral("action"), tr("Of list, one action such as import.undo, or a group: flags, phases, assignments, imports,\n"
                                          "prices, names, repricing, people, workspace, other."), QStringLiteral("A"));
    line.add(QStringLiteral("object"), tr("Of list, entries whose object holds TEXT."), QStringLiteral("TEXT"));
    line.add(QStringLiteral("limit"), tr("Of list, at most N entries. Default: 100."), QStringLiteral("N"));
    line.add(QStringLiteral("format"), tr("Of list, csv or json."), QStringLiteral("F"));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const QString what = line.words().value(0);
    if (line.words().size() != 1 || (what != QLatin1String("list") && what != QLatin1String("verify")))
        return line.usage(tr("Say what to do: list or verify."));
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    return what == QLatin1String("verify") ? verifyChain(**workspace, line.json()) : list(line, **workspace);
}
