#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/importoutput.h"
#include "core/csv.h"
#include "ledger/importundo.h"
#include "services/clock.h"
#include "services/session.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

QString timeText(std::optional<UtcMicros> t) { return t ? ReportingZone().timeText(*t) : QString(); }

QJsonObject objectOf(const ImportBatch &batch)
{
    return { { QStringLiteral("id"), batch.id }, { QStringLiteral("started"), timeText(batch.started) },
        { QStringLiteral("file"), batch.fileName }, { QStringLiteral("format"), batch.format },
        { QStringLiteral("status"), batch.status }, { QStringLiteral("records"), batch.records },
        { QStringLiteral("new"), batch.accepted }, { QStringLiteral("duplicate"), batch.duplicates },
        { QStringLiteral("revised"), batch.revised }, { QStringLiteral("rejected"), batch.rejected },
        { QStringLiteral("cost_usd"), batch.cost.exactText() }, { QStringLiteral("cost_of"), valueOf(batch.amounts) },
        { QStringLiteral("undone"), batch.undone ? QJsonValue(timeText(batch.undone)) : QJsonValue() },
        { QStringLiteral("actor"), batch.actor } };
}

Result<> listImports(const CommandLine &line, Workspace &workspace)
{
    const auto batches
        = workspace.reader().run([](Connection &connection) { return ImportBatches::all(connection); }).result();
    if (!batches)
        return batches.error();
    if (line.json()) {
        QJsonArray array;
        for (const ImportBatch &batch : *batches)
            array.append(objectOf(batch));
        printJson({ { QStringLiteral("imports"), array } });
        return Ok;
    }
    printLine(
        QStringLiteral("id,started,file,format,status,records,new,duplicate,revised,rejected,cost_usd,undone,actor"));
    for (const ImportBatch &batch : *batches) {
        printLine(csvLine({ number(batch.id), timeText(batch.started), visibleControls(batch.fileName), batch.format,
            batch.status, number(batch.records), number(batch.accepted), number(batch.duplicates),
            number(batch.revised), number(batch.rejected), batch.cost.exactText(), timeText(batch.undone),
            visibleControls(batch.actor) }));
    }
    return Ok;
}

Result<> undoImport(const CommandLine &line, Workspace &workspace, qint64 batch)
{
    const auto report
        = ImportUndo::run(workspace, batch, SystemClock().now(), systemUserName(), line.value(QStringLiteral("reason")));
    if (!report)
        return report.error();
    if (line.json())
        printJson({ { QStringLiteral("import"), batch }, { QStringLiteral("removed"), report->removed },
            { QStringLiteral("restored"), report->restored } });
    else
        printLine(tr("Import %1 is undone: %2 removed, %3 restored.")
                      .arg(number(batch), tr("%1 rows", report->removed).arg(report->removed),
                          number(report->restored)));
    return Ok;
}

}

Result<> Cli::importsCommand(const QStringList &arguments)
{
    CommandLine line({ QStringLiteral("imports"), QStringLiteral("list | undo ID"),
        tr("list prints every import with what became of its records. undo takes one back: the rows that it added are "
           "removed,\n"
           "the rows that it replaced are restored. Where later imports revised its rows, these are named and have to "
           "be undone\n"
           "first. Importing the file again brings its rows back. Rows that a later file contained as well go too: "
           "import that\n"
           "file again to have them."),
        { QStringLiteral("imports list"), QStringLiteral("imports undo 3 --reason \"wrong month\"") } });
    line.add(QStringLiteral("reason"), tr("Of undo: why; goes to the audit log."), QStringLiteral("R"));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const QStringList words = line.words();
    const bool list = words == QStringList { QStringLiteral("list") };
    bool whole = list;
    const qint64 batch = list ? 0 : words.value(1).toLongLong(&whole);
    if (!list && (words.size() != 2 || words.first() != QLatin1String("undo") || !whole))
        return line.usage(tr("Say what to do: list, or undo and the number of an import."));
    if (!list && line.value(QStringLiteral("reason")).trimmed().isEmpty())
        return line.usage(tr("undo needs --reason."));
    const auto workspace = line.openWorkspace(list ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    return list ? listImports(line, **workspace) : undoImport(line, **workspace, batch);
}
