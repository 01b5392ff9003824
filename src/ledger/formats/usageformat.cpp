#include "ledger/formats/usageformat.h"

#include "ledger/formats/eventcsv.h"
#include "ledger/formats/mappedformat.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>
#include <optional>

namespace {

constexpr qint64 HeadBytes = JsonElements::MaxRecordBytes + 64 * 1024; // holds one whole record
constexpr int ElementsLookedAt = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageFormat", text);
}

// From the most telling shape to the least: responses may be inside of all others.
const RecordMapper *const Mappers[] = { &RecordMappers::OtlpSpans, &RecordMappers::LiteLlmSpend, &RecordMappers::OpenRouterActivity, &RecordMappers::LangfuseObservations,
    &RecordMappers::AnthropicReport, &RecordMappers::OpenAiReport, &RecordMappers::ProviderResponses };

/// What an element looks like.
struct Match
{
    const RecordMapper *mapper = nullptr;
    QByteArrayList marks; ///< That told it.
    QStringList others; ///< Titles of the formats behind it that match as well.
    int alike = 0; ///< Of the elements looked at.
    int looked = 0;
};

/// What a file is: a mapper's, or the event CSV where there is none.
struct Recognition
{
    const RecordMapper *mapper = nullptr;
    Match match;
    qsizetype columns = 0; ///< Of a table.
    bool isJson = false;
    JsonLayout layout;
    char delimiter = ',';
};

bool readsAggregates(const RecordMapper *mapper)
{
    return mapper == &RecordMappers::AnthropicReport || mapper == &RecordMappers::OpenAiReport;
}

/// Sums that no mapper reads: by day of OpenRouter and LiteLLM, groups of a report without their bucket of time, invoices
/// in FOCUS form, and our own reports.
bool isAggregate(const JsonValue &element)
{
    const QByteArray &object = element["object"].text;
    if (object == "page" || object == "bucket" || object.startsWith("organization."))
        return true;
    if (element["results"].isArray() && (element.has("starting_at") || element.has("start_time")))
        return true;
    for (const char *name : { "num_model_requests", "usage_date_utc", "BilledCost" }) {
        if (element.has(name))
            return true;
    }
    if (element["daily"].isArray() || element["monthly"].isArray())
        return true;
    return (element.has("requests") || element.has("api_requests")) && !element.has("ts_utc") && !element.has("request_id");
}

Error aggregateError()
{
    return { Error::Kind::Unrecognised,
        tr("These are sums of many calls, not single calls: both together would count twice. Sums are imported from the usage and cost reports of Anthropic and OpenAI only."), {} };
}

Error unknownError()
{
    QStringList titles { tr("event CSV (with a column ts_utc, input_tokens, output_tokens or charged_cost_usd)") };
    for (const RecordMapper *mapper : Mappers)
        titles.append(QStringLiteral("%1 (%2)").arg(tr(mapper->title), mapper->columns ? QStringLiteral("CSV, JSON, JSONL") : QStringLiteral("JSON, JSONL")));
    return { Error::Kind::Unrecognised, tr("Nothing here looks like usage. Understood are: %1.").arg(titles.join(QStringLiteral(", "))), {} };
}

Match matchOf(const JsonValue &element)
{
    Match match;
    for (const RecordMapper *mapper : Mappers) {
        const QByteArrayList marks = mapper->marks(element);
        if (!marks.isEmpty() && match.mapper)
            match.others.append(tr(mapper->title));
        else if (!marks.isEmpty())
            match = { mapper, marks, {} };
    }
    return match;
}

/// What the first elements of a file are when it is cut in one way.
struct Look
{
    Match match; ///< Of the first that looks like anything.
    bool aggregate = false;
    int broken = 0; ///< Elements that are no JSON: few, unless the file is to be cut in another way.
};

