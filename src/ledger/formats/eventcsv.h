#pragma once

#include "core/result.h"
#include "ledger/usagerecord.h"

#include <QStringList>

#include <memory>
#include <vector>

class CsvReader;
class QIODevice;

/// The event CSV: one call per record, told by its header. Columns in any order and any subset; names in any case:
/// ts_utc, feature, provider, model, user, session, client, input_tokens, output_tokens, cache_read_tokens,
/// cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, latency_ms, ttft_ms, status, error_code, error_message,
/// charged_cost_usd, source, source_row, attempt. Comma, semicolon or tab; other columns are ignored and reported.
/// Input and output are whole: cached tokens are part of the input, reasoning of the output.
class EventCsv
{
public:
    /// Reads the header. Fails with Unrecognised where it is none of this format (also for UTF-16 and binary files, by
    /// name) and with Invalid for a column that appears twice.
    static Result<std::unique_ptr<EventCsv>> open(QIODevice &device);
    ~EventCsv();

    enum class Next { Record, Rejected, End, ReadError };
    Next next();

    const UsageRecord &record() const { return m_record; } ///< After Record.
    const RejectedRecord &rejected() const { return m_rejected; } ///< After Rejected.
    qint64 bytesRead() const;
    const QStringList &ignoredColumns() const { return m_ignored; }

    static QByteArray formatName() { return QByteArrayLiteral("event-csv"); }

private:
    struct Column;
    EventCsv();
    Result<> readHeader();
    bool readCells(QString &reason);

    std::unique_ptr<CsvReader> m_reader;
    std::vector<const Column *> m_columns; ///< By position; nullptr for ignored ones.
    QStringList m_ignored;
    UsageRecord m_record;
    RejectedRecord m_rejected;
};

/// Reads an ISO 8601 UTC time: "2023-11-16T18:17:03.9799600Z", an offset instead of Z, a blank instead of T, no zone at
/// all (UTC then). Digits below the microsecond are cut. nullopt for anything else, for leap seconds and for years
/// outside 1970..2199.
std::optional<UtcMicros> parseUtcTime(QByteArrayView text);
