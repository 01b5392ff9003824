#include "ledger/demolegacysums.h"

#include "core/quantilesketch.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace {

QString day(UtcMicros t)
{
    return demoLegacyTime(t).left(10);
}

QString month(UtcMicros t)
{
    return demoLegacyTime(t).left(7);
}

QString json(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QVariant exact(const std::optional<Money> &amount)
{
    return amount ? QVariant(amount->exactText()) : QVariant();
}

/// Nearest rank, in milliseconds with three decimals.
QVariant percentile(QList<qint64> latencies, int percent)
{
    if (latencies.isEmpty())
        return {};
    std::sort(latencies.begin(), latencies.end());
    return decimalText(latencies.at(nearestRank(percent / 100.0, latencies.size()) - 1), 3, 3);
}

/// Calls `add` for each entry with a number from 1; stops at the first failure.
template<typename Map, typename Add> Result<> forEachEntry(const Map &map, Add add)
{
    qint64 id = 0;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry) {
        if (const Result<> added = add(++id, entry.key(), entry.value()); !added)
            return added;
    }
    return Ok;
}

struct Team
{
    const char *service;
    const char *name;
    int percent; ///< Of the service; those of one service add up to 100.
};

constexpr Team Teams[] {
    { "benchmark_runner", "Platform", 100 },
    { "chatbot_service", "Customer experience", 100 },
    { "codegen", "Developer tools", 100 },
    { "search_ai", "Search", 85 },
    { "search_ai", "Marketing", 15 },
    { "support_bot", "Customer support", 70 },
    { "support_bot", "Sales", 30 },
};

}

void DemoLegacySums::Sum::add(const DemoLegacyCall &call)
{
    first = requests == 0 ? call.time : qMin(first, call.time);
    last = requests == 0 ? call.time : qMax(last, call.time);
    ++requests;
    failures += call.status == UsageStatus::Success ? 0 : 1;
    tokens += call.tokens;
    if (call.cost)
        cost = cost.value_or(Money()) + *call.cost;
    if (call.latency && call.status == UsageStatus::Success)
        latencies.append(*call.latency);
}

void DemoLegacySums::add(const DemoLegacyCall &call)
{
    m_days[{ call.service, day(call.time) }].add(call);
    m_months[{ call.service, month(call.time) }].add(call);
    m_models[{ call.service, call.model }].add(call);
    if (!call.user.isEmpty()) {
        m_users[{ call.user, month(call.time) }].add(call);
        if (++m_known % 10 == 0)
            m_events.append(call);
    }
    if (call.status != UsageStatus::Success) {
        m_errors[{ call.service, statusName(call.status), call.model }].add(call);
        m_failed.append(call);
    }
}

Result<> DemoLegacySums::write(Connection &connection) const
{
    for (const auto part : { &DemoLegacySums::writeBilling, &DemoLegacySums::writeAllocations, &DemoLegacySums::writeErrors,
             &DemoLegacySums::writeMetrics, &DemoLegacySums::writePerformance, &DemoLegacySums::writeUsers,
             &DemoLegacySums::writeDebugLogs, &DemoLegacySums::writeEvents }) {
        if (const auto written = (this->*part)(connection); !written)
            return written;
    }
    return Ok;
}

Result<> DemoLegacySums::writeBilling(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("billing_data"),
        QStringLiteral("id, billing_date, service_name, requests, tokens, amount_usd, currency, invoice_ref"));
    if (!table)
        return table.error();
    return forEachEntry(m_days, [&table](qint64 id, const Key &key, const Sum &sum) {
        const QString invoice = QStringLiteral("INV-%1").arg(QString(key.at(1)).remove(QLatin1Char('-')).left(6));
        return table->add({ id, key.at(1), key.at(0), sum.requests, sum.tokens, exact(sum.cost), QStringLiteral("USD"), invoice });
    });
}

Result<> DemoLegacySums::writeAllocations(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("cost_allocations"),
        QStringLiteral("id, period, service_name, team, share_percent, amount_usd, note"));
    if (!table)
        return table.error();
    qint64 id = 0;
    for (auto entry = m_months.cbegin(); entry != m_months.cend(); ++entry) {
        for (const Team &team : Teams) {
            if (entry.key().at(0) != QLatin1String(team.service) || !entry->cost)
                continue;
            // To the cent, as finance books it: this is why allocations never add up to the bill.
            const Money part = Money::fromPico(divideHalfEven(entry->cost->pico() * team.percent, 100));
            const auto added = table->add({ ++id, entry.key().at(1), entry.key().at(0), QString::fromLatin1(team.name),
                QString(QString::number(team.percent) + QLatin1Char('%')), part.roundedText(2),
                team.percent == 100 ? QVariant() : QVariant(QStringLiteral("shared service")) });
            if (!added)
                return added;
        }
    }
    return Ok;
}

