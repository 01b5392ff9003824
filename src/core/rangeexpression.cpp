#include "core/rangeexpression.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace {

Error notUnderstood(const QString &text)
{
    return { Error::Kind::Invalid,
        QCoreApplication::translate("RangeExpression",
            "\"%1\" is not a time. Write a date such as 2026-11-20, or now, now-24h, now-30d/d.").arg(visibleControls(text.left(80))), {} };
}

constexpr int MostYears = 10'000;

/// A calendar moment that keeps wall-clock time apart from the instant, so that "-1M" and "/d" work on local days.
struct Moment
{
    UtcMicros t;
    const ReportingZone &zone;

    /// False where that day is too far away to be counted in microseconds.
    bool moveDays(qint64 days, qint64 months)
    {
        const QDate day = zone.dayOf(t);
        const UtcMicros inDay = t - zone.startOfDay(day);
        const QDate moved = day.addMonths(int(months)).addDays(days);
        if (!moved.isValid() || std::abs(moved.year()) > MostYears)
            return false;
        t = zone.startOfDay(moved) + inDay;
        return true;
    }
};

std::optional<Bucket> bucketOf(QChar unit)
{
    switch (unit.unicode()) {
    case 'm': return Bucket::Minute;
    case 'h': return Bucket::Hour;
    case 'd': return Bucket::Day;
    case 'w': return Bucket::Week;
    case 'M': return Bucket::Month;
    default: return {};
    }
}

std::optional<UtcMicros> absolute(const QString &text, const ReportingZone &zone)
{
    static const QRegularExpression form(QStringLiteral(
        "^(\\d{4}-\\d{2}-\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,6}))?)?(Z|[+-]\\d{2}:\\d{2})?)?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QDate day = QDate::fromString(match.captured(1), Qt::ISODate);
    if (!day.isValid())
        return {};
    if (match.captured(2).isEmpty())
        return zone.startOfDay(day);
    const QTime time(match.captured(2).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    if (!time.isValid())
        return {};
    const qint64 fraction = match.captured(5).leftJustified(6, QLatin1Char('0')).toLongLong();
    const UtcMicros wall = ReportingZone().startOfDay(day) + time.msecsSinceStartOfDay() * qint64(1000) + fraction;
    const QString offset = match.captured(6);
    if (offset == QLatin1String("Z"))
        return wall;
    if (!offset.isEmpty()) {
        const qint64 minutes = QStringView(offset).mid(1, 2).toInt() * 60 + QStringView(offset).mid(4, 2).toInt();
        return wall - (offset.startsWith(QLatin1Char('-')) ? -minutes : minutes) * MicrosPerMinute;
    }
    // The offset that holds at that wall time; in a gap the later offset, in a fold the earlier instant.
    const UtcMicros guess = wall - zone.offsetSeconds(wall) * MicrosPerSecond;
    const UtcMicros before = wall - zone.offsetSeconds(guess - 12 * MicrosPerHour) * MicrosPerSecond;
    if (before + zone.offsetSeconds(before) * MicrosPerSecond == wall)
        return before;
    return wall - zone.offsetSeconds(guess) * MicrosPerSecond;
}

}

Result<UtcMicros> parseBound(const QString &text, UtcMicros now, const ReportingZone &zone)
{
    static const QRegularExpression step(QStringLiteral("([+-])(\\d{1,6})([mhdwMy])|/([mhdwMy])"));
    const QString trimmed = text.trimmed();
    Moment moment { now, zone };
    qsizetype position = 0;
    if (trimmed.startsWith(QLatin1String("now"))) {
        position = 3;
    } else {
        position = trimmed.indexOf(QLatin1Char('/'));
        const auto t = absolute(position < 0 ? trimmed : trimmed.left(position), zone);
        if (!t)
            return notUnderstood(text);
        moment.t = *t;
        if (position < 0)
            return moment.t;
    }
    while (position < trimmed.size()) {
        const auto match = step.match(trimmed, position, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return notUnderstood(text);
        position = match.capturedEnd();
        if (!match.captured(4).isEmpty()) {
            const QChar unit = match.captured(4).at(0);
            moment.t = unit == QLatin1Char('y') ? zone.startOfDay(QDate(zone.dayOf(moment.t).year(), 1, 1))
                                                : zone.startOfBucket(moment.t, *bucketOf(unit));
            continue;
        }
        const qint64 amount = match.captured(2).toLongLong() * (match.captured(1) == QLatin1String("-") ? -1 : 1);
        bool reached = true;
        switch (match.captured(3).at(0).unicode()) {
        case 'm': moment.t += amount * MicrosPerMinute; break;
        case 'h': moment.t += amount * MicrosPerHour; break;
        case 'd': reached = moment.moveDays(amount, 0); break;
        case 'w': reached = moment.moveDays(amount * 7, 0); break;
        case 'M': reached = moment.moveDays(0, amount); break;
        case 'y': reached = moment.moveDays(0, amount * 12); break;
        }
        if (!reached || !zone.dayOf(moment.t).isValid() || std::abs(moment.t) > qint64(250'000'000'000) * MicrosPerSecond)
            return notUnderstood(text);
    }
    return moment.t;
}

Result<TimeRange> RangeExpression::resolve(UtcMicros now, const ReportingZone &zone) const
{
    const auto lower = parseBound(from, now, zone);
    if (!lower)
        return lower.error();
    const auto upper = parseBound(to, now, zone);
    if (!upper)
        return upper.error();
    TimeRange range { *lower, *upper };
    if (from.startsWith(QLatin1String("now")))
        range.from = snappedToQuarterHours(range).from;
    if (to.startsWith(QLatin1String("now")))
        range.to = snappedToQuarterHours(range).to;
    if (range.isEmpty())
        return Error { Error::Kind::Invalid,
            QCoreApplication::translate("RangeExpression", "The range from \"%1\" to \"%2\" is empty: its end is not after its start.").arg(visibleControls(from), visibleControls(to)), {} };
    return range;
}
