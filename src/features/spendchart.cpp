#include "features/spendchart.h"

#include "core/csv.h"
#include "core/format.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

#include <cmath>

namespace {

const QLatin1String KeyPrefix("="); // so that the empty key is not read as "no series"

QString tr(const char *text)
{
    return QCoreApplication::translate("SpendChart", text);
}

QString lineName(const UsageSeries::Line &line, Dimension group)
{
    return line.gathered > 0 ? tr("Other (%1)").arg(Format::count(line.gathered)) : UsageText::label(group, line.key);
}

ChartSeries chartSeries(const UsageSeries::Line &line, int slot, Dimension group)
{
    ChartSeries series;
    series.isOther = line.gathered > 0;
    series.slot = slot;
    series.id = series.isOther ? QString(SpendChart::OtherId) : QString(KeyPrefix + line.key.text);
    series.name = lineName(line, group);
    for (const auto &spend : line.buckets) {
        const auto cost = spend.known();
        series.values.append(cost ? std::optional(cost->approximateUsd()) : std::nullopt);
        series.exactTexts.append(UsageText::spend(spend));
    }
    return series;
}

QString bucketsIn(Bucket bucket, const QString &zone)
{
    switch (bucket) {
    case Bucket::Minute: return tr("Minutes in %1").arg(zone);
    case Bucket::Hour: return tr("Hours in %1").arg(zone);
    case Bucket::Day: return tr("Days in %1").arg(zone);
    case Bucket::Week: return tr("Weeks from Monday in %1").arg(zone);
    case Bucket::Month: return tr("Months in %1").arg(zone);
    }
    Q_UNREACHABLE();
}

QString soFar(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return tr("last minute so far");
    case Bucket::Hour: return tr("last hour so far");
    case Bucket::Day: return tr("last day so far");
    case Bucket::Week: return tr("last week so far");
    case Bucket::Month: return tr("last month so far");
    }
    Q_UNREACHABLE();
}

QString tsvField(const QString &text)
{
    return withoutFormula(visibleControls(text)); // tabs and line ends would shift the columns
}

}

ChartData SpendChart::data(
    const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group, UtcMicros now)
{
    ChartData data;
    data.buckets = series.buckets;
    data.bucket = bucket;
    data.zone = zone;
    data.unit = QStringLiteral("USD");
    data.lastBucketIsPartial = !series.buckets.isEmpty() && now < series.buckets.constLast().to;
    for (int slot = 0; slot < int(series.lines.size()); ++slot)
        data.series.append(chartSeries(series.lines.at(slot), slot, group));
    for (const auto &measures : series.totals)
        data.totals.append(UsageText::spend(Spend::of(measures)));
    return data;
}

std::optional<QString> SpendChart::keyOf(const QString &seriesId)
{
    return seriesId.startsWith(KeyPrefix) ? std::optional(seriesId.mid(KeyPrefix.size())) : std::nullopt;
}

QString SpendChart::asTsv(const UsageSeries &series, const ReportingZone &zone, Bucket bucket, Dimension group)
{
    QStringList header { QStringLiteral("bucket") };
    for (const auto &line : series.lines)
        header.append(tsvField(lineName(line, group)));
    header << QStringLiteral("total_usd") << QStringLiteral("unpriced_requests");
    QStringList lines { header.join(QLatin1Char('\t')) };
    for (qsizetype i = 0; i < series.buckets.size(); ++i) {
        const auto total = Spend::of(series.totals.at(i));
        QStringList line { zone.label(series.buckets.at(i).from, bucket) };
        for (const auto &each : series.lines)
            line.append(UsageText::exportValue(each.buckets.at(i).known()).toString());
        line << UsageText::exportValue(total.known()).toString() << QString::number(total.unpriced);
        lines.append(line.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString SpendChart::boundaryText(const ChartData &data)
{
    const auto text = bucketsIn(data.bucket, data.zone.id());
    return data.lastBucketIsPartial ? tr("%1, %2").arg(text, soFar(data.bucket)) : text;
}

QString SpendChart::axisText(double usd)
{
    constexpr double compactFrom = 10'000;
    if (usd >= compactFrom)
        return QLatin1Char('$') + Format::compactCount(Int128(std::llround(usd)));
    // A step of the axis has few digits; text keeps them exact where a double would not.
    const auto amount = Money::fromUsdText(QString::number(usd, 'f', 9));
    if (!amount)
        return {};
    return usd == std::floor(usd) ? Format::moneyFixed(*amount, 0) : Format::money(*amount);
}
