#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/csv.h"
#include "core/rangeexpression.h"
#include "ledger/reconciliation.h"
#include "services/clock.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;
using By = Reconciliation::By;

CommandHelp help()
{
    return { QStringLiteral("report"), QStringLiteral("reconcile"),
        tr("Puts what providers report (usage and cost reports of Anthropic and OpenAI, imported with `import`) beside what the\n"
           "ledger has of the same provider, by day, by model or by both. Days are UTC days, as the providers count them, whatever the\n"
           "workspace's zone is; the range is widened to whole UTC days. An empty cell is unknown, not zero; `missing` names the\n"
           "sides that say nothing: provider-usage, provider-cost, ledger. The difference is the provider's cost minus the ledger's.\n"
           "`status` is agrees, tokens-agree (no cost is reported), differs, ledger-lacks, report-lacks or unknown; there is no tolerance.\n"
           "Models stand under the canonical name that theirs resolves to; a model and its dated snapshot are two."),
        { QStringLiteral("report reconcile --from 2026-11-01 --to 2026-12-01"), QStringLiteral("report reconcile --by model --json") } };
}

const QStringList &numberColumns()
{
    static const QStringList names { QStringLiteral("provider_requests"), QStringLiteral("ledger_requests"), QStringLiteral("provider_input_tokens"), QStringLiteral("ledger_input_tokens"),
        QStringLiteral("provider_output_tokens"), QStringLiteral("ledger_output_tokens"), QStringLiteral("provider_cost_usd"), QStringLiteral("ledger_cost_usd"),
        QStringLiteral("difference_usd"), QStringLiteral("ledger_unpriced_requests") };
    return names;
}

QString cell(std::optional<qint64> value) { return value ? QString::number(*value) : QString(); }
QString cell(const std::optional<Money> &value) { return value ? value->exactText() : QString(); }

QStringList numbersOf(const ReconciledRow &row)
{
    return { cell(row.reported.requests), cell(row.ledger.requests), cell(row.reported.inputTokens), cell(row.ledger.inputTokens), cell(row.reported.outputTokens), cell(row.ledger.outputTokens),
        cell(row.reported.cost), cell(row.ledger.cost), cell(row.difference()), row.isInLedger ? QString::number(row.unpriced) : QString() };
}

QStringList missingOf(const ReconciledRow &row)
{
    QStringList missing;
    if (!row.hasUsage)
        missing.append(QStringLiteral("provider-usage"));
    if (!row.hasCost)
        missing.append(QStringLiteral("provider-cost"));
    if (!row.isInLedger)
        missing.append(QStringLiteral("ledger"));
    return missing;
}

/// By day: of each provider in turn. The widened range; from where reports begin to where they end without --from or --to.
Result<TimeRange> rangeOf(const CommandLine &line, Workspace &workspace)
{
    constexpr UtcMicros day = 24 * MicrosPerHour;
    const auto extent = workspace.reader().run([](Connection &connection) { return Reconciliation::extent(connection); }).result();
    if (!extent)
        return extent.error();
    TimeRange range = extent->value_or(TimeRange());
    const UtcMicros now = SystemClock().now();
    for (const auto &[option, bound] : { std::pair(QStringLiteral("from"), &range.from), std::pair(QStringLiteral("to"), &range.to) }) {
        if (!line.has(option))
            continue;
        const auto parsed = parseBound(line.value(option), now, ReportingZone());
        if (!parsed)
            return parsed.error();
        *bound = floorTo(bound == &range.from ? *parsed : *parsed + day - 1, day);
    }
    if (range.isEmpty() && (line.has(QStringLiteral("from")) || line.has(QStringLiteral("to"))))
        return line.usage(tr("The range ends before it begins."));
    return range;
}

/// By what there are rows: the name of the column and what stands in it.
QList<std::pair<QString, QString>> keysOf(const ReconciledRow &row, By by)
{
    QList<std::pair<QString, QString>> keys;
    if (by != By::Model)
        keys.append({ QStringLiteral("day"), ReportingZone().label(row.day, Bucket::Day) });
    if (by != By::Day)
        keys.append({ QStringLiteral("model"), row.model });
    return keys;
}

