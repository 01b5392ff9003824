#include "ledger/pricing.h"

#include "ledger/modelresolver.h"
#include "support/sampledata.h"
#include "support/testpaths.h"

#include <QFile>
#include <QTest>

namespace {

constexpr qint64 Usd = 1'000'000'000'000;

/// Input 3, output 15, cache read 0.3, writes 3.75 and 6 USD per million; doubled above 200,000 tokens.
PriceRevision sonnet()
{
    PriceRevision revision;
    revision.base.input = 3 * Usd;
    revision.base.output = 15 * Usd;
    revision.base.cacheRead = 3 * Usd / 10;
    revision.base.cacheWrite5m = 375 * Usd / 100;
    revision.base.cacheWrite1h = 6 * Usd;
    revision.longContextThreshold = 200'000;
    revision.aboveThreshold.input = 6 * Usd;
    revision.aboveThreshold.output = 225 * Usd / 10;
    revision.aboveThreshold.cacheRead = 6 * Usd / 10;
    return revision;
}

TokenClasses totals(std::optional<qint64> input, std::optional<qint64> output)
{
    TokenClasses tokens;
    tokens.input = input;
    tokens.output = output;
    return tokens;
}

QString usd(const PriceWorking &working)
{
    return working.total ? working.total->exactText() : QStringLiteral("unpriced");
}

QList<QStringList> table(const QString &name)
{
    QFile file(testData(QStringLiteral("groundtruth/") + name));
    QList<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    const auto lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const auto &line : lines.mid(1))
        rows.append(line.trimmed().split(QLatin1Char(',')));
    return rows;
}

} // namespace

