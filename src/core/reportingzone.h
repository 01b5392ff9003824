#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QTimeZone>

/// How a range is cut into buckets. Weeks begin on Monday.
enum class Bucket { Minute, Hour, Day, Week, Month };

/// The one zone in which a workspace counts its days. All calendar arithmetic of the program is here.
class ReportingZone
{
public:
    ReportingZone(); ///< UTC.
    /// `id` is an IANA name such as "Asia/Kathmandu". Fails with Configuration for an unknown one.
    static Result<ReportingZone> fromId(const QString &id);

    QString id() const { return m_id; }

    /// First instant of `day` in this zone; where midnight does not exist, the first instant after the gap.
    UtcMicros startOfDay(QDate day) const;
    QDate dayOf(UtcMicros t) const;
    /// The bucket that holds `t`: starts are ascending, and the end of one is the start of the next.
    UtcMicros startOfBucket(UtcMicros t, Bucket bucket) const;
    UtcMicros startOfNextBucket(UtcMicros start, Bucket bucket) const;
    /// The buckets that overlap `range`, whole (the first may begin before range.from).
    QList<TimeRange> buckets(TimeRange range, Bucket bucket) const;

    /// Bucket starts as text for reports: "2026-11-20", "2026-11", "2026-11-20T13:00+05:45".
    QString label(UtcMicros start, Bucket bucket) const;
    /// "2026-11-20 13:04:05.123456 +05:45", fraction only where there is one.
    QString timeText(UtcMicros t) const;
    int offsetSeconds(UtcMicros t) const;

    friend bool operator==(const ReportingZone &a, const ReportingZone &b) { return a.m_id == b.m_id; }

private:
    QString m_id;
    QTimeZone m_zone;
    bool m_utc = false;
};
