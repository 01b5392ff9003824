#include "ledger/verification.h"

#include "audit/auditlog.h"
#include "core/money.h"
#include "data/sql.h"
#include "ledger/hoursums.h"
#include "ledger/pricing.h"
#include "ledger/pricestore.h"
#include "ledger/rollups.h"
#include "ledger/usagequery.h"
#include "ledger/usagerows.h"
#include "ledger/usagesql.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace {

using Verification::Check;

Check failed(const QString &name, const QString &finding)
{
    return { name, false, finding };
}

Result<qint64> number(Connection &connection, const QString &statement)
{
    const auto value = Sql::selectOne(connection, statement, {}, [](const Row &row) { return row.int64(0); });
    if (!value)
        return value.error();
    return value->value_or(0);
}

/// The engine's own check of the file.
Result<Check> engineCheck(Connection &connection, bool deep)
{
    const QString name = QStringLiteral("database file");
    if (connection.dialect() != Dialect::Sqlite)
        return Check { name, true, QStringLiteral("left to the PostgreSQL server") };
    const QString pragma = deep ? QStringLiteral("PRAGMA integrity_check(5)") : QStringLiteral("PRAGMA quick_check(5)");
    const auto lines = Sql::select(connection, pragma, {}, [](const Row &row) { return row.text(0); });
    if (!lines)
        return lines.error();
    if (*lines != QStringList { QStringLiteral("ok") })
        return failed(name, QStringList(*lines).join(QLatin1String("; ")));
    if (deep) {
        const auto broken = Sql::selectOne(connection, QStringLiteral("PRAGMA foreign_key_check"), {}, [](const Row &row) { return QStringLiteral("%1 row %2 names a row of %3 that is not there").arg(row.text(0), row.text(1), row.text(2)); });
        if (!broken)
            return broken.error();
        if (*broken)
            return failed(name, **broken);
    }
    return Check { name, true, QStringLiteral("sound") };
}

/// Two numbers that have to be equal.
Result<Check> equalNumbers(Connection &connection, const QString &name, const QString &what, const QString &first, const QString &second)
{
    const auto a = number(connection, first);
    if (!a)
        return a.error();
    const auto b = number(connection, second);
    if (!b)
        return b.error();
    return Check { name, *a == *b, *a == *b ? QStringLiteral("%1: %2").arg(what).arg(*a) : QStringLiteral("%1: %2 and %3 differ").arg(what).arg(*a).arg(*b) };
}

QString costSum(const QString &micros, const QString &rest, const QString &table)
{
    return QStringLiteral("SELECT CAST(COALESCE(SUM(%1), 0) AS BIGINT), CAST(COALESCE(SUM(%2), 0) AS BIGINT) FROM %3").arg(micros, rest, table);
}

Result<Money> costOf(Connection &connection, const QString &table)
{
    const bool rows = table == QLatin1String("ai_usage_logs");
    const QString statement = rows ? costSum(QStringLiteral("cost_pico / 1000000"), QStringLiteral("cost_pico % 1000000"), table)
                                   : costSum(QStringLiteral("cost_micros"), QStringLiteral("cost_rest"), table);
    const auto cost = Sql::selectOne(connection, statement, {}, [](const Row &row) { return Money::fromHalves(row.int64(0), row.int64(1)); });
    if (!cost)
        return cost.error();
    return **cost;
}

const QStringList &rollupTables()
{
    static const QStringList tables { QStringLiteral("usage_quarter_hours"), QStringLiteral("usage_days"),
        QStringLiteral("usage_user_days"), QStringLiteral("usage_batch_days") };
    return tables;
}

