#include "ledger/formats/eventcsv.h"

#include "core/decimaltext.h"
#include "core/money.h"
#include "ledger/formats/csvreader.h"

#include <QCoreApplication>
#include <QDate>
#include <QIODevice>
#include <QStringDecoder>

#include <array>
#include <cstring>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EventCsv", text);
}

constexpr qsizetype MaxNameBytes = 16 * 1024;

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// nullptr where `text` may be stored: no NUL, valid UTF-8.
const char *textFault(QByteArrayView text)
{
    if (std::memchr(text.data(), '\0', size_t(text.size())))
        return QT_TRANSLATE_NOOP("EventCsv", "it holds a NUL byte");
    if (!isAscii(text)) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(text);
        if (decoder.hasError())
            return QT_TRANSLATE_NOOP("EventCsv", "it is not valid UTF-8");
    }
    return nullptr;
}

const char *readText(QByteArrayView cell, QByteArray &out)
{
    if (cell.size() > MaxNameBytes)
        return QT_TRANSLATE_NOOP("EventCsv", "it is longer than 16,384 bytes");
    if (const char *fault = textFault(cell))
        return fault;
    out = cell.toByteArray();
    return nullptr;
}

const char *readTokens(QByteArrayView cell, std::optional<qint64> &out)
{
    out = parseInteger(cell.data(), cell.data() + cell.size());
    if (!out)
        return QT_TRANSLATE_NOOP("EventCsv", "it is not a whole number");
    if (*out < 0)
        return QT_TRANSLATE_NOOP("EventCsv", "it is negative");
    if (*out > MaxTokens)
        return QT_TRANSLATE_NOOP("EventCsv", "it is more than 10^12");
    return nullptr;
}

const char *readMilliseconds(QByteArrayView cell, std::optional<qint64> &out)
{
    const auto parsed = parseDecimal(cell.data(), cell.data() + cell.size(), 3);
    if (!parsed)
        return QT_TRANSLATE_NOOP("EventCsv", "it is not a number of milliseconds");
    if (parsed->value < 0)
        return QT_TRANSLATE_NOOP("EventCsv", "it is negative");
    out = parsed->value;
    return nullptr;
}

const char *readCharge(QByteArrayView cell, UsageRecord &record)
{
    const auto parsed = parseDecimal(cell.data(), cell.data() + cell.size(), 12);
    if (!parsed)
        return QT_TRANSLATE_NOOP("EventCsv", "it is not an amount in USD");
    if (parsed->value < 0)
        return QT_TRANSLATE_NOOP("EventCsv", "it is negative");
    if (parsed->value >= MaxRowPico)
        return QT_TRANSLATE_NOOP("EventCsv", "it is a million USD or more");
    record.chargedPico = parsed->value;
    record.chargedRounded = parsed->rounded;
    return nullptr;
}

const char *readStatus(QByteArrayView cell, UsageRecord &record)
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
        if (cell.compare(QByteArrayView(words[i].text), Qt::CaseInsensitive) == 0) {
            record.status = words[i].status;
            return i < own ? nullptr : readText(cell, record.statusText);
        }
    }
    record.status = UsageStatus::Unknown;
    return readText(cell, record.statusText);
}

const char *readAttempt(QByteArrayView cell, UsageRecord &record)
{
    const auto parsed = parseInteger(cell.data(), cell.data() + cell.size());
    if (!parsed || *parsed < 1 || *parsed > 1'000'000)
        return QT_TRANSLATE_NOOP("EventCsv", "it is not a number from 1 to 1,000,000");
    record.attempt = *parsed;
    return nullptr;
}

const char *readTime(QByteArrayView cell, UsageRecord &record)
{
    record.time = parseUtcTime(cell);
    return record.time ? nullptr : QT_TRANSLATE_NOOP("EventCsv", "it is not a UTC time such as 2026-11-20T13:04:05.25Z");
}

}

struct EventCsv::Column
{
    const char *name;
    const char *(*read)(QByteArrayView cell, UsageRecord &record); ///< Why the cell is refused, nullptr where it is not.
    bool telling = false; ///< One of these must be there for the format to be recognised.

    static const Column *find(QByteArrayView name);
};

const EventCsv::Column *EventCsv::Column::find(QByteArrayView name)
{
    using R = UsageRecord;
    using V = QByteArrayView;
    static constexpr Column columns[] = {
        { "ts_utc", &readTime, true },
        { "feature", [](V c, R &r) { return readText(c, r.feature); } },
        { "provider", [](V c, R &r) { return readText(c, r.provider); } },
        { "model", [](V c, R &r) { return readText(c, r.model); } },
        { "user", [](V c, R &r) { return readText(c, r.user); } },
        { "session", [](V c, R &r) { return readText(c, r.session); } },
        { "client", [](V c, R &r) { return readText(c, r.client); } },
        { "input_tokens", [](V c, R &r) { return readTokens(c, r.inputTokens); }, true },
        { "output_tokens", [](V c, R &r) { return readTokens(c, r.outputTokens); }, true },
        { "cache_read_tokens", [](V c, R &r) { return readTokens(c, r.cacheReadTokens); } },
        { "cache_write_tokens", [](V c, R &r) { return readTokens(c, r.cacheWrite5mTokens); } },
        { "cache_write_1h_tokens", [](V c, R &r) { return readTokens(c, r.cacheWrite1hTokens); } },
        { "reasoning_tokens", [](V c, R &r) { return readTokens(c, r.reasoningTokens); } },
        { "latency_ms", [](V c, R &r) { return readMilliseconds(c, r.latencyMicros); } },
        { "ttft_ms", [](V c, R &r) { return readMilliseconds(c, r.ttftMicros); } },
        { "status", &readStatus },
        { "error_code", [](V c, R &r) { return readText(c, r.errorCode); } },
        { "error_message", [](V c, R &r) { return readText(c, r.errorMessage); } },
        { "charged_cost_usd", &readCharge, true },
        { "source", [](V c, R &r) { return readText(c, r.source); } },
        { "source_row", [](V c, R &r) { return readText(c, r.sourceId); } },
        { "attempt", &readAttempt },
    };
    for (const Column &column : columns) {
        if (name.compare(QByteArrayView(column.name), Qt::CaseInsensitive) == 0)
            return &column;
    }
    return nullptr;
}