void printCsv(const ReconciledAnswer &answer, By by, bool raw)
{
    QStringList header;
    for (const auto &[name, value] : keysOf({}, by))
        header.append(name);
    printLine(csvLine(header + QStringList(QStringLiteral("provider")) + numberColumns() + QStringList { QStringLiteral("missing"), QStringLiteral("status") }, true));
    for (const ReconciledRow &row : answer.rows) {
        QStringList cells;
        for (const auto &[name, value] : keysOf(row, by))
            cells.append(visibleControls(value));
        printLine(csvLine(cells + QStringList(visibleControls(row.provider)) + numbersOf(row) + QStringList { missingOf(row).join(QLatin1Char(' ')), standingName(row.standing()) }, raw));
    }
}

QJsonObject objectOf(const ReconciledRow &row, By by)
{
    QJsonObject object { { QStringLiteral("provider"), row.provider }, { QStringLiteral("missing"), QJsonArray::fromStringList(missingOf(row)) }, { QStringLiteral("status"), standingName(row.standing()) } };
    for (const auto &[name, value] : keysOf(row, by))
        object.insert(name, value);
    const QStringList cells = numbersOf(row);
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString &name = numberColumns().at(i);
        // Money is text, as in every report.
        const QJsonValue value = name.endsWith(QLatin1String("_usd")) ? QJsonValue(cells.at(i)) : QJsonValue(cells.at(i).toLongLong());
        object.insert(name, cells.at(i).isEmpty() ? QJsonValue() : value);
    }
    return object;
}

void print(const ReconciledAnswer &answer, TimeRange range, By by, const CommandLine &line)
{
    if (!line.json()) {
        printCsv(answer, by, line.has(QStringLiteral("raw")));
    } else {
        QJsonArray rows;
        for (const ReconciledRow &row : answer.rows)
            rows.append(objectOf(row, by));
        printJson({ { QStringLiteral("from"), ReportingZone().timeText(range.from) }, { QStringLiteral("to"), ReportingZone().timeText(range.to) }, { QStringLiteral("zone"), QStringLiteral("UTC") },
            { QStringLiteral("requests_without_provider"), answer.withoutProvider }, { QStringLiteral("sums_of_other_cuts"), answer.otherCuts }, { QStringLiteral("rows"), rows } });
    }
    if (answer.withoutProvider > 0)
        printNote(tr("%1 in the ledger without a provider: compared with nobody.").arg(counted(answer.withoutProvider, "1 request", "%1 requests")));
    if (answer.otherCuts > 0)
        printNote(tr("%1 left out: other reports have the same calls, divided in another way.").arg(counted(answer.otherCuts, "1 sum was", "%1 sums were")));
}

}

Result<> Cli::reconcileCommand(const QStringList &arguments)
{
    CommandLine line(help());
    line.add(QStringLiteral("by"), tr("day (the default), model, or day,model."), QStringLiteral("DIM"));
    line.add(QStringLiteral("from"), tr("Start of the range: 2026-11-20, now-30d/d. Default: the first day of the reports."), QStringLiteral("B"));
    line.add(QStringLiteral("to"), tr("End of the range, not part of it. Default: the end of the reports."), QStringLiteral("B"));
    line.add(QStringLiteral("raw"), tr("Leave text cells alone that a spreadsheet would run as a formula."));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    if (line.words() != QStringList { QStringLiteral("reconcile") })
        return line.usage(tr("\"%1\" is one word too many.").arg(line.words().value(1)));
    static const QStringList words { QStringLiteral("day"), QStringLiteral("model"), QStringLiteral("day,model") };
    const qsizetype word = line.has(QStringLiteral("by")) ? words.indexOf(line.value(QStringLiteral("by"))) : 0;
    if (word < 0)
        return line.usage(tr("--by is day, model or day,model."));
    const By by = By(word);
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto range = rangeOf(line, **workspace);
    if (!range)
        return range.error();
    const auto answer = (*workspace)->reader().run([range = *range, by](Connection &connection) { return Reconciliation::compare(connection, range, by); }).result();
    if (!answer)
        return answer.error();
    print(*answer, *range, by, line);
    return Ok;
}
