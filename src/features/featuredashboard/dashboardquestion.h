#pragma once

#include "features/countedrequests.h"
#include "ledger/usageseries.h"
#include "ledger/usagetext.h"

/// What a dashboard is about. `filter` names the feature, or none where one is still to be chosen.
struct DashboardQuestion {
    QString feature; ///< Key.
    TimeRange range;
    TimeRange previous; ///< The period to compare with.
    ReportingZone zone;
    UsageFilter filter;
    Bucket bucket = Bucket::Day;
    RangeExpression expression; ///< Of the range, for links.
    bool compare = true;
    QString breakdown; ///< Which of a tab's tables: "user", "session"; empty for the first.
    UtcMicros now = 0;

    /// Whether the answer to the one may be shown for the other: time passing alone does not change it.
    bool sameAs(const DashboardQuestion &other) const
    {
        return feature == other.feature && range == other.range && previous == other.previous && filter == other.filter
            && bucket == other.bucket && compare == other.compare && breakdown == other.breakdown;
    }
    Route route(const QString &page, const UsageFilter &withFilter, const QMap<QString, QString> &options = {}) const
    {
        return { page, expression, compare, withFilter, options };
    }
    /// What a figure of the whole range counts.
    CountedRequests counted(const UsageFilter &rows) const
    {
        auto requests = counted(rows, range);
        if (compare) {
            requests.before = requests.shown;
            requests.before->range = UsageText::expression(zone, previous);
        }
        return requests;
    }
    /// What a figure of a part of the range counts.
    CountedRequests counted(const UsageFilter &rows, TimeRange part) const
    {
        CountedRequests requests { route(QStringLiteral("requests"), rows), {}, {} };
        if (part != range)
            requests.shown->range = UsageText::expression(zone, part);
        return requests;
    }
};
