#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// A value of a JSON text. Numbers keep the text that they are written in, so that none ever goes through a double.
struct JsonValue
{
    enum class Kind : char { Null, Bool, Number, String, Array, Object };

    Kind kind = Kind::Null;
    QByteArray text; ///< String: decoded to UTF-8. Number: as written. Bool: "true" or "false".
    std::vector<QByteArray> names; ///< Of an object: beside `values`.
    std::vector<JsonValue> values;
    qsizetype begin = 0; ///< Of an object: its place in the text that was parsed.
    qsizetype length = 0;

    static JsonValue string(QByteArray text);

    bool isNull() const { return kind == Kind::Null; }
    bool isObject() const { return kind == Kind::Object; }
    bool isArray() const { return kind == Kind::Array; }
    bool isString() const { return kind == Kind::String; }
    bool isNumber() const { return kind == Kind::Number; }
    bool isTrue() const { return kind == Kind::Bool && text.startsWith('t'); }

    /// The member of that name; a null value where there is none or this is no object.
    const JsonValue &operator[](const char *name) const;
    bool has(const char *name) const { return !(*this)[name].isNull(); }
};

/// Reads one JSON value (RFC 8259) strictly: nothing may stand behind it, names of an object must differ, strings must be
/// valid UTF-8 without lone surrogates, and it may be nested 64 deep. The error says why and at which byte.
Result<JsonValue> parseJson(QByteArrayView text);
