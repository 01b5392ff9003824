#include "ledger/demolegacytexts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace {

constexpr UtcMicros MicrosPerDay = 24 * MicrosPerHour;

struct Config
{
    const char *service;
    const char *environment;
    const char *provider;
    const char *model;
    const char *temperature;
    int maxTokens;
    int active;
    const char *by;
    int daysAgo;
};

constexpr Config Configs[] {
    { "search_ai", "production", "openai", "gpt-4o", "0.2", 1024, 1, "s.ward", 41 },
    { "search_ai", "production", "openai", "gpt-4o", "0.7", 2048, 1, "deploy-bot", 12 }, // both are active
    { "search_ai", "staging", "openai", "gpt-4o-mini", "0.2", 1024, 1, "s.ward", 41 },
    { "chatbot_service", "production", "google", "gemini-2.0-flash", "0.9", 4096, 1, "m.okafor", 60 },
    { "chatbot_service", "staging", "google", "gemini-2.0-flash", "0.7", 8192, 1, "m.okafor", 9 },
    { "codegen", "production", "anthropic", "claude-3-5-haiku-latest", "0", 8192, 1, "devtools", 33 },
    { "support_bot", "production", "openai", "gpt-3.5-turbo", "0.5", 512, 1, "p.nowak", 75 },
    { "support_bot", "production", "openai", "gpt-4", "0.3", 512, 0, "p.nowak", 75 },
    { "support_bot", "staging", "openai", "gpt-4-turbo-preview", "0.3", 1024, 1, "p.nowak", 75 },
    { "photo_analysis", "production", "openai", "gpt-4-vision-preview", "0.1", 300, 1, "media", 120 },
    { "Photo_Analysis", "production", "google", "gemini-pro-vision", "0.1", 300, 1, "media", 118 },
    { "benchmark_runner", "staging", "groq", "llama2-70b-4096", "0", 150, 0, "platform", 300 },
};

struct Setting
{
    const char *model;
    const char *provider;
    const char *temperature;
    int maxTokens;
    int timeout; ///< Milliseconds.
    const char *inputPrice; ///< USD per 1,000 tokens.
    const char *outputPrice;
    int enabled;
    int daysAgo;
};

constexpr Setting Settings[] {
    { "gpt-4o", "openai", "0.4", 4096, 30000, "0.0025", "0.01", 1, 50 },
    { "gpt-4o", "OpenAI", "0.2", 1024, 60000, "$0.005", "$0.015", 1, 200 },
    { "gpt-4o-mini", "openai", "0.2", 1024, 30000, "0.00015", "0.0006", 1, 50 },
    { "gemini-2.0-flash", "google", "0.9", 8192, 20000, "0.0001", "0.0004", 1, 58 },
    { "claude-3-5-haiku-latest", "anthropic", "0", 8192, 45000, "0.0008", "4e-3", 1, 33 },
    { "gpt-3.5-turbo", "openai", "0.7", 512, 15000, "0.0005", "0.0015", 1, 90 },
    { "gpt-4", "openai", "0.3", 2048, 60000, "0.03", "0.06", 1, 90 },
    { "gpt-4-vision-preview", "openai", "0.1", 300, 60000, "n/a", "n/a", 0, 120 },
    { "internal-llm-v2", "in-house", nullptr, 2048, 10000, nullptr, nullptr, 1, 400 },
};

struct Prompt
{
    const char *service;
    const char *key;
    const char *version;
    const char *text;
    const char *model;
    const char *temperature;
    int active;
    const char *by;
    int daysAgo;
};

