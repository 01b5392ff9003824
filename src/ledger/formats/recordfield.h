#pragma once

#include "ledger/usagerecord.h"

#include <QByteArrayView>
#include <QString>

/// Reads single values of a record from their text, never through a double. Each function returns why the text is refused
/// (untranslated, see RecordField::translated), or nullptr where it was taken.
namespace RecordField {

const char *text(QByteArrayView value, QByteArray &out); ///< Valid UTF-8 without NUL, at most 16 KiB.
const char *tokens(QByteArrayView value, std::optional<qint64> &out); ///< A whole number, 0..MaxTokens.
const char *milliseconds(QByteArrayView value, std::optional<qint64> &out); ///< Becomes microseconds.
const char *seconds(QByteArrayView value, std::optional<qint64> &out); ///< Becomes microseconds.
const char *charge(QByteArrayView value, UsageRecord &record); ///< USD; adds to what the record holds already.
const char *status(QByteArrayView value, UsageRecord &record); ///< A word that is not known becomes Unknown and is kept.
const char *attempt(QByteArrayView value, UsageRecord &record);
const char *time(QByteArrayView value, UsageRecord &record); ///< ISO 8601, see parseUtcTime().
const char *unixTime(QByteArrayView value, UsageRecord &record); ///< Seconds, milli-, micro- or nanoseconds, by magnitude.

/// Whether the parts fit into the wholes; empty where they do, else a translated sentence.
QString totalsFault(const UsageRecord &record);
QString translated(const char *fault);

}

/// Reads an ISO 8601 UTC time: "2023-11-16T18:17:03.9799600Z", an offset instead of Z, a blank instead of T, no zone at
/// all (UTC then). Digits below the microsecond are cut. nullopt for anything else, for leap seconds and for years
/// outside 1970..2199.
std::optional<UtcMicros> parseUtcTime(QByteArrayView text);
