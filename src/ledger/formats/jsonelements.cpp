#include "ledger/formats/jsonelements.h"

#include <QCoreApplication>
#include <QIODevice>

namespace {

constexpr qint64 ChunkBytes = 256 * 1024;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QString tr(const char *text)
{
    return QCoreApplication::translate("JsonElements", text);
}

}

JsonElements::JsonElements(QIODevice &device, JsonLayout layout)
    : m_device(device)
    , m_layout(layout)
{
}

bool JsonElements::peek(char &c)
{
    if (m_at == m_buffer.size()) {
        m_base += m_at;
        m_at = 0;
        m_buffer.resize(ChunkBytes);
        const qint64 got = m_device.read(m_buffer.data(), ChunkBytes);
        m_failed = got < 0;
        m_buffer.resize(std::max<qint64>(0, got));
        if (got <= 0)
            return false;
    }
    c = m_buffer.at(m_at);
    return true;
}

void JsonElements::advance(char c)
{
    m_line += c == '\n' ? 1 : 0;
    ++m_at;
}

JsonElements::Next JsonElements::ended(bool insideRecord)
{
    if (m_failed)
        return Next::ReadError;
    if (m_layout.kind != JsonLayout::Kind::Array || m_closed)
        return insideRecord ? Next::Element : Next::End;
    m_closed = true; // say it once
    if (!insideRecord) {
        m_recordLine = m_line;
        m_recordOffset = bytesRead();
    }
    m_fault = tr("the file ends before its array is closed: is it cut short?");
    return Next::Fault;
}

JsonElements::Next JsonElements::next()
{
    char c = 0;
    if (!m_started) {
        m_started = true;
        while (bytesRead() < m_layout.offset && peek(c))
            advance(c);
    }
    m_text.resize(0);
    m_fault.clear();
    while (peek(c) && isBlank(c))
        advance(c);
    if (!peek(c))
        return ended(false);
    m_recordLine = m_line;
    m_recordOffset = bytesRead();
    if (m_layout.kind == JsonLayout::Kind::Array) {
        if (m_closed)
            return Next::End; // what stands behind the array is no record
        if (c == ']' && !m_afterComma) {
            advance(c);
            m_closed = true;
            return Next::End;
        }
    }
    return cut();
}

/// Collects a record's bytes up to its end; those beyond the limit are read on, but not kept.
JsonElements::Next JsonElements::cut()
{
    using Kind = JsonLayout::Kind;
    qint64 depth = 0;
    qint64 length = 0;
    bool quoted = false;
    bool escaped = false;
    m_afterComma = false;
    for (char c = 0;;) {
        if (!peek(c)) {
            const Next last = ended(true);
            if (last != Next::Element || length <= MaxRecordBytes)
                return last;
            break;
        }
        bool ends = false; // behind this byte
        if (m_layout.kind == Kind::Lines) {
            if (c == '\n') {
                advance(c);
                break;
            }
        } else if (quoted) {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (m_layout.kind == Kind::Array && depth == 0 && c == ']') {
                advance(c);
                m_closed = true;
                break;
            }
            depth = std::max<qint64>(0, depth - 1);
            ends = m_layout.kind == Kind::Sequence && depth == 0;
        } else if (depth == 0 && m_layout.kind == Kind::Array && c == ',') {
            advance(c);
            m_afterComma = true;
            break;
        } else if (depth == 0 && m_layout.kind == Kind::Sequence && isBlank(c)) {
            break;
        }
        if (++length <= MaxRecordBytes)
            m_text.append(c);
        advance(c);
        if (ends)
            break;
    }
    if (length <= MaxRecordBytes)
        return Next::Element;
    m_fault = tr("the record is longer than %1 bytes").arg(MaxRecordBytes);
    return Next::Fault;
}