class TestPricing : public QObject
{
    Q_OBJECT

private:
    std::optional<PriceBook> m_book;
    std::optional<ModelResolver> m_resolver;

private slots:
    void initTestCase()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        m_book.emplace(catalogue->revisions(), catalogue->providers());
        m_resolver.emplace(*catalogue);
    }

    void pricesEveryClassAtItsOwnRate()
    {
        TokenClasses tokens;
        tokens.inputUncached = 1000;
        tokens.cacheRead = 10'000;
        tokens.cacheWrite5m = 2000;
        tokens.cacheWrite1h = 500;
        tokens.outputText = 300;
        tokens.reasoning = 200;

        const auto working = priceRequest(tokens, sonnet());

        // 0.003 + 0.003 + 0.0075 + 0.003 + 0.0045 + 0.003
        QCOMPARE(usd(working), QStringLiteral("0.024"));
        QCOMPARE(working.components.size(), 6);
        QVERIFY(!working.splitUnknown);
        QVERIFY(!working.incomplete);
        QVERIFY(!working.longContext);
        Money sum;
        for (const auto &component : working.components)
            sum += component.cost;
        QCOMPARE(sum, *working.total);
    }

    void takesWhatTheKnownPartsLeaveAsUncached()
    {
        auto tokens = totals(10'000, 1000);
        tokens.cacheRead = 9000;
        tokens.reasoning = 400;

        const auto working = priceRequest(tokens, sonnet());

        QCOMPARE(usd(working), QStringLiteral("0.0207")); // 0.003 + 0.0027 + 0.009 + 0.006
        QVERIFY(!working.splitUnknown);
    }

    void aTotalThatCannotBeSplitIsPricedAsUncachedAndSaysSo()
    {
        const auto working = priceRequest(totals(10'000, 1000), sonnet());

        QCOMPARE(usd(working), QStringLiteral("0.045"));
        QVERIFY(working.splitUnknown);
    }

    void partsThatDoNotFitTheTotalAreNotBelieved()
    {
        auto tokens = totals(1000, 0);
        tokens.cacheRead = 5000;

        const auto working = priceRequest(tokens, sonnet());

        QCOMPARE(usd(working), QStringLiteral("0.003"));
        QVERIFY(working.splitUnknown);
    }

    void theWholeRequestIsLongStrictlyAboveTheThreshold_data()
    {
        QTest::addColumn<qint64>("uncached");
        QTest::addColumn<qint64>("cached");
        QTest::addColumn<QString>("cost");
        QTest::addColumn<bool>("longContext");
        QTest::newRow("at it") << qint64(200'000) << qint64(0) << QStringLiteral("0.615") << false;
        QTest::newRow("one above") << qint64(200'001) << qint64(0) << QStringLiteral("1.222506") << true;
        QTest::newRow("cached input counts") << qint64(1) << qint64(200'000) << QStringLiteral("0.142506") << true;
        QTest::newRow("cached input at it") << qint64(0) << qint64(200'000) << QStringLiteral("0.075") << false;
    }
    void theWholeRequestIsLongStrictlyAboveTheThreshold()
    {
        QFETCH(const qint64, uncached);
        QFETCH(const qint64, cached);
        TokenClasses tokens;
        tokens.inputUncached = uncached;
        tokens.cacheRead = cached;
        tokens.outputText = 1000;

        const auto working = priceRequest(tokens, sonnet());

        QTEST(usd(working), "cost");
        QTEST(working.longContext, "longContext");
    }

    void theThresholdLooksAtTheTotalWhenThereAreNoParts()
    {
        QVERIFY(!priceRequest(totals(200'000, 1), sonnet()).longContext);
        QVERIFY(priceRequest(totals(200'001, 1), sonnet()).longContext);
        auto plain = sonnet();
        plain.longContextThreshold.reset();
        QVERIFY(!priceRequest(totals(5'000'000, 1), plain).longContext);
    }

    void aClassWithoutOwnRateTakesAnothers()
    {
        PriceRevision plain;
        plain.base.input = 3 * Usd;
        plain.base.output = 15 * Usd;
        TokenClasses tokens;
        tokens.inputUncached = 0;
        tokens.cacheRead = 1000;
        tokens.cacheWrite1h = 1000;
        tokens.outputText = 0;
        tokens.reasoning = 1000;

        const auto working = priceRequest(tokens, plain);

        QCOMPARE(usd(working), QStringLiteral("0.021"));
        for (const auto &component : working.components)
            QCOMPARE(component.rateOfOtherClass, component.tokens > 0);
    }

    void aLongRequestPrefersAnyLongRateOverAnOrdinaryOne()
    {
        TokenClasses tokens;
        tokens.inputUncached = 200'000;
        tokens.cacheWrite5m = 100'000;
        tokens.outputText = 0;

        const auto working = priceRequest(tokens, sonnet()); // sonnet() has no long rate for writes

        QCOMPARE(usd(working), QStringLiteral("1.8"));
    }

    void eachComponentIsRoundedHalfToEvenOnce_data()
    {
        QTest::addColumn<qint64>("rate");
        QTest::addColumn<QString>("cost"); // of one token of input and one of output at that rate
        QTest::newRow("0.5 each goes to 0") << qint64(500'000) << QStringLiteral("0");
        QTest::newRow("1.5 each goes to 2") << qint64(1'500'000) << QStringLiteral("0.000000000004");
        QTest::newRow("2.5 each goes to 2") << qint64(2'500'000) << QStringLiteral("0.000000000004");
        QTest::newRow("just above a half") << qint64(500'001) << QStringLiteral("0.000000000002");
    }
    void eachComponentIsRoundedHalfToEvenOnce()
    {
        QFETCH(const qint64, rate);
        PriceRevision revision;
        revision.base.input = rate;
        revision.base.output = rate;

        QTEST(usd(priceRequest(totals(1, 1), revision)), "cost");
    }

    void unknownIsNotZero()
    {
        QCOMPARE(usd(priceRequest({}, sonnet())), QStringLiteral("unpriced"));
        TokenClasses onlyACachePart;
        onlyACachePart.cacheRead = 0;
        QCOMPARE(priceRequest(onlyACachePart, sonnet()).reason, std::optional(Unpriced::NoRate));

        const auto inputOnly = priceRequest(totals(1000, {}), sonnet());
        QCOMPARE(usd(inputOnly), QStringLiteral("0.003"));
        QVERIFY(inputOnly.incomplete);
        const auto nothingUsed = priceRequest(totals(0, 0), sonnet());
        QCOMPARE(usd(nothingUsed), QStringLiteral("0"));
        QVERIFY(!nothingUsed.incomplete);
    }

    void anEmbeddingNeedsNoOutputPrice()
    {
        PriceRevision embedding;
        embedding.base.input = 2 * Usd / 100;

        QCOMPARE(usd(priceRequest(totals(1000, {}), embedding)), QStringLiteral("0.00002"));
        QVERIFY(!priceRequest(totals(1000, {}), embedding).incomplete);
        QCOMPARE(usd(priceRequest(totals(1000, 0), embedding)), QStringLiteral("0.00002"));
        const auto withOutput = priceRequest(totals(1000, 1), embedding);
        QVERIFY(!withOutput.total);
        QCOMPARE(withOutput.reason, std::optional(Unpriced::NoRate));
        QVERIFY(withOutput.components.isEmpty());
    }

    void freeIsAPrice()
    {
        PriceRevision free;
        free.base.input = 0;
        free.base.output = 0;
        QCOMPARE(usd(priceRequest(totals(1000, 1000), free)), QStringLiteral("0"));
        QCOMPARE(usd(priceRequest(totals(1000, 1000), PriceRevision())), QStringLiteral("unpriced"));
    }

    void aRevisionOfImagesPricesNoTokens()
    {
        QVERIFY(!priceRequest(totals(0, 0), PriceRevision()).total);
    }

    /// The published costs of the load file; costs are linear there, so a day's tokens cost what its requests cost.
    void pricesTheLoadFileLikeItsGroundTruth()
    {
        const auto tokens = table(QStringLiteral("load_scale1_seed1_per_day_model.csv"));
        const auto costs = table(QStringLiteral("load_scale1_seed1_cost_per_day_model.csv"));
        QCOMPARE(tokens.size(), 122);
        QCOMPARE(costs.size(), tokens.size() + 1); // the last line is the total
        Money all;
        for (qsizetype i = 0; i < tokens.size(); ++i) {
            const auto &day = tokens.at(i);
            QCOMPARE(costs.at(i).first(), day.first());
            QCOMPARE(costs.at(i).at(1), day.at(1));
            const auto time = QDate::fromString(day.at(0), Qt::ISODate).startOfDay(Qt::UTC).toMSecsSinceEpoch() * 1000;
            const auto resolution = m_resolver->resolve(day.at(1), QStringLiteral("openai"));
            const auto price = m_book->priceOf(resolution.provider, resolution.canonical, time);
            QVERIFY(price.revision);

            const auto working = priceRequest(totals(day.at(4).toLongLong(), day.at(5).toLongLong()), *price.revision);

            QVERIFY(working.total);
            QCOMPARE(working.total->exactText(), Money::fromUsdText(costs.at(i).at(4))->exactText());
            all += *working.total;
        }
        QCOMPARE(all.exactText(), QStringLiteral("17435.2331035"));
    }
};

QTEST_GUILESS_MAIN(TestPricing)
#include "tst_pricing.moc"
