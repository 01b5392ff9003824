#include "ledger/requeststatement.h"

#include "data/sql.h"
#include "ledger/requestcolumn.h"
#include "ledger/usagesql.h"

namespace {

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

}

RequestStatement::RequestStatement(const RequestQuery &query, Dialect dialect, bool wide, const QString &ids)
    : m_query(query)
    , m_dialect(dialect)
    , m_wide(wide)
    , m_ids(ids)
{
    const auto order = query.order.isEmpty() ? QList<RequestSort> { RequestSort() } : query.order;
    QList<Key> keys;
    for (const auto &sort : order)
        keys.append(keyOf(sort));
    m_order = KeysetOrder(keys);
}

RequestStatement::Key RequestStatement::keyOf(const RequestSort &sort)
{
    const auto column = RequestColumn::of(sort.field);
    return { column.expression(), column.kind != RequestColumn::Kind::Number, column.mayBeUnknown, sort.descending };
}

TimeRange RequestStatement::rangeAfter(const std::optional<RequestCursor> &cursor) const
{
    auto range = m_query.range;
    if (m_query.isByTime() && cursor) {
        const auto time = cursor->m_place.values.constFirst().toLongLong();
        if (m_order.keys().constFirst().descending)
            range.to = qMin(range.to, time + 1);
        else
            range.from = qMax(range.from, time);
    }
    return range;
}

QString RequestStatement::where(TimeRange range, bool wide, QVariantList &values) const
{
    const UsageQuery usage { range, m_query.zone, {}, m_query.filter };
    QString text = UsageSql::where(usage, { range, UsageAnswer::Source::RawRows, wide, m_ids }, values);
    if (!m_query.errorCodes.isEmpty()) {
        const bool unsaid = m_query.errorCodes.contains(QString());
        text += QStringLiteral(" AND (error_code IN (%1)")
                    .arg(QStringList(m_query.errorCodes.size(), QStringLiteral("?")).join(QLatin1String(", ")));
        text += unsaid ? QStringLiteral(" OR error_code IS NULL)") : QStringLiteral(")");
        for (const auto &code : m_query.errorCodes)
            values.append(code.isNull() ? QStringLiteral("") : code);
    }
    if (m_query.batch) {
        text += QStringLiteral(" AND batch_id = ?");
        values.append(*m_query.batch);
    }
    const auto addWord = [&](const char *column, const std::optional<QString> &word) {
        if (word && word->isEmpty())
            text += QStringLiteral(" AND COALESCE(%1, '') = ''").arg(QLatin1String(column));
        else if (word)
            text += QStringLiteral(" AND %1 = ?").arg(QLatin1String(column));
        if (word && !word->isEmpty())
            values.append(*word);
    };
    addWord("session", m_query.session);
    addWord("client", m_query.client);
    if (!m_query.text.isEmpty()) {
        const auto like = m_dialect == Dialect::Sqlite ? QStringLiteral("LIKE") : QStringLiteral("ILIKE");
        text += QStringLiteral(" AND (error_message %1 ? ESCAPE '!' OR error_code %1 ? ESCAPE '!')").arg(like);
        values << Sql::containing(m_query.text) << Sql::containing(m_query.text);
    }
    return text;
}

QString RequestStatement::sortColumns() const
{
    QString sorts;
    for (qsizetype i = 0; i < m_order.keys().size(); ++i)
        sorts += QStringLiteral(", ") + m_order.keys().at(i).expression + QStringLiteral(" AS ") + sortColumn(i);
    return sorts;
}

