#include "features/smallledger.h"
#include "ledger/trafficpricing.h"

#include <QTest>

class TrafficPricingTest : public QObject {
    Q_OBJECT

private slots:
    void pricesTheSameTrafficTwice()
    {
        TestDatabase test;
        SmallLedger::import(test);
        SmallLedger::addPrices(test);
        const auto compare = [&](const std::optional<PricedModel> &current, const PricedModel &next) {
            return test.reader()
                .run([=](Connection &connection) {
                    return TrafficPricing::compare(
                        connection, QStringLiteral("chatbot"), SmallLedger::range(), current, next);
                })
                .result();
        };

        // 310 tokens in and 55 out: gpt-4o costs $2.50 and $10 per million, gpt-4o-mini $0.15 and $0.60.
        const auto both = compare(PricedModel { QStringLiteral("openai"), QStringLiteral("gpt-4o") },
            { QStringLiteral("openai"), QStringLiteral("gpt-4o-mini") });
        const auto unknown = compare({}, { QStringLiteral("openai"), QStringLiteral("no-such-model") });

        QVERIFY(both);
        QCOMPARE(both->actual.cost.exactText(), QStringLiteral("3.500000000001"));
        QCOMPARE(both->current.cost.exactText(), QStringLiteral("0.001325"));
        QCOMPARE(both->next.cost.exactText(), QStringLiteral("0.0000795"));
        QCOMPARE(both->difference.exactText(), QStringLiteral("-0.0012455"));
        QCOMPARE(both->both, 3);
        QCOMPARE(unknown->next.unpriced, 3);
        QVERIFY(!unknown->next.known());
        QCOMPARE(unknown->both, 0);
    }
};

QTEST_GUILESS_MAIN(TrafficPricingTest)

#include "tst_trafficpricing.moc"
