#include "ledger/repricer.h"

#include "data/sql.h"

namespace {

Result<QHash<qint64, QByteArray>> namesOf(Connection &connection, const QString &statement)
{
    QHash<qint64, QByteArray> names;
    const auto read = Sql::forEach(connection, statement, {}, [&names](const Row &row) {
        names.insert(row.int64(0), row.text(1).toUtf8());
        return true;
    });
    if (!read)
        return read.error();
    return names;
}

/// " AND <column> IN (SELECT id ...)" for `names`, empty for none.
QString namedIn(const char *column, const char *table, const char *name, const QStringList &names, QVariantList &values)
{
    if (names.isEmpty())
        return {};
    for (const QString &one : names)
        values.append(one);
    return QStringLiteral(" AND %1 IN (SELECT id FROM %2 WHERE %3 IN (%4))")
        .arg(QLatin1String(column), QLatin1String(table), QLatin1String(name),
            QStringList(names.size(), QStringLiteral("?")).join(QLatin1String(", ")));
}

}

RollupRow rollupWith(const UsageRows::Stored &row, const RowCost &cost)
{
    RollupRow rollup = row.rollup;
    rollup.costSource = cost.source;
    UsageRows::Amounts amounts = row.amounts;
    amounts.cost = cost.cost;
    UsageRows::fillCells(rollup, amounts);
    return rollup;
}

Result<Repricer> Repricer::load(Connection &connection)
{
    const auto facts = PricingFacts::load(connection);
    if (!facts)
        return facts.error();
    Repricer repricer(*facts);
    const std::pair<QHash<qint64, QByteArray> *, QString> tables[] = {
        { &repricer.m_features, QStringLiteral("SELECT id, key FROM ai_features") },
        { &repricer.m_providers, QStringLiteral("SELECT id, name FROM ai_providers") },
        { &repricer.m_models, QStringLiteral("SELECT id, name FROM ai_model_names") },
    };
    for (const auto &[names, statement] : tables) {
        auto read = namesOf(connection, statement);
        if (!read)
            return read.error();
        *names = std::move(*read);
    }
    return repricer;
}

RowCost Repricer::costOf(const UsageRows::Stored &row)
{
    UsageRecord record;
    record.provider = m_providers.value(row.rollup.provider);
    record.model = m_models.value(row.rollup.model);
    record.inputTokens = row.amounts.input;
    record.cacheReadTokens = row.amounts.cacheRead;
    record.cacheWrite5mTokens = row.amounts.cacheWrite5m;
    record.cacheWrite1hTokens = row.amounts.cacheWrite1h;
    record.outputTokens = row.amounts.output;
    record.reasoningTokens = row.amounts.reasoning;
    record.chargedPico = row.charged;
    PreparedRow priced;
    priced.time = row.rollup.time;
    priced.flags = row.flags & ~SplitUnknown;
    m_pricer.price(record, m_features.value(row.rollup.feature), priced);
    const RowCost due { priced.computedPico, priced.priceId, priced.costPico, int(priced.costSource), priced.flags };
    RowCost same = due;
    same.price = row.price;
    return row.price && due.price && same == RowCost::of(row) ? same : due;
}

Result<> forEachInScope(Connection &connection, const RepricingScope &scope, qint64 after, qint64 limit,
    const std::function<void(const UsageRows::Stored &)> &visit)
{
    QString rest = QStringLiteral("WHERE id > ? AND cost_source <> %1").arg(int(CostSource::Imported));
    QVariantList values { after };
    // The plus keeps the engines from walking the index of times: with it every step would sort the whole range by id.
    if (scope.from) {
        rest += QStringLiteral(" AND +ts_us >= ?");
        values.append(*scope.from);
    }
    if (scope.to) {
        rest += QStringLiteral(" AND +ts_us < ?");
        values.append(*scope.to);
    }
    rest += namedIn("feature_id", "ai_features", "key", scope.features, values);
    rest += namedIn("model_name_id", "ai_model_names", "name", scope.models, values);
    rest += QStringLiteral(" ORDER BY id");
    if (limit >= 0) {
        rest += QStringLiteral(" LIMIT ?");
        values.append(limit);
    }
    return UsageRows::forEachOf(connection, rest, values, visit);
}
