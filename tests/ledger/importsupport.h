#pragma once

#include "data/transaction.h"
#include "ledger/importer.h"
#include "ledger/pricecatalogue.h"
#include "ledger/pricestore.h"
#include "ledger/verification.h"
#include "support/testdatabase.h"

#include <QFile>

/// What tests of imports share.
namespace ImportSupport {

/// The prices that ship with the program.
inline void addPrices(TestDatabase &test)
{
    const auto added = test.writer().run([](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        const auto catalogue = PriceStore::bundled();
        if (!catalogue)
            return catalogue.error();
        if (auto stored = PriceStore::store(connection, *catalogue, 0, QStringLiteral("tester")); !stored)
            return stored.error();
        return transaction.commit();
    }).result();
    if (!added)
        qFatal("%s", qPrintable(added.error().line()));
}

/// Imports `csv` as a file of that name. Nothing may be rejected.
inline void import(TestDatabase &test, const QByteArray &csv, const QString &name)
{
    QFile file(test.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) < 0)
        qFatal("cannot write the calls");
    file.close();
    const std::atomic_bool cancelled = false;
    const auto report = Importer(test.workspace()).run(file.fileName(), {}, cancelled);
    if (!report || report->counts.rejected > 0)
        qFatal("import failed: %s", report ? "rows rejected" : qPrintable(report.error().line()));
}

/// Empties `table` and fills it again as the upgrade by `script` does, from the statement on that begins with `fill`.
inline Result<> refill(TestDatabase &test, Dialect engine, const char *script, const char *table, const char *fill)
{
    QFile file(QStringLiteral(":/schema/%1/%2").arg(QLatin1String(engine == Dialect::Sqlite ? "sqlite" : "postgresql"), QLatin1String(script)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("there is no %s", script);
    const QString text = QString::fromUtf8(file.readAll());
    const auto from = text.indexOf(QLatin1String(fill));
    if (from < 0)
        qFatal("%s fills nothing", script);
    if (auto emptied = test.exec(QStringLiteral("DELETE FROM ") + QLatin1String(table)); !emptied)
        return emptied.error();
    if (auto filled = test.exec(text.mid(from)); !filled)
        return filled.error();
    return Ok;
}

/// The first check of `verify --deep` that fails, with its finding; empty where all pass.
inline QString deepFinding(TestDatabase &test)
{
    const auto report = test.reader().run([](Connection &connection) { return Verification::run(connection, true); }).result();
    if (!report)
        return report.error().line();
    for (const auto &check : report->checks) {
        if (!check.passed)
            return check.name + QStringLiteral(": ") + check.finding;
    }
    return {};
}

}
