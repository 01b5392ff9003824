#include "ledger/formats/jsonvalue.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace {

constexpr int MaxDepth = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Parser
{
public:
    explicit Parser(QByteArrayView text) : m_at(text.data()), m_begin(text.data()), m_end(text.data() + text.size()) {}

    Result<JsonValue> parse()
    {
        JsonValue value;
        skipBlanks();
        if (!isValidUtf8())
            fail(QT_TRANSLATE_NOOP("JsonValue", "it is not valid UTF-8"));
        else if (readValue(value, 0)) {
            skipBlanks();
            if (m_at != m_end)
                fail(QT_TRANSLATE_NOOP("JsonValue", "there is more text behind the JSON value"));
        }
        if (m_fault) {
            return Error { Error::Kind::Invalid,
                QCoreApplication::translate("JsonValue", "%1 (byte %2 of the record)").arg(QCoreApplication::translate("JsonValue", m_fault)).arg(m_at - m_begin + 1), {} };
        }
        return value;
    }

private:
    bool fail(const char *fault)
    {
        m_fault = m_fault ? m_fault : fault;
        return false;
    }

    bool isValidUtf8() const
    {
        if (std::all_of(m_begin, m_end, [](char c) { return (c & 0x80) == 0; }))
            return true;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        static_cast<void>(QString(decoder(QByteArrayView(m_begin, m_end)))); // decoding finds the fault
        return !decoder.hasError();
    }

    bool is(char c) const { return m_at < m_end && *m_at == c; }

    void skipBlanks()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
            ++m_at;
    }

    bool readValue(JsonValue &value, int depth)
    {
        if (depth > MaxDepth)
            return fail(QT_TRANSLATE_NOOP("JsonValue", "it is nested more than 64 deep"));
        if (m_at == m_end)
            return fail(QT_TRANSLATE_NOOP("JsonValue", "a JSON value is missing"));
        switch (*m_at) {
        case '{': return readObject(value, depth);
        case '[': return readArray(value, depth);
        case '"': value.kind = JsonValue::Kind::String; return readString(value.text);
        case 't': return readWord("true", JsonValue::Kind::Bool, value);
        case 'f': return readWord("false", JsonValue::Kind::Bool, value);
        case 'n': return readWord("null", JsonValue::Kind::Null, value);
        default: return readNumber(value);
        }
    }

    bool readWord(QByteArrayView word, JsonValue::Kind kind, JsonValue &value)
    {
        if (!QByteArrayView(m_at, m_end).startsWith(word))
            return fail(QT_TRANSLATE_NOOP("JsonValue", "it is not JSON"));
        m_at += word.size();
        value.kind = kind;
        if (kind == JsonValue::Kind::Bool)
            value.text = word.toByteArray();
        return true;
    }

    bool readNumber(JsonValue &value)
    {
        const char *const begin = m_at;
        if (is('-'))
            ++m_at;
        const char *const whole = m_at;
        const bool digits = skipDigits();
        if (!digits || (*whole == '0' && m_at - whole > 1))
            return fail(QT_TRANSLATE_NOOP("JsonValue", "it is not JSON"));
        if (is('.')) {
            ++m_at;
            if (!skipDigits())
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a number ends in its point"));
        }
        if (is('e') || is('E')) {
            ++m_at;
            if (is('+') || is('-'))
                ++m_at;
            if (!skipDigits())
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a number has no exponent behind its e"));
        }
        value.kind = JsonValue::Kind::Number;
        value.text = QByteArray(begin, m_at - begin);
        return true;
    }

    bool skipDigits()
    {
        const char *const begin = m_at;
        while (m_at < m_end && isDigit(*m_at))
            ++m_at;
        return m_at > begin;
    }

    bool readString(QByteArray &out)
    {
        ++m_at;
        for (const char *run = m_at;;) {
            if (m_at == m_end)
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a string is never closed"));
            const char c = *m_at;
            if (c >= 0 && c < ' ')
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds a control character"));
            if (c != '"' && c != '\\') {
                ++m_at;
                continue;
            }
            out.append(run, m_at - run);
            ++m_at;
            if (c == '"')
                return true;
            if (!readEscape(out))
                return false;
            run = m_at;
        }
    }

    bool readEscape(QByteArray &out)
    {
        static constexpr char marks[] = "\"\\/bfnrt";
        static constexpr char meant[] = "\"\\/\b\f\n\r\t";
        if (m_at == m_end)
            return fail(QT_TRANSLATE_NOOP("JsonValue", "a string is never closed"));
        const char c = *m_at++;
        if (c == 'u') {
            char32_t code = 0;
            if (!readHex(code))
                return false;
            if (code >= 0xd800 && code < 0xdc00) {
                char32_t low = 0;
                if (m_end - m_at < 2 || m_at[0] != '\\' || m_at[1] != 'u')
                    return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds half of a surrogate pair"));
                m_at += 2;
                if (!readHex(low))
                    return false;
                if (low < 0xdc00 || low >= 0xe000)
                    return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds half of a surrogate pair"));
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            } else if (code >= 0xdc00 && code < 0xe000) {
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds half of a surrogate pair"));
            }
            out.append(QString::fromUcs4(&code, 1).toUtf8());
            return true;
        }
        const auto *mark = std::find(marks, marks + sizeof marks - 1, c);
        if (mark == marks + sizeof marks - 1)
            return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds an escape that JSON does not know"));
        out.append(meant[mark - marks]);
        return true;
    }

    bool readHex(char32_t &code)
    {
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = m_at < m_end ? *m_at : '\0';
            const int digit = isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0)
                return fail(QT_TRANSLATE_NOOP("JsonValue", "a string holds an escape that JSON does not know"));
            code = code * 16 + char32_t(digit);
        }
        return true;
    }

    bool readArray(JsonValue &value, int depth)
    {
        value.kind = JsonValue::Kind::Array;
        ++m_at;
        skipBlanks();
        if (is(']'))
            return ++m_at, true;
        for (;;) {
            value.values.emplace_back();
            skipBlanks();
            if (!readValue(value.values.back(), depth + 1))
                return false;
            skipBlanks();
            if (is(']'))
                return ++m_at, true;
            if (!is(','))
                return fail(QT_TRANSLATE_NOOP("JsonValue", "an array is never closed"));
            ++m_at;
        }
    }

    bool readObject(JsonValue &value, int depth)
    {
        value.kind = JsonValue::Kind::Object;
        value.begin = m_at - m_begin;
        ++m_at;
        skipBlanks();
        if (is('}')) {
            ++m_at;
            value.length = m_at - m_begin - value.begin;
            return true;
        }
        for (;;) {
            skipBlanks();
            if (!is('"'))
                return fail(QT_TRANSLATE_NOOP("JsonValue", "an object's name is missing"));
            value.names.emplace_back();
            if (!readString(value.names.back()))
                return false;
            skipBlanks();
            if (!is(':'))
                return fail(QT_TRANSLATE_NOOP("JsonValue", "an object's name has no value"));
            ++m_at;
            skipBlanks();
            value.values.emplace_back();
            if (!readValue(value.values.back(), depth + 1))
                return false;
            skipBlanks();
            if (is('}')) {
                ++m_at;
                value.length = m_at - m_begin - value.begin;
                return namesDiffer(value);
            }
            if (!is(','))
                return fail(QT_TRANSLATE_NOOP("JsonValue", "an object is never closed"));
            ++m_at;
        }
    }

    bool namesDiffer(const JsonValue &object)
    {
        std::vector<QByteArrayView> names(object.names.begin(), object.names.end());
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) == names.end() || fail(QT_TRANSLATE_NOOP("JsonValue", "an object has two values of one name"));
    }

    const char *m_at;
    const char *const m_begin;
    const char *const m_end;
    const char *m_fault = nullptr;
};

}

JsonValue JsonValue::string(QByteArray text)
{
    JsonValue value;
    value.kind = Kind::String;
    value.text = std::move(text);
    return value;
}

const JsonValue &JsonValue::operator[](const char *name) const
{
    static const JsonValue null;
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? null : values[size_t(found - names.begin())];
}

Result<JsonValue> parseJson(QByteArrayView text)
{
    return Parser(text).parse();
}
