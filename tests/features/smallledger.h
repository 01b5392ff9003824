#pragma once

#include "data/transaction.h"
#include "ledger/importer.h"
#include "ledger/pricecatalogue.h"
#include "ledger/pricestore.h"
#include "ledger/usagequery.h"
#include "support/testdatabase.h"

#include <QDateTime>
#include <QFile>

/// Seven calls whose sums can be checked by hand. In the range 18 to 20 November 2026 (UTC):
///   chatbot 3 requests, $3.500000000001; search 2 requests, $0.25 and one without a price; 1 error.
/// In the three days before: chatbot $1, support $0.10.
namespace SmallLedger {

inline QByteArray header()
{
    return "ts_utc,feature,provider,model,user,status,input_tokens,output_tokens,latency_ms,charged_cost_usd\n";
}

inline QByteArray rows()
{
    return "2026-11-16T10:00:00Z,chatbot,,m-a,u1,success,10,5,90,1\n"
           "2026-11-17T10:00:00Z,support,,m-a,u2,success,10,5,90,0.1\n"
           "2026-11-18T10:00:00Z,chatbot,,m-a,u1,success,100,50,100,1.000000000001\n"
           "2026-11-19T10:00:00Z,chatbot,,m-b,u2,error,200,0,,0.5\n"
           "2026-11-19T11:00:00Z,search,,m-a,u1,success,1000,10,300,0.25\n"
           "2026-11-20T09:00:00Z,chatbot,,m-a,u3,success,10,5,200,2\n"
           "2026-11-20T10:00:00Z,search,nobody,mystery,u1,success,7,7,400,\n";
}

inline UtcMicros at(const QString &isoUtc)
{
    return QDateTime::fromString(isoUtc, Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

inline UtcMicros now()
{
    return at(QStringLiteral("2026-11-20T12:00:00Z"));
}

inline TimeRange range()
{
    return { at(QStringLiteral("2026-11-18T00:00:00Z")), at(QStringLiteral("2026-11-21T00:00:00Z")) };
}

inline TimeRange previous()
{
    return { at(QStringLiteral("2026-11-15T00:00:00Z")), range().from };
}

inline void import(TestDatabase &test, const QByteArray &csv)
{
    QFile file(test.filePath(QStringLiteral("calls.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) < 0)
        qFatal("cannot write the calls");
    file.close();
    const std::atomic_bool cancelled = false;
    ImportOptions options;
    options.actor = QStringLiteral("tester");
    const auto report = Importer(test.workspace()).run(file.fileName(), options, cancelled);
    if (!report || report->counts.rejected > 0)
        qFatal("import failed: %s", report ? "rows rejected" : qPrintable(report.error().line()));
}

inline void import(TestDatabase &test)
{
    import(test, header() + rows());
}

/// The price list that ships with the program.
inline void addPrices(TestDatabase &test)
{
    const auto stored = test.writer().run([](Connection &connection) -> Result<qint64> {
        Transaction transaction(connection);
        if (const auto begun = transaction.begin(); !begun)
            return begun.error();
        const auto added = PriceStore::store(connection, *PriceStore::bundled(), 0, QStringLiteral("tester"));
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
        return added;
    }).result();
    if (!stored)
        qFatal("no prices");
}

}
