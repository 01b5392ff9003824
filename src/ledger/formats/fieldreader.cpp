#include "ledger/formats/fieldreader.h"

#include "ledger/formats/recordfield.h"

#include <utility>

const JsonValue &FieldReader::first(const JsonValue &object, Names names)
{
    static const JsonValue null;
    for (const char *name : names) {
        const JsonValue &value = object[name];
        if (!value.isNull() && !(value.isString() && value.text.isEmpty()))
            return value;
    }
    return null;
}

JsonValue FieldReader::nested(const JsonValue &object, Names names)
{
    const JsonValue &value = first(object, names);
    if (!value.isString())
        return value;
    auto parsed = parseJson(value.text);
    return parsed ? std::move(*parsed) : JsonValue();
}

QByteArrayList FieldReader::marks(const JsonValue &object, std::initializer_list<Names> groups)
{
    QByteArrayList found;
    for (const Names &names : groups) {
        const auto before = found.size();
        for (const char *name : names) {
            if (object.has(name))
                found.append(name);
        }
        if (found.size() == before)
            return {};
    }
    return found;
}

bool FieldReader::isTrue(const JsonValue &value)
{
    return value.isTrue() || (value.isString() && (value.text.compare("true", Qt::CaseInsensitive) == 0 || value.text == "t" || value.text == "1"));
}

void FieldReader::refuse(const QString &fault)
{
    if (m_fault.isEmpty())
        m_fault = fault;
}

template<typename Read>
void FieldReader::read(const JsonValue &object, Names names, Read &&read)
{
    if (!m_fault.isEmpty())
        return;
    for (const char *name : names) {
        const JsonValue &value = object[name];
        if (value.isNull() || (value.isString() && value.text.isEmpty()))
            continue;
        const bool scalar = !value.isObject() && !value.isArray();
        if (const char *fault = scalar ? read(value) : QT_TRANSLATE_NOOP("UsageFormat", "it is an object or an array"))
            m_fault = QStringLiteral("%1: %2").arg(QLatin1String(name), RecordField::translated(fault));
        return;
    }
}

void FieldReader::text(const JsonValue &object, Names names, QByteArray &out)
{
    read(object, names, [&out](const JsonValue &value) { return RecordField::text(value.text, out); });
}

void FieldReader::tokens(const JsonValue &object, Names names, std::optional<qint64> &out)
{
    read(object, names, [&out](const JsonValue &value) { return RecordField::tokens(value.text, out); });
}

void FieldReader::milliseconds(const JsonValue &object, Names names, std::optional<qint64> &out)
{
    read(object, names, [&out](const JsonValue &value) { return RecordField::milliseconds(value.text, out); });
}

void FieldReader::seconds(const JsonValue &object, Names names, std::optional<qint64> &out)
{
    read(object, names, [&out](const JsonValue &value) { return RecordField::seconds(value.text, out); });
}

void FieldReader::charge(const JsonValue &object, Names names)
{
    if (m_chargeRefused)
        return;
    const QString before = std::exchange(m_fault, {});
    read(object, names, [this](const JsonValue &value) { return RecordField::charge(value.text, m_record); });
    m_chargeRefused = !m_fault.isEmpty();
    if (m_chargeRefused)
        m_record.chargedPico.reset();
    if (!before.isEmpty())
        m_fault = before;
}

void FieldReader::status(const JsonValue &object, Names names)
{
    read(object, names, [this](const JsonValue &value) { return RecordField::status(value.text, m_record); });
}

void FieldReader::time(const JsonValue &object, Names names)
{
    read(object, names, [this](const JsonValue &value) { return value.isNumber() ? RecordField::unixTime(value.text, m_record) : RecordField::time(value.text, m_record); });
}

std::optional<UtcMicros> FieldReader::timeOf(const JsonValue &object, Names names)
{
    UsageRecord other;
    read(object, names, [&other](const JsonValue &value) { return value.isNumber() ? RecordField::unixTime(value.text, other) : RecordField::time(value.text, other); });
    return other.time;
}