Look lookAt(const QByteArray &head, JsonLayout layout)
{
    QBuffer buffer;
    buffer.setData(head);
    buffer.open(QIODevice::ReadOnly);
    JsonElements elements(buffer, layout);
    Look look;
    for (int i = 0; i < ElementsLookedAt; ++i) {
        const auto next = elements.next();
        if (next == JsonElements::Next::End || next == JsonElements::Next::ReadError)
            break;
        if (next == JsonElements::Next::Fault || (elements.bytesRead() == HeadBytes && i > 0))
            continue; // cut by the end of the head
        const auto element = parseJson(elements.text());
        look.broken += element ? 0 : 1;
        if (!element || !element->isObject())
            continue;
        ++look.match.looked;
        if (look.match.mapper) {
            look.match.alike += look.match.mapper->marks(*element).isEmpty() ? 0 : 1;
            continue;
        }
        const int looked = look.match.looked;
        look.match = matchOf(*element);
        look.match.looked = looked;
        look.match.alike = look.match.mapper ? 1 : 0;
        look.aggregate = look.aggregate || (isAggregate(*element) && !readsAggregates(look.match.mapper));
    }
    return look;
}

/// Offsets behind the brackets of arrays that are members of the object in which `head` begins, or of objects in it.
std::vector<qint64> memberArrays(const QByteArray &head)
{
    std::vector<qint64> offsets;
    QByteArray open; // the brackets around
    bool quoted = false;
    char before = 0; // last byte that is neither blank nor in a string
    for (qsizetype i = 0; i < head.size() && offsets.size() < 8; ++i) {
        const char c = head.at(i);
        if (quoted) {
            if (c == '\\')
                ++i;
            quoted = c != '"';
            continue;
        }
        if (c == '[' && before == ':' && open.size() <= 2 && !open.contains('['))
            offsets.push_back(i + 1);
        if (c == '{' || c == '[')
            open.append(c);
        else if ((c == '}' || c == ']') && !open.isEmpty())
            open.chop(1);
        quoted = c == '"';
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            before = c;
    }
    return offsets;
}

Result<Recognition> recogniseJson(const QByteArray &head, qint64 begin)
{
    using Kind = JsonLayout::Kind;
    std::vector<JsonLayout> layouts;
    if (head.at(begin) == '[') {
        layouts = { { Kind::Array, begin + 1 } };
    } else {
        layouts = { { Kind::Lines, begin }, { Kind::Sequence, begin } };
        for (const qint64 offset : memberArrays(head))
            layouts.push_back({ Kind::Array, offset });
    }
    std::optional<Look> best;
    Recognition recognition;
    for (const JsonLayout layout : layouts) {
        const Look look = lookAt(head, layout);
        if ((!look.match.mapper && !look.aggregate) || (best && look.broken >= best->broken))
            continue;
        best = look;
        recognition.mapper = look.match.mapper;
        recognition.match = look.match;
        recognition.isJson = true;
        recognition.layout = layout;
    }
    if (best)
        return best->aggregate ? Result<Recognition>(aggregateError()) : Result<Recognition>(recognition);
    return unknownError();
}

/// A table by its header alone.
Recognition recogniseTable(const QByteArray &head, bool &aggregate)
{
    Recognition recognition;
    const auto lineEnd = std::find_if(head.begin(), head.end(), [](char c) { return c == '\n' || c == '\r'; });
    recognition.delimiter = CsvReader::delimiterOf(QByteArrayView(head.constData(), lineEnd - head.begin()));
    QBuffer buffer;
    buffer.setData(head);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, recognition.delimiter);
    if (reader.next() != CsvReader::Next::Record)
        return recognition;
    JsonValue header;
    header.kind = JsonValue::Kind::Object;
    for (const QByteArrayView cell : reader.cells()) {
        header.names.push_back(cell.toByteArray().trimmed());
        header.values.push_back(JsonValue::string("x"));
    }
    recognition.columns = qsizetype(header.names.size());
    recognition.match = matchOf(header);
    if (recognition.match.mapper && recognition.match.mapper->columns)
        recognition.mapper = recognition.match.mapper;
    aggregate = isAggregate(header) && !readsAggregates(recognition.mapper);
    return recognition;
}

