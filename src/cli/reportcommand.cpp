#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/reporttable.h"
#include "core/rangeexpression.h"
#include "services/clock.h"

#include <algorithm>

namespace {

using namespace Cli;

enum class Measure { Spend, Latency, Tokens };
enum class Order { Requests, Cost, Tokens };

struct ReportQuestion
{
    Measure measure = Measure::Spend;
    UsageQuery usage;
    std::optional<qint64> top;
    Order order = Order::Requests;
    bool empty = false; ///< The workspace holds no usage and no range was named.
};

CommandHelp help()
{
    return { QStringLiteral("report"), QStringLiteral("spend|latency|tokens|reconcile"),
        tr("Sums up usage by the dimensions that --by names. Rows are sorted by them; buckets without usage are left out;\n"
           "an empty cell is unknown. Money is exact. Latency and token percentiles are nearest ranks over successful calls.\n"
           "Dimensions: minute, hour, day, week, month, feature, provider, model, canonical, family, user, session, client, status, cost-source.\n"
           "reconcile puts providers' own reports beside the ledger: report reconcile --help."),
        { QStringLiteral("report spend --by day,model --from now-30d/d --to now/d"), QStringLiteral("report spend --by user --top 50"),
            QStringLiteral("report latency --by provider,model --feature model-benchmarks"),
            QStringLiteral("report tokens --by model --from 2026-11-01 --to 2026-12-01 --format json") } };
}

void addOptions(CommandLine &line)
{
    line.add(QStringLiteral("by"), tr("Dimensions, separated by commas. Without it one row with the total."), QStringLiteral("DIMS"));
    line.add(QStringLiteral("from"), tr("Start of the range: 2026-11-20, now-30d/d. Default: the first usage."), QStringLiteral("B"));
    line.add(QStringLiteral("to"), tr("End of the range, not part of it. Default: after the last usage."), QStringLiteral("B"));
    line.add(QStringLiteral("zone"), tr("The zone of days, weeks and months. Default: the workspace's."), QStringLiteral("Z"));
    line.add(QStringLiteral("feature"), tr("Only this feature's key. This and the other filters may be given several times."), QStringLiteral("V"));
    line.add(QStringLiteral("provider"), tr("Only this provider."), QStringLiteral("V"));
    line.add(QStringLiteral("model"), tr("Only this model, named as in the source."), QStringLiteral("V"));
    line.add(QStringLiteral("user"), tr("Only this user."), QStringLiteral("V"));
    line.add(QStringLiteral("status"), tr("Only pending, success, error, timeout, cancelled or unknown."), QStringLiteral("V"));
    line.add(QStringLiteral("cost-source"), tr("Only charged, computed, imported, assigned or unpriced."), QStringLiteral("V"));
    line.add(QStringLiteral("top"), tr("Of spend, only the N largest rows, largest first."), QStringLiteral("N"));
    line.add(QStringLiteral("order"), tr("What --top goes by: requests (the default), cost or tokens."), QStringLiteral("O"));
    line.add(QStringLiteral("format"), tr("csv (the default) or json."), QStringLiteral("F"));
    line.add(QStringLiteral("raw"), tr("Leave text cells alone that a spreadsheet would run as a formula."));
    line.addJson();
}

Result<Measure> measureOf(const CommandLine &line)
{
    const QStringList words = line.words();
    if (words.size() == 1 && words.first() == QLatin1String("spend"))
        return Measure::Spend;
    if (words.size() == 1 && words.first() == QLatin1String("latency"))
        return Measure::Latency;
    if (words.size() == 1 && words.first() == QLatin1String("tokens"))
        return Measure::Tokens;
    return line.usage(tr("Say what to report: spend, latency, tokens or reconcile."));
}

Result<QList<Dimension>> dimensionsOf(const CommandLine &line)
{
    QList<Dimension> dimensions;
    const auto names = line.value(QStringLiteral("by")).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &name : names) {
        const auto dimension = dimensionFromName(name.trimmed());
        if (!dimension)
            return line.usage(tr("\"%1\" is not a dimension.").arg(name.trimmed()));
        if (dimensions.contains(*dimension))
            return line.usage(tr("--by names \"%1\" twice.").arg(name.trimmed()));
        dimensions.append(*dimension);
    }
    return dimensions;
}

Result<UsageFilter> filterOf(const CommandLine &line)
{
    UsageFilter filter;
    filter.features = line.values(QStringLiteral("feature"));
    filter.providers = line.values(QStringLiteral("provider"));
    filter.models = line.values(QStringLiteral("model"));
    filter.users = line.values(QStringLiteral("user"));
    const auto statuses = line.values(QStringLiteral("status"));
    for (const QString &name : statuses) {
        const auto status = statusFromName(name);
        if (!status)
            return line.usage(tr("\"%1\" is not a status.").arg(name));
        filter.statuses.append(*status);
    }
    const auto sources = line.values(QStringLiteral("cost-source"));
    for (const QString &name : sources) {
        const auto source = costSourceFromName(name);
        if (!source)
            return line.usage(tr("\"%1\" is not a source of costs.").arg(name));
        filter.costSources.append(*source);
    }
    return filter;
}

/// --top and --order.
Result<> readOrder(const CommandLine &line, ReportQuestion &question)
{
    const auto top = line.number(QStringLiteral("top"), 1);
    if (!top)
        return top.error();
    question.top = *top;
    if (question.measure != Measure::Spend && question.top)
        return line.usage(tr("--top goes with spend only."));
    const QString order = line.value(QStringLiteral("order"));
    if (order == QLatin1String("cost"))
        question.order = Order::Cost;
    else if (order == QLatin1String("tokens"))
        question.order = Order::Tokens;
    else if (!order.isEmpty() && order != QLatin1String("requests"))
        return line.usage(tr("--order is requests, cost or tokens."));
    return Ok;
}

