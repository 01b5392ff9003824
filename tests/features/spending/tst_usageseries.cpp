#include "ledger/usageseries.h"

#include <QTest>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;

UsageMeasures priced(qint64 requests, Int128 pico)
{
    UsageMeasures measures;
    measures.byStatus[size_t(UsageStatus::Success)] = requests;
    measures.bySource[size_t(CostSource::Charged)] = requests;
    measures.cost = Money::fromPico(pico);
    return measures;
}

UsageMeasures unpriced(qint64 requests)
{
    UsageMeasures measures;
    measures.byStatus[size_t(UsageStatus::Success)] = requests;
    measures.bySource[size_t(CostSource::Unpriced)] = requests;
    return measures;
}

UsageRow row(UtcMicros start, const QString &key, const UsageMeasures &measures)
{
    return { { { start, {}, {} }, { 0, key, key } }, measures };
}

const QList<TimeRange> ThreeDays { { 0, Day }, { Day, 2 * Day }, { 2 * Day, 3 * Day } };

}

class tst_UsageSeries : public QObject
{
    Q_OBJECT

private slots:
    void choosesAReadableBucket_data()
    {
        QTest::addColumn<qint64>("hours");
        QTest::addColumn<int>("bucket");
        QTest::newRow("an hour") << qint64(1) << int(Bucket::Hour);
        QTest::newRow("48 hours") << qint64(48) << int(Bucket::Hour);
        QTest::newRow("49 hours") << qint64(49) << int(Bucket::Day);
        QTest::newRow("100 days") << qint64(2400) << int(Bucket::Day);
        QTest::newRow("102 days") << qint64(2448) << int(Bucket::Week);
        QTest::newRow("three years") << qint64(24 * 1096) << int(Bucket::Month);
    }
    void choosesAReadableBucket()
    {
        QFETCH(qint64, hours);
        QFETCH(int, bucket);

        QCOMPARE(int(automaticBucket({ 0, hours * MicrosPerHour })), bucket);
    }

    void putsTheLargestFirstAndGathersTheRest()
    {
        const UsageAnswer answer { { row(0, QStringLiteral("small"), priced(1, 1)), row(0, QStringLiteral("large"), priced(1, 30)),
            row(Day, QStringLiteral("smaller"), priced(2, 0)), row(2 * Day, QStringLiteral("middle"), priced(1, 7)) } };

        const auto series = seriesOf(ThreeDays, answer, 2);

        QCOMPARE(series.lines.size(), 3);
        QCOMPARE(series.lines.at(0).key.text, QStringLiteral("large"));
        QCOMPARE(series.lines.at(1).key.text, QStringLiteral("middle"));
        QCOMPARE(series.lines.at(2).gathered, 2);
        QCOMPARE(series.lines.at(2).total.requests, 3);
        QVERIFY(series.lines.at(2).total.cost == Money::fromPico(1));
        QVERIFY(series.sum().cost == answer.total().cost);
        QCOMPARE(series.slotOf(QStringLiteral("middle")), 1);
        QCOMPARE(series.slotOf(QStringLiteral("small")), SeriesLines);
    }

    void gathersWhatTheLargestLeave()
    {
        const UsageAnswer largest { { row(0, QStringLiteral("u1"), priced(1, 30)), row(Day, QStringLiteral("u1"), priced(1, 5)) } };
        const UsageAnswer all { { { { { 0, {}, {} } }, priced(3, 42) }, { { { Day, {}, {} } }, priced(1, 5) } } };

        const auto series = seriesOf(ThreeDays, largest, all, 100);

        QCOMPARE(series.lines.size(), 2);
        QCOMPARE(series.lines.at(1).gathered, 99);
        QVERIFY(series.lines.at(1).buckets.at(0).cost == Money::fromPico(12));
        QCOMPARE(series.lines.at(1).buckets.at(0).requests, 2);
        QCOMPARE(series.lines.at(1).buckets.at(1).requests, 0);
        QVERIFY(series.sum().cost == Money::fromPico(47));
    }

    void countsARowOfAClippedFirstBucket()
    {
        const QList<TimeRange> clipped { { Day / 2, Day }, { Day, 2 * Day } };
        const UsageAnswer answer { { row(0, QStringLiteral("a"), priced(1, 3)) } };

        const auto series = seriesOf(clipped, answer);

        QCOMPARE(series.lines.at(0).buckets.at(0).requests, 1);
    }

    void doesNotCallUnknownSpendZero()
    {
        QVERIFY(!Spend::of(unpriced(2)).known());
        QVERIFY(Spend::of({}).known() == Money());
        auto mixed = Spend::of(unpriced(2));
        mixed += Spend::of(priced(1, 5));
        QVERIFY(mixed.known() == Money::fromPico(5));
    }

    void hasNoChangeWithoutSomethingToCompareWith()
    {
        QVERIFY(!relativeChange(Money::fromPico(5), Money()));
        QVERIFY(!relativeChange(std::nullopt, Money::fromPico(5)));
        QCOMPARE(relativeChange(Money::fromPico(6), Money::fromPico(4)), std::optional(0.5));
    }
};

QTEST_APPLESS_MAIN(tst_UsageSeries)
#include "tst_usageseries.moc"
