#include "core/decimaltext.h"
#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/formats/recordmapper.h"

#include <QCoreApplication>

#include <algorithm>

// Spans with the gen_ai attributes of OpenTelemetry, in OTLP's JSON form, and the names that came before them. Spans around
// a call (agents, tools, workflows) repeat the tokens of the calls in them and are passed over. There is no standard
// attribute for a cost, and those in use are estimates: none is read.

namespace {

bool isSpan(const JsonValue &value)
{
    return value.has("startTimeUnixNano") && value.has("spanId");
}

QByteArrayList marks(const JsonValue &element)
{
    for (const char *name : { "resourceSpans", "scopeSpans" }) {
        if (element[name].isArray())
            return { name };
    }
    return FieldReader::marks(element, { { "spanId" }, { "startTimeUnixNano" } });
}

/// The attributes as an object of plain values; of one name the first counts, of an array its first element.
JsonValue attributesOf(const JsonValue &holder)
{
    const JsonValue &attributes = holder["attributes"];
    if (!attributes.isArray())
        return attributes;
    JsonValue plain;
    plain.kind = JsonValue::Kind::Object;
    for (const JsonValue &attribute : attributes.values) {
        const JsonValue &value = attribute["value"];
        const JsonValue &array = value["arrayValue"]["values"];
        const JsonValue &held = array.isArray() && !array.values.empty() ? array.values.front() : value;
        plain.names.push_back(attribute["key"].text);
        plain.values.push_back(FieldReader::first(held, { "stringValue", "intValue", "doubleValue", "boolValue" }));
    }
    return plain;
}

QByteArray providerName(const QByteArray &name)
{
    // The convention's own list, in the words of the price catalogue.
    static constexpr std::pair<const char *, const char *> known[] = { { "aws.bedrock", "aws" }, { "azure.ai.openai", "azure" }, { "azure.ai.inference", "azure_ai" },
        { "gcp.gemini", "google" }, { "gcp.gen_ai", "google" }, { "gcp.vertex_ai", "vertex_ai" }, { "mistral_ai", "mistral" }, { "x_ai", "x-ai" }, { "ibm.watsonx.ai", "watsonx" } };
    for (const auto &[theirs, ours] : known) {
        if (name == theirs)
            return ours;
    }
    return name;
}

void readTokens(const JsonValue &attributes, UsageRecord &record, FieldReader &fields)
{
    fields.tokens(attributes, { "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "llm.usage.prompt_tokens" }, record.inputTokens);
    fields.tokens(attributes, { "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "llm.usage.completion_tokens" }, record.outputTokens);
    fields.tokens(attributes, { "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "llm.token_count.prompt_details.cache_read" }, record.cacheReadTokens);
    fields.tokens(attributes, { "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write" }, record.cacheWrite5mTokens);
    fields.tokens(attributes, { "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning" }, record.reasoningTokens);
}

void readTimes(const JsonValue &span, const JsonValue &attributes, UsageRecord &record, FieldReader &fields)
{
    const auto nanoseconds = [&span](const char *name) {
        const QByteArray &text = span[name].text;
        return parseInteger(text.constData(), text.constData() + text.size());
    };
    const auto start = nanoseconds("startTimeUnixNano");
    const auto end = nanoseconds("endTimeUnixNano");
    if (!start || *start <= 0 || *start >= 7'258'118'400'000'000'000) // 2200-01-01
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "startTimeUnixNano: it is not a time")));
    else
        record.time = *start / 1000;
    if (start && end && *start >= 0 && *end >= *start)
        record.latencyMicros = (*end - *start) / 1000;
    fields.seconds(attributes, { "gen_ai.response.time_to_first_chunk" }, record.ttftMicros);
}

void readStatus(const JsonValue &span, const JsonValue &attributes, UsageRecord &record, FieldReader &fields)
{
    const QByteArray &code = span["status"]["code"].text;
    fields.text(attributes, { "error.type" }, record.errorCode);
    const bool failed = code == "2" || code == "STATUS_CODE_ERROR" || !record.errorCode.isEmpty();
    record.status = !failed ? UsageStatus::Success : record.errorCode.toLower().contains("timeout") ? UsageStatus::Timeout : UsageStatus::Error;
    if (failed)
        fields.text(span["status"], { "message" }, record.errorMessage);
}

bool isCall(const JsonValue &attributes)
{
    static constexpr const char *around[] = { "invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "retrieval" };
    const QByteArray &operation = attributes["gen_ai.operation.name"].text;
    if (std::any_of(std::begin(around), std::end(around), [&operation](const char *name) { return operation == name; }))
        return false;
    const QByteArray kind = attributes["openinference.span.kind"].text.toUpper();
    if (!kind.isEmpty() && kind != "LLM" && kind != "EMBEDDING")
        return false;
    const bool counted = !FieldReader::first(attributes, { "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "llm.usage.prompt_tokens",
                                                "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "llm.usage.completion_tokens" }).isNull();
    return counted || (!operation.isEmpty() && attributes.has("gen_ai.request.model")); // a failed call has no counts
}

void mapSpan(const JsonValue &span, const JsonValue &resource, std::vector<MappedRecord> &out)
{
    const JsonValue attributes = attributesOf(span);
    if (!isCall(attributes))
        return;
    MappedRecord &mapped = out.emplace_back();
    mapped.rawBegin = span.begin;
    mapped.rawLength = span.length;
    UsageRecord &record = mapped.record;
    FieldReader fields(record);
    QByteArray trace, id;
    fields.text(span, { "traceId" }, trace);
    fields.text(span, { "spanId" }, id);
    if (!trace.isEmpty() && !id.isEmpty()) {
        record.source = RecordMappers::OtlpSpans.name;
        record.sourceId = QByteArray(trace).append('/').append(id);
    }
    readTimes(span, attributes, record, fields);
    readTokens(attributes, record, fields);
    readStatus(span, attributes, record, fields);
    fields.text(attributes, { "gen_ai.provider.name", "gen_ai.system", "llm.provider" }, record.provider);
    record.provider = providerName(record.provider);
    fields.text(attributes, { "gen_ai.response.model", "gen_ai.request.model", "llm.model_name" }, record.model);
    fields.text(attributes, { "gen_ai.workflow.name" }, record.feature);
    fields.text(attributes, { "user.id", "enduser.id" }, record.user);
    fields.text(attributes, { "gen_ai.conversation.id", "session.id" }, record.session);
    fields.text(resource, { "service.name" }, record.client);
    mapped.fault = fields.fault().isEmpty() ? RecordField::totalsFault(record) : fields.fault();
}

void mapScopes(const JsonValue &resourceSpans, std::vector<MappedRecord> &out)
{
    const JsonValue resource = attributesOf(resourceSpans["resource"]);
    for (const JsonValue &scope : resourceSpans["scopeSpans"].values) {
        for (const JsonValue &span : scope["spans"].values)
            mapSpan(span, resource, out);
    }
}

void map(const JsonValue &element, std::vector<MappedRecord> &out)
{
    if (element["resourceSpans"].isArray()) {
        for (const JsonValue &resourceSpans : element["resourceSpans"].values)
            mapScopes(resourceSpans, out);
    } else if (element["scopeSpans"].isArray()) {
        mapScopes(element, out);
    } else if (isSpan(element)) {
        mapSpan(element, {}, out);
    } else {
        out.emplace_back().fault = RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "it holds no spans"));
    }
}

}

const RecordMapper RecordMappers::OtlpSpans { "otlp-spans", QT_TRANSLATE_NOOP("UsageFormat", "OpenTelemetry spans"), &marks, &map, nullptr };
