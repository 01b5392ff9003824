#include "ledger/requestcolumn.h"

RequestColumn RequestColumn::of(RequestField field)
{
    const auto number = [](const char *column) { return RequestColumn { Kind::Number, QLatin1String(column), {}, true }; };
    const auto known = [](const char *column) { return RequestColumn { Kind::Number, QLatin1String(column), {}, false }; };
    const auto text = [](const char *column) { return RequestColumn { Kind::Text, QLatin1String(column), {}, true }; };
    const auto name = [](const char *column, const char *table) { return RequestColumn { Kind::Name, QLatin1String(column), QLatin1String(table), true }; };
    const auto word = [](const char *column, const char *table) { return RequestColumn { Kind::Word, QLatin1String(column), QLatin1String(table), true }; };
    switch (field) {
    case RequestField::Time: return known("ts_us");
    case RequestField::Feature: return name("feature_id", "ai_features");
    case RequestField::Provider: return name("provider_id", "ai_providers");
    case RequestField::Model: return name("model_name_id", "ai_model_names");
    case RequestField::User: return name("user_id", "usage_users");
    case RequestField::Session: return text("session");
    case RequestField::Status: return word("status", "usage_statuses");
    case RequestField::Input: return number("input_tokens");
    case RequestField::CacheRead: return number("cache_read_tokens");
    case RequestField::Output: return number("output_tokens");
    case RequestField::Reasoning: return number("reasoning_tokens");
    case RequestField::Latency: return number("latency_us");
    case RequestField::FirstToken: return number("ttft_us");
    case RequestField::Cost: return number("cost_pico");
    case RequestField::CostSource: return word("cost_source", "cost_sources");
    case RequestField::ErrorCode: return text("error_code");
    case RequestField::Batch: return known("batch_id");
    case RequestField::Line: return known("line");
    }
    Q_UNREACHABLE();
}

QString RequestColumn::expression() const
{
    switch (kind) {
    case Kind::Number:
    case Kind::Text: return column;
    case Kind::Name: return QStringLiteral("NULLIF((SELECT name FROM %1 WHERE %1.id = %2), '')").arg(table, column);
    case Kind::Word: return QStringLiteral("(SELECT name FROM %1 WHERE %1.code = %2)").arg(table, column);
    }
    Q_UNREACHABLE();
}
