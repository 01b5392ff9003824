#include "ledger/formats/responseusage.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageFormat", text);
}

/// OpenAI chat, and all who speak its dialect: cached tokens are inside the prompt, reasoning inside the completion.
void readChat(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &input = usage["prompt_tokens_details"];
    const JsonValue &output = usage["completion_tokens_details"];
    std::optional<qint64> total;
    fields.tokens(usage, { "prompt_tokens" }, record.inputTokens);
    fields.tokens(usage, { "completion_tokens" }, record.outputTokens);
    fields.tokens(usage, { "total_tokens" }, total);
    fields.tokens(usage, { "prompt_cache_hit_tokens", "num_cached_tokens", "cached_tokens", "cache_read_input_tokens" }, record.cacheReadTokens);
    fields.tokens(input, { "cached_tokens" }, record.cacheReadTokens);
    fields.tokens(usage, { "cache_creation_input_tokens" }, record.cacheWrite5mTokens);
    fields.tokens(input, { "cache_write_tokens", "cache_creation_tokens" }, record.cacheWrite5mTokens);
    fields.tokens(usage, { "reasoning_tokens" }, record.reasoningTokens);
    fields.tokens(output, { "reasoning_tokens" }, record.reasoningTokens);
    if (!total || !record.inputTokens)
        return;
    if (!record.outputTokens) {
        if (*total >= *record.inputTokens)
            record.outputTokens = *total - *record.inputTokens; // embeddings have no completion
    } else if (const qint64 reasoning = record.reasoningTokens.value_or(0); reasoning > 0 && *total == *record.inputTokens + *record.outputTokens + reasoning) {
        *record.outputTokens += reasoning; // xAI leaves it outside, and its total says so
    }
}

/// What OpenRouter took. With a key of one's own the provider's bill comes on top of its fee.
void readCharge(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &cost = usage["cost"];
    if (cost.isObject() && cost.has("total_cost")) { // Perplexity
        fields.charge(cost, { "total_cost" });
        record.provider = "perplexity";
        return;
    }
    if (!usage.has("is_byok") && !usage["cost_details"].isObject())
        return; // somebody's estimate
    record.provider = "openrouter";
    fields.charge(usage, { "cost" });
    if (usage["is_byok"].isTrue())
        fields.charge(usage["cost_details"], { "upstream_inference_cost" });
}

/// OpenAI responses: as in chat. Anthropic messages: cached tokens are outside the input. The names of their cached parts
/// tell them apart; where there is none, they say the same.
void readMessages(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &details = usage["input_tokens_details"];
    fields.tokens(usage, { "input_tokens" }, record.inputTokens);
    fields.tokens(usage, { "output_tokens" }, record.outputTokens);
    fields.tokens(usage["output_tokens_details"], { "reasoning_tokens", "thinking_tokens" }, record.reasoningTokens);
    if (details.isObject()) {
        fields.tokens(details, { "cached_tokens" }, record.cacheReadTokens);
        fields.tokens(details, { "cache_write_tokens" }, record.cacheWrite5mTokens);
        return;
    }
    std::optional<qint64> read, written, hour;
    fields.tokens(usage, { "cache_read_input_tokens" }, read);
    fields.tokens(usage, { "cache_creation_input_tokens" }, written);
    fields.tokens(usage["cache_creation"], { "ephemeral_1h_input_tokens" }, hour);
    if (!written && usage["cache_creation"].isObject()) {
        fields.tokens(usage["cache_creation"], { "ephemeral_5m_input_tokens" }, written);
        written = written.value_or(0) + hour.value_or(0);
    }
    if (hour.value_or(0) > written.value_or(0))
        return fields.refuse(tr("cache_creation: its parts are more than cache_creation_input_tokens"));
    const auto add = [](std::optional<qint64> &sum, std::optional<qint64> part) {
        if (part)
            sum = sum.value_or(0) + *part;
    };
    if (record.inputTokens)
        *record.inputTokens += read.value_or(0) + written.value_or(0);
    add(record.cacheReadTokens, read);
    if (written)
        add(record.cacheWrite5mTokens, *written - hour.value_or(0));
    add(record.cacheWrite1hTokens, hour);
}

