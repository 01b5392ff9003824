#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/formats/recordmapper.h"

#include <algorithm>

// One generation of OpenRouter: a row of the activity export, or an answer of /generation. Counts are the provider's own
// ("native"), which are what is billed; cached tokens are inside the prompt, reasoning inside the completion. OpenRouter is
// the provider of the row: it sets the price and takes the money, whoever ran the model.

namespace {

const JsonValue &generationOf(const JsonValue &element)
{
    return element["data"].isObject() ? element["data"] : element;
}

QByteArrayList marks(const JsonValue &element)
{
    const JsonValue &row = generationOf(element);
    const auto exported = FieldReader::marks(row, { { "generation_id" }, { "cost_total", "model_permaslug" } });
    return exported.isEmpty() ? FieldReader::marks(row, { { "id" }, { "created_at" }, { "native_tokens_prompt", "native_tokens_completion" } }) : exported;
}

void readStatus(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    QByteArray reason;
    fields.text(row, { "finish_reason_normalized", "finish_reason", "finish_reason_raw", "native_finish_reason" }, reason);
    if (FieldReader::isTrue(row["cancelled"]))
        record.status = UsageStatus::Cancelled;
    else if (reason == "error")
        record.status = UsageStatus::Error;
    else if (!reason.isEmpty())
        record.status = UsageStatus::Success;
    record.statusText = reason;
}

/// The export says how long it all took and when the first token came. The interface calls the time to the first token of
/// a stream `latency`.
void readDurations(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    if (row.has("generation_time_ms") || row.has("time_to_first_token_ms")) {
        fields.milliseconds(row, { "generation_time_ms" }, record.latencyMicros);
        fields.milliseconds(row, { "time_to_first_token_ms" }, record.ttftMicros);
        return;
    }
    std::optional<qint64> latency, generation;
    fields.milliseconds(row, { "latency" }, latency);
    fields.milliseconds(row, { "generation_time" }, generation);
    if (latency && generation && *latency < *generation) {
        record.latencyMicros = generation;
        if (FieldReader::isTrue(row["streamed"]))
            record.ttftMicros = latency;
    } else {
        record.latencyMicros = latency ? latency : generation;
    }
}

void map(const JsonValue &element, std::vector<MappedRecord> &out)
{
    const JsonValue &row = generationOf(element);
    MappedRecord &mapped = out.emplace_back();
    UsageRecord &record = mapped.record;
    FieldReader fields(record);
    record.source = RecordMappers::OpenRouterActivity.name;
    record.provider = "openrouter";
    fields.text(row, { "generation_id", "id" }, record.sourceId);
    fields.time(row, { "created_at" });
    fields.text(row, { "model_permaslug", "model" }, record.model);
    fields.text(row, { "app_name" }, record.feature);
    fields.text(row, { "user", "external_user" }, record.user);
    fields.text(row, { "session_id" }, record.session);
    fields.text(row, { "api_key_name", "app_id" }, record.client);
    fields.tokens(row, { "native_tokens_prompt", "tokens_prompt" }, record.inputTokens);
    fields.tokens(row, { "native_tokens_completion", "tokens_completion" }, record.outputTokens);
    fields.tokens(row, { "native_tokens_cached", "tokens_cached" }, record.cacheReadTokens);
    fields.tokens(row, { "native_tokens_reasoning", "tokens_reasoning" }, record.reasoningTokens);
    readStatus(row, record, fields);
    readDurations(row, record, fields);
    // Searches, files and caching are inside the total. With a key of one's own the provider's bill is not: it comes on top.
    fields.charge(row, { "cost_total", "total_cost", "usage" });
    if (FieldReader::isTrue(row["is_byok"]))
        fields.charge(row, { "upstream_inference_cost" });
    else
        fields.charge(row, { "byok_usage_inference" });
    if (record.sourceId.isEmpty())
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "generation_id: it is empty")));
    mapped.fault = fields.fault().isEmpty() ? RecordField::totalsFault(record) : fields.fault();
}

constexpr const char *Columns =
    "generation_id created_at cost_total byok_usage_inference tokens_prompt tokens_completion "
    "tokens_reasoning tokens_cached model_permaslug cancelled streamed user finish_reason_raw "
    "finish_reason_normalized generation_time_ms time_to_first_token_ms app_name api_key_name "
    "session_id";

}

const RecordMapper RecordMappers::OpenRouterActivity { "openrouter-activity", QT_TRANSLATE_NOOP("UsageFormat", "OpenRouter activity"), &marks, &map, Columns };
