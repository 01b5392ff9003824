#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/formats/recordmapper.h"

// A row of LiteLLM's spend log, out of its database or its interface. prompt_tokens is the whole input, for Claude too, and
// completion_tokens the whole output; how they divide stands in the metadata, if it is kept at all.

namespace {

QByteArrayList marks(const JsonValue &element)
{
    return FieldReader::marks(element, { { "request_id" }, { "startTime" }, { "spend", "prompt_tokens" } });
}

void readMetadata(const JsonValue &metadata, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &usage = metadata["usage_object"];
    fields.tokens(usage, { "cache_read_input_tokens" }, record.cacheReadTokens);
    fields.tokens(usage["prompt_tokens_details"], { "cached_tokens" }, record.cacheReadTokens);
    std::optional<qint64> written, hour;
    fields.tokens(usage, { "cache_creation_input_tokens" }, written);
    fields.tokens(usage["prompt_tokens_details"], { "cache_creation_tokens" }, written);
    fields.tokens(usage["cache_creation"], { "ephemeral_1h_input_tokens" }, hour);
    fields.tokens(usage["prompt_tokens_details"]["cache_creation_token_details"], { "ephemeral_1h_input_tokens" }, hour);
    if (written && hour.value_or(0) <= *written) {
        record.cacheWrite5mTokens = *written - hour.value_or(0);
        record.cacheWrite1hTokens = hour;
    }
    fields.tokens(usage["completion_tokens_details"], { "reasoning_tokens" }, record.reasoningTokens);
    const JsonValue &error = metadata["error_information"];
    fields.text(error, { "error_code", "error_class" }, record.errorCode);
    fields.text(error, { "error_message" }, record.errorMessage);
    fields.text(metadata, { "user_api_key_alias" }, record.client);
}

/// The feature is what a tag "feature:name" says: teams and keys are no features.
void readTags(const JsonValue &tags, UsageRecord &record)
{
    for (const JsonValue &tag : tags.values) {
        if (tag.isString() && tag.text.startsWith("feature:") && RecordField::text(tag.text.mid(8), record.feature) == nullptr)
            return;
    }
}

void readDurations(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    const auto end = fields.timeOf(row, { "endTime" });
    const auto first = fields.timeOf(row, { "completionStartTime" });
    if (record.time && end && *end >= *record.time)
        record.latencyMicros = *end - *record.time;
    else
        fields.milliseconds(row, { "request_duration_ms" }, record.latencyMicros);
    // Without a stream LiteLLM writes the end as the first token.
    if (record.time && first && end && *first >= *record.time && *first < *end)
        record.ttftMicros = *first - *record.time;
}

/// LiteLLM writes 0 both for what cost nothing and for models that it has no price for. In a record that is refused the
/// tokens were not all read, and say nothing about it.
void readSpend(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    fields.charge(row, { "spend" });
    const bool tokens = record.inputTokens.value_or(0) + record.outputTokens.value_or(0) > 0;
    const bool free = FieldReader::isTrue(row["cache_hit"]) || (fields.fault().isEmpty() && (record.status == UsageStatus::Error || !tokens));
    if (record.chargedPico == 0 && !record.chargedRounded && !free)
        record.chargedPico.reset();
}

void map(const JsonValue &row, std::vector<MappedRecord> &out)
{
    MappedRecord &mapped = out.emplace_back();
    UsageRecord &record = mapped.record;
    FieldReader fields(record);
    record.source = RecordMappers::LiteLlmSpend.name;
    fields.text(row, { "request_id" }, record.sourceId);
    fields.time(row, { "startTime" });
    fields.text(row, { "model", "model_group" }, record.model);
    fields.text(row, { "custom_llm_provider" }, record.provider);
    fields.text(row, { "end_user", "user" }, record.user);
    fields.text(row, { "session_id" }, record.session);
    fields.text(row, { "api_key" }, record.client);
    fields.tokens(row, { "prompt_tokens" }, record.inputTokens);
    fields.tokens(row, { "completion_tokens" }, record.outputTokens);
    fields.status(row, { "status" });
    readMetadata(FieldReader::nested(row, { "metadata" }), record, fields);
    readTags(FieldReader::nested(row, { "request_tags" }), record);
    readDurations(row, record, fields);
    readSpend(row, record, fields);
    if (record.sourceId.isEmpty())
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "request_id: it is empty")));
    mapped.fault = fields.fault().isEmpty() ? RecordField::totalsFault(record) : fields.fault();
}

constexpr const char *Columns =
    "request_id startTime endTime completionStartTime request_duration_ms model model_group "
    "custom_llm_provider end_user user session_id api_key prompt_tokens completion_tokens status "
    "spend cache_hit metadata request_tags";

}

const RecordMapper RecordMappers::LiteLlmSpend { "litellm-spend", QT_TRANSLATE_NOOP("UsageFormat", "LiteLLM spend log"), &marks, &map, Columns };