Result<bool> wantsJson(const CommandLine &line)
{
    const QString format = line.value(QStringLiteral("format"));
    if (!format.isEmpty() && format != QLatin1String("csv") && format != QLatin1String("json"))
        return line.usage(tr("--format is csv or json."));
    return line.json() || format == QLatin1String("json");
}

/// The range of --from and --to; a missing end is where usage begins or ends.
Result<> readRange(const CommandLine &line, Workspace &workspace, ReportQuestion &question)
{
    const QString from = line.value(QStringLiteral("from"));
    const QString to = line.value(QStringLiteral("to"));
    const UtcMicros now = SystemClock().now();
    if (!from.isEmpty() && !to.isEmpty()) {
        const auto range = RangeExpression { from, to }.resolve(now, question.usage.zone);
        if (!range)
            return range.error();
        question.usage.range = *range;
        return Ok;
    }
    const auto extent = workspace.reader().run([](Connection &connection) { return Usage::extent(connection); }).result();
    if (!extent)
        return extent.error();
    question.empty = !*extent;
    question.usage.range = extent->value_or(TimeRange());
    for (const auto &[text, end] : { std::pair(from, &question.usage.range.from), std::pair(to, &question.usage.range.to) }) {
        if (text.isEmpty())
            continue;
        const auto bound = parseBound(text, now, question.usage.zone);
        if (!bound)
            return bound.error();
        const bool snaps = text.startsWith(QLatin1String("now"));
        const TimeRange snapped = snappedToQuarterHours({ *bound, *bound });
        *end = !snaps ? *bound : end == &question.usage.range.from ? snapped.from : snapped.to;
    }
    question.empty = question.empty || question.usage.range.isEmpty();
    return Ok;
}

Result<ReportQuestion> questionOf(const CommandLine &line)
{
    ReportQuestion question;
    const auto measure = measureOf(line);
    if (!measure)
        return measure.error();
    question.measure = *measure;
    const auto dimensions = dimensionsOf(line);
    if (!dimensions)
        return dimensions.error();
    question.usage.dimensions = *dimensions;
    const auto filter = filterOf(line);
    if (!filter)
        return filter.error();
    question.usage.filter = *filter;
    if (const auto ordered = readOrder(line, question); !ordered)
        return ordered.error();
    return question;
}

void keepTop(QList<UsageRow> &rows, qint64 top, Order order)
{
    const auto size = [order](const UsageRow &row) -> Int128 {
        switch (order) {
        case Order::Requests: return row.measures.requests();
        case Order::Cost: return row.measures.cost.pico();
        case Order::Tokens: return Int128(row.measures.input.tokens) + row.measures.output.tokens;
        }
        Q_UNREACHABLE();
    };
    // Stable: equals stay sorted by their keys.
    std::stable_sort(rows.begin(), rows.end(), [&size](const UsageRow &a, const UsageRow &b) { return size(a) > size(b); });
    if (rows.size() > top)
        rows.resize(top);
}

/// Runs `ask` on the reading connection; an empty question has an empty answer.
template<typename Answer>
Result<Answer> ask(Workspace &workspace, const ReportQuestion &question, Result<Answer> (*asked)(Connection &, const UsageQuery &))
{
    if (question.empty)
        return Answer();
    return workspace.reader().run([asked, query = question.usage](Connection &connection) { return asked(connection, query); }).result();
}

Result<ReportTable> answer(Workspace &workspace, const ReportQuestion &question)
{
    switch (question.measure) {
    case Measure::Spend: {
        auto spend = ask<UsageAnswer>(workspace, question, Usage::ask);
        if (!spend)
            return spend.error();
        // Nothing adds up to nothing; without dimensions there is always the one row.
        if (spend->rows.isEmpty() && question.usage.dimensions.isEmpty())
            spend->rows.append(UsageRow());
        if (question.top)
            keepTop(spend->rows, *question.top, question.order);
        return ReportTable::ofSpend(spend->rows, question.usage);
    }
    case Measure::Latency: {
        const auto rows = ask<QList<LatencyRow>>(workspace, question, Usage::latency);
        return rows ? Result<ReportTable>(ReportTable::ofLatency(*rows, question.usage)) : Result<ReportTable>(rows.error());
    }
    case Measure::Tokens: {
        const auto rows = ask<QList<TokenQuantilesRow>>(workspace, question, Usage::tokenQuantiles);
        return rows ? Result<ReportTable>(ReportTable::ofTokens(*rows, question.usage)) : Result<ReportTable>(rows.error());
    }
    }
    Q_UNREACHABLE();
}

}

Result<> Cli::reportCommand(const QStringList &arguments)
{
    if (arguments.value(1) == QLatin1String("reconcile"))
        return reconcileCommand(arguments);
    CommandLine line(help());
    addOptions(line);
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    auto question = questionOf(line);
    if (!question)
        return question.error();
    const auto json = wantsJson(line);
    if (!json)
        return json.error();
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto zone = line.zone((*workspace)->zone());
    if (!zone)
        return zone.error();
    question->usage.zone = *zone;
    if (const auto ranged = readRange(line, **workspace, *question); !ranged)
        return ranged;
    const auto table = answer(**workspace, *question);
    if (!table)
        return table.error();
    if (*json)
        table->printAsJson({ { QStringLiteral("from"), zone->timeText(question->usage.range.from) },
            { QStringLiteral("to"), zone->timeText(question->usage.range.to) }, { QStringLiteral("zone"), zone->id() } });
    else
        table->printCsv(line.has(QStringLiteral("raw")));
    return Ok;
}
