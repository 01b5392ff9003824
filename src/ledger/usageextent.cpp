#include "ledger/usagequery.h"

#include "data/sql.h"

Result<std::optional<TimeRange>> Usage::extent(Connection &connection, const std::optional<QString> &featureKey)
{
    constexpr UtcMicros longestDay = 26 * MicrosPerHour;
    QString conditions[2];
    QVariantList values[2];
    if (featureKey) { // the days say where to look among the rows
        const QString feature = QStringLiteral(" WHERE feature_id = (SELECT id FROM ai_features WHERE key = ?)");
        TimeRange found;
        for (const auto &[day, order] : { std::pair { &found.from, "ASC" }, std::pair { &found.to, "DESC" } }) { // each ends at the first that it meets
            const auto end = Sql::selectOne(connection, QStringLiteral("SELECT bucket_us FROM usage_days%1 ORDER BY bucket_us %2 LIMIT 1").arg(feature, QLatin1String(order)),
                { *featureKey }, [](const Row &row) { return row.int64(0); });
            if (!end)
                return end.error();
            if (!*end)
                return std::optional<TimeRange>();
            *day = **end;
        }
        conditions[0] = feature + QStringLiteral(" AND ts_us >= ? AND ts_us < ?");
        values[0] = { *featureKey, found.from, found.from + longestDay };
        conditions[1] = feature + QStringLiteral(" AND ts_us >= ?");
        values[1] = { *featureKey, found.to };
    }
    // Two statements: SQLite answers each from the end of the index, but not both in one.
    std::optional<qint64> ends[2];
    for (int i = 0; i < 2; ++i) {
        const auto end = Sql::selectOne(connection, QStringLiteral("SELECT %1(ts_us) FROM ai_usage_logs").arg(i == 0 ? QStringLiteral("MIN") : QStringLiteral("MAX")) + conditions[i],
            values[i], [](const Row &row) { return row.optionalInt64(0); });
        if (!end)
            return end.error();
        ends[i] = end->value_or(std::nullopt);
    }
    if (!ends[0])
        return std::optional<TimeRange>();
    return std::optional(TimeRange { *ends[0], *ends[1] + 1 });
}

Result<QList<UsageKey>> Usage::values(Connection &connection, Dimension dimension, int limit)
{
    QString statement;
    switch (dimension) {
    case Dimension::Feature:
        statement = QStringLiteral("SELECT f.key, f.name, SUM(d.requests) AS n FROM usage_days d JOIN ai_features f ON f.id = d.feature_id GROUP BY f.key, f.name");
        break;
    case Dimension::Provider:
        statement = QStringLiteral("SELECT p.name, p.name, SUM(d.requests) AS n FROM usage_days d JOIN ai_providers p ON p.id = d.provider_id GROUP BY p.name");
        break;
    case Dimension::Model:
        statement = QStringLiteral("SELECT m.name, m.name, SUM(d.requests) AS n FROM usage_days d JOIN ai_model_names m ON m.id = d.model_name_id GROUP BY m.name");
        break;
    case Dimension::User:
        statement = QStringLiteral("SELECT u.name, u.name, SUM(d.requests) AS n FROM usage_user_days d JOIN usage_users u ON u.id = d.user_id GROUP BY u.name");
        break;
    case Dimension::Status:
        statement = QStringLiteral("SELECT s.name, s.name, SUM(d.requests) AS n FROM usage_days d JOIN usage_statuses s ON s.code = d.status GROUP BY s.name");
        break;
    default: return Error { Error::Kind::Invalid, QStringLiteral("There is no filter for %1.").arg(dimensionName(dimension)), {} };
    }
    return Sql::select(connection, statement + QStringLiteral(" ORDER BY n DESC, 1 LIMIT %1").arg(limit), {},
        [](const Row &row) { return UsageKey { 0, row.text(0), row.text(1) }; });
}
