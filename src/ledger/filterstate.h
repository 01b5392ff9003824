#pragma once

#include "core/rangeexpression.h"
#include "core/reportingzone.h"
#include "ledger/usagefilter.h"

#include <QObject>

/// The one global filter: every page shows the range and filter that stand here. GUI thread.
class FilterState : public QObject
{
    Q_OBJECT

public:
    explicit FilterState(const ReportingZone &zone, QObject *parent = nullptr);

    const ReportingZone &zone() const { return m_zone; }
    const RangeExpression &expression() const { return m_expression; }
    bool compare() const { return m_compare; }
    const UsageFilter &filter() const { return m_filter; }

    /// The range at `now`. The expression here always resolves: setRange() refuses others.
    TimeRange range(UtcMicros now) const;
    /// The period before with the same number of days (or, for ranges that are not whole days, the same length).
    TimeRange previousRange(UtcMicros now) const;

    /// Each emits changed() once, and only where something is different.
    void setRange(const RangeExpression &expression); ///< Ignored where it does not resolve.
    void setCompare(bool compare);
    void setFilter(const UsageFilter &filter);
    void set(const RangeExpression &expression, bool compare, const UsageFilter &filter);

signals:
    void changed();

private:
    ReportingZone m_zone;
    RangeExpression m_expression;
    bool m_compare = true;
    UsageFilter m_filter;
};
