#include "features/featuredashboard/summarycharts.h"

#include "core/format.h"
#include "features/outcomeseries.h"
#include "ledger/usagetext.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace {

using namespace OutcomeSeries;

QString tr(const char *text) { return QCoreApplication::translate("SummaryCharts", text); }

ChartData frame(const DashboardSummary &summary, const QString &unit, UtcMicros now)
{
    ChartData data;
    data.buckets = summary.buckets;
    data.bucket = summary.question.bucket;
    data.zone = summary.question.zone;
    data.unit = unit;
    data.lastBucketIsPartial = !data.buckets.isEmpty() && now < data.buckets.constLast().to;
    return data;
}

template <typename Value>
ChartSeries countSeries(const DashboardSummary &summary, QLatin1String id, const QString &name, int slot, Value value)
{
    ChartSeries series;
    series.id = id;
    series.name = name;
    series.slot = slot;
    for (const auto &measures : summary.perBucket) {
        const std::optional<qint64> count = value(measures);
        series.values.append(count ? std::optional(double(*count)) : std::nullopt);
        series.exactTexts.append(count ? Format::count(*count) : QString());
    }
    return series;
}

qint64 statusSum(const UsageMeasures &measures, const QList<UsageStatus> &statuses)
{
    qint64 sum = 0;
    for (const auto status : statuses)
        sum += measures.byStatus[size_t(status)];
    return sum;
}

}

ChartData SummaryCharts::requests(const DashboardSummary &summary, UtcMicros now)
{
    auto data = frame(summary, tr("requests"), now);
    const auto add = [&](QLatin1String id, const QString &name, int slot) {
        data.series.append(
            countSeries(summary, id, name, slot, [counted = statuses(id)](const UsageMeasures &measures) {
                return std::optional(statusSum(measures, counted));
            }));
    };
    add(Succeeded, tr("Succeeded"), 0);
    add(Failed, tr("Failed"), Theme::FailureSlot);
    if (statusSum(summary.total, statuses(Others)) > 0)
        add(Others, tr("Other"), Theme::SeriesSlots);
    for (const auto &measures : summary.perBucket)
        data.totals.append(Format::count(measures.requests()));
    return data;
}

ChartData SummaryCharts::tokens(const DashboardSummary &summary, UtcMicros now)
{
    auto data = frame(summary, tr("tokens"), now);
    data.series.append(countSeries(summary, QLatin1String("input"), tr("Input"), 0,
        [](const UsageMeasures &measures) { return measures.input.value(); }));
    data.series.append(countSeries(summary, QLatin1String("output"), tr("Output"), 1,
        [](const UsageMeasures &measures) { return measures.output.value(); }));
    return data;
}

ChartData SummaryCharts::latency(const DashboardSummary &summary, const DashboardLatency &latency, UtcMicros now)
{
    auto data = frame(summary, tr("ms"), now);
    const auto add = [&](const QString &id, int slot, std::optional<qint64> Quantiles::*quantile) {
        ChartSeries series;
        series.id = id;
        series.name = id;
        series.slot = slot;
        for (const auto &bucket : latency.perBucket) {
            const auto value = bucket.*quantile;
            series.values.append(value ? std::optional(double(*value) / 1000) : std::nullopt);
            series.exactTexts.append(value ? UsageText::exactMilliseconds(*value) + QStringLiteral(" ms") : QString());
        }
        data.series.append(series);
    };
    add(QStringLiteral("p95"), 0, &Quantiles::p95);
    add(QStringLiteral("p50"), 1, &Quantiles::p50);
    return data;
}

ChartData SummaryCharts::costPerRequest(const DashboardSummary &summary, UtcMicros now)
{
    auto data = frame(summary, QStringLiteral("USD"), now);
    ChartSeries series;
    series.id = QStringLiteral("cost");
    series.name = tr("Mean of the priced requests");
    for (const auto &measures : summary.perBucket) {
        const auto cost = costPerRequests(measures, 1);
        series.values.append(cost ? std::optional(cost->approximateUsd()) : std::nullopt);
        series.exactTexts.append(cost ? Format::moneyExact(*cost) : QString());
    }
    data.series.append(series);
    return data;
}

QString SummaryCharts::countText(double value)
{
    return std::floor(value) == value ? Format::compactCount(Int128(value)) : QString();
}

QString SummaryCharts::millisecondsText(double milliseconds)
{
    return milliseconds >= 1000 ? QStringLiteral("%1 s").arg(milliseconds / 1000)
                                : QStringLiteral("%1 ms").arg(milliseconds);
}

QString SummaryCharts::costText(double usd)
{
    // A step of the axis has few digits: the shortest decimal text that holds them.
    QString text = QString::number(usd, 'f', 9);
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return QLatin1Char('$') + text;
}

QList<ChartMark> SummaryCharts::marks(const QList<DashboardEvent> &events)
{
    QList<ChartMark> marks;
    for (qsizetype i = 0; i < events.size(); ++i)
        marks.append({ events.at(i).at, QString::number(i + 1),
            events.at(i).title + QStringLiteral(" ") + events.at(i).detail });
    return marks;
}

QString SummaryCharts::asTsv(const DashboardSummary &summary, const std::optional<DashboardLatency> &latency)
{
    QStringList lines { QStringList {
        UsageText::bucketTitle(summary.question.bucket) + QLatin1Char(' ') + summary.question.zone.id(),
        QStringLiteral("requests"), QStringLiteral("succeeded"), QStringLiteral("failed"),
        QStringLiteral("input_tokens"), QStringLiteral("output_tokens"), QStringLiteral("cost_usd"),
        QStringLiteral("unpriced_requests"), QStringLiteral("cost_per_request_usd"), QStringLiteral("p50_ms"),
        QStringLiteral("p95_ms") }
                            .join(QLatin1Char('\t')) };
    const auto tokenText = [](const TokenSum &sum) { return sum.value() ? QString::number(*sum.value()) : QString(); };
    const auto ms
        = [](const std::optional<qint64> &value) { return value ? UsageText::exactMilliseconds(*value) : QString(); };
    for (qsizetype i = 0; i < summary.buckets.size(); ++i) {
        const auto &measures = summary.perBucket.at(i);
        const auto quantiles = latency ? latency->perBucket.value(i) : Quantiles();
        lines.append(QStringList { summary.question.zone.label(summary.buckets.at(i).from, summary.question.bucket),
            QString::number(measures.requests()), QString::number(statusSum(measures, statuses(Succeeded))),
            QString::number(statusSum(measures, statuses(Failed))), tokenText(measures.input),
            tokenText(measures.output), UsageText::exportValue(measures.knownCost()).toString(),
            QString::number(measures.unpriced()), UsageText::exportValue(costPerRequests(measures, 1)).toString(),
            ms(quantiles.p50), ms(quantiles.p95) }
                         .join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}
