#include "ledger/formats/aggregatefields.h"
#include "ledger/formats/recordfield.h"

#include <QCoreApplication>

// Usage and cost as Anthropic's admin interface gives them, page by page, and as its console exports them. Counts of input
// are disjoint. The interface has amounts in cents, as decimal text; the console's tables have them in USD. Calls of the
// priority tier are in the usage and never in the cost.

namespace {

using Kind = ProviderAggregate::Kind;
constexpr const char *Provider = "anthropic";

bool isBucket(const JsonValue &element)
{
    return element.has("starting_at") && element["results"].isArray();
}

QByteArrayList marks(const JsonValue &element)
{
    const JsonValue &data = element["data"];
    if (isBucket(element) || (data.isArray() && !data.values.empty() && isBucket(data.values.front())))
        return { "starting_at", "results" };
    return FieldReader::marks(element, { { "usage_date_utc" }, { "usage_output_tokens", "cost_usd" } });
}

void sumInput(std::optional<qint64> uncached, ProviderAggregate &sum)
{
    if (!uncached && !sum.cacheReadTokens && !sum.cacheWrite5mTokens && !sum.cacheWrite1hTokens)
        return;
    sum.inputTokens = uncached.value_or(0) + sum.cacheReadTokens.value_or(0) + sum.cacheWrite5mTokens.value_or(0) + sum.cacheWrite1hTokens.value_or(0);
}

void mapResult(const JsonValue &bucket, const JsonValue &result, const QByteArray &cut, std::vector<MappedRecord> &out)
{
    const bool cost = result.has("amount");
    ProviderAggregate &sum = AggregateFields::add(out, Provider, cost ? Kind::Cost : Kind::Usage);
    UsageRecord unused;
    FieldReader fields(unused);
    sum.report = cost ? "costs" : "messages";
    sum.cut = cut;
    AggregateFields::readBucket(bucket, { "starting_at" }, { "ending_at" }, sum, fields);
    AggregateFields::readGroup(result, sum, fields);
    if (cost) {
        AggregateFields::readAmount(result, "amount", 2, sum, fields);
        AggregateFields::readCurrency(result, "currency", sum, fields);
    } else {
        std::optional<qint64> uncached;
        fields.tokens(result, { "uncached_input_tokens" }, uncached);
        fields.tokens(result, { "cache_read_input_tokens" }, sum.cacheReadTokens);
        fields.tokens(result["cache_creation"], { "ephemeral_5m_input_tokens" }, sum.cacheWrite5mTokens);
        fields.tokens(result["cache_creation"], { "ephemeral_1h_input_tokens" }, sum.cacheWrite1hTokens);
        fields.tokens(result, { "output_tokens" }, sum.outputTokens);
        sumInput(uncached, sum);
        if (!sum.inputTokens && !sum.outputTokens)
            fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it has neither tokens nor an amount")));
    }
    out.back().fault = fields.fault();
}

void mapBucket(const JsonValue &bucket, std::vector<MappedRecord> &out)
{
    const QByteArray cut = AggregateFields::cutOf(bucket["results"]);
    for (const JsonValue &result : bucket["results"].values)
        mapResult(bucket, result, cut, out);
}

void mapRow(const JsonValue &row, std::vector<MappedRecord> &out)
{
    const bool cost = row.has("cost_usd");
    ProviderAggregate &sum = AggregateFields::add(out, Provider, cost ? Kind::Cost : Kind::Usage);
    UsageRecord unused;
    FieldReader fields(unused);
    sum.report = cost ? "costs" : "messages";
    sum.cut = "console-export,model"; // always divided in the same way
    AggregateFields::readDay(row, "usage_date_utc", sum, fields);
    AggregateFields::readGroup(row, sum, fields);
    if (cost) {
        AggregateFields::readAmount(row, "cost_usd", 0, sum, fields);
        sum.currency = "USD";
    } else {
        std::optional<qint64> uncached;
        fields.tokens(row, { "usage_input_tokens_no_cache" }, uncached);
        fields.tokens(row, { "usage_input_tokens_cache_read" }, sum.cacheReadTokens);
        fields.tokens(row, { "usage_input_tokens_cache_write_5m" }, sum.cacheWrite5mTokens);
        fields.tokens(row, { "usage_input_tokens_cache_write_1h" }, sum.cacheWrite1hTokens);
        fields.tokens(row, { "usage_output_tokens" }, sum.outputTokens);
        sumInput(uncached, sum);
    }
    out.back().fault = fields.fault();
}

void map(const JsonValue &element, std::vector<MappedRecord> &out)
{
    if (element.has("usage_date_utc")) {
        mapRow(element, out);
    } else if (element["data"].isArray()) {
        for (const JsonValue &bucket : element["data"].values)
            mapBucket(bucket, out);
    } else if (isBucket(element)) {
        mapBucket(element, out);
    } else {
        out.emplace_back().fault = RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it holds no bucket of time"));
    }
}

constexpr const char *Columns =
    "usage_date_utc model model_version workspace api_key api_key_id usage_type context_window inference_geo speed token_type cost_type cost_usd "
    "usage_input_tokens_no_cache usage_input_tokens_cache_write_5m usage_input_tokens_cache_write_1h usage_input_tokens_cache_read usage_output_tokens";

}

const RecordMapper RecordMappers::AnthropicReport { "anthropic-report", QT_TRANSLATE_NOOP("UsageFormat", "Usage and cost report of Anthropic"), &marks, &map, Columns };