/// A table that is no source's own is left to the event CSV, which looks at the header itself.
Result<Recognition> recognise(QIODevice &device)
{
    QByteArray head = device.peek(64 * 1024);
    const qsizetype mark = head.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const auto first = std::find_if(head.begin() + mark, head.end(), [](char c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
    const qsizetype begin = first - head.begin();
    if (begin < head.size() && (*first == '{' || *first == '[') && !head.contains('\0')) {
        head = device.peek(HeadBytes);
        return recogniseJson(head, begin);
    }
    bool aggregate = false;
    const Recognition recognition = recogniseTable(head, aggregate);
    if (aggregate)
        return aggregateError();
    return recognition;
}

/// The event CSV tells for itself why it cannot be read, but where the file is a table of something else.
Error tableError(const Error &error, QIODevice &device)
{
    const QByteArray head = device.isSequential() ? QByteArray() : (device.seek(0), device.peek(4096));
    const bool text = !head.isEmpty() && !head.contains('\0') && !head.startsWith("\xff\xfe") && !head.startsWith("\xfe\xff");
    return error.kind == Error::Kind::Unrecognised && text ? unknownError() : error;
}

QString toldByColumns(const QByteArrayList &marks)
{
    return tr("Told by its columns %1").arg(QString::fromUtf8(marks.join(", ")));
}

QString knownColumns(qsizetype columns, qsizetype ignored)
{
    return tr("Known columns: %1 of %2").arg(columns - ignored).arg(columns);
}

/// Why the formats that match as well were not taken.
QStringList whyNot(const QStringList &others)
{
    if (others.isEmpty())
        return {};
    return { tr("It matches %1 too, which asks for less and comes behind").arg(others.join(QStringLiteral(", "))) };
}

QStringList evidence(const Match &match, const QStringList &others)
{
    return QStringList { tr("Told by its members %1").arg(QString::fromUtf8(match.marks.join(", "))),
               tr("Such records among the first: %1 of %2").arg(match.alike).arg(match.looked) }
        + whyNot(others);
}

QStringList evidence(QBuffer &head, const Recognition &table, const QStringList &others)
{
    head.seek(0);
    const auto format = MappedFormat::ofTable(head, table.delimiter, *table.mapper);
    QStringList sentences { toldByColumns(table.match.marks) };
    if (format)
        sentences.append(knownColumns(table.columns, (*format)->ignoredColumns().size()));
    return sentences + whyNot(others);
}

}

Result<std::unique_ptr<UsageFormat>> openUsageFormat(QIODevice &device)
{
    const auto recognition = recognise(device);
    if (!recognition)
        return recognition.error();
    if (!recognition->mapper) {
        auto format = EventCsv::open(device);
        if (!format)
            return tableError(format.error(), device);
        return std::unique_ptr<UsageFormat>(std::move(*format));
    }
    if (recognition->isJson)
        return std::unique_ptr<UsageFormat>(MappedFormat::ofJson(device, recognition->layout, *recognition->mapper));
    auto format = MappedFormat::ofTable(device, recognition->delimiter, *recognition->mapper);
    if (!format)
        return format.error();
    return std::unique_ptr<UsageFormat>(std::move(*format));
}

Result<RecognisedFormat> recogniseUsageFormat(QIODevice &device)
{
    const auto recognition = recognise(device);
    if (!recognition)
        return recognition.error();
    QBuffer head;
    head.setData(device.peek(64 * 1024));
    head.open(QIODevice::ReadOnly);
    const auto csv = recognition->isJson ? Result<std::unique_ptr<EventCsv>>(unknownError()) : EventCsv::open(head);
    if (recognition->mapper) {
        const RecordMapper &mapper = *recognition->mapper;
        QStringList others = recognition->match.others;
        if (csv)
            others.append(tr("Event CSV"));
        return RecognisedFormat { mapper.name, tr(mapper.title), recognition->isJson ? evidence(recognition->match, others) : evidence(head, *recognition, others) };
    }
    if (!csv)
        return tableError(csv.error(), head);
    const QByteArrayList marks = (*csv)->tellingColumns();
    return RecognisedFormat { EventCsv::formatName(), tr("Event CSV"), { toldByColumns(marks), knownColumns(recognition->columns, (*csv)->ignoredColumns().size()) } };
}
