#include "fuzz/fuzztargets.h"

#include "core/csv.h"
#include "core/decimaltext.h"
#include "core/money.h"
#include "core/rangeexpression.h"
#include "ledger/formats/csvreader.h"
#include "ledger/formats/jsonvalue.h"
#include "ledger/formats/mappedformat.h"
#include "ledger/formats/recordfield.h"
#include "ledger/modelresolver.h"
#include "ledger/pricefile.h"
#include "ledger/pricestore.h"
#include "ledger/recordidentity.h"
#include "ledger/route.h"

#include <QBuffer>
#include <QUrl>

#include <limits>

namespace {

void promise(bool holds, const char *what)
{
    if (!holds)
        qFatal("broken promise: %s", what);
}

bool isStorable(const QByteArray &text)
{
    return !text.contains('\0') && text.isValidUtf8();
}

void checkCount(std::optional<qint64> count)
{
    promise(!count || (*count >= 0 && *count <= MaxTokens), "tokens are from 0 to 10^12");
}

void check(const UsageRecord &record)
{
    for (const QByteArray *text : { &record.feature, &record.provider, &record.model, &record.user, &record.session, &record.client, &record.statusText, &record.errorCode, &record.errorMessage,
             &record.source, &record.sourceId })
        promise(isStorable(*text), "texts are UTF-8 without NUL");
    for (const auto &count : { record.inputTokens, record.cacheReadTokens, record.cacheWrite5mTokens, record.cacheWrite1hTokens, record.outputTokens, record.reasoningTokens })
        checkCount(count);
    promise(!record.chargedPico || (*record.chargedPico >= 0 && *record.chargedPico < MaxRowPico), "a charge fits a row");
    promise(!record.latencyMicros || *record.latencyMicros >= 0, "a latency is not negative");
    promise(!record.time || (*record.time >= 0 && *record.time < 7'258'118'400'000'000), "a time is from 1970 to 2199");
}

void check(const ProviderAggregate &sum)
{
    for (const QByteArray *text : { &sum.model, &sum.description, &sum.project, &sum.apiKey, &sum.user, &sum.detail })
        promise(isStorable(*text), "texts are UTF-8 without NUL");
    promise(sum.from < sum.to && sum.to - sum.from <= 24 * MicrosPerHour, "a bucket is part of a day");
    promise(sum.inputTokens.value_or(0) >= 0 && sum.outputTokens.value_or(0) >= 0, "tokens are not negative");
    promise(sum.key().size() == 16 && sum.digest().size() == 16, "identities have 16 bytes");
}

/// Reads to the end. Every step consumes something, so the number of records is bounded by the input.
void readAll(UsageFormat &format, qsizetype size)
{
    RecordIdentity identity(format.name());
    for (qsizetype steps = 0;; ++steps) {
        promise(steps <= size + 1, "reading comes to an end");
        switch (format.next()) {
        case UsageFormat::Next::End: return;
        case UsageFormat::Next::ReadError: qFatal("a buffer cannot fail");
        case UsageFormat::Next::Rejected:
            promise(!format.rejected().reason.isEmpty() && format.rejected().raw.size() <= 200, "a reject has a reason and a short text");
            break;
        case UsageFormat::Next::Record:
            promise(format.raw().text.size() <= RawRecord::MaxBytes, "kept text is bounded");
            if (format.aggregate()) {
                check(*format.aggregate());
            } else {
                check(format.record());
                identity.of(format.record());
            }
        }
    }
}

void usageFormat(QByteArrayView input)
{
    QByteArray bytes = input.toByteArray();
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    (void)recogniseUsageFormat(buffer);
    buffer.seek(0);
    const auto format = openUsageFormat(buffer);
    if (format)
        readAll(**format, input.size());
    else
        promise(!format.error().summary.isEmpty(), "a refusal says why");
}

/// The first byte says how the rest is cut: into lines, a sequence, an array or a table.
void mapped(QByteArrayView input, const RecordMapper &mapper)
{
    if (input.isEmpty())
        return;
    QByteArray bytes = input.sliced(1).toByteArray();
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    if (input.front() == 't') {
        if (const auto format = MappedFormat::ofTable(buffer, ',', mapper))
            readAll(**format, input.size());
        return;
    }
    const JsonLayout layout = input.front() == 's' ? JsonLayout { JsonLayout::Kind::Sequence, 0 } : input.front() == 'a' ? JsonLayout { JsonLayout::Kind::Array, 1 } : JsonLayout();
    // An element can hold as many records as it likes; each of them needs a few bytes.
    readAll(*MappedFormat::ofJson(buffer, layout, mapper), input.size());
}

void csvReader(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    QByteArray bytes = input.sliced(1).toByteArray();
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, input.front() == ';' ? ';' : input.front() == '\t' ? '\t' : ',');
    qint64 line = 0;
    for (;;) {
        const auto next = reader.next();
        if (next == CsvReader::Next::End)
            return;
        promise(next != CsvReader::Next::ReadError, "a buffer cannot fail");
        promise(reader.line() > line, "records are on later lines");
        line = reader.line();
        promise(reader.offset() >= 0 && reader.bytesRead() <= bytes.size(), "a place is inside the file");
        qsizetype length = 0;
        for (const QByteArrayView cell : reader.cells())
            length += cell.size();
        promise(next == CsvReader::Next::Fault || length <= reader.raw().size(), "cells are made of the record's text");
    }
}

void jsonValue(QByteArrayView input)
{
    const auto value = parseJson(input);
    if (value && value->isObject())
        promise(value->length > 0 && value->begin + value->length <= input.size() && input[value->begin] == '{' && input[value->begin + value->length - 1] == '}', "an object knows its place");
}

void decimalText(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    const int scale = uchar(input.front()) % 13;
    const QByteArrayView text = input.sliced(1);
    const auto parsed = parseDecimal(text.data(), text.data() + text.size(), scale);
    if (parsed) {
        const auto again = parseDecimal(QStringView(::decimalText(parsed->value, scale)), scale);
        promise(again && again->value == parsed->value && !again->rounded, "exact text is the same number again");
    }
    const QString wide = QString::fromUtf8(text.data(), text.size());
    if (QByteArray(wide.toUtf8()) == text) {
        const auto same = parseDecimal(QStringView(wide), scale);
        promise(same.has_value() == parsed.has_value() && (!same || same->value == parsed->value), "both alphabets read the same");
    }
    (void)parseInteger(text.data(), text.data() + text.size());
    (void)parseUtcTime(text);
    UsageRecord record;
    (void)RecordField::unixTime(text, record);
    if (const auto money = Money::fromUsdText(wide))
        promise(Money::fromUsdText(money->exactText()) == money, "money survives its text");
    const QString line = csvLine({ wide });
    promise(looksNumeric(wide) || wide.isEmpty() || !QStringLiteral("=+-@\t\r").contains(wide.front()) || line.contains(QLatin1Char('\'')), "a formula is guarded");
}

void rangeExpression(QByteArrayView input)
{
    const qsizetype cut = input.indexOf('|');
    const QString from = QString::fromUtf8(cut < 0 ? input : input.first(cut));
    const QString to = cut < 0 ? QStringLiteral("now") : QString::fromUtf8(input.sliced(cut + 1));
    static const ReportingZone zones[] = { ReportingZone(), *ReportingZone::fromId(QStringLiteral("Australia/Lord_Howe")), *ReportingZone::fromId(QStringLiteral("Pacific/Apia")) };
    for (const ReportingZone &zone : zones) {
        const auto range = RangeExpression { from, to }.resolve(1'764'000'000'000'000, zone);
        promise(range ? !range->isEmpty() : !range.error().summary.isEmpty(), "a range is not empty, and a refusal says why");
    }
}

void routeUrl(QByteArrayView input)
{
    const auto route = Route::fromUrl(QUrl(QString::fromUtf8(input)));
    if (!route)
        return;
    const auto again = Route::fromUrl(route->toUrl());
    promise(again && *again == *route, "a route survives its URL");
}

void modelName(QByteArrayView input)
{
    static const auto catalogue = PriceStore::bundled();
    promise(bool(catalogue), "the bundled prices can be read");
    static const ModelResolver resolver(*catalogue);
    const qsizetype cut = input.indexOf('|');
    const QString provider = cut < 0 ? QString() : QString::fromUtf8(input.first(cut));
    const QString name = QString::fromUtf8(cut < 0 ? input : input.sliced(cut + 1));
    const Resolution sure = resolver.resolve(name, provider);
    promise(sure.kind != MatchKind::Family && (sure.kind == MatchKind::None) == sure.canonical.isEmpty(), "a row is booked on what is sure");
    const Resolution guess = resolver.suggest(name, provider);
    promise((guess.kind == MatchKind::None) == guess.canonical.isEmpty(), "a suggestion names a model");
    if (sure.kind != MatchKind::None)
        promise(resolver.resolve(sure.canonical, sure.provider).kind != MatchKind::None, "a canonical name is known");
}

void priceFile(QByteArrayView input)
{
    QByteArray bytes = input.toByteArray();
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    const auto content = PriceFile::read(buffer, QStringLiteral("fuzz"));
    if (!content)
        return;
    for (const PriceRevision &revision : content->revisions)
        promise(revision.base.input.value_or(0) >= 0 && revision.base.output.value_or(0) >= 0, "a rate is not negative");
}

}

const QList<FuzzTargets::Target> &FuzzTargets::all()
{
    static const QList<Target> targets {
        { "usage_format", &usageFormat },
        { "provider_responses", [](QByteArrayView input) { mapped(input, RecordMappers::ProviderResponses); } },
        { "openrouter_activity", [](QByteArrayView input) { mapped(input, RecordMappers::OpenRouterActivity); } },
        { "litellm_spend", [](QByteArrayView input) { mapped(input, RecordMappers::LiteLlmSpend); } },
        { "langfuse_observations", [](QByteArrayView input) { mapped(input, RecordMappers::LangfuseObservations); } },
        { "otlp_spans", [](QByteArrayView input) { mapped(input, RecordMappers::OtlpSpans); } },
        { "anthropic_report", [](QByteArrayView input) { mapped(input, RecordMappers::AnthropicReport); } },
        { "openai_report", [](QByteArrayView input) { mapped(input, RecordMappers::OpenAiReport); } },
        { "csv_reader", &csvReader },
        { "json_value", &jsonValue },
        { "decimal_text", &decimalText },
        { "range_expression", &rangeExpression },
        { "route_url", &routeUrl },
        { "model_name", &modelName },
        { "price_file", &priceFile },
    };
    return targets;
}
