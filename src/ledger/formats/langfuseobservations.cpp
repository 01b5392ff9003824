#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/formats/recordmapper.h"

#include <QCoreApplication>

// An observation of Langfuse. Only generations and embeddings cost money; spans, events, tools and agents around them do
// not and are passed over. Latencies are seconds here.

namespace {

using Names = FieldReader::Names;
constexpr const char *Total = "total";

QByteArrayList marks(const JsonValue &element)
{
    return FieldReader::marks(element, { { "id" }, { "traceId", "trace_id" }, { "startTime", "start_time" },
        { "type", "usageDetails", "usage_details", "providedModelName", "provided_model_name", "totalCost", "total_cost", "calculatedTotalCost" } });
}

/// What a free name of usageDetails counts.
struct UsageName
{
    bool input = false, output = false, read = false, write = false, hour = false, reasoning = false;

    explicit UsageName(const QByteArray &name)
    {
        read = name.contains("cache_read") || name.contains("cached") || name == "input_cache_read";
        write = name.contains("cache_creation") || name.contains("cache_write");
        hour = write && name.contains("1h");
        reasoning = name.contains("reasoning") || name.contains("thoughts") || name.contains("thinking");
        input = name.startsWith("input") || name.startsWith("prompt") || read || write;
        output = !input && (name.startsWith("output") || name.startsWith("completion") || reasoning);
    }
};

/// The parts of usageDetails stand beside each other, so `input` is what is left of it. Where the total tells that `input`
/// and `output` are whole already, they are taken as such. The total itself is never added.
void readDetails(const JsonValue &details, UsageRecord &record, FieldReader &fields)
{
    std::optional<qint64> input, output, total, inputs, outputs;
    const auto add = [](std::optional<qint64> &sum, std::optional<qint64> part) {
        if (part)
            sum = std::min(sum.value_or(0) + *part, 4 * MaxTokens); // stays refused, never overflows
    };
    fields.tokens(details, { "input", "prompt_tokens", "input_tokens", "promptTokens" }, input);
    fields.tokens(details, { "output", "completion_tokens", "output_tokens", "completionTokens" }, output);
    fields.tokens(details, { Total, "total_tokens", "totalTokens" }, total);
    for (const QByteArray &name : details.names) {
        const UsageName meaning(name);
        std::optional<qint64> count;
        if (meaning.input || meaning.output)
            fields.tokens(details, { name.constData() }, count);
        add(meaning.input ? inputs : outputs, count);
        if (meaning.read)
            add(record.cacheReadTokens, count);
        else if (meaning.write)
            add(meaning.hour ? record.cacheWrite1hTokens : record.cacheWrite5mTokens, count);
        else if (meaning.reasoning)
            add(record.reasoningTokens, count);
    }
    const bool whole = total && *total == input.value_or(0) + output.value_or(0);
    record.inputTokens = whole && input ? input : inputs;
    record.outputTokens = whole && output ? output : outputs;
}

void readTokens(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    const JsonValue details = FieldReader::nested(row, { "usageDetails", "usage_details" });
    const JsonValue usage = FieldReader::nested(row, { "usage" });
    if (details.isObject() && !details.names.empty()) {
        readDetails(details, record, fields);
        return;
    }
    const QByteArray unit = usage["unit"].text;
    if (usage.isObject() && (unit.isEmpty() || unit == "TOKENS")) {
        fields.tokens(usage, { "input", "promptTokens", "prompt_tokens" }, record.inputTokens);
        fields.tokens(usage, { "output", "completionTokens", "completion_tokens" }, record.outputTokens);
        return;
    }
    fields.tokens(row, { "inputUsage", "promptTokens", "prompt_tokens" }, record.inputTokens);
    fields.tokens(row, { "outputUsage", "completionTokens", "completion_tokens" }, record.outputTokens);
}

/// A cost that Langfuse worked out with a price of its own is no charge. It is one where the caller provided it: Langfuse
/// says so, or has no model of its own that it could have been worked out with.
void readCost(const JsonValue &row, FieldReader &fields)
{
    JsonValue details = FieldReader::nested(row, { "providedCostDetails", "provided_cost_details" });
    const bool provided = details.isObject() && !details.names.empty();
    const bool calculated = !FieldReader::first(row, { "internalModelId", "internal_model_id", "usagePricingTierName", "usage_pricing_tier_name" }).isNull();
    if (!provided && !calculated)
        details = FieldReader::nested(row, { "costDetails", "cost_details" });
    if (details.has(Total)) {
        fields.charge(details, { Total });
    } else if (details.isObject()) {
        for (const QByteArray &name : details.names)
            fields.charge(details, { name.constData() });
    }
}

void readDurations(const JsonValue &row, UsageRecord &record, FieldReader &fields)
{
    const auto end = fields.timeOf(row, { "endTime", "end_time" });
    const auto first = fields.timeOf(row, { "completionStartTime", "completion_start_time" });
    if (record.time && end && *end >= *record.time)
        record.latencyMicros = *end - *record.time;
    else
        fields.seconds(row, { "latency" }, record.latencyMicros);
    if (record.time && first && *first >= *record.time)
        record.ttftMicros = *first - *record.time;
    else
        fields.seconds(row, { "timeToFirstToken", "time_to_first_token" }, record.ttftMicros);
    const QByteArray level = row["level"].text;
    if (level == "ERROR") {
        record.status = UsageStatus::Error;
        fields.text(row, { "statusMessage", "status_message" }, record.errorMessage);
    } else if (end) {
        record.status = UsageStatus::Success;
    }
}

void map(const JsonValue &row, std::vector<MappedRecord> &out)
{
    const QByteArray type = row["type"].text.toUpper();
    if (!type.isEmpty() && type != "GENERATION" && type != "EMBEDDING")
        return;
    MappedRecord &mapped = out.emplace_back();
    UsageRecord &record = mapped.record;
    FieldReader fields(record);
    record.source = RecordMappers::LangfuseObservations.name;
    fields.text(row, { "id" }, record.sourceId);
    fields.time(row, { "startTime", "start_time" });
    fields.text(row, { "providedModelName", "provided_model_name", "model" }, record.model);
    fields.text(row, { "traceName", "trace_name" }, record.feature);
    fields.text(row, { "userId", "user_id" }, record.user);
    fields.text(row, { "sessionId", "session_id" }, record.session);
    readTokens(row, record, fields);
    readCost(row, fields);
    readDurations(row, record, fields);
    if (record.sourceId.isEmpty())
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "id: it is empty")));
    mapped.fault = fields.fault().isEmpty() ? RecordField::totalsFault(record) : fields.fault();
}

constexpr const char *Columns =
    "id type startTime start_time endTime end_time completionStartTime completion_start_time "
    "providedModelName provided_model_name model internalModelId internal_model_id "
    "usagePricingTierName usage_pricing_tier_name traceName trace_name userId user_id sessionId "
    "session_id usageDetails usage_details usage inputUsage outputUsage promptTokens "
    "completionTokens prompt_tokens completion_tokens providedCostDetails provided_cost_details "
    "costDetails cost_details latency timeToFirstToken time_to_first_token level statusMessage "
    "status_message";

}

const RecordMapper RecordMappers::LangfuseObservations { "langfuse-observations", QT_TRANSLATE_NOOP("UsageFormat", "Langfuse observations"), &marks, &map, Columns };
