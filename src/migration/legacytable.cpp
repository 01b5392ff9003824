#include "migration/legacytable.h"

int LegacyTable::indexOf(const QString &column) const
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (column == columns.at(i).name)
            return int(i);
    }
    return -1;
}

bool LegacyTable::isInteger(int column) const
{
    return columns.at(column).kind == LegacyKind::Integer || (columns.at(column).kind == LegacyKind::Id && !hasTextId);
}

QLatin1String LegacyTable::firstOf(const QList<QLatin1String> &names) const
{
    for (const QLatin1String &wanted : names) {
        if (indexOf(wanted) >= 0)
            return wanted;
    }
    return {};
}

const QList<LegacyTable> &legacyTables()
{
    static const QList<LegacyTable> tables {
        { QLatin1String("usage_logs"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("model_name"), LegacyKind::Text }, { QLatin1String("user_id"), LegacyKind::Text },
                { QLatin1String("tokens"), LegacyKind::Integer },
                { QLatin1String("response_time"), LegacyKind::Integer },
                { QLatin1String("cost"), LegacyKind::Money }, { QLatin1String("success"), LegacyKind::Integer },
                { QLatin1String("created_at"), LegacyKind::Time }
            },
            QLatin1String("created_at"), false },
        { QLatin1String("billing_data"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("billing_date"), LegacyKind::Time },
                { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("requests"), LegacyKind::Integer }, { QLatin1String("tokens"), LegacyKind::Integer },
                { QLatin1String("amount_usd"), LegacyKind::Money },
                { QLatin1String("currency"), LegacyKind::Text }, { QLatin1String("invoice_ref"), LegacyKind::Text }
            },
            QLatin1String("billing_date"), false },
        { QLatin1String("cost_allocations"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("period"), LegacyKind::Text },
                { QLatin1String("service_name"), LegacyKind::Text }, { QLatin1String("team"), LegacyKind::Text },
                { QLatin1String("share_percent"), LegacyKind::Figure },
                { QLatin1String("amount_usd"), LegacyKind::Money }, { QLatin1String("note"), LegacyKind::Text }
            },
            {}, false },
        { QLatin1String("ai_configs"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("environment"), LegacyKind::Text },
                { QLatin1String("provider"), LegacyKind::Text }, { QLatin1String("model_name"), LegacyKind::Text },
                { QLatin1String("temperature"), LegacyKind::Figure },
                { QLatin1String("max_tokens"), LegacyKind::Integer },
                { QLatin1String("is_active"), LegacyKind::Integer },
                { QLatin1String("updated_by"), LegacyKind::Text },
                { QLatin1String("updated_at"), LegacyKind::Time }
            },
            {}, false },
        { QLatin1String("model_settings"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("model_name"), LegacyKind::Text },
                { QLatin1String("provider"), LegacyKind::Text },
                { QLatin1String("temperature"), LegacyKind::Figure },
                { QLatin1String("max_tokens"), LegacyKind::Integer },
                { QLatin1String("timeout_ms"), LegacyKind::Integer },
                { QLatin1String("input_price_per_1k"), LegacyKind::Money },
                { QLatin1String("output_price_per_1k"), LegacyKind::Money },
                { QLatin1String("enabled"), LegacyKind::Integer }, { QLatin1String("updated_at"), LegacyKind::Time }
            },
            {}, false },
        { QLatin1String("prompt_configs"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("prompt_key"), LegacyKind::Text }, { QLatin1String("version"), LegacyKind::Text },
                { QLatin1String("prompt_text"), LegacyKind::Text },
                { QLatin1String("model_name"), LegacyKind::Text },
                { QLatin1String("temperature"), LegacyKind::Figure },
                { QLatin1String("is_active"), LegacyKind::Integer },
                { QLatin1String("created_by"), LegacyKind::Text },
                { QLatin1String("updated_at"), LegacyKind::Time }
            },
            {}, false },
        { QLatin1String("debug_logs"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("level"), LegacyKind::Text },
                { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("message"), LegacyKind::Text }, { QLatin1String("request_ref"), LegacyKind::Text },
                { QLatin1String("payload"), LegacyKind::Json }, { QLatin1String("created_at"), LegacyKind::Time }
            },
            QLatin1String("created_at"), false },
        { QLatin1String("error_tracking"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("error_code"), LegacyKind::Text },
                { QLatin1String("model_name"), LegacyKind::Text },
                { QLatin1String("occurrences"), LegacyKind::Integer },
                { QLatin1String("first_seen"), LegacyKind::Time },
                { QLatin1String("last_seen"), LegacyKind::Time }, { QLatin1String("resolved"), LegacyKind::Integer }
            },
            QLatin1String("last_seen"), false },
        { QLatin1String("performance_metrics"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("model_name"), LegacyKind::Text },
                { QLatin1String("metric_name"), LegacyKind::Text },
                { QLatin1String("metric_value"), LegacyKind::Figure }, { QLatin1String("unit"), LegacyKind::Text },
                { QLatin1String("measured_at"), LegacyKind::Time }
            },
            QLatin1String("measured_at"), false },
        { QLatin1String("analytics_events"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("event_name"), LegacyKind::Text },
                { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("user_id"), LegacyKind::Text }, { QLatin1String("properties"), LegacyKind::Json },
                { QLatin1String("event_time"), LegacyKind::Time }
            },
            QLatin1String("event_time"), false },
        { QLatin1String("user_metrics"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("user_id"), LegacyKind::Text },
                { QLatin1String("period"), LegacyKind::Text }, { QLatin1String("requests"), LegacyKind::Integer },
                { QLatin1String("tokens"), LegacyKind::Integer }, { QLatin1String("cost"), LegacyKind::Money },
                { QLatin1String("last_seen"), LegacyKind::Time }
            },
            QLatin1String("last_seen"), false },
        { QLatin1String("performance_data"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("service_name"), LegacyKind::Text },
                { QLatin1String("period_start"), LegacyKind::Time },
                { QLatin1String("requests"), LegacyKind::Integer },
                { QLatin1String("failures"), LegacyKind::Integer }, { QLatin1String("p50_ms"), LegacyKind::Figure },
                { QLatin1String("p95_ms"), LegacyKind::Figure }
            },
            QLatin1String("period_start"), false },
        { QLatin1String("ai_generations"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("user_id"), LegacyKind::Text },
                { QLatin1String("client_id"), LegacyKind::Text },
                { QLatin1String("generation_type"), LegacyKind::Text },
                { QLatin1String("model_used"), LegacyKind::Text }, { QLatin1String("prompt"), LegacyKind::Text },
                { QLatin1String("output_data"), LegacyKind::Json },
                { QLatin1String("tokens_used"), LegacyKind::Integer },
                { QLatin1String("cost_estimate"), LegacyKind::Money },
                { QLatin1String("context_used"), LegacyKind::Json },
                { QLatin1String("created_at"), LegacyKind::Time }
            },
            QLatin1String("created_at"), true },
        { QLatin1String("stories"),
            {
                { QLatin1String("id"), LegacyKind::Id }, { QLatin1String("user_id"), LegacyKind::Text },
                { QLatin1String("title"), LegacyKind::Text }, { QLatin1String("content"), LegacyKind::Text },
                { QLatin1String("moral"), LegacyKind::Text }, { QLatin1String("story_type"), LegacyKind::Text },
                { QLatin1String("story_length"), LegacyKind::Integer },
                { QLatin1String("model_used"), LegacyKind::Text },
                { QLatin1String("full_response"), LegacyKind::Json },
                { QLatin1String("generation_info"), LegacyKind::Json },
                { QLatin1String("hero_appearance"), LegacyKind::Text },
                { QLatin1String("relationship_description"), LegacyKind::Text },
                { QLatin1String("created_at"), LegacyKind::Time }
            },
            QLatin1String("created_at"), true },
    };
    return tables;
}

const LegacyTable *legacyTable(const QString &name)
{
    const auto &tables = legacyTables();
    const auto found = std::find_if(tables.cbegin(), tables.cend(), [&name](const LegacyTable &table) { return name == table.name; });
    return found == tables.cend() ? nullptr : &*found;
}
