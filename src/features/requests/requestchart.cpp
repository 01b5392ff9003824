#include "features/requests/requestchart.h"

#include "core/format.h"
#include "features/outcomeseries.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace {

using namespace OutcomeSeries;

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestChart", text);
}

ChartSeries series(const RequestsAnswer &answer, const QString &id, const QString &name, int slot, qint64 RequestsBucket::*count)
{
    ChartSeries line;
    line.id = id;
    line.name = name;
    line.slot = slot;
    for (const auto &bucket : answer.buckets) {
        line.values.append(double(bucket.*count));
        line.exactTexts.append(Format::count(bucket.*count));
    }
    return line;
}

}

ChartData RequestChart::data(const RequestsAnswer &answer, UtcMicros now)
{
    ChartData data;
    data.bucket = answer.question.bucket;
    data.zone = answer.question.query.zone;
    data.unit = tr("requests");
    bool hasOthers = false;
    for (const auto &bucket : answer.buckets) {
        data.buckets.append(bucket.range);
        data.totals.append(Format::count(bucket.succeeded + bucket.failed + bucket.others));
        hasOthers = hasOthers || bucket.others > 0;
    }
    data.lastBucketIsPartial = !data.buckets.isEmpty() && now < data.buckets.constLast().to;
    data.series.append(series(answer, Succeeded, tr("Succeeded"), 0, &RequestsBucket::succeeded));
    data.series.append(series(answer, Failed, tr("Failed"), Theme::FailureSlot, &RequestsBucket::failed));
    if (hasOthers)
        data.series.append(series(answer, Others, tr("Other"), Theme::SeriesSlots, &RequestsBucket::others));
    return data;
}

QString RequestChart::axisText(double requests)
{
    return std::floor(requests) == requests ? Format::compactCount(Int128(requests)) : QString();
}
