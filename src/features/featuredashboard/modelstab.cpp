#include "core/format.h"
#include "features/featuredashboard/dashboardcells.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "ledger/assignmentrepository.h"
#include "ledger/promptrepository.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("DashboardTabs", text); }

DashboardTable assignmentTable(const DashboardQuestion &question, const QList<AssignmentRecord> &records)
{
    using namespace DashboardCells;
    DashboardTable table;
    table.id = QStringLiteral("features.assignments");
    table.title = tr("Assigned models");
    table.note = tr("per environment, with history; production also prices calls that name no model");
    table.columns = { { QStringLiteral("environment"), tr("Environment") },
        { QStringLiteral("state"), tr("State"), CellKind::Status }, { QStringLiteral("provider"), tr("Provider") },
        { QStringLiteral("model"), tr("Model") }, { QStringLiteral("valid_from"), tr("From") },
        { QStringLiteral("valid_to"), tr("Until") }, { QStringLiteral("by"), tr("By") },
        { QStringLiteral("reason"), tr("Why") } };
    for (const AssignmentRecord &record : records) {
        const auto &assignment = record.assignment;
        const bool ended = assignment.validTo && *assignment.validTo <= question.now;
        const bool planned = assignment.validFrom && *assignment.validFrom > question.now;
        auto state = text(ended ? tr("Ended") : planned ? tr("Planned") : tr("In force"));
        state.severity = ended ? Severity::Off : planned ? Severity::Info : Severity::Good;
        DashboardRow row;
        row.cells = { text(assignment.environment), state, text(assignment.provider), text(assignment.model),
            time(question.zone, assignment.validFrom, tr("always")),
            time(question.zone, assignment.validTo, tr("further notice")), secondary(record.actor),
            secondary(record.reason) };
        table.rows.append(row);
    }
    table.emptyTitle = tr("No model is assigned");
    table.emptyText = tr("Records say themselves which model they called. \"Change model\" assigns one.");
    return table;
}

DashboardTable calledTable(const DashboardQuestion &question, const QList<UsageRow> &rows, const UsageMeasures &total,
    const QHash<QString, Quantiles> &latency)
{
    using namespace DashboardCells;
    DashboardTable table;
    table.id = QStringLiteral("features.models");
    table.title = tr("Models called");
    table.note = UsageText::range(question.zone, question.range);
    table.columns = { { QStringLiteral("model"), tr("Model") }, { QStringLiteral("provider"), tr("Provider") },
        { QStringLiteral("requests"), tr("Requests"), CellKind::Number },
        { QStringLiteral("share"), tr("Share"), CellKind::Share },
        { QStringLiteral("error_rate"), tr("Errors"), CellKind::Number },
        { QStringLiteral("p95_ms"), tr("p95"), CellKind::Number },
        { QStringLiteral("cost_per_request_usd"), tr("Per request"), CellKind::Money },
        { QStringLiteral("cost_usd"), tr("Spend"), CellKind::Money } };
    for (const auto &usage : rows) {
        const auto &model = usage.keys.at(0);
        const auto &provider = usage.keys.at(1);
        const auto p95 = latency.value(model.text + QChar(u'\n') + provider.text);
        auto filter = question.filter;
        filter.models = { model.text };
        filter.providers = { provider.text };
        DashboardRow row;
        row.cells
            = { named(Dimension::Model, model), named(Dimension::Provider, provider), count(usage.measures.requests()),
                  share(ratio(usage.measures.requests(), total.requests())), errorRate(usage.measures),
                  DashboardCells::latency(p95.p95, p95.exact), costPerRequest(usage.measures), spend(usage.measures) };
        row.counted = question.counted(filter, question.range);
        row.route = row.counted.shown;
        table.rows.append(row);
    }
    table.emptyTitle = tr("No calls in this range");
    return table;
}

}

Result<DashboardTables> DashboardTabs::models(Connection &connection, const DashboardQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto records = AssignmentRepository(connection).history(question.feature);
    if (!records)
        return records.error();
    const UsageQuery called { question.range, question.zone, { Dimension::Model, Dimension::Provider },
        question.filter };
    const auto answer = Usage::ask(connection, called);
    if (!answer)
        return answer.error();
    const auto latencies = Usage::latency(connection, called);
    if (!latencies)
        return latencies.error();
    QHash<QString, Quantiles> latency;
    for (const auto &row : *latencies)
        latency.insert(row.keys.at(0).text + QChar(u'\n') + row.keys.at(1).text, row.latency);
    DashboardTables tables;
    tables.tables = { assignmentTable(question, *records),
        calledTable(question, bySpend(answer->rows), answer->total(), latency) };
    tables.needsUsage = false;
    tables.source = UsageText::source(answer->source);
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}

Result<DashboardTables> DashboardTabs::prompts(Connection &connection, const DashboardQuestion &question)
{
    using namespace DashboardCells;
    QElapsedTimer timer;
    timer.start();
    const auto versions = PromptRepository(connection).ofFeature(question.feature);
    if (!versions)
        return versions.error();
    DashboardTable table;
    table.id = QStringLiteral("features.prompts");
    table.title = tr("Prompt versions");
    table.columns
        = { { QStringLiteral("name"), tr("Prompt") }, { QStringLiteral("version"), tr("Version"), CellKind::Number },
              { QStringLiteral("status"), tr("Status"), CellKind::Status }, { QStringLiteral("label"), tr("Label") },
              { QStringLiteral("created_by"), tr("Author") }, { QStringLiteral("created"), tr("Written") },
              { QStringLiteral("text"), tr("Text") } };
    for (const PromptVersion &version : *versions) {
        auto status = text(version.status == QLatin1String("active") ? tr("Active")
                : version.status == QLatin1String("draft")           ? tr("Draft")
                                                                     : tr("Retired"));
        status.severity = version.status == QLatin1String("active") ? Severity::Good
            : version.status == QLatin1String("draft")              ? Severity::Info
                                                                    : Severity::Off;
        constexpr qsizetype preview = 160;
        auto body = secondary(version.text.left(preview).simplified());
        body.exported = {}; // texts leave only when asked for by name
        body.toolTip = visibleControls(version.text.left(2000));
        DashboardRow row;
        row.cells = { text(version.name), count(version.version), status, secondary(version.label),
            secondary(version.createdBy), time(question.zone, version.created), body };
        row.cells[1].text = QStringLiteral("v%1").arg(version.version);
        table.rows.append(row);
    }
    table.note = tr("%1 in all").arg(Format::count(versions->size()));
    table.emptyTitle = tr("No prompts are kept for this feature");
    DashboardTables tables;
    tables.tables = { table };
    tables.needsUsage = false;
    tables.source = tr("prompts");
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}
