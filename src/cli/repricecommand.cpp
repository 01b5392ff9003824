#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/stopsignal.h"
#include "core/csv.h"
#include "core/rangeexpression.h"
#include "ledger/repricing.h"
#include "services/clock.h"
#include "services/session.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

QString usd(std::optional<Money> cost) { return cost ? cost->exactText() : QString(); }

QString timeText(std::optional<UtcMicros> t) { return t ? ReportingZone().timeText(*t) : QString(); }

/// The figures of a group as cells; a difference between unknown and unknown is unknown.
QStringList figuresOf(const RepricingGroup &group)
{
    const bool known = group.knownOldCost() || group.knownNewCost();
    return { number(group.rows), number(group.changed), usd(group.knownOldCost()), usd(group.knownNewCost()),
        known ? group.difference().exactText() : QString(), number(group.unpricedBefore), number(group.unpricedAfter) };
}

QJsonObject objectOf(const RepricingGroup &group)
{
    const QStringList figures = figuresOf(group);
    const auto money = [&figures](int i) { return figures.at(i).isEmpty() ? QJsonValue() : QJsonValue(figures.at(i)); };
    return { { QStringLiteral("rows"), group.rows }, { QStringLiteral("changed"), group.changed },
        { QStringLiteral("old_usd"), money(2) }, { QStringLiteral("new_usd"), money(3) },
        { QStringLiteral("difference_usd"), money(4) }, { QStringLiteral("unpriced_before"), group.unpricedBefore },
        { QStringLiteral("unpriced_after"), group.unpricedAfter } };
}

void printPlan(const RepricingPlan &plan, bool json)
{
    const RepricingGroup total = plan.total();
    if (json) {
        QJsonArray groups;
        for (const RepricingGroup &group : plan.groups) {
            QJsonObject object = objectOf(group);
            object.insert(QStringLiteral("feature"), group.feature);
            object.insert(QStringLiteral("model"), group.model);
            groups.append(object);
        }
        printJson({ { QStringLiteral("groups"), groups }, { QStringLiteral("total"), objectOf(total) },
            { QStringLiteral("beside_charged"), plan.besideCharged } });
        return;
    }
    printLine(
        QStringLiteral("feature,model,rows,changed,old_usd,new_usd,difference_usd,unpriced_before,unpriced_after"));
    for (const RepricingGroup &group : plan.groups)
        printLine(
            csvLine(QStringList { visibleControls(group.feature), visibleControls(group.model) } + figuresOf(group)));
    printNote(tr("%1 of %2 would change: %3 USD instead of %4, %5 unpriced instead of %6. Nothing was written; "
                 "--apply --reason R does it.")
                  .arg(number(total.changed), tr("%1 rows", total.rows).arg(total.rows), total.newCost.exactText(),
                      total.oldCost.exactText(), number(total.unpricedAfter), number(total.unpricedBefore)));
    if (plan.besideCharged > 0)
        printNote(tr("Charged rows keep their cost; what we compute beside it would change in %1 of them.")
                      .arg(plan.besideCharged));
}

QJsonObject objectOf(const RepricingJob &job)
{
    const auto time = [](std::optional<UtcMicros> t) { return t ? QJsonValue(timeText(t)) : QJsonValue(); };
    return { { QStringLiteral("job"), job.id }, { QStringLiteral("status"), job.status },
        { QStringLiteral("changed"), job.changed }, { QStringLiteral("old_usd"), job.oldCost.exactText() },
        { QStringLiteral("new_usd"), job.newCost.exactText() }, { QStringLiteral("from"), time(job.scope.from) },
        { QStringLiteral("to"), time(job.scope.to) },
        { QStringLiteral("features"), QJsonArray::fromStringList(job.scope.features) },
        { QStringLiteral("models"), QJsonArray::fromStringList(job.scope.models) },
        { QStringLiteral("started"), time(job.started) }, { QStringLiteral("finished"), time(job.finished) },
        { QStringLiteral("undone"), time(job.undone) }, { QStringLiteral("actor"), job.actor },
        { QStringLiteral("reason"), job.reason } };
}

