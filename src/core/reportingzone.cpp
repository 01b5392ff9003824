#include "core/reportingzone.h"

#include <QCoreApplication>
#include <QDateTime>

namespace {

constexpr qint64 DaySeconds = 86400;

QDate utcDate(UtcMicros t)
{
    return QDate(1970, 1, 1).addDays(floorTo(t, DaySeconds * MicrosPerSecond) / (DaySeconds * MicrosPerSecond));
}

QString offsetText(int seconds)
{
    const int minutes = std::abs(seconds) / 60;
    return QStringLiteral("%1%2:%3").arg(seconds < 0 ? QLatin1Char('-') : QLatin1Char('+')).arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

}

ReportingZone::ReportingZone()
    : m_id(QStringLiteral("UTC"))
    , m_zone(QTimeZone::utc())
    , m_utc(true)
{
}

Result<ReportingZone> ReportingZone::fromId(const QString &id)
{
    if (id == QLatin1String("UTC"))
        return ReportingZone();
    const QTimeZone zone(id.toUtf8());
    if (!zone.isValid())
        return Error { Error::Kind::Configuration,
            QCoreApplication::translate("ReportingZone", "There is no time zone named \"%1\".").arg(visibleControls(id)), {} };
    ReportingZone result;
    result.m_id = id;
    result.m_zone = zone;
    result.m_utc = false;
    return result;
}

int ReportingZone::offsetSeconds(UtcMicros t) const
{
    if (m_utc)
        return 0;
    return m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(floorTo(t, 1000) / 1000, Qt::UTC));
}

UtcMicros ReportingZone::startOfDay(QDate day) const
{
    if (m_utc)
        return QDate(1970, 1, 1).daysTo(day) * DaySeconds * MicrosPerSecond;
    return day.startOfDay(m_zone).toMSecsSinceEpoch() * 1000;
}

QDate ReportingZone::dayOf(UtcMicros t) const
{
    return utcDate(t + offsetSeconds(t) * MicrosPerSecond);
}

UtcMicros ReportingZone::startOfBucket(UtcMicros t, Bucket bucket) const
{
    switch (bucket) {
    case Bucket::Minute: return floorTo(t, MicrosPerMinute);
    case Bucket::Hour: {
        // Hours begin where the local clock shows :00, or where the clock was changed inside an hour.
        const UtcMicros offset = offsetSeconds(t) * MicrosPerSecond;
        UtcMicros start = floorTo(t + offset, MicrosPerHour) - offset;
        if (!m_utc && offsetSeconds(start) * MicrosPerSecond != offset) {
            const auto change = m_zone.previousTransition(QDateTime::fromMSecsSinceEpoch(floorTo(t, 1000) / 1000 + 1, Qt::UTC));
            if (change.atUtc.isValid())
                start = std::max(start, UtcMicros(change.atUtc.toMSecsSinceEpoch()) * 1000);
        }
        return start;
    }
    case Bucket::Day: return startOfDay(dayOf(t));
    case Bucket::Week: {
        const QDate day = dayOf(t);
        return startOfDay(day.addDays(1 - day.dayOfWeek()));
    }
    case Bucket::Month: {
        const QDate day = dayOf(t);
        return startOfDay(QDate(day.year(), day.month(), 1));
    }
    }
    Q_UNREACHABLE();
}

UtcMicros ReportingZone::startOfNextBucket(UtcMicros start, Bucket bucket) const
{
    switch (bucket) {
    case Bucket::Minute: return start + MicrosPerMinute;
    case Bucket::Hour: {
        const UtcMicros offset = offsetSeconds(start) * MicrosPerSecond;
        const UtcMicros next = floorTo(start + offset, MicrosPerHour) + MicrosPerHour - offset;
        // A clock change inside the hour ends it early: the new offset begins a new hour.
        return m_utc ? next : startOfBucket(next - 1, bucket) > start ? startOfBucket(next - 1, bucket) : next;
    }
    case Bucket::Day: {
        const QDate day = dayOf(start);
        UtcMicros next = startOfDay(day.addDays(1));
        for (int skipped = 2; next <= start; ++skipped) // a day that the zone left out (Apia, 2011-12-30)
            next = startOfDay(day.addDays(skipped));
        return next;
    }
    case Bucket::Week: return startOfDay(dayOf(start).addDays(7));
    case Bucket::Month: {
        const QDate day = dayOf(start);
        return startOfDay(QDate(day.year(), day.month(), 1).addMonths(1));
    }
    }
    Q_UNREACHABLE();
}

QList<TimeRange> ReportingZone::buckets(TimeRange range, Bucket bucket) const
{
    QList<TimeRange> result;
    if (range.isEmpty())
        return result;
    for (UtcMicros start = startOfBucket(range.from, bucket); start < range.to;) {
        const UtcMicros next = startOfNextBucket(start, bucket);
        result.append({ start, next });
        start = next;
    }
    return result;
}

QString ReportingZone::label(UtcMicros start, Bucket bucket) const
{
    const int offset = offsetSeconds(start);
    const auto local = QDateTime::fromMSecsSinceEpoch(floorTo(start, 1000) / 1000 + qint64(offset) * 1000, Qt::UTC);
    switch (bucket) {
    case Bucket::Minute:
    case Bucket::Hour: return local.toString(QStringLiteral("yyyy-MM-ddTHH:mm")) + offsetText(offset);
    case Bucket::Day:
    case Bucket::Week: return local.date().toString(Qt::ISODate);
    case Bucket::Month: return local.toString(QStringLiteral("yyyy-MM"));
    }
    Q_UNREACHABLE();
}

QString ReportingZone::timeText(UtcMicros t) const
{
    const int offset = offsetSeconds(t);
    const auto local = QDateTime::fromMSecsSinceEpoch(floorTo(t, 1000) / 1000 + qint64(offset) * 1000, Qt::UTC);
    QString text = local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (const qint64 fraction = t - floorTo(t, MicrosPerSecond); fraction != 0)
        text += QStringLiteral(".%1").arg(fraction, 6, 10, QLatin1Char('0'));
    return text + QLatin1Char(' ') + offsetText(offset);
}
