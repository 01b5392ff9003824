#include "ledger/formats/mappedformat.h"

#include "ledger/formats/recordfield.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr qsizetype LongestHeaderKept = 16 * 1024; // with every row of a table

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageFormat", text);
}

}

std::unique_ptr<MappedFormat> MappedFormat::ofJson(QIODevice &device, JsonLayout layout, const RecordMapper &mapper)
{
    std::unique_ptr<MappedFormat> format(new MappedFormat(mapper));
    format->m_json = std::make_unique<JsonElements>(device, layout);
    return format;
}

Result<std::unique_ptr<MappedFormat>> MappedFormat::ofTable(QIODevice &device, char delimiter, const RecordMapper &mapper)
{
    std::unique_ptr<MappedFormat> format(new MappedFormat(mapper));
    format->m_table = std::make_unique<CsvReader>(device, delimiter);
    if (format->m_table->next() != CsvReader::Next::Record)
        return Error { Error::Kind::Unrecognised, tr("The file has no header line that could be read."), {} };
    if (format->m_table->raw().size() <= LongestHeaderKept)
        format->m_headerLine = format->m_table->raw().toByteArray() + '\n';
    const QByteArrayList known = QByteArray(mapper.columns).split(' ');
    for (const QByteArrayView cell : format->m_table->cells()) {
        const QByteArray name = cell.toByteArray().trimmed();
        if (std::find(format->m_header.begin(), format->m_header.end(), name) != format->m_header.end())
            return Error { Error::Kind::Invalid, tr("The header names the column %1 twice.").arg(visibleControls(QString::fromUtf8(name.left(80)))), {} };
        if (!known.contains(name))
            format->m_ignored.append(visibleControls(QString::fromUtf8(name.left(80))));
        format->m_header.push_back(name);
    }
    return format;
}

JsonValue MappedFormat::rowObject(const std::vector<QByteArray> &header, const std::vector<QByteArrayView> &cells)
{
    JsonValue row;
    row.kind = JsonValue::Kind::Object;
    for (size_t i = 0; i < std::min(header.size(), cells.size()); ++i) {
        if (cells[i].isEmpty())
            continue;
        row.names.push_back(header[i]);
        row.values.push_back(JsonValue::string(cells[i].toByteArray()));
    }
    return row;
}

/// An element's text; a table's row behind its header, without which it would say little.
RawRecord MappedFormat::raw() const
{
    RawRecord raw;
    const MappedRecord &mapped = m_records[m_at];
    if (mapped.aggregate)
        return raw; // its row has all that it says
    QByteArrayView text = m_json ? m_json->text() : m_table->raw();
    if (mapped.rawLength > 0)
        text = text.sliced(mapped.rawBegin, mapped.rawLength);
    if (m_table)
        raw.text = m_headerLine;
    raw.bytes = raw.text.size() + text.size();
    qsizetype kept = std::clamp<qsizetype>(RawRecord::MaxBytes - raw.text.size(), 0, text.size());
    while (kept > 0 && kept < text.size() && (text[kept] & 0xc0) == 0x80)
        --kept; // characters stay whole
    raw.text.append(text.first(kept));
    return raw;
}

void MappedFormat::reject(const QString &reason, std::optional<qint64> chargedPico)
{
    const QByteArrayView raw = m_json ? m_json->text() : m_table->raw();
    m_rejected = { m_json ? m_json->line() : m_table->line(), m_json ? m_json->offset() : m_table->offset(), reason, raw.first(std::min<qsizetype>(200, raw.size())).toByteArray(), chargedPico };
}

/// Fills m_records from the next element; Record stands for any number of them.
UsageFormat::Next MappedFormat::nextElement()
{
    switch (m_json->next()) {
    case JsonElements::Next::End: return Next::End;
    case JsonElements::Next::ReadError: return Next::ReadError;
    case JsonElements::Next::Fault: reject(m_json->fault()); return Next::Rejected;
    case JsonElements::Next::Element: break;
    }
    const auto element = parseJson(m_json->text());
    if (!element || !element->isObject()) {
        reject(element ? tr("it is not a JSON object") : element.error().summary);
        return Next::Rejected;
    }
    m_mapper.map(*element, m_records);
    return Next::Record;
}

UsageFormat::Next MappedFormat::nextRow()
{
    switch (m_table->next()) {
    case CsvReader::Next::End: return Next::End;
    case CsvReader::Next::ReadError: return Next::ReadError;
    case CsvReader::Next::Fault: reject(m_table->fault()); return Next::Rejected;
    case CsvReader::Next::Record: break;
    }
    if (m_table->cells().size() != m_header.size()) {
        reject(tr("it has %1 cells, the header has %2").arg(m_table->cells().size()).arg(m_header.size()));
        return Next::Rejected;
    }
    m_mapper.map(rowObject(m_header, m_table->cells()), m_records);
    return Next::Record;
}

UsageFormat::Next MappedFormat::next()
{
    ++m_at;
    while (m_at >= m_records.size()) {
        m_records.clear();
        m_at = 0;
        if (const Next read = m_json ? nextElement() : nextRow(); read != Next::Record)
            return read;
    }
    MappedRecord &mapped = m_records[m_at];
    if (!mapped.fault.isEmpty()) {
        reject(mapped.fault, mapped.record.chargedPico);
        return Next::Rejected;
    }
    mapped.record.line = m_json ? m_json->line() : m_table->line();
    if (mapped.aggregate)
        mapped.aggregate->line = mapped.record.line;
    return Next::Record;
}