Result<> DemoLegacySums::writeErrors(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("error_tracking"),
        QStringLiteral("id, service_name, error_code, model_name, occurrences, first_seen, last_seen, resolved"));
    if (!table)
        return table.error();
    return forEachEntry(m_errors, [&table](qint64 id, const Key &key, const Sum &sum) {
        return table->add({ id, key.at(0), key.at(1), key.at(2), sum.requests, demoLegacyTime(sum.first), demoLegacyTime(sum.last), qint64(0) });
    });
}

Result<> DemoLegacySums::writeMetrics(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("performance_metrics"),
        QStringLiteral("id, service_name, model_name, metric_name, metric_value, unit, measured_at"));
    if (!table)
        return table.error();
    qint64 id = 0;
    for (auto entry = m_models.cbegin(); entry != m_models.cend(); ++entry) {
        const auto add = [&](const QString &name, const QVariant &value, const QString &unit) {
            return value.isValid() ? table->add({ ++id, entry.key().at(0), entry.key().at(1), name, value, unit, demoLegacyTime(entry->last) })
                                   : Result<>(Ok);
        };
        for (const int percent : { 50, 95, 99 }) {
            if (const auto added = add(QStringLiteral("latency_p%1").arg(percent), percentile(entry->latencies, percent), QStringLiteral("ms")); !added)
                return added;
        }
        const QString tokens = decimalText(divideHalfEven(Int128(entry->tokens) * 10, entry->requests), 1);
        if (const auto added = add(QStringLiteral("tokens_per_request"), tokens, QStringLiteral("tokens")); !added)
            return added;
    }
    return Ok;
}

Result<> DemoLegacySums::writePerformance(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("performance_data"),
        QStringLiteral("id, service_name, period_start, requests, failures, p50_ms, p95_ms"));
    if (!table)
        return table.error();
    return forEachEntry(m_days, [&table](qint64 id, const Key &key, const Sum &sum) {
        return table->add({ id, key.at(0), key.at(1), sum.requests, sum.failures, percentile(sum.latencies, 50), percentile(sum.latencies, 95) });
    });
}

Result<> DemoLegacySums::writeUsers(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("user_metrics"),
        QStringLiteral("id, user_id, period, requests, tokens, cost, last_seen"));
    if (!table)
        return table.error();
    return forEachEntry(m_users, [&table](qint64 id, const Key &key, const Sum &sum) {
        return table->add({ id, key.at(0), key.at(1), sum.requests, sum.tokens, exact(sum.cost), demoLegacyTime(sum.last) });
    });
}

Result<> DemoLegacySums::writeDebugLogs(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("debug_logs"),
        QStringLiteral("id, level, service_name, message, request_ref, payload, created_at"));
    if (!table)
        return table.error();
    qint64 id = 0;
    for (const DemoLegacyCall &call : m_failed) {
        const QString status = statusName(call.status);
        const auto added = table->add({ ++id, call.status == UsageStatus::Timeout ? QStringLiteral("WARN") : QStringLiteral("ERROR"),
            call.service, QString(QStringLiteral("call ended with ") + status), QString::number(call.id),
            json({ { QStringLiteral("model"), call.model }, { QStringLiteral("tokens"), call.tokens }, { QStringLiteral("status"), status } }),
            demoLegacyTime(call.time) });
        if (!added)
            return added;
    }
    return Ok;
}

Result<> DemoLegacySums::writeEvents(Connection &connection) const
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("analytics_events"),
        QStringLiteral("id, event_name, service_name, user_id, properties, event_time"));
    if (!table)
        return table.error();
    qint64 id = 0;
    for (const DemoLegacyCall &call : m_events) {
        const auto added = table->add({ ++id, call.status == UsageStatus::Success ? QStringLiteral("ai_request") : QStringLiteral("ai_request_failed"),
            call.service, call.user, json({ { QStringLiteral("model"), call.model }, { QStringLiteral("tokens"), call.tokens } }), demoLegacyTime(call.time) });
        if (!added)
            return added;
    }
    return Ok;
}