Result<> listJobs(const CommandLine &line, Workspace &workspace)
{
    const auto jobs
        = workspace.reader().run([](Connection &connection) { return Repricing::jobs(connection); }).result();
    if (!jobs)
        return jobs.error();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral(
            "job,status,changed,old_usd,new_usd,from,to,features,models,started,finished,undone,actor,reason"));
    for (const RepricingJob &job : *jobs) {
        array.append(objectOf(job));
        if (line.json())
            continue;
        printLine(csvLine({ number(job.id), job.status, number(job.changed), job.oldCost.exactText(),
            job.newCost.exactText(), timeText(job.scope.from), timeText(job.scope.to),
            visibleControls(job.scope.features.join(QLatin1Char('|'))),
            visibleControls(job.scope.models.join(QLatin1Char('|'))), timeText(job.started), timeText(job.finished),
            timeText(job.undone), visibleControls(job.actor), visibleControls(job.reason) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("jobs"), array } });
    return Ok;
}

Result<> report(const CommandLine &line, const Result<RepricingJob> &job)
{
    if (!job)
        return job.error();
    if (line.json())
        printJson(objectOf(*job));
    else if (job->status == QLatin1String("undone"))
        printLine(tr("Repricing job %1 is undone.").arg(job->id));
    else
        printLine(tr("Repricing job %1: %2 changed, %3 USD instead of %4. To take it back: signalbox reprice undo "
                     "%1 --reason R")
                      .arg(number(job->id), tr("%1 rows", job->changed).arg(job->changed), job->newCost.exactText(),
                          job->oldCost.exactText()));
    return Ok;
}

Result<RepricingScope> scopeOf(const CommandLine &line, const ReportingZone &zone)
{
    RepricingScope scope;
    const UtcMicros now = SystemClock().now();
    for (const auto &[option, bound] :
        { std::pair { QStringLiteral("from"), &scope.from }, std::pair { QStringLiteral("to"), &scope.to } }) {
        if (!line.has(option))
            continue;
        const auto time = parseBound(line.value(option), now, zone);
        if (!time)
            return time.error();
        *bound = *time;
    }
    if (scope.from && scope.to && *scope.to <= *scope.from)
        return line.usage(tr("--to is not after --from."));
    scope.features = line.values(QStringLiteral("feature"));
    scope.models = line.values(QStringLiteral("model"));
    return scope;
}

CommandHelp help()
{
    return { QStringLiteral("reprice"), QStringLiteral("[list | resume JOB | undo JOB]"),
        tr("Computes what usage costs by the prices that the workspace knows today, each row at its own time, and says "
           "what would\n"
           "change; --apply does it. What a provider charged and what a legacy table said never changes. After an "
           "interruption\n"
           "(exit code 7, or a kill) the same command or resume goes on. undo puts back exactly what a job changed; "
           "where an import\n"
           "or another repricing changed its rows since, these are named and nothing is done."),
        { QStringLiteral("reprice"),
            QStringLiteral("reprice --from 2026-01-01 --model gpt-4o --apply --reason \"new contract\""),
            QStringLiteral("reprice undo 1 --reason \"wrong contract\"") } };
}

void addOptions(CommandLine &line)
{
    line.add(QStringLiteral("from"), tr("Only usage from this time on."), QStringLiteral("T"));
    line.add(QStringLiteral("to"), tr("Only usage before this time."), QStringLiteral("T"));
    line.add(QStringLiteral("feature"), tr("Only this feature. Can be given several times."), QStringLiteral("KEY"));
    line.add(QStringLiteral("model"), tr("Only this model, by its name in the source. Can be given several times."),
        QStringLiteral("M"));
    line.add(QStringLiteral("dry-run"), tr("Write nothing, say what would change. The default."));
    line.add(QStringLiteral("apply"), tr("Do it. Needs --reason."));
    line.add(QStringLiteral("reason"), tr("Of --apply and undo: why; goes to the audit log."), QStringLiteral("R"));
    line.addHidden(QStringLiteral("rows-per-transaction"), QStringLiteral("N"));
    line.addJson();
}

