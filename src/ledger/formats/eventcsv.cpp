#include "ledger/formats/eventcsv.h"

#include "ledger/formats/csvreader.h"
#include "ledger/formats/recordfield.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EventCsv", text);
}

/// Whether `name` is one of `words`, which stand apart by blanks.
bool names(QByteArrayView words, QByteArrayView name)
{
    while (!words.isEmpty()) {
        const auto end = std::find(words.begin(), words.end(), ' ');
        const qsizetype size = end - words.begin();
        if (words.first(size) == name)
            return true;
        words = words.sliced(std::min(size + 1, words.size()));
    }
    return false;
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
        { "ts_utc", &RecordField::time, true },
        { "feature", [](V c, R &r) { return RecordField::text(c, r.feature); } },
        { "provider", [](V c, R &r) { return RecordField::text(c, r.provider); } },
        { "model", [](V c, R &r) { return RecordField::text(c, r.model); } },
        { "user", [](V c, R &r) { return RecordField::text(c, r.user); } },
        { "session", [](V c, R &r) { return RecordField::text(c, r.session); } },
        { "client", [](V c, R &r) { return RecordField::text(c, r.client); } },
        { "input_tokens", [](V c, R &r) { return RecordField::tokens(c, r.inputTokens); }, true },
        { "output_tokens", [](V c, R &r) { return RecordField::tokens(c, r.outputTokens); }, true },
        { "cache_read_tokens", [](V c, R &r) { return RecordField::tokens(c, r.cacheReadTokens); } },
        { "cache_write_tokens", [](V c, R &r) { return RecordField::tokens(c, r.cacheWrite5mTokens); } },
        { "cache_write_1h_tokens", [](V c, R &r) { return RecordField::tokens(c, r.cacheWrite1hTokens); } },
        { "reasoning_tokens", [](V c, R &r) { return RecordField::tokens(c, r.reasoningTokens); } },
        { "latency_ms", [](V c, R &r) { return RecordField::milliseconds(c, r.latencyMicros); } },
        { "ttft_ms", [](V c, R &r) { return RecordField::milliseconds(c, r.ttftMicros); } },
        { "status", &RecordField::status },
        { "error_code", [](V c, R &r) { return RecordField::text(c, r.errorCode); } },
        { "error_message", [](V c, R &r) { return RecordField::text(c, r.errorMessage); } },
        { "charged_cost_usd", &RecordField::charge, true },
        { "source", [](V c, R &r) { return RecordField::text(c, r.source); } },
        { "source_row", [](V c, R &r) { return RecordField::text(c, r.sourceId); } },
        { "attempt", &RecordField::attempt },
        { "guarded", [](V, R &) -> const char * { return nullptr; } }, // what it says is in textOf()
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
    format->m_reader = std::make_unique<CsvReader>(device, CsvReader::delimiterOf(header));
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
        if (column && name.compare("guarded", Qt::CaseInsensitive) == 0)
            m_guarded = m_columns.size();
        m_columns.push_back(column);
    }
    if (!telling)
        return unrecognised(tr("Nothing here looks like usage: the header has none of the columns ts_utc, input_tokens, output_tokens, "
                               "charged_cost_usd."));
    return Ok;
}

QByteArrayList EventCsv::tellingColumns() const
{
    QByteArrayList names;
    for (const Column *column : m_columns) {
        if (column && column->telling)
            names.append(column->name);
    }
    return names;
}

qint64 EventCsv::bytesRead() const
{
    return m_reader->bytesRead();
}

QByteArrayView EventCsv::textOf(size_t cell) const
{
    const QByteArrayView text = m_reader->cells()[cell];
    const bool guarded = m_guarded && text.startsWith('\'') && names(m_reader->cells()[*m_guarded], m_columns[cell]->name);
    return guarded ? text.sliced(1) : text;
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
        if (const char *fault = column->read(textOf(i), m_record)) {
            reason = QStringLiteral("%1: %2").arg(QLatin1String(column->name), RecordField::translated(fault));
            return false;
        }
    }
    m_record.line = m_reader->line();
    reason = RecordField::totalsFault(m_record);
    return reason.isEmpty();
}

std::optional<qint64> EventCsv::charge()
{
    const auto &cells = m_reader->cells();
    if (cells.size() != m_columns.size())
        return {}; // which cell is which cannot be told
    m_record.clear();
    for (size_t i = 0; i < cells.size(); ++i) {
        const Column *column = m_columns[i];
        if (column && column->read == &RecordField::charge && !cells[i].isEmpty() && column->read(cells[i], m_record) == nullptr)
            return m_record.chargedPico;
    }
    return {};
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
        m_rejected = { m_reader->line(), m_reader->offset(), reason, m_reader->raw().first(std::min<qsizetype>(200, m_reader->raw().size())).toByteArray(), charge() };
        return Next::Rejected;
    }
    case CsvReader::Next::Fault:
        m_rejected = { m_reader->line(), m_reader->offset(), m_reader->fault(), m_reader->raw().first(std::min<qsizetype>(200, m_reader->raw().size())).toByteArray() };
        return Next::Rejected;
    }
    Q_UNREACHABLE();
}