constexpr Prompt Prompts[] {
    { "search_ai", "answer", "3", "Answer the question from the passages below. Cite each passage that you use as [n]. If they do not answer it, say so.\n\nQuestion: {{question}}\n\nPassages:\n{{passages}}", "gpt-4o", "0.2", 1, "s.ward", 41 },
    { "search_ai", "answer", "2", "Answer the question using the passages.\n\n{{question}}\n\n{{passages}}", "gpt-4", "0.7", 0, "s.ward", 130 },
    { "search_ai", "rewrite_query", "1", "Rewrite the user's question as a short search query. Return the query only.\n\n{question}", "gpt-4o-mini", "0", 1, "s.ward", 130 },
    { "chatbot_service", "system", "v5-final", "You are the assistant of the help desk. Be brief and friendly. Never promise a refund.", "gemini-2.0-flash", "0.9", 1, "m.okafor", 60 },
    { "chatbot_service", "system", "v5-final2", "You are the assistant of the help desk. Be brief and friendly. Refunds: hand over to a person.", "gemini-2.0-flash", "0.9", 1, "m.okafor", 9 },
    { "codegen", "complete", "7", "Complete the code at <CURSOR>. Return code only, no fences.\n\n{{prefix}}<CURSOR>{{suffix}}", "claude-3-5-haiku-latest", "0", 1, "devtools", 33 },
    { "support_bot", "triage", "1.4", "Classify the ticket as one of: billing, bug, how-to, other. Answer with the word alone.\n\n%TICKET%", "gpt-3.5-turbo", "0.5", 1, "p.nowak", 75 },
    { "support_bot", "reply", "1.4", "Draft a reply to the ticket below in the customer's language.\n\n%TICKET%", "gpt-3.5-turbo", "0.5", 1, "p.nowak", 75 },
    { "photo_analysis", "tags", "2", "List up to ten tags for the picture, most specific first, as a JSON array of strings.", "gpt-4-vision-preview", "0.1", 1, "media", 120 },
    { nullptr, "tmp_test", "", "test", nullptr, nullptr, 0, "", 500 },
};

constexpr const char *Topics[] { "competitors of the spring campaign", "support trends by region", "search quality after the reindex",
    "tone of voice guidelines", "churn reasons in the survey", "accessibility of the help pages" };

struct Story
{
    const char *title;
    const char *content;
    const char *moral;
    const char *type;
    const char *hero;
    const char *relationship;
};

constexpr Story Stories[] {
    { "The Lantern in the Snow", "Mira carried the lantern up the hill so that the late sledge would find its way.", "Small lights help.", "child", nullptr, nullptr },
    { "Captain Oak", "Captain Oak held the bridge until the last cart was over, then laughed and fixed the rail.", "Stay until it is done.", "hero", "tall, green cloak, one wooden boot", nullptr },
    { "The Two Cartographers", "Ida drew the coast, Jon drew the wind. Only together was it a map.", "Share what you know.", "combined", "ink on both sleeves", "siblings" },
};

QVariant text(const char *words)
{
    return words ? QVariant(QString::fromUtf8(words)) : QVariant();
}

QString json(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The same for the same row of the same table.
QString uuid(const char *table, const DemoLegacyCall &call)
{
    static const QUuid space(QStringLiteral("{6f0f2a1e-2b51-5c0e-9d5d-3a8c1f6a7b10}"));
    return QUuid::createUuidV5(space, QStringLiteral("%1:%2").arg(QLatin1String(table)).arg(call.id)).toString(QUuid::WithoutBraces);
}

QVariant word(const QString &value)
{
    return value.isEmpty() ? QVariant() : QVariant(value);
}

Result<> writeConfigs(Connection &connection, UtcMicros now)
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("ai_configs"),
        QStringLiteral("service_name, environment, provider, model_name, temperature, max_tokens, is_active, updated_by, updated_at"));
    if (!table)
        return table.error();
    for (const Config &row : Configs) {
        const auto added = table->add({ text(row.service), text(row.environment), text(row.provider), text(row.model), text(row.temperature),
            qint64(row.maxTokens), qint64(row.active), text(row.by), demoLegacyTime(now - row.daysAgo * MicrosPerDay) });
        if (!added)
            return added;
    }
    return Ok;
}

