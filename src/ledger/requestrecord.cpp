#include "ledger/requestrecord.h"

#include "data/sql.h"
#include "ledger/formats/usageformat.h"
#include "ledger/pricestore.h"
#include "ledger/requeststatement.h"

#include <QCoreApplication>
#include <QtEndian>

namespace {

Result<> readPrice(Connection &connection, RequestRecord &record)
{
    if (!record.row.price)
        return Ok;
    auto price = PriceStore::revision(connection, *record.row.price);
    if (!price)
        return price.error();
    record.price = std::move(*price);
    if (record.price)
        record.working = priceRequest(splitTokens(record.row.input, record.row.cacheRead, record.row.cacheWrite5m,
                                          record.row.cacheWrite1h, record.row.output, record.row.reasoning),
            *record.price);
    return Ok;
}

Result<> readOrigin(Connection &connection, RequestRecord &record)
{
    const auto batch = Sql::selectOne(connection,
        QStringLiteral("SELECT file_name, format, actor, started_us FROM import_batches WHERE id = ?"),
        { record.row.batch },
        [](const Row &row) { return RequestBatch { row.text(0), row.text(1), row.text(2), row.int64(3) }; });
    if (!batch)
        return batch.error();
    record.batch = batch->value_or(RequestBatch());

    const auto model = Sql::forEach(connection, QStringLiteral(R"(
        SELECT COALESCE(m.canonical, ''), n.match_kind
          FROM ai_model_names n
          LEFT JOIN ai_models m ON m.id = n.model_id
         WHERE n.name = ?)"),
        { record.row.model }, [&record](const Row &row) {
            record.canonical = row.text(0);
            record.matchKind = row.text(1);
            return false;
        });
    if (!model)
        return model.error();

    auto revisions = Sql::select(connection, QStringLiteral(R"(
        SELECT r.replaced_us, b.file_name, r.image
          FROM ai_usage_log_revisions r
          JOIN import_batches b ON b.id = r.batch_id
         WHERE r.usage_id = ?
      ORDER BY r.id DESC)"),
        { record.row.id }, [](const Row &row) { return RequestRevision { row.int64(0), row.text(1), row.text(2) }; });
    if (!revisions)
        return revisions.error();
    record.revisions = std::move(*revisions);
    return Ok;
}

Result<> readRaw(Connection &connection, RequestRecord &record)
{
    return Sql::forEach(connection, QStringLiteral("SELECT raw, bytes FROM usage_raw WHERE usage_id = ?"), { record.row.id },
        [&record](const Row &row) {
            const QByteArray packed = row.bytes(0);
            // The length in front decides how much memory is taken: a damaged one must not.
            const bool sound = packed.size() > 4 && qFromBigEndian<quint32>(packed.constData()) <= quint32(RawRecord::MaxBytes);
            const QByteArray text = sound ? qUncompress(packed) : QByteArray();
            record.raw = QString::fromUtf8(text);
            record.rawBytes = row.int64(1);
            record.rawIsCut = record.rawBytes > text.size();
            return false;
        });
}

}

Result<RequestRecord> Requests::record(Connection &connection, qint64 id)
{
    const auto found = Sql::selectOne(connection, RequestStatement::one(), { id }, [](const Row &row) {
        RequestRecord record;
        record.row = RequestStatement::rowOf(row);
        record.errorMessage = row.text(RequestStatement::ColumnCount);
        return record;
    });
    if (!found)
        return found.error();
    if (!*found)
        return Error { Error::Kind::NotFound,
            QCoreApplication::translate("Requests", "This request is not in the workspace any more."), {} };
    auto record = **found;
    if (const auto read = readPrice(connection, record); !read)
        return read.error();
    for (const auto read : { &readOrigin, &readRaw }) {
        if (const auto done = read(connection, record); !done)
            return done.error();
    }
    return record;
}
