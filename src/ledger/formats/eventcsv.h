#pragma once

#include "ledger/formats/usageformat.h"

#include <QByteArrayList>

#include <optional>
#include <vector>

class CsvReader;

/// The event CSV: one call per record, told by its header. Columns in any order and any subset; names in any case:
/// ts_utc, feature, provider, model, user, session, client, input_tokens, output_tokens, cache_read_tokens,
/// cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, latency_ms, ttft_ms, status, error_code, error_message,
/// charged_cost_usd, source, source_row, attempt. Comma, semicolon or tab; other columns are ignored and reported.
/// Input and output are whole: cached tokens are part of the input, reasoning of the output.
/// An export of our own says in its column guarded which cells of the row have the formula guard's apostrophe before
/// them, by their columns' names with blanks between: it is taken off these, and off nothing else.
class EventCsv : public UsageFormat
{
public:
    /// Reads the header. Fails with Unrecognised where it is none of this format (also for UTF-16 and binary files, by
    /// name) and with Invalid for a column that appears twice.
    static Result<std::unique_ptr<EventCsv>> open(QIODevice &device);
    ~EventCsv() override;

    Next next() override;
    const UsageRecord &record() const override { return m_record; }
    const RejectedRecord &rejected() const override { return m_rejected; }
    qint64 bytesRead() const override;
    QStringList ignoredColumns() const override { return m_ignored; }
    QByteArray name() const override { return formatName(); }

    /// Those of its columns by which the format is told.
    QByteArrayList tellingColumns() const;

    static QByteArray formatName() { return QByteArrayLiteral("event-csv"); }

private:
    struct Column;
    EventCsv();
    Result<> readHeader();
    bool readCells(QString &reason);
    QByteArrayView textOf(size_t cell) const; ///< Without a guard's apostrophe. Of a column that is known.
    std::optional<qint64> charge(); ///< Of a record that is rejected; nullopt where it cannot be read.

    std::unique_ptr<CsvReader> m_reader;
    std::vector<const Column *> m_columns; ///< By position; nullptr for ignored ones.
    std::optional<size_t> m_guarded; ///< Position of that column.
    QStringList m_ignored;
    UsageRecord m_record;
    RejectedRecord m_rejected;
};
