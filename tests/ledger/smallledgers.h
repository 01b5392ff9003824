#pragma once

#include "data/sql.h"
#include "data/transaction.h"
#include "ledger/importer.h"
#include "ledger/pricechange.h"
#include "ledger/usagequery.h"
#include "ledger/verification.h"
#include "support/testdatabase.h"

#include <QFile>

/// What tests of repricing and of undone imports share: small files, prices typed by hand, and the whole ledger as
/// text.
namespace SmallLedgers {

inline QString write(TestDatabase &test, const QString &name, const QByteArray &content)
{
    QFile file(test.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return file.fileName();
}

/// Ends the test program where the import fails.
inline ImportReport import(
    TestDatabase &test, const QString &name, const QByteArray &content, ImportOptions options = {})
{
    options.actor = QStringLiteral("tester");
    const std::atomic_bool cancelled = false;
    const auto report = Importer(test.workspace()).run(write(test, name, content), options, cancelled);
    if (!report)
        qFatal("import failed: %s", qPrintable(report.error().line()));
    return *report;
}

/// USD per million tokens in micro-USD, from a day of 2026 on.
inline PriceRevision price(
    const char *provider, const char *model, UtcMicros from, qint64 inputMicros, qint64 outputMicros)
{
    PriceRevision price;
    price.provider = QLatin1String(provider);
    price.model = QLatin1String(model);
    price.validFrom = from;
    price.base.input = inputMicros * 1'000'000;
    price.base.output = outputMicros * 1'000'000;
    price.source = QStringLiteral("contract");
    return price;
}

inline UtcMicros day(int month, int dayOfMonth)
{
    return ReportingZone().startOfDay(QDate(2026, month, dayOfMonth));
}

inline PriceChangeReport setPrices(TestDatabase &test, const QList<PriceRevision> &prices)
{
    const auto report = PriceChange::run(test.workspace(), prices,
        { QStringLiteral("prices.set"), QStringLiteral("test"), QStringLiteral("tester"), QStringLiteral("contract"),
            1 });
    if (!report)
        qFatal("prices failed: %s", qPrintable(report.error().line()));
    return *report;
}

/// The first check that does not pass; empty where all do.
inline QString deepFinding(TestDatabase &test)
{
    const auto report
        = test.reader().run([](Connection &connection) { return Verification::run(connection, true); }).result();
    if (!report)
        return report.error().line();
    for (const auto &check : report->checks) {
        if (!check.passed)
            return check.name + QStringLiteral(": ") + check.finding;
    }
    return {};
}

/// Rows, claims and rollups as they stand, sketches too: equal texts are equal ledgers.
inline QStringList everything(TestDatabase &test)
{
    QStringList lines;
    for (const char *table :
        { "ai_usage_logs ORDER BY id", "usage_claims ORDER BY usage_id", "ai_usage_log_revisions ORDER BY id",
            "usage_quarter_hours ORDER BY bucket_us, feature_id, provider_id, model_name_id, status, cost_source",
            "usage_days ORDER BY bucket_us, feature_id, provider_id, model_name_id, status, cost_source",
            "usage_hours ORDER BY bucket_us", "usage_user_days ORDER BY bucket_us, user_id, status, cost_source",
            "usage_batch_days ORDER BY bucket_us, batch_id, status, cost_source" }) {
        const int columns = QByteArray(table).startsWith("ai_usage_logs") ? 28
            : QByteArray(table).startsWith("usage_days")                  ? 21
            : QByteArray(table).startsWith("usage_hours")                 ? 2
            : QByteArray(table).startsWith("usage_quarter")               ? 20
            : QByteArray(table).startsWith("usage_user")                  ? 18
            : QByteArray(table).startsWith("usage_batch")                 ? 18
            : QByteArray(table).startsWith("usage_claims")                ? 5
                                                                          : 6;
        const auto rows
            = test.reader()
                  .run([table, columns](Connection &connection) {
                      return Sql::select(connection, QStringLiteral("SELECT * FROM ") + QLatin1String(table), {},
                          [columns](const Row &row) {
                              QStringList cells;
                              for (int i = 0; i < columns; ++i)
                                  cells.append(
                                      row.isNull(i) ? QStringLiteral("-") : QString::fromLatin1(row.bytes(i).toHex()));
                              return cells.join(QLatin1Char(' '));
                          });
                  })
                  .result();
        if (!rows)
            qFatal("cannot read: %s", qPrintable(rows.error().line()));
        lines.append(QLatin1String(table));
        lines.append(*rows);
    }
    return lines;
}

/// The spend of everything, exact; "-" where nothing is priced.
inline QString spend(TestDatabase &test)
{
    const auto answer = test.reader()
                            .run([](Connection &connection) {
                                return Usage::ask(connection, { { day(1, 1), day(12, 31) }, {}, {}, {} });
                            })
                            .result();
    if (!answer)
        return answer.error().line();
    const auto cost = answer->total().knownCost();
    return cost ? cost->exactText() : QStringLiteral("-");
}

}
