#pragma once

#include "ledger/usageseries.h"
#include "widgets/kpicard.h"

/// Figures of KPI cards, the same on every page.
class KpiFigures {
public:
    /// `compare`: whether the period before is shown.
    KpiFigures(const UsageMeasures &now, const UsageMeasures &before, const QList<UsageMeasures> &perBucket,
        TimeRange range, bool compare)
        : m_now(now)
        , m_before(before)
        , m_perBucket(perBucket)
        , m_range(range)
        , m_compare(compare)
    {
    }

    KpiValue spend() const;
    KpiValue requests() const;
    KpiValue tokens() const;
    KpiValue costPerRequest() const;
    KpiValue errorRate() const;
    KpiValue unpriced() const;
    static KpiValue latency(const Quantiles &now, const Quantiles &before,
        const QList<std::optional<qint64>> &p95PerBucket, TimeRange range, bool compare);

private:
    template <typename Value> QList<std::optional<double>> trend(Value value) const;

    const UsageMeasures &m_now;
    const UsageMeasures &m_before;
    const QList<UsageMeasures> &m_perBucket;
    TimeRange m_range;
    bool m_compare;
};
