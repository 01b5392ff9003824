#include "widgets/timeaxis.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTime>

#include <cmath>
#include <optional>

namespace {

constexpr int DayMinutes = 24 * 60;
constexpr QChar ZeroWidthSpace(0x200B);

// A clock never changes to an offset that is no multiple of a quarter hour in the zones and years we show.
constexpr int ClockSteps[] = { 1, 5, 15, 30, 60, 180, 360, 720 };
constexpr int MonthSteps[] = { 1, 3, 6, 12, 24, 60, 120, 240, 600 };

QLocale english()
{
    return QLocale(QLocale::English, QLocale::UnitedKingdom);
}

int bucketMinutes(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return 1;
    case Bucket::Hour: return 60;
    case Bucket::Day: return DayMinutes;
    case Bucket::Week: return 7 * DayMinutes;
    case Bucket::Month: return 28 * DayMinutes;
    }
    Q_UNREACHABLE();
}

QString offsetText(int seconds)
{
    const int minutes = std::abs(seconds) / 60;
    return QStringLiteral("%1%2:%3").arg(seconds < 0 ? QChar(0x2212) : QLatin1Char('+'))
        .arg(minutes / 60, 2, 10, QLatin1Char('0')).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

qint64 localMinute(UtcMicros t, const ReportingZone &zone)
{
    return floorTo(t + zone.offsetSeconds(t) * MicrosPerSecond, MicrosPerMinute) / MicrosPerMinute;
}

QString clockText(UtcMicros t, const ReportingZone &zone)
{
    const int minute = int((localMinute(t, zone) % DayMinutes + DayMinutes) % DayMinutes);
    return QTime(minute / 60, minute % 60).toString(QStringLiteral("HH:mm"));
}

QString dayText(QDate day)
{
    return english().toString(day, QStringLiteral("d MMM"));
}

QList<TimeTick> clockTicks(TimeRange range, const ReportingZone &zone, int step)
{
    const UtcMicros stride = std::min(step, 15) * MicrosPerMinute;
    QList<TimeTick> ticks;
    std::optional<int> lastOffset;
    for (UtcMicros t = floorTo(range.from + stride - 1, stride); t < range.to; t += stride) {
        const qint64 minute = localMinute(t, zone);
        if (minute % step != 0)
            continue;
        const int offset = zone.offsetSeconds(t);
        QString text = minute % DayMinutes == 0 ? dayText(zone.dayOf(t)) : clockText(t, zone);
        if (lastOffset && *lastOffset != offset)
            text += QLatin1Char(' ') + offsetText(offset);
        lastOffset = offset;
        ticks.append({ t, text });
    }
    return ticks;
}

QList<TimeTick> dayTicks(TimeRange range, const ReportingZone &zone, int days)
{
    QDate day = zone.dayOf(range.from);
    if (days == 7)
        day = day.addDays((8 - day.dayOfWeek()) % 7);
    QList<TimeTick> ticks;
    for (UtcMicros t = zone.startOfDay(day); t < range.to; day = day.addDays(days), t = zone.startOfDay(day)) {
        if (t >= range.from && (ticks.isEmpty() || t > ticks.last().at))
            ticks.append({ t, dayText(day) });
    }
    return ticks;
}

QList<TimeTick> monthTicks(TimeRange range, const ReportingZone &zone, int months)
{
    const QDate first = zone.dayOf(range.from);
    int month = (first.year() * 12 + first.month() - 1) / months * months;
    QList<TimeTick> ticks;
    for (;; month += months) {
        const QDate day(month / 12, month % 12 + 1, 1);
        const UtcMicros t = zone.startOfDay(day);
        if (t >= range.to || !day.isValid())
            return ticks;
        if (t < range.from)
            continue;
        const bool namesYear = months >= 12 || day.month() == 1 || ticks.isEmpty();
        const QString format = months >= 12 ? QStringLiteral("yyyy")
            : namesYear ? QStringLiteral("MMM yyyy") : QStringLiteral("MMM");
        ticks.append({ t, english().toString(day, format) });
    }
}

QList<TimeTick> unique(QList<TimeTick> ticks)
{
    QStringList seen;
    for (TimeTick &tick : ticks) {
        while (seen.contains(tick.label))
            tick.label += ZeroWidthSpace;
        seen.append(tick.label);
    }
    return ticks;
}

}