/// Requests and money of every rollup table against the rows.
Result<QList<Check>> totals(Connection &connection)
{
    QList<Check> checks;
    const auto rowCost = costOf(connection, QStringLiteral("ai_usage_logs"));
    if (!rowCost)
        return rowCost.error();
    for (const QString &table : rollupTables()) {
        auto requests = equalNumbers(connection, table, QStringLiteral("requests"), QStringLiteral("SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT) FROM ") + table,
            QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs"));
        if (!requests)
            return requests.error();
        const auto cost = costOf(connection, table);
        if (!cost)
            return cost.error();
        if (requests->passed && !(*cost == *rowCost))
            *requests = failed(table, QStringLiteral("spend: %1 USD, the rows have %2 USD").arg(cost->exactText(), rowCost->exactText()));
        else if (requests->passed)
            requests->finding += QStringLiteral(", %1 USD").arg(cost->exactText());
        checks.append(*requests);
    }
    return checks;
}

/// What reading every row finds: the rollups as they should be, and rows whose price working does not give their cost.
struct Reading
{
    explicit Reading(const ReportingZone &zone) : rollups(zone) {}
    Rollups rollups;
    qint64 rows = 0;
    qint64 priced = 0;
    QString wrongPrice;
};

Result<> readAll(Connection &connection, Reading &reading)
{
    const auto book = PriceStore::load(connection);
    if (!book)
        return book.error();
    QHash<qint64, const PriceRevision *> revisions;
    for (const PriceRevision &revision : book->revisions())
        revisions.insert(revision.id, &revision);
    return UsageRows::forEach(connection, [&](const UsageRows::Stored &row) {
        ++reading.rows;
        reading.rollups.add(row.rollup);
        const auto expected = row.charged ? row.charged : row.computed;
        bool right = row.cost == expected || row.rollup.costSource == int(CostSource::Imported);
        if (row.price) {
            ++reading.priced;
            const PriceRevision *revision = revisions.value(*row.price);
            const auto total = revision ? priceRequest(splitTokens(row.amounts.input, row.amounts.cacheRead, row.amounts.cacheWrite5m, row.amounts.cacheWrite1h, row.amounts.output, row.amounts.reasoning), *revision).total : std::nullopt;
            right = right && total && row.computed && total->pico() == *row.computed;
        } else {
            right = right && !row.computed;
        }
        if (!right && reading.wrongPrice.isEmpty())
            reading.wrongPrice = QStringLiteral("usage row %1 (batch %2, line %3): its cost is not what its price gives").arg(row.id).arg(row.rollup.batch).arg(row.line);
    });
}

/// Whether all columns are equal; money may be cut in halves in another way.
bool sameSums(RollupCells cells, const RollupCells &due)
{
    const bool sameCost = Money::fromHalves(cells[Cell::CostMicros], cells[Cell::CostRest]) == Money::fromHalves(due[Cell::CostMicros], due[Cell::CostRest]);
    cells[Cell::CostMicros] = due[Cell::CostMicros];
    cells[Cell::CostRest] = due[Cell::CostRest];
    return sameCost && cells == due;
}

/// What became of comparing `seen` sums of a table with the `due` that the rows give; `wrong` names the first that differs.
Check recomputed(const QString &table, QString wrong, size_t seen, size_t due)
{
    const QString name = table + QStringLiteral(" recomputed");
    if (wrong.isEmpty() && seen != due)
        wrong = QStringLiteral("%1 sums stand there, the rows give %2").arg(seen).arg(due);
    return wrong.isEmpty() ? Check { name, true, QStringLiteral("%1 sums agree with their rows in every column").arg(seen) } : failed(name, wrong);
}

Result<Check> compareTable(Connection &connection, const QString &table, const Rollups::Table &expected)
{
    const bool days = table == QLatin1String("usage_days");
    const QString keys = table == QLatin1String("usage_user_days") ? QStringLiteral("bucket_us, user_id, 0, 0, status, cost_source")
        : table == QLatin1String("usage_batch_days") ? QStringLiteral("bucket_us, batch_id, 0, 0, status, cost_source")
                                                     : QStringLiteral("bucket_us, feature_id, provider_id, model_name_id, status, cost_source");
    const QString statement = QStringLiteral("SELECT %1, %2%3 FROM %4").arg(keys, cellColumns(), days ? QStringLiteral(", latency_sketch") : QString(), table);
    size_t seen = 0;
    QString wrong;
    const auto read = Sql::forEach(connection, statement, {}, [&](const Row &row) {
        Rollups::Key key {};
        for (int i = 0; i < 6; ++i)
            key[size_t(i)] = row.int64(i);
        RollupCells cells;
        for (size_t i = 0; i < CellCount; ++i)
            cells.values[i] = row.int64(6 + int(i));
        ++seen;
        const auto found = expected.find(key);
        bool right = found != expected.end();
        if (right) {
            right = sameSums(cells, found->second.cells);
            if (days)
                right = right && row.bytes(6 + int(CellCount)) == (found->second.latency.isEmpty() ? QByteArray() : found->second.latency.toBytes());
        }
        if (!right)
            wrong = QStringLiteral("bucket %1, keys %2/%3/%4/%5/%6 does not agree with its rows").arg(ReportingZone().timeText(key[0])).arg(key[1]).arg(key[2]).arg(key[3]).arg(key[4]).arg(key[5]);
        return right;
    });
    if (!read)
        return read.error();
    return recomputed(table, wrong, seen, expected.size());
}

/// Bounds may be wider than the rows need, not narrower: a row outside would be missing where requests are sorted.
Result<Check> blocksCheck(Connection &connection, const RowBlocks::Table &expected)
{
    const QString name = QStringLiteral("usage_row_blocks recomputed");
    const auto stored = RowBlocks::read(connection, 0, std::numeric_limits<qint64>::max());
    if (!stored)
        return stored.error();
    for (const auto &[number, block] : expected) {
        const auto found = stored->find(number);
        if (found == stored->end() || !found->second.contains(block))
            return failed(name, QStringLiteral("block %1 has rows outside of its bounds").arg(number));
    }
    return Check { name, true, QStringLiteral("%1 blocks hold their rows").arg(expected.size()) };
}

/// The quarter hours add up to the hours.
Result<Check> hoursCheck(Connection &connection, const Rollups::Table &quarterHours)
{
    const QString table = QStringLiteral("usage_hours");
    Rollups::Table expected;
    for (const auto &[key, sums] : quarterHours) {
        auto hour = key;
        hour[0] = floorTo(key[0], MicrosPerHour);
        expected[hour].cells.add(sums.cells);
    }
    const auto stored = HourSums::readAll(connection);
    if (!stored && stored.error().kind != Error::Kind::Corrupt)
        return stored.error();
    if (!stored)
        return recomputed(table, stored.error().summary, 0, 0);
    QString wrong;
    for (const auto &[key, sums] : expected) {
        const auto found = stored->find(key);
        if (found == stored->end() || !sameSums(found->second.cells, sums.cells))
            wrong = QStringLiteral("hour %1 does not agree with its rows").arg(ReportingZone().timeText(key[0]));
    }
    return recomputed(table, wrong, stored->size(), expected.size());
}

/// A list may have ids that its user has no more, not lack one: that row would be missing where the user is asked for.
Result<Check> userRowsCheck(Connection &connection, const UserRows &expected)
{
    const QString name = QStringLiteral("usage_user_rows recomputed");
    const auto missing = expected.missing(connection);
    if (!missing)
        return missing.error();
    return missing->isEmpty() ? Check { name, true, QStringLiteral("%1 lists hold the rows of their users").arg(expected.count()) } : failed(name, *missing);
}

Result<> deepChecks(Connection &connection, Verification::Report &report)
{
    const auto zone = UsageSql::workspaceZone(connection);
    if (!zone)
        return zone.error();
    Reading reading(*zone);
    if (auto read = readAll(connection, reading); !read)
        return read;
    const QList<const Rollups::Table *> tables { &reading.rollups.quarterHours(), &reading.rollups.days(), &reading.rollups.userDays(),
        &reading.rollups.batchDays() };
    for (qsizetype i = 0; i < tables.size(); ++i) {
        const auto check = compareTable(connection, rollupTables().at(i), *tables.at(i));
        if (!check)
            return check.error();
        report.checks.append(*check);
    }
    const auto hours = hoursCheck(connection, reading.rollups.quarterHours());
    if (!hours)
        return hours.error();
    report.checks.append(*hours);
    const auto blocks = blocksCheck(connection, reading.rollups.blocks());
    if (!blocks)
        return blocks.error();
    report.checks.append(*blocks);
    const auto userRows = userRowsCheck(connection, reading.rollups.userRows());
    if (!userRows)
        return userRows.error();
    report.checks.append(*userRows);
    report.checks.append(reading.wrongPrice.isEmpty() ? Check { QStringLiteral("costs recomputed"), true, QStringLiteral("%1 of %2 rows have a price; each gives its cost").arg(reading.priced).arg(reading.rows) }
                                                      : failed(QStringLiteral("costs recomputed"), reading.wrongPrice));
    const auto orphan = Sql::selectOne(connection, QStringLiteral("SELECT c.usage_id FROM usage_claims c LEFT JOIN ai_usage_logs u ON u.id = c.usage_id WHERE u.id IS NULL LIMIT 1"), {},
        [](const Row &row) { return row.int64(0); });
    if (!orphan)
        return orphan.error();
    report.checks.append(*orphan ? failed(QStringLiteral("claims"), QStringLiteral("a claim names usage row %1, which is not there").arg(**orphan))
                                 : Check { QStringLiteral("claims"), true, QStringLiteral("each names a row") });
    return Ok;
}

Result<Check> auditCheck(Connection &connection)
{
    const auto audit = AuditLog::verify(connection);
    if (!audit)
        return audit.error();
    const QString name = QStringLiteral("audit chain");
    if (audit->firstBad)
        return failed(name, QStringLiteral("entry %1 does not fit the one before it").arg(*audit->firstBad));
    return Check { name, true, QStringLiteral("%1 entries, head %2").arg(audit->entries).arg(QString::fromLatin1(audit->head.toHex().left(16))) };
}

}

