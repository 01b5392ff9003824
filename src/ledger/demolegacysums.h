#pragma once

#include "ledger/demolegacycall.h"

#include <QMap>

class Connection;

/// What the legacy tables beside usage_logs derive from the calls: bills and allocations, errors, metrics, users. Clean:
/// they were written by other programs than the log.
class DemoLegacySums
{
public:
    void add(const DemoLegacyCall &call);
    Result<> write(Connection &connection) const;

private:
    struct Sum
    {
        qint64 requests = 0;
        qint64 failures = 0;
        qint64 tokens = 0;
        std::optional<Money> cost;
        UtcMicros first = 0;
        UtcMicros last = 0;
        QList<qint64> latencies; ///< Of successes.

        void add(const DemoLegacyCall &call);
    };
    using Key = QStringList;

    Result<> writeBilling(Connection &connection) const;
    Result<> writeAllocations(Connection &connection) const;
    Result<> writeErrors(Connection &connection) const;
    Result<> writeMetrics(Connection &connection) const;
    Result<> writePerformance(Connection &connection) const;
    Result<> writeUsers(Connection &connection) const;
    Result<> writeDebugLogs(Connection &connection) const;
    Result<> writeEvents(Connection &connection) const;

    QMap<Key, Sum> m_days; ///< By service and day.
    QMap<Key, Sum> m_months; ///< By service and month.
    QMap<Key, Sum> m_errors; ///< Failed calls, by service, status and model.
    QMap<Key, Sum> m_models; ///< By service and model.
    QMap<Key, Sum> m_users; ///< By user and month.
    QList<DemoLegacyCall> m_failed;
    QList<DemoLegacyCall> m_events; ///< Every tenth call of a known user.
    qint64 m_known = 0;
};
