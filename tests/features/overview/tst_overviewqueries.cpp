#include "features/overview/attention.h"
#include "features/overview/overviewqueries.h"
#include "features/smallledger.h"

#include <QTest>

namespace {

OverviewQuestion question()
{
    return { SmallLedger::range(), SmallLedger::previous(), {}, {}, Bucket::Day };
}

Result<OverviewAnswer> ask(TestDatabase &test, const OverviewQuestion &question)
{
    return test.reader()
        .run([question](Connection &connection) { return OverviewQueries::usage(connection, question); })
        .result();
}

Money usd(const QString &text)
{
    return *Money::fromUsdText(text);
}

QStringList titles(const QList<AttentionItem> &items)
{
    QStringList titles;
    for (const auto &item : items)
        titles.append(item.title);
    return titles;
}

void addFeature(TestDatabase &test, const QString &key, const QString &name, const QString &status)
{
    const auto added = test.exec(
        QStringLiteral("INSERT INTO ai_features (key, name, owner, status, created_us) VALUES (?, ?, 'Media', ?, 0)"),
        { key, name, status });
    if (!added)
        qFatal("%s", qPrintable(added.error().line()));
}

}

class tst_OverviewQueries : public QObject
{
    Q_OBJECT

private slots:
    void findsTheModelsAssignedInTheRange()
    {
        TestDatabase test;
        addFeature(test, QStringLiteral("helper"), QStringLiteral("Helper"), QStringLiteral("active"));
        const auto assign = [&test](const QString &environment, const QString &model, qint64 from, qint64 to) {
            QVERIFY(test.exec(QStringLiteral("INSERT INTO feature_model_assignments (feature_id, environment, provider, model, "
                                             "valid_from_us, valid_to_us, recorded_us) "
                                             "SELECT id, ?, 'openai', ?, ?, ?, 0 FROM ai_features WHERE key = 'helper'"),
                { environment, model, from, to }));
        };
        const auto range = SmallLedger::range();
        assign(QStringLiteral("production"), QStringLiteral("too-early"), 0, range.from);
        assign(QStringLiteral("production"), QStringLiteral("gpt-4o"), range.from, range.to);
        assign(QStringLiteral("staging"), QStringLiteral("elsewhere"), range.from, range.to);
        SmallLedger::import(test, SmallLedger::header() + "2026-11-19T10:00:00Z,helper,,,u1,success,10,5,90,\n");

        const auto answer = ask(test, question());

        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().line()));
        QCOMPARE(answer->features.constFirst().key.text, QStringLiteral("helper"));
        QCOMPARE(answer->features.constFirst().assignedModels, QStringList { QStringLiteral("gpt-4o") });
    }

    void cardEqualsChartEqualsTable()
    {
        TestDatabase test;
        SmallLedger::import(test);

        const auto answer = ask(test, question());

        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().line()));
        const auto expected = usd(QStringLiteral("3.750000000001"));
        QVERIFY(answer->total.cost == expected);
        QVERIFY(answer->series.sum().cost == expected);
        Money table;
        for (const auto &feature : answer->features)
            table += feature.now.cost;
        QVERIFY(table == expected);
        QCOMPARE(answer->total.requests(), 5);
        QCOMPARE(answer->total.unpriced(), 1);
        QVERIFY(answer->before.cost == usd(QStringLiteral("1.1")));
    }

    void listsFeaturesWithoutUsageToo()
    {
        TestDatabase test;
        SmallLedger::import(test);
        addFeature(test, QStringLiteral("photo-tagging"), QStringLiteral("Photo Tagging"), QStringLiteral("active"));

        const auto answer = ask(test, question());

        QVERIFY(answer);
        QStringList keys;
        for (const auto &feature : answer->features)
            keys.append(feature.key.text);
        QCOMPARE(keys,
            (QStringList { QStringLiteral("chatbot"), QStringLiteral("search"), QStringLiteral("photo-tagging"),
                QStringLiteral("support") }));
        QCOMPARE(answer->features.at(0).mainModel, QStringLiteral("m-a"));
        QCOMPARE(answer->features.at(0).models, 2);
        QVERIFY(!answer->features.at(2).extent);
        QCOMPARE(answer->features.at(2).owner, QStringLiteral("Media"));
        QVERIFY(answer->features.at(3).extent);
    }

    void measuresLatency()
    {
        TestDatabase test;
        SmallLedger::import(test);
        const auto asked = question();

        const auto latency
            = test.reader()
                  .run([asked](Connection &connection) { return OverviewQueries::latency(connection, asked); })
                  .result();

        QVERIFY(latency);
        QCOMPARE(latency->total.n, 4);
        QCOMPARE(latency->total.p95, std::optional<qint64>(400'000));
        QCOMPARE(latency->before.p95, std::optional<qint64>(90'000));
        QCOMPARE(latency->byFeature.value(QStringLiteral("chatbot")).p95, std::optional<qint64>(200'000));
        QCOMPARE(latency->trend, (QList<std::optional<qint64>> { 100'000, 300'000, 400'000 }));
    }

    void saysWhatNeedsAttention()
    {
        TestDatabase test;
        SmallLedger::import(test);
        addFeature(test, QStringLiteral("photo-tagging"), QStringLiteral("Photo Tagging"), QStringLiteral("active"));
        addFeature(test, QStringLiteral("old"), QStringLiteral("Old"), QStringLiteral("retired"));

        const auto items = attentionItems(*ask(test, question()), SmallLedger::now());

        QCOMPARE(titles(items),
            (QStringList { QStringLiteral("chatbot error rate 33.33%"), QStringLiteral("1 request without a price"),
                QStringLiteral("chatbot spend +250.0%"), QStringLiteral("Photo Tagging has no usage yet"),
                QStringLiteral("support is quiet in this range") }));
        QCOMPARE(items.at(1).detail, QStringLiteral("Spend leaves them out: mystery (1)"));
        QVERIFY(items.at(1).counted);
        QCOMPARE(items.at(1).counted->costSources, QList<CostSource> { CostSource::Unpriced });
        QCOMPARE(items.at(1).page, QStringLiteral("names"));
        QVERIFY(!items.at(3).counted); // it counts none
        QVERIFY(items.at(4).counted && items.at(4).countsBefore);
        QCOMPARE(items.at(2).detail, QStringLiteral("$3.50 after $1.00 in the period before"));
        QCOMPARE(items.at(2).filter.features, QStringList { QStringLiteral("chatbot") });
    }

    void noticesOldData_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("old");
        QTest::newRow("a day later") << QStringLiteral("2026-11-21T09:59:59Z") << false;
        QTest::newRow("more than a day later") << QStringLiteral("2026-11-21T10:00:01Z") << true;
    }
    void noticesOldData()
    {
        QFETCH(QString, now);
        QFETCH(bool, old);
        TestDatabase test;
        SmallLedger::import(test);

        const auto items = attentionItems(*ask(test, question()), SmallLedger::at(now));

        const bool found = std::any_of(
            items.cbegin(), items.cend(), [](const auto &item) { return item.kind == AttentionItem::Kind::OldData; });
        QCOMPARE(found, old);
    }

    void leavesSmallRisesAlone_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("noticed");
        QTest::newRow("25 % exactly") << QStringLiteral("10") << QStringLiteral("12.5") << false;
        QTest::newRow("more than 25 %") << QStringLiteral("10") << QStringLiteral("12.51") << true;
        QTest::newRow("a dollar exactly") << QStringLiteral("1") << QStringLiteral("2") << false;
        QTest::newRow("less") << QStringLiteral("10") << QStringLiteral("5") << false;
    }
    void leavesSmallRisesAlone()
    {
        QFETCH(QString, before);
        QFETCH(QString, now);
        QFETCH(bool, noticed);
        OverviewAnswer answer;
        FeatureUsage feature;
        feature.key = { 0, QStringLiteral("a"), QStringLiteral("a") };
        feature.now.byStatus[size_t(UsageStatus::Success)] = 1;
        feature.now.bySource[size_t(CostSource::Charged)] = 1;
        feature.now.cost = usd(now);
        feature.before = feature.now;
        feature.before.cost = usd(before);
        answer.features = { feature };

        QCOMPARE(!attentionItems(answer, 0).isEmpty(), noticed);
    }

    void hasNothingToSayAboutAnEmptyWorkspace()
    {
        TestDatabase test;

        const auto answer = ask(test, question());

        QVERIFY(answer);
        QVERIFY(answer->features.isEmpty());
        QVERIFY(attentionItems(*answer, SmallLedger::now()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_OverviewQueries)
#include "tst_overviewqueries.moc"
