#include "ledger/formats/recordfield.h"

#include "core/decimaltext.h"
#include "core/money.h"

#include <QCoreApplication>
#include <QDate>
#include <QStringDecoder>

#include <algorithm>
#include <cstring>

namespace {

constexpr qsizetype MaxNameBytes = 16 * 1024;
constexpr UtcMicros EndOfTimes = 7'258'118'400'000'000; // 2200-01-01

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// nullptr where `text` may be stored: no NUL, valid UTF-8.
const char *textFault(QByteArrayView text)
{
    if (std::memchr(text.data(), '\0', size_t(text.size())))
        return QT_TRANSLATE_NOOP("UsageFormat", "it holds a NUL byte");
    if (!isAscii(text)) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        static_cast<void>(QString(decoder(text))); // decoding finds the fault
        if (decoder.hasError())
            return QT_TRANSLATE_NOOP("UsageFormat", "it is not valid UTF-8");
    }
    return nullptr;
}

const char *duration(QByteArrayView value, int scale, const char *malformed, std::optional<qint64> &out)
{
    const auto parsed = parseDecimal(value.data(), value.data() + value.size(), scale);
    if (!parsed)
        return malformed;
    if (parsed->value < 0)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is negative");
    out = parsed->value;
    return nullptr;
}

}

const char *RecordField::text(QByteArrayView value, QByteArray &out)
{
    if (value.size() > MaxNameBytes)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is longer than 16,384 bytes");
    if (const char *fault = textFault(value))
        return fault;
    out = value.toByteArray();
    return nullptr;
}

const char *RecordField::tokens(QByteArrayView value, std::optional<qint64> &out)
{
    out = parseInteger(value.data(), value.data() + value.size());
    if (!out)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is not a whole number");
    if (*out < 0)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is negative");
    if (*out > MaxTokens)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is more than 10^12");
    return nullptr;
}

const char *RecordField::milliseconds(QByteArrayView value, std::optional<qint64> &out)
{
    return duration(value, 3, QT_TRANSLATE_NOOP("UsageFormat", "it is not a number of milliseconds"), out);
}

const char *RecordField::seconds(QByteArrayView value, std::optional<qint64> &out)
{
    return duration(value, 6, QT_TRANSLATE_NOOP("UsageFormat", "it is not a number of seconds"), out);
}

const char *RecordField::charge(QByteArrayView value, UsageRecord &record)
{
    const auto parsed = parseDecimal(value.data(), value.data() + value.size(), 12);
    if (!parsed)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is not an amount in USD");
    if (parsed->value < 0)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is negative");
    if (parsed->value >= MaxRowPico || parsed->value + record.chargedPico.value_or(0) >= MaxRowPico)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is a million USD or more");
    record.chargedPico = record.chargedPico.value_or(0) + parsed->value;
    record.chargedRounded = record.chargedRounded || parsed->rounded;
    return nullptr;
}

const char *RecordField::status(QByteArrayView value, UsageRecord &record)
{
    struct Word
    {
        const char *text;
        UsageStatus status;
    };
    static constexpr Word words[] = { { "success", UsageStatus::Success }, { "error", UsageStatus::Error },
        { "timeout", UsageStatus::Timeout }, { "cancelled", UsageStatus::Cancelled }, { "pending", UsageStatus::Pending },
        { "unknown", UsageStatus::Unknown }, { "ok", UsageStatus::Success }, { "succeeded", UsageStatus::Success },
        { "completed", UsageStatus::Success }, { "failed", UsageStatus::Error }, { "failure", UsageStatus::Error },
        { "canceled", UsageStatus::Cancelled }, { "timed_out", UsageStatus::Timeout }, { "running", UsageStatus::Pending } };
    constexpr int own = UsageStatusCount; // the first ones are our own words
    for (int i = 0; i < int(std::size(words)); ++i) {
        if (value.compare(QByteArrayView(words[i].text), Qt::CaseInsensitive) == 0) {
            record.status = words[i].status;
            return i < own ? nullptr : text(value, record.statusText);
        }
    }
    record.status = UsageStatus::Unknown;
    return text(value, record.statusText);
}

const char *RecordField::attempt(QByteArrayView value, UsageRecord &record)
{
    const auto parsed = parseInteger(value.data(), value.data() + value.size());
    if (!parsed || *parsed < 1 || *parsed > 1'000'000)
        return QT_TRANSLATE_NOOP("UsageFormat", "it is not a number from 1 to 1,000,000");
    record.attempt = *parsed;
    return nullptr;
}

const char *RecordField::time(QByteArrayView value, UsageRecord &record)
{
    record.time = parseUtcTime(value);
    return record.time ? nullptr : QT_TRANSLATE_NOOP("UsageFormat", "it is not a UTC time such as 2026-11-20T13:04:05.25Z");
}

