#include "ledger/pricestore.h"

#include "audit/auditlog.h"
#include "data/bulkstatement.h"
#include "data/sql.h"
#include "ledger/pricebook.h"

#include <QCoreApplication>
#include <QFile>
#include <QSet>

namespace {

QString rateColumns()
{
    return QStringLiteral("input_rate, output_rate, cache_read_rate, cache_write_5m_rate, cache_write_1h_rate, reasoning_rate, input_batch_rate, "
                                           "output_batch_rate, above_input_rate, above_output_rate, above_cache_read_rate, above_cache_write_5m_rate, "
                                           "above_cache_write_1h_rate, above_reasoning_rate");
}

QVariant valueOr(std::optional<qint64> value)
{
    return value ? QVariant(*value) : QVariant(QMetaType::fromType<qlonglong>());
}

QVariant bound(UtcMicros t, UtcMicros open)
{
    return t == open ? QVariant(QMetaType::fromType<qlonglong>()) : QVariant(t);
}

QVariantList valuesOf(const PriceRevision &r)
{
    return { r.provider, r.model, bound(r.validFrom, FromTheBeginning), bound(r.validTo, OpenEnd), r.windowFromMinute < 0 ? valueOr({}) : QVariant(qint64(r.windowFromMinute)),
        r.windowToMinute < 0 ? valueOr({}) : QVariant(qint64(r.windowToMinute)), valueOr(r.longContextThreshold), valueOr(r.base.input), valueOr(r.base.output),
        valueOr(r.base.cacheRead), valueOr(r.base.cacheWrite5m), valueOr(r.base.cacheWrite1h), valueOr(r.base.reasoning), valueOr(r.base.inputBatch),
        valueOr(r.base.outputBatch), valueOr(r.aboveThreshold.input), valueOr(r.aboveThreshold.output), valueOr(r.aboveThreshold.cacheRead),
        valueOr(r.aboveThreshold.cacheWrite5m), valueOr(r.aboveThreshold.cacheWrite1h), valueOr(r.aboveThreshold.reasoning), r.source };
}

PriceRevision fromRow(const Row &row)
{
    PriceRevision r;
    r.id = row.int64(0);
    r.provider = row.text(1);
    r.model = row.text(2);
    r.validFrom = row.optionalInt64(3).value_or(FromTheBeginning);
    r.validTo = row.optionalInt64(4).value_or(OpenEnd);
    r.windowFromMinute = int(row.optionalInt64(5).value_or(-1));
    r.windowToMinute = int(row.optionalInt64(6).value_or(-1));
    r.longContextThreshold = row.optionalInt64(7);
    std::optional<qint64> *rates[] = { &r.base.input, &r.base.output, &r.base.cacheRead, &r.base.cacheWrite5m, &r.base.cacheWrite1h, &r.base.reasoning, &r.base.inputBatch,
        &r.base.outputBatch, &r.aboveThreshold.input, &r.aboveThreshold.output, &r.aboveThreshold.cacheRead, &r.aboveThreshold.cacheWrite5m,
        &r.aboveThreshold.cacheWrite1h, &r.aboveThreshold.reasoning };
    int column = 8;
    for (auto *rate : rates)
        *rate = row.optionalInt64(column++);
    r.source = row.text(column++);
    if (!row.isNull(column))
        r.validTo = r.validFrom;
    return r;
}

QString selectRevisions()
{
    return QStringLiteral("SELECT id, provider, model, valid_from_us, valid_to_us, window_from_minute, window_to_minute, "
                          "long_context_threshold, %1, source, superseded_us FROM model_prices").arg(rateColumns());
}

Result<BulkStatement> insertStatement(Connection &connection)
{
    const QString statement = QStringLiteral("INSERT INTO model_prices (provider, model, valid_from_us, valid_to_us, window_from_minute, window_to_minute, long_context_threshold, %1, "
                                             "source, recorded_us) VALUES (%2) RETURNING id").arg(rateColumns(), QStringList(23, QStringLiteral("?")).join(QLatin1String(", ")));
    return BulkStatement::prepare(connection, statement);
}

/// Returns the row's id.
Result<qint64> insertRow(BulkStatement &statement, const PriceRevision &revision, UtcMicros now)
{
    const QVariantList values = valuesOf(revision) << now;
    int parameter = 0;
    for (const QVariant &value : values) {
        ++parameter;
        if (value.isNull())
            statement.bindNull(parameter);
        else if (value.typeId() == QMetaType::QString)
            statement.bindText(parameter, value.toString().toUtf8());
        else
            statement.bind(parameter, value.toLongLong());
    }
    if (const auto done = statement.execute(); !done)
        return done.error();
    return statement.returned().value_or(0);
}

}

const Result<PriceCatalogue> &PriceStore::bundled()
{
    static const auto catalogue = []() -> Result<PriceCatalogue> {
        QFile file(QStringLiteral(":/prices/catalogue.csv"));
        if (!file.open(QIODevice::ReadOnly))
            return Error { Error::Kind::Internal, QCoreApplication::translate("PriceStore", "The price catalogue is missing from the program."), {} };
        return PriceCatalogue::parse(file.readAll());
    }();
    return catalogue;
}

Result<QList<PriceRevision>> PriceStore::revisions(Connection &connection)
{
    return Sql::select(connection, QString(selectRevisions() + QStringLiteral(" ORDER BY id")), {}, fromRow);
}

Result<qint64> PriceStore::insert(Connection &connection, const PriceRevision &revision, UtcMicros now)
{
    auto statement = insertStatement(connection);
    if (!statement)
        return statement.error();
    return insertRow(*statement, revision, now);
}

Result<qint64> PriceStore::store(Connection &connection, const PriceCatalogue &catalogue, UtcMicros now, const QString &actor)
{
    const auto present = revisions(connection);
    if (!present)
        return present.error();
    QSet<QString> known; // a revision is the same when everything about it is
    const auto fingerprint = [](const PriceRevision &revision) {
        QStringList parts;
        for (const QVariant &value : valuesOf(revision))
            parts.append(value.isNull() ? QStringLiteral("-") : value.toString());
        return parts.join(QLatin1Char('\x1f'));
    };
    for (const PriceRevision &revision : *present)
        known.insert(fingerprint(revision));
    auto statement = insertStatement(connection);
    if (!statement)
        return statement.error();
    qint64 added = 0;
    for (const PriceRevision &revision : catalogue.revisions()) {
        if (!known.isEmpty() && known.contains(fingerprint(revision)))
            continue;
        if (auto done = insertRow(*statement, revision, now); !done)
            return done.error();
        ++added;
    }
    if (added == 0)
        return 0;
    if (auto done = AuditLog::append(connection, { 0, now, actor, QStringLiteral("prices.import"), QStringLiteral("bundled catalogue"), {}, QStringLiteral("%1 price revisions").arg(added), {} }); !done)
        return done.error();
    return added;
}

Result<PriceBook> PriceStore::load(Connection &connection)
{
    auto all = revisions(connection);
    if (!all)
        return all.error();
    const auto &catalogue = bundled(); // for the spellings of provider names
    if (!catalogue)
        return catalogue.error();
    return PriceBook(std::move(*all), catalogue->providers());
}

Result<std::optional<PriceRevision>> PriceStore::revision(Connection &connection, qint64 id)
{
    return Sql::selectOne(connection, selectRevisions() + QStringLiteral(" WHERE id = ?"), { id }, fromRow);
}
