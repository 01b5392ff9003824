#include "ledger/demolegacy.h"

#include "data/sql.h"
#include "ledger/demolegacysums.h"
#include "ledger/demolegacytexts.h"

namespace {

struct Service
{
    const char *feature;
    const char *name; ///< Of the legacy service.
    int everyNth; ///< Rows of the ledger that it logged too, by their ids.
};

constexpr Service Services[] {
    { "ai-search", "search_ai", 1 },
    { "chatbot", "chatbot_service", 1 },
    { "model-benchmarks", "benchmark_runner", 1 },
    { "support-assistant", "support_bot", 4 },
    { "code-assistant", "codegen", 4 },
};

constexpr int GenerationEvery = 40; ///< Of the calls of search.
constexpr int StoryEvery = 80; ///< Of the calls of the chatbot.

const Service *serviceOf(const QString &feature)
{
    const auto *found = std::find_if(std::begin(Services), std::end(Services), [&feature](const Service &s) { return feature == QLatin1String(s.feature); });
    return found == std::end(Services) ? nullptr : found;
}

/// Calls that the legacy systems saw, oldest id first. The model is the record's, else the one assigned to the feature.
Result<QList<DemoLegacyCall>> readCalls(Connection &connection)
{
    QList<DemoLegacyCall> calls;
    const auto read = Sql::forEach(connection, QStringLiteral(R"(
        SELECT l.id, l.ts_us, f.key, m.name, u.name, l.status, COALESCE(l.input_tokens, 0) + COALESCE(l.output_tokens, 0), l.latency_us, l.cost_pico,
               (SELECT a.model FROM feature_model_assignments a WHERE a.feature_id = l.feature_id AND a.environment = 'production' LIMIT 1)
          FROM ai_usage_logs l
          JOIN ai_features f ON f.id = l.feature_id
          JOIN ai_model_names m ON m.id = l.model_name_id
          JOIN usage_users u ON u.id = l.user_id
      ORDER BY l.id)"), {}, [&calls](const Row &row) {
        const QString feature = row.text(2);
        const Service *service = serviceOf(feature);
        if (!service || row.int64(0) % service->everyNth != 0)
            return true;
        DemoLegacyCall call;
        call.id = row.int64(0);
        call.time = row.int64(1);
        call.feature = feature;
        call.service = QLatin1String(service->name);
        call.model = row.text(3).isEmpty() ? row.text(9) : row.text(3);
        call.user = row.text(4);
        call.status = UsageStatus(row.int64(5));
        call.tokens = row.int64(6);
        call.latency = row.optionalInt64(7);
        if (const auto pico = row.optionalInt64(8))
            call.cost = Money::fromPico(*pico);
        calls.append(call);
        return true;
    });
    if (!read)
        return read.error();
    return calls;
}

Result<> writeLog(Connection &connection, const QList<DemoLegacyCall> &calls)
{
    const auto last = Sql::selectOne(connection, QStringLiteral("SELECT MAX(id) FROM ai_usage_logs"), {}, [](const Row &row) { return row.int64(0); });
    if (!last)
        return last.error();
    auto log = DemoLegacyLog::open(connection, last->value_or(0) + 1);
    if (!log)
        return log.error();
    for (const DemoLegacyCall &call : calls) {
        if (const auto added = log->add(call); !added)
            return added;
    }
    const auto &counts = log->counts();
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        const auto stored = Sql::exec(connection, QStringLiteral("INSERT INTO workspace_info (key, value) VALUES (?, ?)"),
            { QString(QStringLiteral("demo.legacy.") + count.key()), QString::number(*count) });
        if (!stored)
            return stored.error();
    }
    return Ok;
}

Result<> writeTexts(Connection &connection, const QList<DemoLegacyCall> &calls, UtcMicros now)
{
    auto generations = DemoLegacyTexts::openGenerations(connection);
    if (!generations)
        return generations.error();
    auto stories = DemoLegacyTexts::openStories(connection);
    if (!stories)
        return stories.error();
    qint64 searches = 0;
    qint64 chats = 0;
    for (const DemoLegacyCall &call : calls) {
        Result<> added = Ok;
        if (call.feature == QLatin1String("ai-search") && ++searches % GenerationEvery == 0)
            added = DemoLegacyTexts::addGeneration(*generations, call, searches / GenerationEvery);
        else if (call.feature == QLatin1String("chatbot") && ++chats % StoryEvery == 0)
            added = DemoLegacyTexts::addStory(*stories, call, chats / StoryEvery);
        if (!added)
            return added;
    }
    return DemoLegacyTexts::writeSettings(connection, now);
}

}

Result<> fillDemoLegacy(Connection &connection, UtcMicros now)
{
    const auto calls = readCalls(connection);
    if (!calls)
        return calls.error();
    if (const auto written = writeLog(connection, *calls); !written)
        return written;
    DemoLegacySums sums;
    for (const DemoLegacyCall &call : *calls)
        sums.add(call);
    if (const auto written = sums.write(connection); !written)
        return written;
    if (const auto written = writeTexts(connection, *calls, now); !written)
        return written;
    const auto told = Sql::exec(connection, QStringLiteral("INSERT INTO workspace_info (key, value) VALUES ('demo.legacy.origin', ?)"),
        { QStringLiteral("Made from part of the traces of the other features; settings, prompts, topics and stories are invented") });
    return told ? Result<>(Ok) : Result<>(told.error());
}
