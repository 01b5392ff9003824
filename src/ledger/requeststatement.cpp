#include "ledger/requeststatement.h"

#include "data/sql.h"
#include "ledger/usagesql.h"

namespace {

constexpr qsizetype LongestText = 200; ///< Of a search; SQLite refuses very long patterns.

// Names by subquery and not by join: tables of names share column names with the ledger.
QString columns()
{
    return QStringLiteral(R"(
    id, ts_us,
    (SELECT key FROM ai_features WHERE ai_features.id = feature_id),
    (SELECT name FROM ai_features WHERE ai_features.id = feature_id),
    (SELECT name FROM ai_providers WHERE ai_providers.id = provider_id),
    (SELECT name FROM ai_model_names WHERE ai_model_names.id = model_name_id),
    (SELECT name FROM usage_users WHERE usage_users.id = user_id),
    session, client, status, status_text, error_code,
    input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
    latency_us, ttft_us, charged_pico, computed_pico, cost_pico, price_id, cost_source, flags, batch_id, line)");
}

std::optional<Money> money(std::optional<qint64> pico)
{
    return pico ? std::optional(Money::fromPico(*pico)) : std::nullopt;
}

QString sortColumn(qsizetype key)
{
    return QStringLiteral("sort_%1").arg(key);
}

/// A pattern that finds `text` anywhere, with "!" before what LIKE would understand.
QString containing(const QString &text)
{
    QString pattern = text.left(LongestText);
    pattern.remove(QChar(u'\0')); // PostgreSQL has no such text
    for (const auto special : { QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_') })
        pattern.replace(special, QStringLiteral("!") + special);
    return QLatin1Char('%') + pattern + QLatin1Char('%');
}

}

RequestStatement::RequestStatement(const RequestQuery &query, Dialect dialect)
    : m_query(query)
    , m_dialect(dialect)
{
    const auto order = query.order.isEmpty() ? QList<RequestSort> { RequestSort() } : query.order;
    for (const auto &sort : order)
        m_keys.append(keyOf(sort));
    m_byTime = order.constFirst().field == RequestField::Time;
}

RequestStatement::Key RequestStatement::keyOf(const RequestSort &sort)
{
    const auto number = [&sort](const QString &column) { return Key { column, false, true, sort.descending }; };
    const auto known = [&sort](const QString &column) { return Key { column, false, false, sort.descending }; };
    const auto text = [&sort](const QString &expression) { return Key { expression, true, true, sort.descending }; };
    const auto name = [&text](const QString &table, const QString &column) {
        return text(QStringLiteral("NULLIF((SELECT name FROM %1 WHERE %1.id = %2), '')").arg(table, column));
    };
    const auto word = [&text](const QString &table, const QString &column) {
        return text(QStringLiteral("(SELECT name FROM %1 WHERE %1.code = %2)").arg(table, column));
    };
    switch (sort.field) {
    case RequestField::Time: return known(QStringLiteral("ts_us"));
    case RequestField::Feature: return name(QStringLiteral("ai_features"), QStringLiteral("feature_id"));
    case RequestField::Provider: return name(QStringLiteral("ai_providers"), QStringLiteral("provider_id"));
    case RequestField::Model: return name(QStringLiteral("ai_model_names"), QStringLiteral("model_name_id"));
    case RequestField::User: return name(QStringLiteral("usage_users"), QStringLiteral("user_id"));
    case RequestField::Session: return text(QStringLiteral("session"));
    case RequestField::Status: return word(QStringLiteral("usage_statuses"), QStringLiteral("status"));
    case RequestField::Input: return number(QStringLiteral("input_tokens"));
    case RequestField::CacheRead: return number(QStringLiteral("cache_read_tokens"));
    case RequestField::Output: return number(QStringLiteral("output_tokens"));
    case RequestField::Reasoning: return number(QStringLiteral("reasoning_tokens"));
    case RequestField::Latency: return number(QStringLiteral("latency_us"));
    case RequestField::FirstToken: return number(QStringLiteral("ttft_us"));
    case RequestField::Cost: return number(QStringLiteral("cost_pico"));
    case RequestField::CostSource: return word(QStringLiteral("cost_sources"), QStringLiteral("cost_source"));
    case RequestField::ErrorCode: return text(QStringLiteral("error_code"));
    case RequestField::Batch: return known(QStringLiteral("batch_id"));
    case RequestField::Line: return known(QStringLiteral("line"));
    }
    Q_UNREACHABLE();
}

TimeRange RequestStatement::rangeAfter(const RequestCursor &cursor) const
{
    auto range = m_query.range;
    if (m_byTime) {
        const auto time = cursor.m_values.constFirst().toLongLong();
        if (m_keys.constFirst().descending)
            range.to = qMin(range.to, time + 1);
        else
            range.from = qMax(range.from, time);
    }
    return range;
}

QString RequestStatement::where(TimeRange range, QVariantList &values) const
{
    const UsageQuery usage { range, m_query.zone, {}, m_query.filter };
    QString text = UsageSql::where(usage, { range, UsageAnswer::Source::RawRows }, values);
    if (!m_query.errorCodes.isEmpty()) {
        const bool unsaid = m_query.errorCodes.contains(QString());
        text += QStringLiteral(" AND (error_code IN (%1)")
                    .arg(QStringList(m_query.errorCodes.size(), QStringLiteral("?")).join(QLatin1String(", ")));
        text += unsaid ? QStringLiteral(" OR error_code IS NULL)") : QStringLiteral(")");
        for (const auto &code : m_query.errorCodes)
            values.append(code.isNull() ? QStringLiteral("") : code);
    }
    if (!m_query.text.isEmpty()) {
        const auto like = m_dialect == Dialect::Sqlite ? QStringLiteral("LIKE") : QStringLiteral("ILIKE");
        text += QStringLiteral(" AND (error_message %1 ? ESCAPE '!' OR error_code %1 ? ESCAPE '!')").arg(like);
        values << containing(m_query.text) << containing(m_query.text);
    }
    return text;
}

QString RequestStatement::after(const RequestCursor &cursor, QVariantList &values) const
{
    // Later in the first key, or equal there and later in the next, ..., or equal in all and later in the id.
    QStringList cases;
    QStringList equals;
    QVariantList equalValues;
    const auto addCase = [&](const QString &beyond, const QVariantList &beyondValues) {
        cases.append((equals + QStringList { beyond }).join(QLatin1String(" AND ")));
        values += equalValues + beyondValues;
    };
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto &key = m_keys.at(i);
        const auto &value = cursor.m_values.at(i);
        // The sign keeps SQLite from answering an OR by several walks over the index and a sort of them.
        const auto column = key.isText ? key.expression : QLatin1Char('+') + key.expression;
        if (!value.isValid()) { // nothing comes after the unknown ones
            equals.append(column + QStringLiteral(" IS NULL"));
            continue;
        }
        const auto compare = key.descending ? QStringLiteral("%1 < ?") : QStringLiteral("%1 > ?");
        const auto beyond = key.mayBeUnknown ? QString(QStringLiteral("(") + compare + QStringLiteral(" OR %1 IS NULL)")) : compare;
        addCase(beyond.arg(column), { value });
        equals.append(column + QStringLiteral(" = ?"));
        equalValues.append(value);
    }
    addCase(m_keys.constLast().descending ? QStringLiteral("id < ?") : QStringLiteral("id > ?"), { cursor.m_id });
    return QStringLiteral(" AND ((") + cases.join(QStringLiteral(") OR (")) + QStringLiteral("))");
}

QString RequestStatement::orderBy(const std::function<QString(qsizetype)> &column, const QString &id) const
{
    QStringList parts;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const auto &key = m_keys.at(i);
        const auto unknown = key.mayBeUnknown ? QStringLiteral(" NULLS LAST") : QString();
        parts.append(column(i) + (key.descending ? QStringLiteral(" DESC") : QString()) + unknown);
    }
    parts.append(id + (m_keys.constLast().descending ? QStringLiteral(" DESC") : QString()));
    return QStringLiteral(" ORDER BY ") + parts.join(QLatin1String(", "));
}

