#include "ledger/usagerows.h"

#include "data/sql.h"
#include "ledger/usagefilter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace {

const QStringList &columns()
{
    static const QStringList names { QStringLiteral("ts_us"), QStringLiteral("feature_id"), QStringLiteral("provider_id"),
        QStringLiteral("model_name_id"), QStringLiteral("user_id"), QStringLiteral("session"), QStringLiteral("client"), QStringLiteral("status"),
        QStringLiteral("status_text"), QStringLiteral("error_code"), QStringLiteral("error_message"), QStringLiteral("input_tokens"),
        QStringLiteral("cache_read_tokens"), QStringLiteral("cache_write_5m_tokens"), QStringLiteral("cache_write_1h_tokens"),
        QStringLiteral("output_tokens"), QStringLiteral("reasoning_tokens"), QStringLiteral("latency_us"), QStringLiteral("ttft_us"),
        QStringLiteral("charged_pico"), QStringLiteral("computed_pico"), QStringLiteral("price_id"), QStringLiteral("cost_pico"),
        QStringLiteral("cost_source"), QStringLiteral("flags"), QStringLiteral("batch_id"), QStringLiteral("line") };
    return names;
}

bool isText(const QString &column)
{
    static const QStringList texts { QStringLiteral("session"), QStringLiteral("client"), QStringLiteral("status_text"), QStringLiteral("error_code"),
        QStringLiteral("error_message") };
    return texts.contains(column);
}

/// The value of an image's column; nullopt where it is malformed.
std::optional<QVariant> valueOf(const QJsonObject &image, const QString &column)
{
    if (!image.contains(column))
        return isText(column) ? QVariant(QMetaType::fromType<QString>()) : QVariant(QMetaType::fromType<qlonglong>());
    const QString text = image.value(column).toString();
    if (isText(column))
        return text;
    bool whole = false;
    const qint64 number = text.toLongLong(&whole);
    return whole ? std::optional<QVariant>(number) : std::nullopt;
}

void addKnown(RollupCells &cells, Cell sum, Cell known, std::optional<qint64> tokens)
{
    cells[sum] = tokens.value_or(0);
    cells[known] = tokens ? 1 : 0;
}

UsageRows::Stored fromRow(const Row &row)
{
    UsageRows::Stored stored;
    stored.id = row.int64(0);
    RollupRow &rollup = stored.rollup;
    rollup.time = row.int64(1);
    rollup.feature = row.int64(2);
    rollup.provider = row.int64(3);
    rollup.model = row.int64(4);
    rollup.user = row.int64(5);
    rollup.status = int(row.int64(6));
    rollup.costSource = int(row.int64(7));
    rollup.id = stored.id;
    rollup.firstToken = row.optionalInt64(22).value_or(-1);
    rollup.session = row.text(23).toUtf8();
    rollup.errorCode = row.text(24).toUtf8();
    stored.charged = row.optionalInt64(15);
    stored.computed = row.optionalInt64(16);
    stored.cost = row.optionalInt64(17);
    rollup.batch = row.int64(18);
    stored.line = row.int64(19);
    rollup.line = stored.line;
    stored.price = row.optionalInt64(20);
    stored.flags = int(row.int64(21));
    stored.amounts = { row.optionalInt64(8), row.optionalInt64(9), row.optionalInt64(10), row.optionalInt64(11), row.optionalInt64(12),
        row.optionalInt64(13), row.optionalInt64(14), stored.cost };
    UsageRows::fillCells(rollup, stored.amounts);
    return stored;
}

}

void UsageRows::fillCells(RollupRow &row, const Amounts &amounts)
{
    RollupCells &cells = row.cells;
    const auto write = amounts.cacheWrite5m || amounts.cacheWrite1h
        ? std::optional(amounts.cacheWrite5m.value_or(0) + amounts.cacheWrite1h.value_or(0)) : std::nullopt;
    cells[Cell::Requests] = 1;
    addKnown(cells, Cell::Input, Cell::InputKnown, amounts.input);
    addKnown(cells, Cell::CacheRead, Cell::CacheReadKnown, amounts.cacheRead);
    addKnown(cells, Cell::CacheWrite, Cell::CacheWriteKnown, write);
    addKnown(cells, Cell::Output, Cell::OutputKnown, amounts.output);
    addKnown(cells, Cell::Reasoning, Cell::ReasoningKnown, amounts.reasoning);
    row.callLatency = amounts.latency.value_or(-1);
    if (amounts.latency && row.status == int(UsageStatus::Success)) {
        cells[Cell::LatencyKnown] = 1;
        row.latency = *amounts.latency;
    }
    cells[Cell::CostMicros] = amounts.cost.value_or(0) / 1000000;
    cells[Cell::CostRest] = amounts.cost.value_or(0) % 1000000;
}

Result<> UsageRows::forEach(Connection &connection, const std::function<void(const Stored &)> &visit, std::optional<qint64> id)
{
    return id ? forEachOf(connection, QStringLiteral("WHERE id = ?"), { *id }, visit) : forEachOf(connection, QStringLiteral("ORDER BY id"), {}, visit);
}

Result<> UsageRows::forEachOf(Connection &connection, const QString &rest, const QVariantList &values, const std::function<void(const Stored &)> &visit)
{
    const QString statement = QStringLiteral(R"(
        SELECT id, ts_us, feature_id, provider_id, model_name_id, user_id, status, cost_source,
               input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
               latency_us, charged_pico, computed_pico, cost_pico, batch_id, line, price_id, flags, ttft_us, session, error_code
          FROM ai_usage_logs )") + rest;
    return Sql::forEach(connection, statement, values, [&visit](const Row &row) {
        visit(fromRow(row));
        return true;
    });
}

Result<QString> UsageRows::image(Connection &connection, qint64 id)
{
    // Numbers go in as text: 64-bit integers do not survive a JSON double.
    const auto found = Sql::selectOne(connection, QStringLiteral("SELECT ") + columns().join(QLatin1String(", ")) + QStringLiteral(" FROM ai_usage_logs WHERE id = ?"),
        { id }, [](const Row &row) {
            QJsonObject object;
            for (int i = 0; i < columns().size(); ++i) {
                if (!row.isNull(i))
                    object.insert(columns().at(i), row.text(i));
            }
            return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
        });
    if (!found)
        return found.error();
    if (!*found)
        return Error { Error::Kind::Corrupt, QStringLiteral("A claim names usage row %1, which is not there.").arg(id), {} };
    return **found;
}

Result<> UsageRows::restore(Connection &connection, qint64 id, const QString &image)
{
    const QJsonObject object = QJsonDocument::fromJson(image.toUtf8()).object();
    QVariantList values;
    for (const QString &column : columns()) {
        const auto value = valueOf(object, column);
        if (!value || object.isEmpty())
            return Error { Error::Kind::Corrupt, QStringLiteral("The kept image of usage row %1 cannot be read.").arg(id), column };
        values.append(*value);
    }
    const QString places = QStringList(columns().size() + 1, QStringLiteral("?")).join(QLatin1String(", "));
    const QString statement = QStringLiteral("INSERT INTO ai_usage_logs (%1, id) VALUES (%2)").arg(columns().join(QLatin1String(", ")), places);
    if (auto done = Sql::exec(connection, statement, values << id); !done)
        return done.error();
    return Ok;
}