QString RequestStatement::found(const std::optional<RequestCursor> &cursor, int limit, const QList<TimeRange> &times, QVariantList &values) const
{
    QString found = QStringLiteral("SELECT id AS row_id") + sortColumns();
    if (times.isEmpty()) {
        found += QStringLiteral(" FROM ai_usage_logs") + where(rangeAfter(cursor), m_wide, values);
    } else {
        QStringList runs;
        for (const TimeRange &time : times)
            runs.append(QStringLiteral("(%1, %2)").arg(time.from).arg(time.to));
        // Told how few they are, SQLite seeks each by the time; else it would make an index of all rows for this statement.
        found = QStringLiteral("WITH run (start_us, end_us) AS (VALUES %1) ").arg(runs.join(QLatin1String(", "))) + found
            + QStringLiteral(" FROM run CROSS JOIN ai_usage_logs") + where(rangeAfter(cursor), true, values)
            + QStringLiteral(" AND likelihood(ts_us >= start_us, 0.00001) AND likelihood(ts_us < end_us, 0.00001)");
    }
    if (cursor)
        found += m_order.after(cursor->m_place, values);
    return found + m_order.orderBy(QStringLiteral("id")) + QStringLiteral(" LIMIT %1").arg(limit);
}

QString RequestStatement::page(const std::optional<RequestCursor> &cursor, int limit, const QList<TimeRange> &times, QVariantList &values) const
{
    QString sorts;
    for (qsizetype i = 0; i < m_order.keys().size(); ++i)
        sorts += QStringLiteral(", ") + sortColumn(i);
    return QStringLiteral("SELECT ") + columns() + sorts + QStringLiteral(" FROM (") + found(cursor, limit, times, values)
        + QStringLiteral(") AS found CROSS JOIN ai_usage_logs WHERE id = row_id")
        + m_order.orderBy(sortColumn, QStringLiteral("row_id"));
}

QString RequestStatement::keys(const QString &column, const Runs &runs, QVariantList &values) const
{
    const QString selected = QStringLiteral("SELECT id, %1 FROM ").arg(column);
    const QString matching = QStringLiteral("ai_usage_logs") + where(m_query.range, m_wide, values);
    if (runs.isEmpty())
        return selected + matching;
    // SQLite seeks each row of a table; PostgreSQL would read all rows for each, and seeks what stands in a condition.
    const bool joined = m_dialect == Dialect::Sqlite;
    QStringList texts;
    for (const auto &[first, last] : runs)
        texts.append((joined ? QStringLiteral("(%1, %2)") : QStringLiteral("id BETWEEN %1 AND %2")).arg(first).arg(last));
    if (!joined)
        return selected + matching + QStringLiteral(" AND (%1)").arg(texts.join(QLatin1String(" OR ")));
    return QStringLiteral("WITH run (first_id, last_id) AS (VALUES %1) ").arg(texts.join(QLatin1String(", "))) + selected + QStringLiteral("run CROSS JOIN ") + matching
        + QStringLiteral(" AND id BETWEEN first_id AND last_id");
}

QString RequestStatement::withIds(const QList<qint64> &ids) const
{
    QStringList numbers;
    for (const qint64 id : ids)
        numbers.append(QString::number(id));
    return QStringLiteral("SELECT ") + columns() + sortColumns() + QStringLiteral(" FROM ai_usage_logs WHERE id IN (%1)").arg(numbers.join(QLatin1String(", ")));
}

QString RequestStatement::all(QVariantList &values) const
{
    const auto matching = where(m_query.range, m_wide, values);
    return QStringLiteral("SELECT ") + columns() + QStringLiteral(" FROM ai_usage_logs") + matching
        + m_order.orderBy(QStringLiteral("id"));
}

QString RequestStatement::spend(QVariantList &values) const
{
    return QStringLiteral("SELECT COUNT(*), COUNT(*) - COUNT(cost_pico), CAST(COALESCE(SUM(cost_pico / 1000000), 0) AS BIGINT), "
                          "CAST(COALESCE(SUM(cost_pico % 1000000), 0) AS BIGINT) FROM ai_usage_logs")
        + where(m_query.range, m_wide, values);
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
    cursor.m_place = m_order.placeOf(row, ColumnCount, row.int64(0));
    return cursor;
}
