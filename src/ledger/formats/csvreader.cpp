#include "ledger/formats/csvreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

namespace {
constexpr size_t ChunkBytes = 256 * 1024;
}

CsvReader::CsvReader(QIODevice &device, char delimiter)
    : m_device(device)
    , m_delimiter(delimiter)
{
}

char CsvReader::delimiterOf(QByteArrayView header)
{
    char best = ',';
    for (const char candidate : { ';', '\t' }) {
        if (std::count(header.begin(), header.end(), candidate) > std::count(header.begin(), header.end(), best))
            best = candidate;
    }
    return best;
}

QByteArrayView CsvReader::raw() const
{
    if (!m_oversizedStart.isEmpty())
        return m_oversizedStart;
    return QByteArrayView(m_buffer.constData() + m_recordBegin, qsizetype(m_recordEnd - m_recordBegin));
}

bool CsvReader::fill()
{
    if (m_atEnd)
        return false;
    if (m_at > 0) { // keep only what is still needed
        std::memmove(m_buffer.data(), m_buffer.constData() + m_at, m_end - m_at);
        m_base += qint64(m_at);
        m_end -= m_at;
        m_at = 0;
    }
    if (size_t(m_buffer.size()) < m_end + ChunkBytes)
        m_buffer.resize(qsizetype(m_end + ChunkBytes));
    const qint64 got = m_device.read(m_buffer.data() + m_end, qint64(ChunkBytes));
    if (got <= 0) {
        m_atEnd = true;
        m_failed = got < 0;
        return false;
    }
    m_end += size_t(got);
    return true;
}

/// Finds where the record at m_at ends (`end`) and where the next begins (`next`), reading on as needed. False where the
/// record is too long to keep.
bool CsvReader::recordEnd(size_t &end, size_t &next, bool &unterminated)
{
    bool quoted = false;
    bool cellStart = true;
    bool justClosed = false; // a quote right behind a closing one is a doubled quote
    size_t scanned = 0; // bytes behind m_at that have been looked at
    for (;;) {
        const char *data = m_buffer.constData();
        for (; m_at + scanned < m_end; ++scanned) {
            const char c = data[m_at + scanned];
            if (quoted) {
                quoted = c != '"';
                justClosed = !quoted;
            } else if (c == '"' && (cellStart || justClosed)) {
                quoted = true;
                cellStart = false;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && m_at + scanned + 1 == m_end && fill())
                    data = m_buffer.constData(); // a CRLF was split between two chunks
                end = m_at + scanned;
                const bool pair = c == '\r' && end + 1 < m_end && data[end + 1] == '\n';
                next = end + (pair ? 2 : 1);
                return true;
            } else {
                cellStart = c == m_delimiter;
                justClosed = false;
            }
        }
        if (scanned > size_t(MaxRecordBytes))
            return false;
        if (!fill()) {
            end = next = m_end;
            unterminated = quoted;
            return true;
        }
    }
}

void CsvReader::skipOversized()
{
    // What follows up to the next line end is given up: a quote state cannot be trusted any more.
    for (;;) {
        for (; m_at < m_end; ++m_at) {
            if (m_buffer.at(qsizetype(m_at)) == '\n') {
                ++m_at;
                ++m_line;
                return;
            }
        }
        if (!fill())
            return;
    }
}

CsvReader::Next CsvReader::next()
{
    if (!m_started) {
        m_started = true;
        fill();
        if (m_end >= 3 && std::memcmp(m_buffer.constData(), "\xef\xbb\xbf", 3) == 0)
            m_at = 3;
    }
    m_oversizedStart.clear();
    for (;;) {
        if (m_at == m_end && !fill())
            return m_failed ? Next::ReadError : Next::End;
        m_recordLine = m_line;
        size_t end = 0;
        size_t following = 0;
        bool unterminated = false;
        const bool fits = recordEnd(end, following, unterminated);
        m_recordBegin = m_at;
        m_recordOffset = m_base + qint64(m_at);
        if (!fits || end - m_at > size_t(MaxRecordBytes)) {
            m_recordEnd = m_at + 200;
            m_fault = QCoreApplication::translate("CsvReader", "the record is longer than %1 bytes").arg(MaxRecordBytes);
            if (fits) {
                m_line += std::count(m_buffer.constData() + m_at, m_buffer.constData() + following, '\n');
                m_at = following;
            } else {
                m_fault += QCoreApplication::translate("CsvReader", " (a quote that is never closed?)");
                m_oversizedStart = raw().toByteArray();
                skipOversized();
            }
            return m_failed ? Next::ReadError : Next::Fault;
        }
        m_recordEnd = end;
        const char *begin = m_buffer.constData() + m_at;
        const auto lines = std::count(begin, m_buffer.constData() + following, '\n');
        m_line += lines > 0 || following == end ? lines : 1; // a lone CR ends a line too
        const size_t from = m_at;
        m_at = following;
        if (unterminated) {
            m_fault = QCoreApplication::translate("CsvReader", "a quote opened in the record that starts here is never closed");
            return m_failed ? Next::ReadError : Next::Fault;
        }
        if (m_failed)
            return Next::ReadError;
        if (end == from)
            continue; // blank line
        if (!splitCells(from, end)) {
            m_fault = QCoreApplication::translate("CsvReader", "a cell goes on behind its closing quote: is a quote in the record that starts here never closed?");
            return Next::Fault;
        }
        if (m_cells.size() > MaxCells) {
            m_fault = QCoreApplication::translate("CsvReader", "the record has more than %1 cells").arg(MaxCells);
            return Next::Fault;
        }
        return Next::Record;
    }
}

/// False where a cell has text behind its closing quote. Such a quote closed nothing: it opened the next record's cell.
bool CsvReader::splitCells(size_t begin, size_t end)
{
    m_cells.clear();
    m_unquoted.clear();
    m_unquoted.reserve(8);
    const char *p = m_buffer.constData() + begin;
    const char *const stop = m_buffer.constData() + end;
    for (;;) {
        if (p < stop && *p == '"') {
            QByteArray text;
            const char *run = ++p;
            for (;;) {
                const auto *quote = static_cast<const char *>(std::memchr(p, '"', size_t(stop - p)));
                if (!quote)
                    quote = stop;
                p = quote + 1;
                if (quote < stop && p < stop && *p == '"') { // doubled
                    text.append(run, p - run);
                    run = ++p;
                    continue;
                }
                text.append(run, quote - run);
                break;
            }
            const auto *separator = p < stop ? static_cast<const char *>(std::memchr(p, m_delimiter, size_t(stop - p))) : nullptr;
            const char *const cellEnd = separator ? separator : stop;
            if (p < cellEnd) {
                if (std::any_of(p, cellEnd, [](char c) { return c != ' '; }))
                    return false;
                text.append(p, cellEnd - p);
            }
            m_unquoted.push_back(std::move(text));
            m_cells.emplace_back(m_unquoted.back());
            p = cellEnd;
        } else {
            const auto *separator = static_cast<const char *>(std::memchr(p, m_delimiter, size_t(stop - p)));
            const char *const cellEnd = separator ? separator : stop;
            m_cells.emplace_back(p, cellEnd - p);
            p = cellEnd;
        }
        if (p >= stop || m_cells.size() > MaxCells)
            break;
        ++p; // the delimiter
        if (p == stop) {
            m_cells.emplace_back(p, 0);
            break;
        }
    }
    return true;
}
