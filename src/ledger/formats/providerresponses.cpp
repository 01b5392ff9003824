#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/formats/recordmapper.h"
#include "ledger/formats/responseusage.h"

#include <QCoreApplication>

#include <array>

namespace {

/// Where logs and batch outputs put the response: as `body`, under `response`, as a batch's `result`, or bare. What stands
/// beside a body is somebody's opinion of it and is not read, but for who and when.
const JsonValue &responseOf(const JsonValue &item)
{
    const std::array<const JsonValue *, 5> wrapped { &item["body"], &item["response"]["body"], &item["result"]["message"], &item["response"], &item["message"] };
    for (const JsonValue *candidate : wrapped) {
        if (!ResponseUsage::of(*candidate).isNull() || (*candidate)["error"].isObject())
            return *candidate;
    }
    return item;
}

QByteArrayList marks(const JsonValue &element)
{
    return FieldReader::marks(ResponseUsage::of(responseOf(element)), { { "prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "inputTokens", "outputTokens",
        "promptTokenCount", "totalTokenCount", "candidatesTokenCount", "billed_units" } });
}

void readStatus(const JsonValue &response, UsageRecord &record, FieldReader &fields)
{
    const JsonValue &error = response["error"];
    if (error.isObject()) {
        record.status = UsageStatus::Error;
        fields.text(error, { "code", "type" }, record.errorCode);
        fields.text(error, { "message" }, record.errorMessage);
        return;
    }
    const JsonValue &status = response["status"];
    if (!status.isString()) {
        record.status = UsageStatus::Success; // a provider counts tokens of what it answered
        return;
    }
    fields.status(response, { "status" });
    if (record.statusText == "incomplete")
        record.status = UsageStatus::Success; // answered, up to a limit
    else if (record.statusText == "in_progress" || record.statusText == "queued")
        record.status = UsageStatus::Pending;
}

/// Most shapes are spoken by many. These marks are left by one alone.
QByteArray certainProvider(const JsonValue &response, const JsonValue &usage)
{
    if (usage.has("queue_time") && usage.has("completion_time"))
        return "groq";
    if (response["prompt_filter_results"].isArray())
        return "azure";
    if (usage.has("inputTokens") && response.has("stopReason") && response["output"].isObject())
        return "aws";
    return {};
}

void map(const JsonValue &element, std::vector<MappedRecord> &out)
{
    MappedRecord &mapped = out.emplace_back();
    UsageRecord &record = mapped.record;
    FieldReader fields(record);
    const JsonValue &response = responseOf(element);
    const JsonValue &usage = ResponseUsage::of(response);
    if (usage.isNull() && !response["error"].isObject()) {
        mapped.fault = RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it holds no usage object"));
        return;
    }
    if (!usage.isNull())
        ResponseUsage::read(usage, record, fields);
    readStatus(response, record, fields);
    fields.text(response, { "id", "responseId" }, record.sourceId);
    if (!record.sourceId.isEmpty()) {
        // The same call stands in OpenRouter's own export under the same id: it must not count twice.
        const bool openRouter = record.sourceId.startsWith("gen-");
        record.source = openRouter ? RecordMappers::OpenRouterActivity.name : RecordMappers::ProviderResponses.name;
        if (openRouter)
            record.provider = "openrouter";
    }
    if (record.provider.isEmpty())
        record.provider = certainProvider(response, usage);
    fields.text(response, { "model", "modelVersion", "model_id", "modelId" }, record.model);
    fields.milliseconds(response["metrics"], { "latencyMs" }, record.latencyMicros);
    fields.time(response, { "created", "created_at", "createTime", "timestamp" });
    if (record.provider.isEmpty())
        fields.text(response, { "provider" }, record.provider);
    fields.text(response, { "user" }, record.user);
    fields.text(response, { "session_id" }, record.session);
    if (&response != &element) {
        if (!record.time)
            fields.time(element, { "timestamp", "ts_utc", "created_at", "time" });
        if (record.provider.isEmpty())
            fields.text(element, { "provider" }, record.provider);
        if (record.model.isEmpty())
            fields.text(element, { "modelId" }, record.model); // Bedrock names it in the request only
        if (record.user.isEmpty())
            fields.text(element, { "user" }, record.user);
        if (record.session.isEmpty())
            fields.text(element, { "session", "session_id" }, record.session);
    }
    fields.text(element, { "feature" }, record.feature);
    mapped.fault = fields.fault().isEmpty() ? RecordField::totalsFault(record) : fields.fault();
}

}

const RecordMapper RecordMappers::ProviderResponses { "provider-responses", QT_TRANSLATE_NOOP("UsageFormat", "Responses of model providers"), &marks, &map, nullptr };
