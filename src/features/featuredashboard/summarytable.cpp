#include "features/featuredashboard/summarytable.h"

#include "features/featuredashboard/dashboardcells.h"
#include "ledger/usagetext.h"

DashboardTable SummaryTable::of(const DashboardSummary &summary, const std::optional<DashboardLatency> &latency)
{
    using namespace DashboardCells;
    DashboardTable table;
    table.columns = { { QStringLiteral("from"), UsageText::bucketTitle(summary.question.bucket) },
        { QStringLiteral("requests"), {}, CellKind::Number }, { QStringLiteral("errors"), {}, CellKind::Number },
        { QStringLiteral("error_rate"), {}, CellKind::Number },
        { QStringLiteral("input_tokens"), {}, CellKind::Number },
        { QStringLiteral("output_tokens"), {}, CellKind::Number }, { QStringLiteral("cost_usd"), {}, CellKind::Money },
        { QStringLiteral("unpriced_requests"), {}, CellKind::Number },
        { QStringLiteral("cost_per_request_usd"), {}, CellKind::Money },
        { QStringLiteral("p50_ms"), {}, CellKind::Number }, { QStringLiteral("p95_ms"), {}, CellKind::Number } };
    for (qsizetype i = 0; i < summary.buckets.size(); ++i) {
        const auto &measures = summary.perBucket.at(i);
        const auto quantiles = latency ? latency->perBucket.value(i) : Quantiles();
        DashboardRow row;
        row.cells = { text(summary.question.zone.label(summary.buckets.at(i).from, summary.question.bucket)),
            count(measures.requests()), count(measures.errors()), errorRate(measures), tokens(measures.input),
            tokens(measures.output), spend(measures), count(measures.unpriced()), costPerRequest(measures),
            DashboardCells::latency(quantiles.p50, quantiles.exact),
            DashboardCells::latency(quantiles.p95, quantiles.exact) };
        table.rows.append(row);
    }
    return table;
}