QString RequestStatement::page(const std::optional<RequestCursor> &cursor, int limit, QVariantList &values) const
{
    const auto expression = [this](qsizetype i) { return m_keys.at(i).expression; };
    QString found = QStringLiteral("SELECT id AS row_id");
    QString sorts;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        found += QStringLiteral(", ") + expression(i) + QStringLiteral(" AS ") + sortColumn(i);
        sorts += QStringLiteral(", ") + sortColumn(i);
    }
    found += QStringLiteral(" FROM ai_usage_logs") + where(cursor ? rangeAfter(*cursor) : m_query.range, values);
    if (cursor)
        found += after(*cursor, values);
    found += orderBy(expression, QStringLiteral("id")) + QStringLiteral(" LIMIT %1").arg(limit);
    return QStringLiteral("SELECT ") + columns() + sorts + QStringLiteral(" FROM (") + found
        + QStringLiteral(") AS found CROSS JOIN ai_usage_logs WHERE id = row_id")
        + orderBy(sortColumn, QStringLiteral("row_id"));
}

QString RequestStatement::all(QVariantList &values) const
{
    const auto matching = where(m_query.range, values);
    return QStringLiteral("SELECT ") + columns() + QStringLiteral(" FROM ai_usage_logs") + matching
        + orderBy([this](qsizetype i) { return m_keys.at(i).expression; }, QStringLiteral("id"));
}

QString RequestStatement::count(qint64 limit, QVariantList &values) const
{
    return QStringLiteral("SELECT COUNT(*) FROM (SELECT id FROM ai_usage_logs%1 LIMIT %2) AS found").arg(where(m_query.range, values)).arg(limit);
}

QString RequestStatement::one()
{
    return QStringLiteral("SELECT ") + columns() + QStringLiteral(", error_message FROM ai_usage_logs WHERE id = ?");
}

RequestRow RequestStatement::rowOf(const Row &row)
{
    int column = 0;
    const auto number = [&] { return row.int64(column++); };
    const auto optional = [&] { return row.optionalInt64(column++); };
    const auto text = [&] { return row.text(column++); };
    RequestRow request;
    request.id = number();
    request.time = number();
    for (auto *name : { &request.feature, &request.featureName, &request.provider, &request.model, &request.user,
             &request.session, &request.client })
        *name = text();
    request.status = UsageStatus(number());
    request.statusText = text();
    request.errorCode = text();
    for (auto *amount : { &request.input, &request.cacheRead, &request.cacheWrite5m, &request.cacheWrite1h,
             &request.output, &request.reasoning, &request.latency, &request.firstToken })
        *amount = optional();
    for (auto *amount : { &request.charged, &request.computed, &request.cost })
        *amount = money(optional());
    request.price = optional();
    request.costSource = CostSource(number());
    request.flags = int(number());
    request.batch = number();
    request.line = number();
    Q_ASSERT(column == ColumnCount);
    return request;
}

RequestCursor RequestStatement::cursorOf(const Row &row) const
{
    RequestCursor cursor;
    cursor.m_id = row.int64(0);
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        const int column = ColumnCount + int(i);
        cursor.m_values.append(row.isNull(column) ? QVariant()
                : m_keys.at(i).isText             ? QVariant(row.text(column))
                                                  : QVariant(row.int64(column)));
    }
    return cursor;
}
