#include "ledger/aggregatestore.h"

#include "data/sql.h"
#include "ledger/importer.h"

#include <QCoreApplication>

namespace {

QVariant orNull(std::optional<qint64> value)
{
    return value ? QVariant(*value) : QVariant(QMetaType::fromType<qlonglong>());
}

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

enum class Standing { New, Known, Revised };

Result<Standing> standingOf(Connection &connection, const ProviderAggregate &sum)
{
    const QByteArray digest = sum.digest();
    Standing standing = Standing::New;
    const auto done = Sql::forEach(connection, QStringLiteral("SELECT digest FROM provider_aggregates WHERE key = ?"), { sum.key() },
        [&](const Row &row) {
            standing = row.bytes(0) == digest ? Standing::Known : Standing::Revised;
            return standing != Standing::Known;
        });
    return done ? Result<Standing>(standing) : Result<Standing>(done.error());
}

Result<> insert(Connection &connection, const ProviderAggregate &sum, qint64 batch)
{
    const QString kind = sum.kind == ProviderAggregate::Kind::Cost ? QStringLiteral("cost") : QStringLiteral("usage");
    const auto done = Sql::exec(connection, QStringLiteral(R"(
        INSERT INTO provider_aggregates (id, key, digest, kind, provider, report, from_us, to_us, cut, model, description, project,
               api_key, user_name, detail, requests, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
               output_tokens, cost_pico, currency, batch_id, line)
        SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM provider_aggregates)"),
        { sum.key(), sum.digest(), kind, text(sum.provider), text(sum.report), sum.from, sum.to, text(sum.cut), text(sum.model),
            text(sum.description), text(sum.project), text(sum.apiKey), text(sum.user), text(sum.detail), orNull(sum.requests),
            orNull(sum.inputTokens), orNull(sum.cacheReadTokens), orNull(sum.cacheWrite5mTokens), orNull(sum.cacheWrite1hTokens),
            orNull(sum.outputTokens), orNull(sum.costPico), text(sum.currency), batch, sum.line });
    return done ? Result<>(Ok) : Result<>(done.error());
}

}

Result<> AggregateStore::write(Connection &connection, const std::vector<ProviderAggregate> &aggregates, ImportReport &report)
{
    for (const ProviderAggregate &sum : aggregates) {
        const auto standing = standingOf(connection, sum);
        if (!standing)
            return standing.error();
        if (*standing == Standing::Known) {
            ++report.counts.duplicates;
            continue;
        }
        if (*standing == Standing::Revised) {
            const auto replaced = Sql::exec(connection, QStringLiteral("UPDATE provider_aggregates SET replaced_by = ? WHERE key = ? AND replaced_by IS NULL"),
                { report.batchId, sum.key() });
            if (!replaced)
                return replaced.error();
        }
        if (auto done = insert(connection, sum, report.batchId); !done)
            return done;
        ++(*standing == Standing::New ? report.counts.accepted : report.counts.revised);
        ++report.aggregates;
        report.rounded += sum.costRounded ? 1 : 0;
        report.cost += Money::fromPico(sum.costPico.value_or(0));
    }
    return Ok;
}

Result<QStringList> AggregateStore::replacers(Connection &connection, qint64 batch)
{
    const auto found = Sql::select(connection, QStringLiteral(R"(
        SELECT a.replaced_by, b.file_name, COUNT(*)
          FROM provider_aggregates a JOIN import_batches b ON b.id = a.replaced_by
         WHERE a.batch_id = ? AND a.replaced_by <> a.batch_id
      GROUP BY a.replaced_by, b.file_name
      ORDER BY a.replaced_by DESC)"),
        { batch }, [](const Row &row) {
            return QCoreApplication::translate("ImportUndo", "import %1 (%2): %3 rows").arg(QString::number(row.int64(0)), row.text(1), QString::number(row.int64(2)));
        });
    return found ? Result<QStringList>(QStringList(*found)) : Result<QStringList>(found.error());
}

Result<AggregateStore::Undone> AggregateStore::undo(Connection &connection, qint64 batch)
{
    const auto groups = Sql::selectOne(connection, QStringLiteral("SELECT COUNT(DISTINCT key) FROM provider_aggregates WHERE batch_id = ?"), { batch },
        [](const Row &row) { return row.int64(0); });
    if (!groups)
        return groups.error();
    if (const auto removed = Sql::exec(connection, QStringLiteral("DELETE FROM provider_aggregates WHERE batch_id = ?"), { batch }); !removed)
        return removed.error();
    const auto restored = Sql::exec(connection, QStringLiteral("UPDATE provider_aggregates SET replaced_by = NULL WHERE replaced_by = ?"), { batch });
    if (!restored)
        return restored.error();
    return Undone { groups->value_or(0) - *restored, *restored };
}
