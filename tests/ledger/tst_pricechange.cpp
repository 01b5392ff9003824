#include "ledger/pricefile.h"
#include "ledger/pricestore.h"
#include "ledger/pricebook.h"
#include "smallledgers.h"

#include <QBuffer>
#include <QTest>

using namespace SmallLedgers;

namespace {

/// Every revision that holds at some time: "acme m-1 2026-01-01..open 2/10", by start.
QStringList prices(TestDatabase &test, const QString &model = QStringLiteral("m-1"))
{
    const auto book = test.reader().run([](Connection &connection) { return PriceStore::load(connection); }).result();
    if (!book)
        return { book.error().line() };
    const auto dayText = [](UtcMicros t) {
        return t == OpenEnd || t == FromTheBeginning ? QStringLiteral("open") : ReportingZone().label(t, Bucket::Day);
    };
    QStringList texts;
    for (const PriceRevision &price : book->revisions()) {
        if (price.model == model && price.validFrom < price.validTo)
            texts.append(QStringLiteral("%1 %2..%3 %4/%5")
                             .arg(price.provider, dayText(price.validFrom), dayText(price.validTo),
                                 decimalText(price.base.input.value_or(-1), 12),
                                 decimalText(price.base.output.value_or(-1), 12)));
    }
    return texts;
}

PriceRevision until(PriceRevision price, UtcMicros to)
{
    price.validTo = to;
    return price;
}

}

class TestPriceChange : public QObject
{
    Q_OBJECT

private slots:
    void closesTheOpenPriceAtItsStart()
    {
        TestDatabase test;
        setPrices(test, { price("acme", "m-1", FromTheBeginning, 1'000'000, 5'000'000) });
        const auto report = setPrices(test, { price("acme", "m-1", day(3, 1), 2'000'000, 6'000'000) });
        QCOMPARE(report.closed, 1);
        QCOMPARE(report.added.size(), 1);
        QCOMPARE(prices(test),
            (QStringList { QStringLiteral("acme open..2026-03-01 1/5"), QStringLiteral("acme 2026-03-01..open 2/6") }));
        QCOMPARE(test.texts(QStringLiteral(
                     "SELECT old_value || ' -> ' || new_value FROM audit_log WHERE action = 'prices.close'")),
            QStringList { QStringLiteral("from open to open -> from open to 2026-03-01 00:00:00 +00:00") });
    }

    void anOpenEndLastsUntilTheNextPrice()
    {
        TestDatabase test;
        setPrices(test, { price("acme", "m-1", day(6, 1), 3'000'000, 3'000'000) });
        setPrices(test, { price("acme", "m-1", day(3, 1), 2'000'000, 2'000'000) });
        QCOMPARE(prices(test),
            (QStringList {
                QStringLiteral("acme 2026-03-01..2026-06-01 2/2"), QStringLiteral("acme 2026-06-01..open 3/3") }));
    }

