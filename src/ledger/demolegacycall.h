#pragma once

#include "core/money.h"
#include "core/timerange.h"
#include "data/bulkstatement.h"
#include "ledger/usagefilter.h"

#include <QMap>
#include <QString>
#include <QVariantList>

#include <optional>

/// A call of the ledger that the legacy systems saw too. Unknown text is empty.
struct DemoLegacyCall
{
    qint64 id = 0; ///< Of its row in the ledger.
    UtcMicros time = 0;
    QString feature; ///< Key.
    QString service; ///< What the feature was called then.
    QString model;
    QString user;
    UsageStatus status = UsageStatus::Unknown;
    qint64 tokens = 0;
    std::optional<qint64> latency; ///< Microseconds.
    std::optional<Money> cost;
};

/// Adds rows to one legacy table.
class DemoLegacyTable
{
public:
    /// `columns`: "id, service_name, ...".
    static Result<DemoLegacyTable> open(Connection &connection, const QString &table, const QString &columns);
    /// Values in the order of the columns: qint64, QString, or invalid for NULL.
    Result<> add(const QVariantList &values);

private:
    explicit DemoLegacyTable(BulkStatement statement) : m_statement(std::move(statement)) {}
    BulkStatement m_statement;
};

/// Writes calls to usage_logs, with the dirt of real tables in it, and counts that.
class DemoLegacyLog
{
public:
    /// Rows that were logged twice get ids from `firstFreeId` on.
    static Result<DemoLegacyLog> open(Connection &connection, qint64 firstFreeId);
    Result<> add(const DemoLegacyCall &call);
    /// Rows by kind of dirt, see fillDemoLegacy().
    const QMap<QString, qint64> &counts() const { return m_counts; }

private:
    DemoLegacyLog(DemoLegacyTable table, qint64 firstFreeId);
    QVariant count(const char *kind, const QVariant &value = {});
    Result<> addRow(const QVariantList &values);
    QVariant service(const DemoLegacyCall &call);
    QVariant model(const DemoLegacyCall &call);
    QVariant success(const DemoLegacyCall &call);
    QVariant cost(const DemoLegacyCall &call);
    QVariant time(const DemoLegacyCall &call);

    DemoLegacyTable m_table;
    qint64 m_freeId;
    qint64 m_place = 0; ///< Of the call among all, from 1.
    QStringList m_found; ///< Kinds of dirt in the row that is being made.
    QMap<QString, qint64> m_counts;
};

/// "2026-11-18 10:00:00", UTC.
QString demoLegacyTime(UtcMicros t);
/// Exact, as a float prints: "1.23e-05".
QString demoLegacyExponent(Money amount);