const char *RecordField::unixTime(QByteArrayView value, UsageRecord &record)
{
    // 10^11 seconds are far behind the last year that is taken, and 10^11 milliseconds are in 1973: nobody used models then.
    const char *const malformed = QT_TRANSLATE_NOOP("UsageFormat", "it is not a time");
    const auto whole = parseDecimal(value.data(), value.data() + value.size(), 0);
    if (!whole || whole->value < 0)
        return malformed;
    std::optional<UtcMicros> time;
    if (whole->value < 100'000'000'000) {
        if (const auto seconds = parseDecimal(value.data(), value.data() + value.size(), 6))
            time = seconds->value;
    } else if (whole->value < 100'000'000'000'000) {
        if (const auto milliseconds = parseDecimal(value.data(), value.data() + value.size(), 3))
            time = milliseconds->value;
    } else {
        time = whole->value < 100'000'000'000'000'000 ? whole->value : whole->value / 1000;
    }
    if (!time || *time >= EndOfTimes)
        return malformed;
    record.time = time;
    return nullptr;
}

QString RecordField::totalsFault(const UsageRecord &record)
{
    if (record.inputTokens.value_or(0) > MaxTokens || record.outputTokens.value_or(0) > MaxTokens)
        return translated(QT_TRANSLATE_NOOP("UsageFormat", "the tokens add up to more than 10^12"));
    const qint64 cached = record.cacheReadTokens.value_or(0) + record.cacheWrite5mTokens.value_or(0) + record.cacheWrite1hTokens.value_or(0);
    if (record.inputTokens && cached > *record.inputTokens)
        return translated(QT_TRANSLATE_NOOP("UsageFormat", "input_tokens: the cached parts are more than the whole input"));
    if (record.outputTokens && record.reasoningTokens.value_or(0) > *record.outputTokens)
        return translated(QT_TRANSLATE_NOOP("UsageFormat", "output_tokens: the reasoning part is more than the whole output"));
    return {};
}

QString RecordField::translated(const char *fault)
{
    return QCoreApplication::translate("UsageFormat", fault);
}

std::optional<UtcMicros> parseUtcTime(QByteArrayView text)
{
    // yyyy-mm-ddThh:mm[:ss[.fraction]][Z|+hh:mm]
    const auto number = [&text](qsizetype at, int digits) {
        int value = 0;
        for (int i = 0; i < digits; ++i) {
            if (at + i >= text.size() || text[at + i] < '0' || text[at + i] > '9')
                return -1;
            value = value * 10 + (text[at + i] - '0');
        }
        return value;
    };
    const auto is = [&text](qsizetype at, char c) { return at < text.size() && text[at] == c; };
    const int year = number(0, 4), month = number(5, 2), day = number(8, 2), hour = number(11, 2), minute = number(14, 2);
    if (year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return {};
    if (!is(4, '-') || !is(7, '-') || !(is(10, 'T') || is(10, ' ') || is(10, 't')) || !is(13, ':'))
        return {};
    static thread_local int knownKey = -1;
    static thread_local qint64 knownDay = 0;
    const int key = (year * 16 + month) * 32 + day;
    if (key != knownKey) { // consecutive records are nearly always of one day
        const QDate date(year, month, day);
        if (!date.isValid())
            return {};
        knownKey = key;
        knownDay = QDate(1970, 1, 1).daysTo(date);
    }
    UtcMicros t = (knownDay * 24 + hour) * MicrosPerHour + minute * MicrosPerMinute;
    qsizetype at = 16;
    if (is(at, ':')) {
        const int second = number(at + 1, 2);
        if (second < 0 || second > 59)
            return {};
        t += second * MicrosPerSecond;
        at += 3;
        if (is(at, '.')) {
            qint64 scale = MicrosPerSecond / 10;
            const qsizetype first = ++at;
            for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
                t += (text[at] - '0') * scale;
            if (at == first || at - first > 12)
                return {};
        }
    }
    if (at == text.size() || ((is(at, 'Z') || is(at, 'z')) && at + 1 == text.size()))
        return t;
    const int offsetHours = number(at + 1, 2);
    const bool hoursOnly = at + 3 == text.size(); // PostgreSQL writes +00
    const int offsetMinutes = hoursOnly ? 0 : is(at + 3, ':') ? number(at + 4, 2) : number(at + 3, 2);
    const qsizetype length = hoursOnly ? 3 : is(at + 3, ':') ? 6 : 5;
    if (!(is(at, '+') || is(at, '-')) || at + length != text.size() || offsetHours < 0 || offsetHours > 14 || offsetMinutes < 0 || offsetMinutes > 59)
        return {};
    const UtcMicros offset = (offsetHours * 60 + offsetMinutes) * MicrosPerMinute;
    return is(at, '+') ? t - offset : t + offset;
}
