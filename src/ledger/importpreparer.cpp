#include "ledger/importpreparer.h"

#include "ledger/formats/usageformat.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace {

constexpr qsizetype RawBytesPerTransaction = 16 * 1024 * 1024; // bounds the memory of a batch of long records
constexpr int RawCompression = 1; // the fastest: records are small and alike

Error readError()
{
    return { Error::Kind::Storage, QCoreApplication::translate("Importer", "The file could not be read to its end."), {} };
}

/// Here and not where rows are written: that thread has more to do.
void orderByIdentity(PreparedBatch &batch)
{
    batch.byIdentity.resize(batch.rows.size());
    std::iota(batch.byIdentity.begin(), batch.byIdentity.end(), size_t(0));
    std::stable_sort(batch.byIdentity.begin(), batch.byIdentity.end(), [&batch](size_t a, size_t b) {
        const PreparedRow &left = batch.rows[a], &right = batch.rows[b];
        return left.source != right.source ? left.source < right.source : left.key < right.key;
    });
}

}

int ImportPreparer::Names::add(const QByteArray &name, std::vector<NewName> &fresh)
{
    const auto found = positions.constFind(name);
    if (found != positions.constEnd())
        return *found;
    const int position = int(positions.size());
    positions.insert(name, position);
    fresh.push_back({ name, {}, {}, QStringLiteral("none") });
    return position;
}

ImportPreparer::ImportPreparer(UsageFormat &format, RowPricer pricer, const ImportOptions &options, UtcMicros assumedTime)
    : m_format(format)
    , m_pricer(std::move(pricer))
    , m_options(options)
    , m_assumedTime(assumedTime)
    , m_identity(format.name())
{
}

Result<> ImportPreparer::skip(qint64 records)
{
    for (qint64 i = 0; i < records; ++i) {
        switch (m_format.next()) {
        case UsageFormat::Next::Record:
            if (!m_format.aggregate())
                m_identity.of(m_format.record());
            break;
        case UsageFormat::Next::Rejected: break;
        case UsageFormat::Next::End: return Ok;
        case UsageFormat::Next::ReadError: return readError();
        }
    }
    return Ok;
}

Result<PreparedBatch> ImportPreparer::next()
{
    PreparedBatch batch;
    batch.rows.reserve(size_t(m_options.rowsPerTransaction));
    m_rawBytes = 0;
    for (int i = 0; i < m_options.rowsPerTransaction && m_rawBytes < RawBytesPerTransaction; ++i) {
        switch (m_format.next()) {
        case UsageFormat::Next::Record:
            if (const ProviderAggregate *sum = m_format.aggregate())
                batch.aggregates.push_back(*sum);
            else
                prepare(m_format.record(), batch);
            break;
        case UsageFormat::Next::Rejected: batch.rejects.push_back(m_format.rejected()); break;
        case UsageFormat::Next::End: batch.last = true; break;
        case UsageFormat::Next::ReadError: return readError();
        }
        if (batch.last)
            break;
    }
    orderByIdentity(batch);
    return batch;
}

void ImportPreparer::prepare(const UsageRecord &record, PreparedBatch &batch)
{
    const RecordIdentity::Claim claim = m_identity.of(record);
    PreparedRow row;
    row.time = record.time.value_or(m_assumedTime) + (record.time ? m_options.shift : 0);
    row.feature = m_features.add(m_options.feature ? m_options.feature->toUtf8() : record.feature, batch.features);
    row.provider = m_providers.add(record.provider, batch.providers);
    const size_t modelsBefore = batch.models.size();
    row.model = m_models.add(record.model, batch.models);
    if (batch.models.size() > modelsBefore)
        m_pricer.resolve(batch.models.back(), record.provider);
    row.user = m_users.add(record.user, batch.users);
    row.source = m_sources.add(claim.source, batch.sources);
    row.key = claim.key;
    row.digest = claim.digest;
    row.session = record.session;
    row.client = record.client;
    row.status = record.status;
    row.statusText = record.statusText;
    row.errorCode = record.errorCode;
    row.errorMessage = record.errorMessage;
    row.inputTokens = record.inputTokens;
    row.cacheReadTokens = record.cacheReadTokens;
    row.cacheWrite5mTokens = record.cacheWrite5mTokens;
    row.cacheWrite1hTokens = record.cacheWrite1hTokens;
    row.outputTokens = record.outputTokens;
    row.reasoningTokens = record.reasoningTokens;
    row.latencyMicros = record.latencyMicros;
    row.ttftMicros = record.ttftMicros;
    row.chargedPico = record.chargedPico;
    row.attempt = record.attempt;
    row.line = record.line;
    if (const RawRecord raw = m_format.raw(); !raw.text.isEmpty()) {
        row.raw = qCompress(raw.text, RawCompression);
        row.rawBytes = raw.bytes;
        m_rawBytes += row.raw.size();
    }
    row.flags = (record.chargedRounded ? ChargeRounded : 0) | (record.time ? 0 : TimeAssumed);
    batch.rounded += record.chargedRounded ? 1 : 0;
    m_pricer.price(record, m_options.feature ? m_options.feature->toUtf8() : record.feature, row);
    batch.rows.push_back(std::move(row));
}
