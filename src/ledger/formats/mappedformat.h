#pragma once

#include "ledger/formats/csvreader.h"
#include "ledger/formats/jsonelements.h"
#include "ledger/formats/recordmapper.h"
#include "ledger/formats/usageformat.h"

#include <vector>

/// A source's own export: JSON elements or the rows of a table, understood by a mapper.
class MappedFormat : public UsageFormat
{
public:
    static std::unique_ptr<MappedFormat> ofJson(QIODevice &device, JsonLayout layout, const RecordMapper &mapper);
    /// Reads the header. Fails with Invalid for a column that appears twice.
    static Result<std::unique_ptr<MappedFormat>> ofTable(QIODevice &device, char delimiter, const RecordMapper &mapper);

    Next next() override;
    const UsageRecord &record() const override { return m_records[m_at].record; }
    const ProviderAggregate *aggregate() const override { return m_records[m_at].aggregate.get(); }
    RawRecord raw() const override;
    const RejectedRecord &rejected() const override { return m_rejected; }
    qint64 bytesRead() const override { return m_json ? m_json->bytesRead() : m_table->bytesRead(); }
    QStringList ignoredColumns() const override { return m_ignored; }
    QByteArray name() const override { return m_mapper.name; }

    /// A row of a table as an object: cells become texts, empty ones are left out.
    static JsonValue rowObject(const std::vector<QByteArray> &header, const std::vector<QByteArrayView> &cells);

private:
    explicit MappedFormat(const RecordMapper &mapper) : m_mapper(mapper) {}
    Next nextElement();
    Next nextRow();
    void reject(const QString &reason, std::optional<qint64> chargedPico = {});

    const RecordMapper &m_mapper;
    std::unique_ptr<JsonElements> m_json; ///< Either this
    std::unique_ptr<CsvReader> m_table; ///< or this.
    std::vector<QByteArray> m_header;
    QByteArray m_headerLine; ///< As it stands in the file, with its line end.
    QStringList m_ignored;
    std::vector<MappedRecord> m_records; ///< Of the element read last.
    size_t m_at = 0; ///< The one handed out last.
    RejectedRecord m_rejected;
};