Result<> writeModels(Connection &connection, UtcMicros now)
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("model_settings"),
        QStringLiteral("model_name, provider, temperature, max_tokens, timeout_ms, input_price_per_1k, output_price_per_1k, enabled, updated_at"));
    if (!table)
        return table.error();
    for (const Setting &row : Settings) {
        const auto added = table->add({ text(row.model), text(row.provider), text(row.temperature), qint64(row.maxTokens), qint64(row.timeout),
            text(row.inputPrice), text(row.outputPrice), qint64(row.enabled), demoLegacyTime(now - row.daysAgo * MicrosPerDay) });
        if (!added)
            return added;
    }
    return Ok;
}

Result<> writePrompts(Connection &connection, UtcMicros now)
{
    auto table = DemoLegacyTable::open(connection, QStringLiteral("prompt_configs"),
        QStringLiteral("service_name, prompt_key, version, prompt_text, model_name, temperature, is_active, created_by, updated_at"));
    if (!table)
        return table.error();
    for (const Prompt &row : Prompts) {
        const auto added = table->add({ text(row.service), text(row.key), text(row.version), text(row.text), text(row.model), text(row.temperature),
            qint64(row.active), text(row.by), demoLegacyTime(now - row.daysAgo * MicrosPerDay) });
        if (!added)
            return added;
    }
    return Ok;
}

}

Result<> DemoLegacyTexts::writeSettings(Connection &connection, UtcMicros now)
{
    for (const auto part : { &writeConfigs, &writeModels, &writePrompts }) {
        if (const auto written = part(connection, now); !written)
            return written;
    }
    return Ok;
}

Result<DemoLegacyTable> DemoLegacyTexts::openGenerations(Connection &connection)
{
    return DemoLegacyTable::open(connection, QStringLiteral("ai_generations"),
        QStringLiteral("id, user_id, client_id, generation_type, model_used, prompt, output_data, tokens_used, cost_estimate, context_used, created_at"));
}

Result<> DemoLegacyTexts::addGeneration(DemoLegacyTable &table, const DemoLegacyCall &call, qint64 place)
{
    const QString topic = QString::fromLatin1(Topics[size_t(place) % std::size(Topics)]);
    const bool deep = place % 3 == 0;
    return table.add({ uuid("ai_generations", call), word(call.user), QVariant(), QStringLiteral("research"), word(call.model), topic,
        json({ { QStringLiteral("report"), QString() }, { QStringLiteral("web_sources"), QJsonArray() }, { QStringLiteral("search_queries"), QJsonArray() } }),
        call.tokens, call.cost ? QVariant(call.cost->exactText()) : QVariant(),
        json({ { QStringLiteral("frameworks_count"), place % 4 }, { QStringLiteral("had_client_data"), false },
            { QStringLiteral("depth"), deep ? QStringLiteral("comprehensive") : QStringLiteral("standard") },
            { QStringLiteral("used_web_search"), deep }, { QStringLiteral("sources_count"), 0 } }),
        demoLegacyTime(call.time) });
}

Result<DemoLegacyTable> DemoLegacyTexts::openStories(Connection &connection)
{
    return DemoLegacyTable::open(connection, QStringLiteral("stories"),
        QStringLiteral("id, user_id, title, content, moral, story_type, story_length, model_used, full_response, generation_info, hero_appearance, "
                       "relationship_description, created_at"));
}

Result<> DemoLegacyTexts::addStory(DemoLegacyTable &table, const DemoLegacyCall &call, qint64 place)
{
    const Story &story = Stories[size_t(place) % std::size(Stories)];
    return table.add({ uuid("stories", call), word(call.user), text(story.title), text(story.content), text(story.moral), text(story.type),
        qint64(5 * (1 + place % 3)), word(call.model), json({ { QStringLiteral("usage"), QJsonObject { { QStringLiteral("total_tokens"), call.tokens } } } }),
        place % 5 == 0 ? QVariant() : QVariant(json({ { QStringLiteral("attempts"), 1 } })), text(story.hero), text(story.relationship),
        demoLegacyTime(call.time) });
}