EventCsv::EventCsv() = default;
EventCsv::~EventCsv() = default;

namespace {

char delimiterOf(QByteArrayView header)
{
    char best = ',';
    for (const char candidate : { ';', '\t' }) {
        if (std::count(header.begin(), header.end(), candidate) > std::count(header.begin(), header.end(), best))
            best = candidate;
    }
    return best;
}

Error unrecognised(const QString &why)
{
    return { Error::Kind::Unrecognised, why, {} };
}

}

Result<std::unique_ptr<EventCsv>> EventCsv::open(QIODevice &device)
{
    const QByteArray head = device.peek(64 * 1024);
    if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff"))
        return unrecognised(tr("The file is UTF-16. Save it as UTF-8 and import it again."));
    if (head.isEmpty())
        return unrecognised(tr("The file is empty."));
    const auto lineEnd = std::find_if(head.begin(), head.end(), [](char c) { return c == '\n' || c == '\r'; });
    const QByteArrayView header(head.constData(), lineEnd - head.begin());
    if (header.contains('\0'))
        return unrecognised(tr("The file is not text."));
    std::unique_ptr<EventCsv> format(new EventCsv);
    format->m_reader = std::make_unique<CsvReader>(device, delimiterOf(header));
    if (auto read = format->readHeader(); !read)
        return read.error();
    return format;
}

Result<> EventCsv::readHeader()
{
    if (m_reader->next() != CsvReader::Next::Record)
        return unrecognised(tr("The file has no header line that could be read."));
    bool telling = false;
    for (const QByteArrayView cell : m_reader->cells()) {
        const QByteArray name = cell.toByteArray().trimmed();
        const Column *column = Column::find(name);
        if (!column) {
            m_ignored.append(visibleControls(QString::fromUtf8(name.left(80))));
        } else if (std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end()) {
            return Error { Error::Kind::Invalid, tr("The header names the column %1 twice.").arg(QLatin1String(column->name)), {} };
        }
        telling = telling || (column && column->telling);
        m_columns.push_back(column);
    }
    if (!telling)
        return unrecognised(tr("Nothing here looks like usage: the header has none of the columns ts_utc, input_tokens, output_tokens, "
                               "charged_cost_usd."));
    return Ok;
}

qint64 EventCsv::bytesRead() const
{
    return m_reader->bytesRead();
}

bool EventCsv::readCells(QString &reason)
{
    const auto &cells = m_reader->cells();
    if (cells.size() != m_columns.size()) {
        reason = tr("it has %1 cells, the header has %2").arg(cells.size()).arg(m_columns.size());
        return false;
    }
    m_record.clear();
    for (size_t i = 0; i < cells.size(); ++i) {
        const Column *column = m_columns[i];
        if (!column || cells[i].isEmpty())
            continue; // an empty cell is unknown
        if (const char *fault = column->read(cells[i], m_record)) {
            reason = QStringLiteral("%1: %2").arg(QLatin1String(column->name), tr(fault));
            return false;
        }
    }
    const auto part = [](std::optional<qint64> tokens) { return tokens.value_or(0); };
    if (m_record.inputTokens
        && part(m_record.cacheReadTokens) + part(m_record.cacheWrite5mTokens) + part(m_record.cacheWrite1hTokens) > *m_record.inputTokens) {
        reason = tr("input_tokens: the cached parts are more than the whole input");
        return false;
    }
    if (m_record.outputTokens && part(m_record.reasoningTokens) > *m_record.outputTokens) {
        reason = tr("output_tokens: the reasoning part is more than the whole output");
        return false;
    }
    m_record.line = m_reader->line();
    return true;
}

EventCsv::Next EventCsv::next()
{
    switch (m_reader->next()) {
    case CsvReader::Next::End: return Next::End;
    case CsvReader::Next::ReadError: return Next::ReadError;
    case CsvReader::Next::Record: {
        QString reason;
        if (readCells(reason))
            return Next::Record;
        m_rejected = { m_reader->line(), m_reader->offset(), reason, m_reader->raw().first(std::min<qsizetype>(200, m_reader->raw().size())).toByteArray() };
        return Next::Rejected;
    }
    case CsvReader::Next::Fault:
        m_rejected = { m_reader->line(), m_reader->offset(), m_reader->fault(), m_reader->raw().first(std::min<qsizetype>(200, m_reader->raw().size())).toByteArray() };
        return Next::Rejected;
    }
    Q_UNREACHABLE();
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
    const int offsetMinutes = is(at + 3, ':') ? number(at + 4, 2) : number(at + 3, 2);
    const qsizetype length = is(at + 3, ':') ? 6 : 5;
    if (!(is(at, '+') || is(at, '-')) || at + length != text.size() || offsetHours < 0 || offsetHours > 14 || offsetMinutes < 0 || offsetMinutes > 59)
        return {};
    const UtcMicros offset = (offsetHours * 60 + offsetMinutes) * MicrosPerMinute;
    return is(at, '+') ? t - offset : t + offset;
}