bool Verification::Report::passed() const
{
    return std::all_of(checks.begin(), checks.end(), [](const Check &check) { return check.passed; });
}

Result<Verification::Report> Verification::run(Connection &connection, bool deep)
{
    Report report;
    const auto add = [&report](const Result<Check> &check) -> Result<> {
        if (!check)
            return check.error();
        report.checks.append(*check);
        return Ok;
    };
    if (auto done = add(engineCheck(connection, deep)); !done)
        return done.error();
    const auto rows = number(connection, QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs"));
    if (!rows)
        return rows.error();
    report.rows = *rows;
    if (auto done = add(equalNumbers(connection, QStringLiteral("claims"), QStringLiteral("identities and rows"), QStringLiteral("SELECT COUNT(*) FROM usage_claims"), QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs"))); !done)
        return done.error();
    if (auto done = add(equalNumbers(connection, QStringLiteral("batches"), QStringLiteral("accepted records and rows"),
            QStringLiteral("SELECT CAST(COALESCE(SUM(accepted), 0) AS BIGINT) FROM import_batches WHERE undone_us IS NULL"),
            QStringLiteral("SELECT (SELECT COUNT(*) FROM ai_usage_logs) + (SELECT COUNT(*) FROM provider_aggregates WHERE replaced_by IS NULL)"))); !done)
        return done.error();
    if (auto done = add(equalNumbers(connection, QStringLiteral("kept records"), QStringLiteral("without a row"),
            QStringLiteral("SELECT COUNT(*) FROM usage_raw WHERE usage_id NOT IN (SELECT id FROM ai_usage_logs)"), QStringLiteral("SELECT 0"))); !done)
        return done.error();
    const auto sums = totals(connection);
    if (!sums)
        return sums.error();
    report.checks.append(*sums);
    if (auto done = add(auditCheck(connection)); !done)
        return done.error();
    if (deep) {
        if (auto done = deepChecks(connection, report); !done)
            return done.error();
    }
    return report;
}