    void aPeriodPutsBackWhatHeldBehindIt()
    {
        TestDatabase test;
        setPrices(test, { price("acme", "m-1", day(1, 1), 1'000'000, 1'000'000) });
        setPrices(test, { until(price("acme", "m-1", day(3, 1), 2'000'000, 2'000'000), day(4, 1)) });
        QCOMPARE(prices(test),
            (QStringList { QStringLiteral("acme 2026-01-01..2026-03-01 1/1"),
                QStringLiteral("acme 2026-03-01..2026-04-01 2/2"), QStringLiteral("acme 2026-04-01..open 1/1") }));
        setPrices(test, { until(price("acme", "m-1", day(2, 1), 7'000'000, 7'000'000), day(5, 1)) });
        QCOMPARE(prices(test),
            (QStringList { QStringLiteral("acme 2026-01-01..2026-02-01 1/1"),
                QStringLiteral("acme 2026-02-01..2026-05-01 7/7"), QStringLiteral("acme 2026-05-01..open 1/1") }));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM model_prices WHERE superseded_us IS NOT NULL")),
            1); // the one of March
    }

    void theSameAgainChangesNothing()
    {
        TestDatabase test;
        const QList<PriceRevision> list { price("acme", "m-1", day(1, 1), 1'000'000, 1'000'000),
            price("acme", "m-1", day(3, 1), 2'000'000, 2'000'000) };
        setPrices(test, list);
        const QStringList before
            = test.texts(QStringLiteral("SELECT id || '/' || COALESCE(valid_to_us, 0) FROM model_prices ORDER BY id"));
        const auto report = setPrices(test, list);
        QCOMPARE(report.unchanged, 2);
        QVERIFY(report.added.isEmpty());
        QCOMPARE(
            test.texts(QStringLiteral("SELECT id || '/' || COALESCE(valid_to_us, 0) FROM model_prices ORDER BY id")),
            before);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'prices.set'")), 1);
    }

    void aCorrectionTakesTheWholePeriodOver()
    {
        TestDatabase test;
        setPrices(test, { price("acme", "m-1", FromTheBeginning, 1'000'000, 1'000'000) });
        const auto report = setPrices(test, { price("acme", "m-1", FromTheBeginning, 2'000'000, 2'000'000) });
        QCOMPARE(report.superseded, 1);
        QCOMPARE(prices(test), QStringList { QStringLiteral("acme open..open 2/2") });
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM model_prices")), 2);
    }

    void knowsOtherSpellings()
    {
        TestDatabase test;
        setPrices(test,
            { price("Together AI", "own-model", day(1, 1), 1'000'000, 1'000'000),
                price("Acme Cloud", "own-model", day(1, 1), 3'000'000, 3'000'000) });
        QCOMPARE(prices(test, QStringLiteral("own-model")),
            (QStringList {
                QStringLiteral("Acme Cloud 2026-01-01..open 3/3"), QStringLiteral("together 2026-01-01..open 1/1") }));
        const auto book
            = test.reader().run([](Connection &connection) { return PriceStore::load(connection); }).result();
        QVERIFY(book);
        QVERIFY(book->priceOf(QStringLiteral("acme_cloud"), QStringLiteral("own-model"), day(2, 1)).revision);
    }

    void readsFilesByTheirHeader()
    {
        QByteArray csv = "# a "
                         "comment\noutput,model,provider,valid_from,valid_to,input\n10,m-1,acme,2026-01-01,,2.5\n,m-2,"
                         "acme,,2026-02-01,0\n";
        QBuffer buffer(&csv);
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        const auto content = PriceFile::read(buffer, QStringLiteral("contract"));
        QVERIFY(content);
        QVERIFY(content->badLines.isEmpty());
        QCOMPARE(content->revisions.size(), 2);
        QCOMPARE(*content->revisions.at(0).base.input, 2'500'000'000'000);
        QCOMPARE(content->revisions.at(0).validFrom, day(1, 1));
        QCOMPARE(content->revisions.at(0).source, QStringLiteral("contract"));
        QVERIFY(!content->revisions.at(1).base.output);
        QCOMPARE(*content->revisions.at(1).base.input, 0);
        QCOMPARE(content->revisions.at(1).validTo, day(2, 1));
    }

    void namesEveryBadLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("a comma decimal") << QByteArray("acme,m,,,\"2,5\",1");
        QTest::newRow("negative") << QByteArray("acme,m,,,-1,1");
        QTest::newRow("finer than a pico-USD") << QByteArray("acme,m,,,0.0000000000001,1");
        QTest::newRow("a currency sign") << QByteArray("acme,m,,,$1,1");
        QTest::newRow("no model") << QByteArray("acme,,,,1,1");
        QTest::newRow("no such day") << QByteArray("acme,m,2026-02-30,,1,1");
        QTest::newRow("ends before it begins") << QByteArray("acme,m,2026-02-02,2026-02-01,1,1");
        QTest::newRow("a cell too few") << QByteArray("acme,m,,,1");
    }
    void namesEveryBadLine()
    {
        QFETCH(QByteArray, line);
        QByteArray csv
            = "provider,model,valid_from,valid_to,input,output\nacme,good,,,1,1\n" + line + "\nacme,good2,,,1,1\n";
        QBuffer buffer(&csv);
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        const auto content = PriceFile::read(buffer, QString());
        QVERIFY(content);
        QCOMPARE(content->badLines.size(), 1);
        QCOMPARE(content->badLines.first().line, 3);
        QCOMPARE(content->revisions.size(), 2);
    }

    void refusesColumnsThatItDoesNotKnow()
    {
        QByteArray csv = "provider,model,input,outptu\nacme,m,1,1\n";
        QBuffer buffer(&csv);
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        const auto content = PriceFile::read(buffer, QString());
        QVERIFY(!content);
        QVERIFY(content.error().summary.contains(QStringLiteral("outptu")));
    }

    void theBundledCatalogueOverItselfChangesNothing()
    {
        TestDatabase test;
        const auto catalogue = PriceStore::bundled();
        QVERIFY(catalogue);
        const auto first = setPrices(test, catalogue->revisions());
        QCOMPARE(first.added.size() + first.unchanged, catalogue->revisions().size());
        const auto again = setPrices(test, catalogue->revisions());
        QVERIFY2(again.added.isEmpty(),
            again.added.isEmpty()
                ? ""
                : qPrintable(again.added.first().provider + QLatin1Char(' ') + again.added.first().model));
    }
};

QTEST_GUILESS_MAIN(TestPriceChange)
#include "tst_pricechange.moc"