/// Compaction is billed, but Anthropic leaves it outside the totals of the message.
void addCompactions(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    for (const JsonValue &iteration : usage["iterations"].values) {
        if (iteration["type"].text != "compaction")
            continue;
        UsageRecord more;
        readMessages(iteration, more, fields);
        const auto add = [](std::optional<qint64> &sum, std::optional<qint64> part) {
            if (part)
                sum = std::min(sum.value_or(0) + *part, 4 * MaxTokens); // stays refused, never overflows
        };
        add(record.inputTokens, more.inputTokens);
        add(record.outputTokens, more.outputTokens);
        add(record.cacheReadTokens, more.cacheReadTokens);
        add(record.cacheWrite5mTokens, more.cacheWrite5mTokens);
        add(record.cacheWrite1hTokens, more.cacheWrite1hTokens);
    }
}

/// Gemini: cached tokens are inside the prompt; what tools brought in and thoughts are outside. A zero is left out.
void readGemini(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    std::optional<qint64> prompt, tools, candidates, thoughts;
    fields.tokens(usage, { "promptTokenCount" }, prompt);
    fields.tokens(usage, { "toolUsePromptTokenCount" }, tools);
    fields.tokens(usage, { "candidatesTokenCount" }, candidates);
    fields.tokens(usage, { "thoughtsTokenCount" }, thoughts);
    fields.tokens(usage, { "cachedContentTokenCount" }, record.cacheReadTokens);
    record.inputTokens = prompt.value_or(0) + tools.value_or(0);
    record.outputTokens = candidates.value_or(0) + thoughts.value_or(0);
    record.reasoningTokens = thoughts;
    record.provider = "google";
}

/// Bedrock Converse: cached tokens are outside the input. The AI SDK uses the same names with them inside.
void readConverse(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    fields.tokens(usage, { "inputTokens" }, record.inputTokens);
    fields.tokens(usage, { "outputTokens" }, record.outputTokens);
    if (usage.has("cachedInputTokens") || usage.has("reasoningTokens")) {
        fields.tokens(usage, { "cachedInputTokens" }, record.cacheReadTokens);
        fields.tokens(usage, { "reasoningTokens" }, record.reasoningTokens);
        return;
    }
    std::optional<qint64> written, hour;
    fields.tokens(usage, { "cacheReadInputTokens", "cacheReadInputTokenCount" }, record.cacheReadTokens);
    fields.tokens(usage, { "cacheWriteInputTokens", "cacheWriteInputTokenCount" }, written);
    for (const JsonValue &detail : usage["cacheDetails"].values) {
        if (detail["ttl"].text == "1h")
            fields.tokens(detail, { "inputTokens" }, hour);
    }
    if (hour.value_or(0) > written.value_or(0))
        return fields.refuse(tr("cacheDetails: its parts are more than cacheWriteInputTokens"));
    if (record.inputTokens)
        *record.inputTokens += record.cacheReadTokens.value_or(0) + written.value_or(0);
    if (written)
        record.cacheWrite5mTokens = *written - hour.value_or(0);
    record.cacheWrite1hTokens = hour;
    if (usage.has("serverToolUsage") || usage.has("cacheReadInputTokens"))
        record.provider = "aws";
}

/// Cohere: what is billed is less than what went through the model.
void readCohere(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &billed = usage["billed_units"];
    fields.tokens(billed, { "input_tokens" }, record.inputTokens);
    fields.tokens(billed, { "output_tokens" }, record.outputTokens);
    if (record.inputTokens && !record.outputTokens)
        record.outputTokens = 0; // embeddings
    record.provider = "cohere";
}

}

const JsonValue &ResponseUsage::of(const JsonValue &response)
{
    static const JsonValue null;
    for (const char *name : { "usage", "usageMetadata", "usage_metadata" }) {
        if (response[name].isObject())
            return response[name];
    }
    return response["meta"]["billed_units"].isObject() ? response["meta"] : null;
}

void ResponseUsage::read(const JsonValue &usage, UsageRecord &record, FieldReader &fields)
{
    if (usage["billed_units"].isObject()) {
        readCohere(usage, record, fields);
    } else if (usage.has("promptTokenCount") || usage.has("totalTokenCount") || usage.has("candidatesTokenCount")) {
        readGemini(usage, record, fields);
    } else if (usage.has("prompt_tokens") || usage.has("completion_tokens")) {
        readChat(usage, record, fields);
        readCharge(usage, record, fields);
    } else if (usage.has("input_tokens") || usage.has("output_tokens")) {
        readMessages(usage, record, fields);
        readCharge(usage, record, fields);
        addCompactions(usage, record, fields);
    } else if (usage.has("inputTokens") || usage.has("outputTokens")) {
        readConverse(usage, record, fields);
    } else {
        readCharge(usage, record, fields);
        fields.refuse(tr("its usage object has no token counts of a known shape"));
    }
}