QList<TimeTick> TimeAxis::ticks(TimeRange range, Bucket bucket, const ReportingZone &zone, int maximumLabels)
{
    if (range.isEmpty() || maximumLabels < 1)
        return {};
    const int finest = bucketMinutes(bucket);
    const double minutes = double(range.length()) / double(MicrosPerMinute);
    const auto fits = [&](qint64 step) { return step >= finest && minutes / double(step) <= maximumLabels; };
    const auto accept = [&](const QList<TimeTick> &ticks) { return !ticks.isEmpty() && ticks.size() <= maximumLabels; };

    for (const int step : ClockSteps) {
        if (fits(step) || (step >= finest && minutes <= step)) {
            if (const auto result = clockTicks(range, zone, step); accept(result))
                return unique(result);
        }
    }
    for (const int days : { 1, 7 }) {
        if (days * DayMinutes >= finest && minutes / (days * DayMinutes) <= maximumLabels + 1) {
            if (const auto result = dayTicks(range, zone, days); accept(result))
                return unique(result);
        }
    }
    for (const int months : MonthSteps) {
        if (minutes / (28.0 * months * DayMinutes) <= maximumLabels * 2 + 1) {
            if (const auto result = monthTicks(range, zone, months); accept(result))
                return unique(result);
        }
    }
    return {};
}

QString TimeAxis::bucketTitle(TimeRange bucketRange, Bucket bucket, const ReportingZone &zone)
{
    const QDate day = zone.dayOf(bucketRange.from);
    switch (bucket) {
    case Bucket::Minute:
    case Bucket::Hour: {
        const int before = zone.offsetSeconds(bucketRange.from - MicrosPerHour);
        const int after = zone.offsetSeconds(bucketRange.to + MicrosPerHour);
        QString text = QStringLiteral("%1 %2\u2013%3").arg(english().toString(day, QStringLiteral("ddd d MMM yyyy")),
            clockText(bucketRange.from, zone), clockText(bucketRange.to, zone));
        if (before != after)
            text += QLatin1Char(' ') + offsetText(zone.offsetSeconds(bucketRange.from));
        return text;
    }
    case Bucket::Day: return english().toString(day, QStringLiteral("ddd d MMM yyyy"));
    case Bucket::Week:
        return QCoreApplication::translate("TimeAxis", "Week of %1").arg(english().toString(day, QStringLiteral("d MMM yyyy")));
    case Bucket::Month: return english().toString(day, QStringLiteral("MMMM yyyy"));
    }
    Q_UNREACHABLE();
}

QList<double> TimeAxis::valueSteps(double minimum, double maximum)
{
    double low = std::isfinite(minimum) ? std::min(minimum, 0.0) : 0.0;
    double high = std::isfinite(maximum) ? std::max(maximum, 0.0) : 0.0;
    if (low == 0.0 && high == 0.0)
        high = 1.0;
    constexpr double WantedSteps = 5;
    const double raw = high / WantedSteps - low / WantedSteps; // each divided first: the difference may overflow
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : { 1.0, 2.0, 2.5, 5.0 }) {
        if (factor * power >= raw * 0.999) {
            step = factor * power;
            break;
        }
    }
    // Multiples of the step, never a running sum: 0.1 + 0.2 must not become an axis label.
    const double first = std::floor(low / step + 1e-9);
    const double last = std::ceil(high / step - 1e-9);
    QList<double> values;
    for (double k = first; k <= last; ++k)
        values.append(k * step);
    return values;
}
