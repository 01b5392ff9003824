#include "ledger/demolegacycall.h"

#include "data/connection.h"

#include <QDateTime>

namespace {

QDateTime utc(UtcMicros t)
{
    return QDateTime::fromMSecsSinceEpoch(floorTo(t, 1000) / 1000, Qt::UTC);
}

QString microseconds(UtcMicros t)
{
    return QStringLiteral("%1").arg(t - floorTo(t, MicrosPerSecond), 6, 10, QLatin1Char('0'));
}

}

QString demoLegacyTime(UtcMicros t)
{
    return utc(t).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString demoLegacyExponent(Money amount)
{
    QString digits = decimalText(amount.pico(), 0);
    const qsizetype exponent = digits.size() - 1 - 12;
    while (digits.size() > 1 && digits.endsWith(QLatin1Char('0')))
        digits.chop(1);
    if (digits.size() > 1)
        digits.insert(1, QLatin1Char('.'));
    const QString sign = exponent < 0 ? QStringLiteral("-") : QStringLiteral("+");
    return QStringLiteral("%1e%2%3").arg(digits, sign).arg(qAbs(exponent), 2, 10, QLatin1Char('0'));
}

Result<DemoLegacyTable> DemoLegacyTable::open(Connection &connection, const QString &table, const QString &columns)
{
    const QString places = QStringList(columns.count(QLatin1Char(',')) + 1, QStringLiteral("?")).join(QLatin1String(", "));
    auto statement = BulkStatement::prepare(connection, QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table, columns, places));
    if (!statement)
        return statement.error();
    return DemoLegacyTable(std::move(*statement));
}

Result<> DemoLegacyTable::add(const QVariantList &values)
{
    int parameter = 0;
    for (const QVariant &value : values) {
        ++parameter;
        if (!value.isValid())
            m_statement.bindNull(parameter);
        else if (value.typeId() == QMetaType::QString)
            m_statement.bindText(parameter, value.toString().toUtf8());
        else
            m_statement.bind(parameter, value.toLongLong());
    }
    const auto done = m_statement.execute();
    return done ? Result<>(Ok) : Result<>(done.error());
}

DemoLegacyLog::DemoLegacyLog(DemoLegacyTable table, qint64 firstFreeId)
    : m_table(std::move(table))
    , m_freeId(firstFreeId)
{
    for (const char *kind : { "unmapped_services", "null_success", "currency_costs", "exponent_costs", "comma_costs", "word_costs",
             "empty_costs", "null_costs", "duplicates", "unknown_models", "epoch_times", "unreadable_times", "null_times" })
        m_counts.insert(QLatin1String(kind), 0);
}

Result<DemoLegacyLog> DemoLegacyLog::open(Connection &connection, qint64 firstFreeId)
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("usage_logs"),
        QStringLiteral("id, service_name, model_name, user_id, tokens, response_time, cost, success, created_at"));
    if (!table)
        return table.error();
    return DemoLegacyLog(std::move(*table), firstFreeId);
}

QVariant DemoLegacyLog::count(const char *kind, const QVariant &value)
{
    m_found.append(QLatin1String(kind));
    return value;
}

QVariant DemoLegacyLog::service(const DemoLegacyCall &call)
{
    switch (m_place % 360) {
    case 23: return count("unmapped_services");
    case 113: return count("unmapped_services", QStringLiteral(""));
    case 211: return count("unmapped_services", QString(call.service.toUpper() + QLatin1Char(' ')));
    default: break;
    }
    const bool mapped = call.feature == QLatin1String("ai-search") || call.feature == QLatin1String("chatbot");
    return mapped ? QVariant(call.service) : count("unmapped_services", call.service);
}

QVariant DemoLegacyLog::model(const DemoLegacyCall &call)
{
    if (m_place % 120 == 17)
        return count("unknown_models", QStringLiteral("internal-llm-v2"));
    if (m_place % 120 == 77)
        return count("unknown_models", QStringLiteral("default"));
    return call.model.isEmpty() ? QVariant() : QVariant(call.model);
}

QVariant DemoLegacyLog::success(const DemoLegacyCall &call)
{
    if (m_place % 40 == 3)
        return count("null_success");
    return qint64(call.status == UsageStatus::Success);
}

QVariant DemoLegacyLog::cost(const DemoLegacyCall &call)
{
    const bool lost = m_place % 400 == 19; // the call had a price, the log has none
    if (lost || (!call.cost && m_place % 3 == 0))
        return count("word_costs", QStringLiteral("n/a"));
    if (!call.cost)
        return m_place % 3 == 1 ? count("empty_costs", QStringLiteral("")) : count("null_costs");
    const QString exact = call.cost->exactText();
    switch (m_place % 50) {
    case 7: return count("currency_costs", QString(QStringLiteral(" $") + exact));
    case 13: return count("exponent_costs", demoLegacyExponent(*call.cost));
    default: break;
    }
    if (m_place % 250 == 61 && exact.contains(QLatin1Char('.')))
        return count("comma_costs", QString(exact).replace(QLatin1Char('.'), QLatin1Char(',')));
    return exact;
}

QVariant DemoLegacyLog::time(const DemoLegacyCall &call)
{
    if (m_place % 700 == 99)
        return count("null_times");
    if (m_place % 300 == 71) // day and month could be either way round
        return count("unreadable_times", utc(call.time).toString(QStringLiteral("dd/MM/yyyy HH:mm")));
    switch (m_place % 10) {
    case 5:
    case 6: return QString(demoLegacyTime(call.time) + QLatin1Char('.') + microseconds(call.time) + QStringLiteral("+00"));
    case 7:
    case 8: return demoLegacyTime(call.time);
    case 9: return count("epoch_times", QString::number(floorTo(call.time, MicrosPerSecond) / MicrosPerSecond));
    default: return utc(call.time).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ"));
    }
}

Result<> DemoLegacyLog::addRow(const QVariantList &values)
{
    for (const QString &kind : std::as_const(m_found))
        ++m_counts[kind];
    return m_table.add(values);
}

Result<> DemoLegacyLog::add(const DemoLegacyCall &call)
{
    ++m_place;
    m_found.clear();
    QVariantList values { call.id, service(call), model(call), call.user.isEmpty() ? QVariant() : QVariant(call.user), call.tokens,
        call.latency ? QVariant(*call.latency / 1000) : QVariant(), cost(call), success(call), time(call) };
    if (const auto added = addRow(values); !added)
        return added;
    if (m_place % 100 != 11)
        return Ok;
    count("duplicates");
    values.first() = m_freeId++;
    return addRow(values);
}
