#include "ledger/filterstate.h"

#include "services/clock.h"

FilterState::FilterState(const ReportingZone &zone, QObject *parent)
    : QObject(parent)
    , m_zone(zone)
    , m_expression { QStringLiteral("now-29d/d"), QStringLiteral("now+1d/d") }
{
}

TimeRange FilterState::range(UtcMicros now) const
{
    const auto resolved = m_expression.resolve(now, m_zone);
    // "now" to a fixed day stops to resolve once that day has come: then nothing is in the range.
    return resolved ? *resolved : TimeRange { now, now };
}

TimeRange FilterState::previousRange(UtcMicros now) const
{
    const TimeRange current = range(now);
    const QDate first = m_zone.dayOf(current.from);
    const QDate end = m_zone.dayOf(current.to);
    if (m_zone.startOfDay(first) == current.from && m_zone.startOfDay(end) == current.to)
        return { m_zone.startOfDay(first.addDays(-first.daysTo(end))), current.from };
    return { current.from - current.length(), current.from };
}

void FilterState::setRange(const RangeExpression &expression)
{
    set(expression, m_compare, m_filter);
}

void FilterState::setCompare(bool compare)
{
    set(m_expression, compare, m_filter);
}

void FilterState::setFilter(const UsageFilter &filter)
{
    set(m_expression, m_compare, filter);
}

void FilterState::set(const RangeExpression &expression, bool compare, const UsageFilter &filter)
{
    const bool resolves = bool(expression.resolve(SystemClock().now(), m_zone));
    const RangeExpression &next = resolves ? expression : m_expression;
    if (next == m_expression && compare == m_compare && filter == m_filter)
        return;
    m_expression = next;
    m_compare = compare;
    m_filter = filter;
    emit changed();
}
