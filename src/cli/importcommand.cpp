#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/importoutput.h"
#include "cli/stopsignal.h"
#include "core/rangeexpression.h"
#include "ledger/importer.h"
#include "services/clock.h"
#include "services/session.h"

#include <QElapsedTimer>

namespace {

using namespace Cli;

struct ImportQuestion
{
    ImportOptions options;
    std::optional<qint64> maxRejects;
    QString rejectsFile; ///< Empty for none.
};

CommandHelp help()
{
    return { QStringLiteral("import"), QStringLiteral("FILE..."),
        tr("Reads usage files into the workspace and says for each what became of its records. The format is told by the content:\n"
           "the event CSV, provider responses (JSON, JSON lines), OpenRouter activity, LiteLLM SpendLogs, Langfuse observations,\n"
           "OpenTelemetry spans. Usage and cost reports of Anthropic and OpenAI go beside the ledger, for `report reconcile`.\n"
           "Importing a file again changes nothing, also when it has grown. After an interruption (exit code 7) the same\n"
           "command goes on where it stopped. A file with rejected records that was read to its end is a success; see --max-rejects."),
        { QStringLiteral("import usage.csv"), QStringLiteral("import january.csv february.csv --max-rejects 0 --rejects-csv rejects.csv"),
            QStringLiteral("import calls.csv --feature chatbot --at 2026-11-20T13:00Z") } };
}

Result<ImportQuestion> questionOf(const CommandLine &line, const ReportingZone &zone)
{
    ImportQuestion question;
    question.options.actor = systemUserName();
    question.rejectsFile = line.value(QStringLiteral("rejects-csv"));
    if (line.has(QStringLiteral("feature")))
        question.options.feature = line.value(QStringLiteral("feature"));
    if (line.has(QStringLiteral("at"))) {
        const auto at = parseBound(line.value(QStringLiteral("at")), SystemClock().now(), zone);
        if (!at)
            return at.error();
        // The years that a time in a file may have.
        if (*at < 0 || *at >= ReportingZone().startOfDay(QDate(2200, 1, 1)))
            return line.usage(tr("--at takes a time from 1970 to 2199, not \"%1\".").arg(line.value(QStringLiteral("at"))));
        question.options.at = *at;
    }
    const auto maxRejects = line.number(QStringLiteral("max-rejects"), 0);
    if (!maxRejects)
        return maxRejects.error();
    question.maxRejects = *maxRejects;
    const auto rows = line.number(QStringLiteral("rows-per-transaction"), 1);
    if (!rows)
        return rows.error();
    question.options.rowsPerTransaction = int(std::min<qint64>(rows->value_or(question.options.rowsPerTransaction), 1'000'000));
    return question;
}

/// Imports one file; a line of progress every two seconds where somebody watches.
Result<ImportReport> importFile(Workspace &workspace, const QString &file, const ImportOptions &options, const std::atomic_bool &stop)
{
    QElapsedTimer sinceLine;
    sinceLine.start();
    return Importer(workspace).run(file, options, stop, [&sinceLine, &file](const ImportProgress &at) {
        if (!progressIsWatched() || sinceLine.elapsed() < 2000)
            return;
        sinceLine.restart();
        const qint64 percent = at.bytesTotal > 0 ? at.bytesRead * 100 / at.bytesTotal : 100;
        printNote(tr("%1: %2 %, %3").arg(file, number(percent), counted(at.records, "1 record", "%1 records")));
    });
}

/// What is wrong with an import that came to its end, if anything.
Result<> verdict(const QString &file, const ImportReport &report, std::optional<qint64> maxRejects)
{
    if (report.counts.records > 0 && report.counts.rejected == report.counts.records)
        return Error { Error::Kind::Unrecognised, 
            report.counts.records == 1 ? tr("%1: its only record was not understood.").arg(file)
                                       : tr("%1: none of its %2 records was understood.").arg(file, number(report.counts.records)), {} };
    if (maxRejects && report.counts.rejected > *maxRejects)
        return Error { Error::Kind::Rejects,
            tr("%1: %2 rejected, at most %3 allowed. The others are in the workspace; mend the file and import it again.")
                .arg(file, counted(report.counts.rejected, "1 record was", "%1 records were"), number(*maxRejects)), {} };
    return Ok;
}

/// Whether the next file would meet the same failure.
bool endsTheRun(Error::Kind kind)
{
    return kind != Error::Kind::Unrecognised && kind != Error::Kind::Rejects && kind != Error::Kind::CannotOpen
        && kind != Error::Kind::Denied && kind != Error::Kind::Conflict;
}

/// All files in turn. The first failure is the command's; later files are still read where that makes sense.
Result<> importFiles(Workspace &workspace, const QStringList &files, const ImportQuestion &question, ImportOutput &output)
{
    const std::atomic_bool &stop = stopOnSignals();
    std::optional<Error> first;
    for (const QString &file : files) {
        const auto report = importFile(workspace, file, question.options, stop);
        Result<> done = report ? verdict(file, *report, question.maxRejects) : Result<>(report.error());
        if (report) {
            if (auto shown = output.add(workspace, file, *report); !shown && done)
                done = shown;
        }
        if (done)
            continue;
        output.addFailure(file, done.error());
        if (first)
            printNote(QStringLiteral("signalbox import: ") + done.error().line());
        else
            first = done.error();
        if (endsTheRun(done.error().kind))
            break;
    }
    return first ? Result<>(*first) : Result<>(Ok);
}

}

Result<> Cli::importCommand(const QStringList &arguments)
{
    CommandLine line(help());
    line.add(QStringLiteral("at"), tr("The time of records that have none. Default: the file's own, flagged."), QStringLiteral("T"));
    line.add(QStringLiteral("max-rejects"), tr("End with exit code 1 when a file has more rejected records."), QStringLiteral("N"));
    line.add(QStringLiteral("feature"), tr("Book every record under this feature instead of its own."), QStringLiteral("KEY"));
    line.add(QStringLiteral("rejects-csv"), tr("Write all rejected records to this new file: file, line, reason, text."), QStringLiteral("F"));
    line.addHidden(QStringLiteral("rows-per-transaction"), QStringLiteral("N"));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    if (line.words().isEmpty())
        return line.usage(tr("Name at least one file to import."));
    const auto workspace = line.openWorkspace(Database::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    const auto question = questionOf(line, (*workspace)->zone());
    if (!question)
        return question.error();
    ImportOutput output(line.json());
    if (const auto opened = output.openRejects(question->rejectsFile); !opened)
        return opened;
    const auto done = importFiles(**workspace, line.words(), *question, output);
    const auto finished = output.finish();
    return done ? finished : done;
}
