#include "ledger/formats/aggregatefields.h"
#include "ledger/formats/recordfield.h"

#include <QCoreApplication>

// Usage and costs of an organisation as OpenAI's admin interface gives them, page by page, and as the dashboard exports
// them. Input counts are whole. Amounts are USD. Costs name no model, only a line item that begins with one.

namespace {

using Kind = ProviderAggregate::Kind;
constexpr const char *Provider = "openai";

bool isBucket(const JsonValue &element)
{
    return element.has("start_time") && element["results"].isArray();
}

QByteArrayList marks(const JsonValue &element)
{
    const JsonValue &data = element["data"];
    if (isBucket(element) || (data.isArray() && !data.values.empty() && isBucket(data.values.front())))
        return { "start_time", "results" };
    return FieldReader::marks(element, { { "start_time" }, { "end_time" }, { "amount_value", "num_model_requests" } });
}

/// "organization.usage.completions.result" is of the report "completions".
QByteArray reportOf(const JsonValue &result, bool cost)
{
    QByteArray name = result["object"].text;
    if (name.startsWith("organization.usage.") && name.endsWith(".result"))
        return name.sliced(19, name.size() - 26);
    return cost ? QByteArrayLiteral("costs") : QByteArrayLiteral("completions");
}

/// "gpt-4.1, input" is about gpt-4.1. Line items of tools and storage begin with no model and have no such ending.
QByteArray modelOfLineItem(const QByteArray &item)
{
    const qsizetype comma = item.lastIndexOf(", ");
    const QByteArray ending = comma > 0 ? item.sliced(comma + 2) : QByteArray();
    return ending.contains("input") || ending.contains("output") || ending.contains("training") ? item.left(comma) : QByteArray();
}

void readUsage(const JsonValue &group, ProviderAggregate &sum, FieldReader &fields)
{
    fields.tokens(group, { "num_model_requests", "num_requests", "num_sessions" }, sum.requests);
    fields.tokens(group, { "input_tokens" }, sum.inputTokens);
    fields.tokens(group, { "input_cached_tokens" }, sum.cacheReadTokens);
    fields.tokens(group, { "input_cache_write_tokens" }, sum.cacheWrite5mTokens);
    fields.tokens(group, { "output_tokens" }, sum.outputTokens);
    if (sum.inputTokens && sum.cacheReadTokens.value_or(0) + sum.cacheWrite5mTokens.value_or(0) > *sum.inputTokens)
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "input_tokens: the cached parts are more than the whole input")));
}

void mapGroup(const JsonValue &bucket, const JsonValue &group, const QByteArray &cut, std::vector<MappedRecord> &out)
{
    const JsonValue &amount = group["amount"];
    const bool cost = amount.isObject() || group.has("amount_value");
    ProviderAggregate &sum = AggregateFields::add(out, Provider, cost ? Kind::Cost : Kind::Usage);
    UsageRecord unused;
    FieldReader fields(unused);
    sum.report = reportOf(group, cost);
    sum.cut = cut;
    AggregateFields::readBucket(bucket, { "start_time" }, { "end_time" }, sum, fields);
    AggregateFields::readGroup(group, sum, fields);
    if (amount.isObject()) {
        AggregateFields::readAmount(amount, "value", 0, sum, fields);
        AggregateFields::readCurrency(amount, "currency", sum, fields);
    } else if (cost) {
        AggregateFields::readAmount(group, "amount_value", 0, sum, fields);
        AggregateFields::readCurrency(group, "amount_currency", sum, fields);
    } else {
        readUsage(group, sum, fields);
    }
    if (cost && sum.model.isEmpty())
        sum.model = modelOfLineItem(sum.description);
    if (cost && !sum.costPico)
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it has neither tokens nor an amount")));
    out.back().fault = fields.fault();
}

void mapBucket(const JsonValue &bucket, std::vector<MappedRecord> &out)
{
    const QByteArray cut = AggregateFields::cutOf(bucket["results"]);
    for (const JsonValue &group : bucket["results"].values)
        mapGroup(bucket, group, cut, out);
}

/// A row's times are Unix seconds, which a table has as text.
void mapRow(const JsonValue &row, std::vector<MappedRecord> &out)
{
    if (!row.has("amount_value") && !row.has("num_model_requests"))
        return; // a day on which nothing was called
    JsonValue bucket = row;
    for (size_t i = 0; i < bucket.names.size(); ++i) {
        const QByteArray &name = bucket.names[i];
        if ((name == "start_time" || name == "end_time") && !bucket.values[i].text.contains('-'))
            bucket.values[i].kind = JsonValue::Kind::Number;
    }
    mapGroup(bucket, row, "dashboard-export", out);
}

void map(const JsonValue &element, std::vector<MappedRecord> &out)
{
    if (element["data"].isArray()) {
        for (const JsonValue &bucket : element["data"].values)
            mapBucket(bucket, out);
    } else if (isBucket(element)) {
        mapBucket(element, out);
    } else if (element.has("start_time")) {
        mapRow(element, out);
    } else {
        out.emplace_back().fault = RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it holds no bucket of time"));
    }
}

constexpr const char *Columns =
    "start_time end_time amount_value amount_currency line_item quantity_unit project_id user_id api_key_id api_source model batch service_tier num_model_requests "
    "input_tokens input_cached_tokens input_cache_write_tokens output_tokens";

}

const RecordMapper RecordMappers::OpenAiReport { "openai-report", QT_TRANSLATE_NOOP("UsageFormat", "Usage and cost report of OpenAI"), &marks, &map, Columns };
