#pragma once

#include "core/rangeexpression.h"
#include "widgets/filterchip.h"

#include <QList>

class RangePopup;

/// Chip that shows a time range and opens a popup to choose another. It never reads the clock.
class RangePicker : public FilterChip
{
    Q_OBJECT

public:
    explicit RangePicker(QWidget *parent = nullptr);
    ~RangePicker() override;

    /// Shows `range`; emits nothing.
    void setRange(const RangeExpression &range);
    RangeExpression range() const { return m_range; }
    void setZone(const ReportingZone &zone);
    /// What "now" is when an expression is resolved for the preview.
    void setNow(UtcMicros now);
    /// Newest first; at most five are shown. Choosing adds to them.
    void setRecent(const QList<RangeExpression> &recent);
    QList<RangeExpression> recent() const { return m_recent; }

    void openPopup();
    /// "Last 30 days", else "1 Jan - 1 Mar 2026"-like text.
    static QString describe(const RangeExpression &range);

signals:
    void rangeChosen(const RangeExpression &range);

private:
    void choose(const RangeExpression &range);

    RangeExpression m_range;
    ReportingZone m_zone;
    UtcMicros m_now = 0;
    QList<RangeExpression> m_recent;
    RangePopup *m_popup;
};