/// What the words ask for.
struct Task
{
    enum class Kind { Plan, Apply, List, Resume, Undo } kind = Kind::Plan;
    qint64 job = 0;

    bool writes() const { return kind != Kind::Plan && kind != Kind::List; }
};

Result<Task> taskOf(const CommandLine &line)
{
    const QStringList words = line.words();
    const bool apply = line.has(QStringLiteral("apply"));
    if (apply && line.has(QStringLiteral("dry-run")))
        return line.usage(tr("--apply and --dry-run exclude each other."));
    Task task;
    if (words.isEmpty()) {
        task.kind = apply ? Task::Kind::Apply : Task::Kind::Plan;
    } else if (words == QStringList { QStringLiteral("list") } && !apply) {
        task.kind = Task::Kind::List;
    } else {
        bool whole = false;
        task.job = words.value(1).toLongLong(&whole);
        const bool undo = words.first() == QLatin1String("undo");
        if (words.size() != 2 || !whole || apply || (!undo && words.first() != QLatin1String("resume")))
            return line.usage(tr(
                "Say list, or resume or undo and the number of a job, or nothing to see what repricing would change."));
        task.kind = undo ? Task::Kind::Undo : Task::Kind::Resume;
    }
    const bool reasonNeeded = task.kind == Task::Kind::Apply || task.kind == Task::Kind::Undo;
    if (reasonNeeded && line.value(QStringLiteral("reason")).trimmed().isEmpty())
        return line.usage(tr("Changing costs needs --reason."));
    return task;
}

Result<> change(const CommandLine &line, Workspace &workspace, const Task &task, const RepricingScope &scope)
{
    const auto rows = line.number(QStringLiteral("rows-per-transaction"), 1);
    if (!rows)
        return rows.error();
    RepricingOptions options { systemUserName(), line.value(QStringLiteral("reason")) };
    options.rowsPerTransaction = int(std::min<qint64>(rows->value_or(options.rowsPerTransaction), 1'000'000));
    const std::atomic_bool &stop = stopOnSignals();
    QElapsedTimer sinceLine;
    sinceLine.start();
    const auto progress = [&sinceLine](qint64 done) {
        if (progressIsWatched() && sinceLine.elapsed() >= 2000) {
            sinceLine.restart();
            printNote(tr("%1 rows", done).arg(done));
        }
    };
    Repricing repricing(workspace);
    if (task.kind == Task::Kind::Undo)
        return report(line, repricing.undo(task.job, options, stop, progress));
    if (task.kind == Task::Kind::Resume)
        return report(line, repricing.resume(task.job, options, stop, progress));
    return report(line, repricing.apply(scope, options, stop, progress));
}

}

Result<> Cli::repriceCommand(const QStringList &arguments)
{
    CommandLine line(help());
    addOptions(line);
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const auto task = taskOf(line);
    if (!task)
        return task.error();
    const auto workspace
        = line.openWorkspace(task->writes() ? Database::Access::ReadWrite : Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto scope = scopeOf(line, (*workspace)->zone());
    if (!scope)
        return scope.error();
    if (task->kind == Task::Kind::List)
        return listJobs(line, **workspace);
    if (task->writes())
        return change(line, **workspace, *task, *scope);
    const auto plan = (*workspace)
                          ->reader()
                          .run([&scope](Connection &connection) { return Repricing::plan(connection, *scope); })
                          .result();
    if (!plan)
        return plan.error();
    printPlan(*plan, line.json());
    return Ok;
}
