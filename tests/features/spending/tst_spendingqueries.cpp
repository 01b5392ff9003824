#include "features/smallledger.h"
#include "features/spending/spendingqueries.h"

#include <QTest>

namespace {

SpendingQuestion question(Dimension group = Dimension::Feature, Bucket bucket = Bucket::Day)
{
    return { SmallLedger::range(), SmallLedger::previous(), {}, {}, group, bucket };
}

Result<SpendingAnswer> ask(TestDatabase &test, const SpendingQuestion &question)
{
    return test.reader()
        .run([question](Connection &connection) { return SpendingQueries::usage(connection, question); })
        .result();
}

Money usd(const QString &text)
{
    return *Money::fromUsdText(text);
}

}

class tst_SpendingQueries : public QObject
{
    Q_OBJECT

private slots:
    void agreesInEverySum_data()
    {
        QTest::addColumn<int>("group");
        QTest::addColumn<int>("bucket");
        for (const auto group :
            { Dimension::Feature, Dimension::Model, Dimension::Provider, Dimension::User, Dimension::Status }) {
            for (const auto bucket : { Bucket::Hour, Bucket::Day, Bucket::Week, Bucket::Month }) {
                QTest::addRow(
                    "%s by %s", qPrintable(dimensionName(group)), qPrintable(dimensionName(dimensionOf(bucket))))
                    << int(group) << int(bucket);
            }
        }
    }
    void agreesInEverySum()
    {
        QFETCH(int, group);
        QFETCH(int, bucket);
        TestDatabase test;
        SmallLedger::import(test);

        const auto answer = ask(test, question(Dimension(group), Bucket(bucket)));

        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().line()));
        QVERIFY(answer->reconciliation.agrees());
        QVERIFY(answer->reconciliation.range.cost == usd(QStringLiteral("3.750000000001")));
        QCOMPARE(answer->reconciliation.range.requests, 5);
        QCOMPARE(answer->reconciliation.range.unpriced, 1);
        QVERIFY(answer->series.sum() == answer->reconciliation.range);
    }

    void groupsByFeature()
    {
        TestDatabase test;
        SmallLedger::import(test);

        const auto answer = ask(test, question());

        QVERIFY(answer);
        QCOMPARE(answer->rows.size(), 2);
        QCOMPARE(answer->rows.at(0).key.text, QStringLiteral("chatbot"));
        QVERIFY(answer->rows.at(0).now.cost == usd(QStringLiteral("3.500000000001")));
        QVERIFY(answer->rows.at(0).before.cost == usd(QStringLiteral("1")));
        QCOMPARE(answer->rows.at(1).now.unpriced(), 1);
        QVERIFY(answer->before.cost == usd(QStringLiteral("1.1")));
        QCOMPARE(answer->series.buckets.size(), 3);
        QVERIFY(answer->series.lines.at(0).buckets.at(2).cost == usd(QStringLiteral("2")));
    }

    void agreesInAZoneWhoseDayHas25Hours()
    {
        const auto zone = ReportingZone::fromId(QStringLiteral("Europe/Berlin"));
        QVERIFY(zone);
        TestDatabase test(*zone);
        SmallLedger::import(test,
            SmallLedger::header()
                + "2026-10-24T21:59:59Z,a,,m,u,success,1,1,1,1\n" // still the 24th in Berlin
                  "2026-10-24T22:00:00Z,a,,m,u,success,1,1,1,2\n"
                  "2026-10-25T00:30:00Z,a,,m,u,success,1,1,1,4\n" // 02:30, the first time
                  "2026-10-25T01:30:00Z,a,,m,u,success,1,1,1,8\n" // 02:30, the second time
                  "2026-10-25T22:59:59Z,a,,m,u,success,1,1,1,16\n"
                  "2026-10-25T23:00:00Z,a,,m,u,success,1,1,1,32\n"); // the 26th
        const TimeRange day { zone->startOfDay({ 2026, 10, 25 }), zone->startOfDay({ 2026, 10, 26 }) };

        const auto hours = ask(
            test, { day, { day.from - 25 * MicrosPerHour, day.from }, *zone, {}, Dimension::Feature, Bucket::Hour });
        const auto days = ask(
            test, { day, { day.from - 25 * MicrosPerHour, day.from }, *zone, {}, Dimension::Feature, Bucket::Day });

        QVERIFY(hours && days);
        QCOMPARE(hours->series.buckets.size(), 25);
        QVERIFY(hours->reconciliation.agrees());
        QVERIFY(days->reconciliation.agrees());
        QVERIFY(days->total.cost == usd(QStringLiteral("30")));
        QVERIFY(hours->series.sum() == days->series.sum());
    }

    void gathersTheUsersAfterTheFiftieth()
    {
        TestDatabase test;
        auto csv = SmallLedger::header();
        for (int i = 1; i <= 60; ++i)
            csv += "2026-11-19T10:00:00Z,a,,m,user-" + QByteArray::number(i) + ",success,1,1,1," + QByteArray::number(i)
                + '\n';
        SmallLedger::import(test, csv);

        const auto answer = ask(test, question(Dimension::User));

        QVERIFY(answer);
        QCOMPARE(answer->rows.size(), SpendingQueries::UserRows + 1);
        QCOMPARE(answer->rows.constLast().gathered, 10);
        QVERIFY(answer->rows.constLast().now.cost == usd(QStringLiteral("55"))); // 1 to 10
        QCOMPARE(answer->series.lines.size(), SeriesLines + 1);
        QCOMPARE(answer->series.lines.constLast().gathered, 54);
        QVERIFY(answer->reconciliation.agrees());
        QVERIFY(answer->series.sum() == answer->reconciliation.range);
    }

    void namesTheGatheredUsersAsLongAsAFilterCan()
    {
        TestDatabase test;
        auto csv = SmallLedger::header();
        for (int i = 1; i <= 60; ++i)
            csv += "2026-11-19T10:00:00Z,a,,m,user-" + QByteArray::number(i) + ",success,1,1,1," + QByteArray::number(i) + '\n';
        csv += "2026-11-16T10:00:00Z,a,,m,user-3,success,1,1,1,100\n";
        SmallLedger::import(test, csv);
        const auto other = [&test] { return ask(test, question(Dimension::User))->rows.constLast(); };
        QCOMPARE(other().others.size(), 10);
        QVERIFY(other().others.contains(QStringLiteral("user-3")));
        QVERIFY(other().namesBefore);

        SmallLedger::import(test, SmallLedger::header() + "2026-11-16T11:00:00Z,a,,m,gone,success,1,1,1,1\n");

        QVERIFY(!other().namesBefore); // the figure of before is also that of a user who is none of the ten
        QVERIFY(other().before.cost == usd(QStringLiteral("101")));
    }

    void answersForAnEmptyWorkspace()
    {
        TestDatabase test;

        const auto answer = ask(test, question(Dimension::User));

        QVERIFY(answer);
        QVERIFY(answer->rows.isEmpty());
        QVERIFY(!answer->extent);
        QVERIFY(answer->reconciliation.agrees());
    }

    void saysWhatFailed()
    {
        TestDatabase test;
        QVERIFY(test.exec(QStringLiteral("DROP TABLE usage_days")));
        QVERIFY(test.exec(QStringLiteral("DROP TABLE usage_quarter_hours")));

        const auto answer = ask(test, question());

        QVERIFY(!answer);
        QVERIFY(!answer.error().summary.isEmpty());
        QVERIFY(test.reader()
                    .run([](Connection &connection) { return Usage::extent(connection); })
                    .result()); // no transaction stayed open
    }

    void noticesSumsThatDiffer()
    {
        SpendingReconciliation sums { { Money::fromPico(5), 1, 0 }, { Money::fromPico(5), 1, 0 },
            { Money::fromPico(5), 1, 0 }, { Money::fromPico(5), 1, 0 } };
        QVERIFY(sums.agrees());
        sums.table.cost = Money::fromPico(4);
        QVERIFY(!sums.agrees());
    }
};

QTEST_GUILESS_MAIN(tst_SpendingQueries)
#include "tst_spendingqueries.moc"
