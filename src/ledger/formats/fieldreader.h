#pragma once

#include "ledger/formats/jsonvalue.h"
#include "ledger/usagerecord.h"

#include <QByteArrayList>
#include <QString>

#include <initializer_list>

/// Reads the fields of a JSON object, or of a table's row in the shape of one, into a record. Of several names the first
/// that has a value counts; null and empty text are no value. The first field that cannot be read is kept as the fault,
/// and from then on nothing is read but charges: what a refused record cost is counted.
class FieldReader
{
public:
    using Names = std::initializer_list<const char *>;

    explicit FieldReader(UsageRecord &record) : m_record(record) {}

    void text(const JsonValue &object, Names names, QByteArray &out); ///< Also takes numbers and truth values.
    void tokens(const JsonValue &object, Names names, std::optional<qint64> &out);
    void milliseconds(const JsonValue &object, Names names, std::optional<qint64> &out);
    void seconds(const JsonValue &object, Names names, std::optional<qint64> &out);
    /// USD; adds to what the record holds already. Where one of several cannot be read the charge is unknown.
    void charge(const JsonValue &object, Names names);
    void status(const JsonValue &object, Names names);
    void time(const JsonValue &object, Names names); ///< A number is Unix time, text is ISO 8601.
    std::optional<UtcMicros> timeOf(const JsonValue &object, Names names); ///< Of another moment than the record's own.

    void refuse(const QString &fault);
    QString fault() const { return m_fault; }

    static const JsonValue &first(const JsonValue &object, Names names);
    /// The member itself, or what its text holds where the text is JSON, as in a table's cell.
    static JsonValue nested(const JsonValue &object, Names names);
    /// Of each group the names that `object` has; empty where it has none of one of them.
    static QByteArrayList marks(const JsonValue &object, std::initializer_list<Names> groups);
    /// true, and the ways in which tables write it.
    static bool isTrue(const JsonValue &value);

private:
    template<typename Read>
    void read(const JsonValue &object, Names names, Read &&read);

    UsageRecord &m_record;
    QString m_fault;
    bool m_chargeRefused = false;
};
