#include "ledger/pricecatalogue.h"

#include "support/sampledata.h"

#include <QDateTime>
#include <QTest>

namespace {

const QByteArray Header("provider,model,aliases,family,mode,valid_from,valid_to,window_from_minute,window_to_minute,"
                        "long_context_threshold,input,output,input_above,source\n");

UtcMicros at(const char *iso)
{
    return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

bool windowsMeet(const PriceRevision &a, const PriceRevision &b)
{
    const UtcMicros day = at("2025-01-01T00:00:00Z");
    auto x = a;
    auto y = b;
    x.validFrom = y.validFrom = FromTheBeginning;
    x.validTo = y.validTo = OpenEnd;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        if (x.holdsAt(day + minute * MicrosPerMinute) && y.holdsAt(day + minute * MicrosPerMinute))
            return true;
    }
    return false;
}

} // namespace

class TestPriceCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void readsARevision()
    {
        const auto catalogue = PriceCatalogue::parse("# about\n@provider,acme,acme_ai|Acme Cloud\n" + Header
            + "acme,m-1,acme/m-1|x/m-1,m,chat,2024-06-05,2025-03-17,990,30,128000,0.075,1.5E-7,0.15,history\n");

        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().line()));
        QCOMPARE(catalogue->revisions().size(), 1);
        const auto &revision = catalogue->revisions().first();
        QCOMPARE(revision.validFrom, at("2024-06-05T00:00:00Z"));
        QCOMPARE(revision.validTo, at("2025-03-17T00:00:00Z"));
        QCOMPARE(revision.windowFromMinute, 990);
        QCOMPARE(revision.windowToMinute, 30);
        QCOMPARE(revision.longContextThreshold, std::optional<qint64>(128000));
        QCOMPARE(revision.base.input, std::optional<qint64>(75'000'000'000));
        QCOMPARE(revision.base.output, std::optional<qint64>(150'000));
        QVERIFY(!revision.base.cacheRead);
        QCOMPARE(revision.aboveThreshold.input, std::optional<qint64>(150'000'000'000));
        QVERIFY(!revision.aboveThreshold.output);
        QCOMPARE(revision.source, QStringLiteral("history"));
        QCOMPARE(catalogue->models().first().aliases, QStringList({ QStringLiteral("acme/m-1"), QStringLiteral("x/m-1") }));
        QCOMPARE(catalogue->models().first().family, QStringLiteral("m"));
        QCOMPARE(catalogue->providers().idOf(QStringLiteral("ACME cloud")), QStringLiteral("acme"));
    }

    void anEmptyRateIsUnknownAndZeroIsFree()
    {
        const auto catalogue = PriceCatalogue::parse(Header + "acme,m,,m,,,,,,,0,,,s\n");

        QVERIFY(catalogue);
        const auto &revision = catalogue->revisions().first();
        QCOMPARE(revision.base.input, std::optional<qint64>(0));
        QCOMPARE(revision.base.output, std::nullopt);
        QCOMPARE(revision.validFrom, FromTheBeginning);
        QCOMPARE(revision.validTo, OpenEnd);
    }

    void namesTheLineThatIsMalformed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("too few cells") << QByteArray("acme,m,,m,,,,,,,1,2,s");
        QTest::newRow("too many cells") << QByteArray("acme,m,,m,,,,,,,1,2,,s,");
        QTest::newRow("quotes") << QByteArray("acme,\"m\",,m,,,,,,,1,2,,s");
        QTest::newRow("no provider") << QByteArray(",m,,m,,,,,,,1,2,,s");
        QTest::newRow("no model") << QByteArray("acme,,,m,,,,,,,1,2,,s");
        QTest::newRow("negative price") << QByteArray("acme,m,,m,,,,,,,-1,2,,s");
        QTest::newRow("not a number") << QByteArray("acme,m,,m,,,,,,,1,two,,s");
        QTest::newRow("finer than a pico") << QByteArray("acme,m,,m,,,,,,,0.0000000000001,2,,s");
        QTest::newRow("beyond 64 bits") << QByteArray("acme,m,,m,,,,,,,10000000,2,,s");
        QTest::newRow("no such day") << QByteArray("acme,m,,m,,2024-02-30,,,,,1,2,,s");
        QTest::newRow("ends before it begins") << QByteArray("acme,m,,m,,2024-02-02,2024-02-01,,,,1,2,,s");
        QTest::newRow("empty period") << QByteArray("acme,m,,m,,2024-02-02,2024-02-02,,,,1,2,,s");
        QTest::newRow("half a window") << QByteArray("acme,m,,m,,,,30,,,1,2,,s");
        QTest::newRow("empty window") << QByteArray("acme,m,,m,,,,30,30,,1,2,,s");
        QTest::newRow("minute beyond the day") << QByteArray("acme,m,,m,,,,30,1440,,1,2,,s");
        QTest::newRow("threshold of nothing") << QByteArray("acme,m,,m,,,,,,0,1,2,3,s");
        QTest::newRow("long price without threshold") << QByteArray("acme,m,,m,,,,,,,1,2,3,s");
    }
    void namesTheLineThatIsMalformed()
    {
        QFETCH(const QByteArray, line);

        const auto catalogue = PriceCatalogue::parse("# about\n" + Header + "acme,ok,,ok,,,,,,,1,2,,s\n" + line + "\n");

        QVERIFY(!catalogue);
        QCOMPARE(catalogue.error().kind, Error::Kind::Invalid);
        QVERIFY2(catalogue.error().summary.contains(QStringLiteral("Line 4 ")), qPrintable(catalogue.error().summary));
    }

    void refusesAFileWithoutItsColumns()
    {
        QVERIFY(!PriceCatalogue::parse({}));
        QVERIFY(!PriceCatalogue::parse("provider,model,input\n"));
    }

    void holdsFromTheFirstInstantToTheLastExclusive()
    {
        PriceRevision revision;
        revision.validFrom = at("2025-02-11T00:00:00Z");
        revision.validTo = at("2025-03-01T00:00:00Z");

        QVERIFY(!revision.holdsAt(revision.validFrom - 1));
        QVERIFY(revision.holdsAt(revision.validFrom));
        QVERIFY(revision.holdsAt(revision.validTo - 1));
        QVERIFY(!revision.holdsAt(revision.validTo));
    }

    void aWindowMayRunOverMidnight_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<bool>("day");
        QTest::newRow("last microsecond before") << QStringLiteral("00:29:59") << false;
        QTest::newRow("first") << QStringLiteral("00:30:00") << true;
        QTest::newRow("last") << QStringLiteral("16:29:59") << true;
        QTest::newRow("after") << QStringLiteral("16:30:00") << false;
        QTest::newRow("midnight") << QStringLiteral("00:00:00") << false;
    }
    void aWindowMayRunOverMidnight()
    {
        QFETCH(const QString, time);
        QFETCH(const bool, day);
        PriceRevision dear;
        dear.windowFromMinute = 30;
        dear.windowToMinute = 990;
        PriceRevision cheap;
        cheap.windowFromMinute = 990;
        cheap.windowToMinute = 30;

        for (const char *date : { "2025-05-01T", "1969-12-31T" }) {
            const auto t = at(QByteArray(date + time.toLatin1() + "Z").constData());
            QCOMPARE(dear.holdsAt(t), day);
            QCOMPARE(cheap.holdsAt(t), !day);
        }
    }

    void theBundledFileHasOnePriceForEveryInstant()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().line()));
        QVERIFY(catalogue->models().size() > 4000);

        const auto &revisions = catalogue->revisions();
        for (qsizetype i = 0; i < revisions.size(); ++i) {
            const auto &a = revisions.at(i);
            for (auto j = i + 1; j < revisions.size(); ++j) {
                const auto &b = revisions.at(j);
                if (a.provider != b.provider || a.model != b.model)
                    break;
                const bool meet = a.validFrom < b.validTo && b.validFrom < a.validTo && windowsMeet(a, b);
                QVERIFY2(!meet, qPrintable(a.provider + QLatin1Char('/') + a.model));
            }
        }
    }

    void theBundledFileKeepsNoPriceInAWrongUnit()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        const qint64 dearest = 1000 * 1'000'000'000'000;
        QSet<QString> seen;
        for (const auto &revision : catalogue->revisions()) {
            QVERIFY2(revision.base.input.value_or(0) < dearest && revision.base.output.value_or(0) < dearest,
                qPrintable(revision.model));
            if (revision.provider == QStringLiteral("wandb") || revision.model == QStringLiteral("jais-30b-chat"))
                seen.insert(revision.base.input ? revision.model : QString());
            QVERIFY(revision.model != QStringLiteral("sample_spec"));
            QVERIFY(revision.model != QStringLiteral("fallback_generalizations"));
        }
        QVERIFY(seen.contains(QString()));
    }

    void theBundledFileHasNoFloatTails()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        for (const auto &revision : catalogue->revisions()) {
            if (revision.model != QStringLiteral("databricks-claude-opus-4"))
                continue;
            QCOMPARE(revision.base.input, std::optional<qint64>(15'000'020'000'000));
            QCOMPARE(revision.base.output, std::optional<qint64>(75'000'030'000'000));
            return;
        }
        QFAIL("the model is not there");
    }
};

QTEST_GUILESS_MAIN(TestPriceCatalogue)
#include "tst_pricecatalogue.moc"
