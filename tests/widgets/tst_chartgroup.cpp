#include "widgets/chartgroup.h"

#include "widgets/timechart.h"
#include "widgets/timechartplot.h"

#include <QTest>

namespace {

ChartData sample(double value)
{
    ChartData data;
    const QDate first(2026, 10, 20);
    data.buckets
        = data.zone.buckets({ data.zone.startOfDay(first), data.zone.startOfDay(first.addDays(5)) }, Bucket::Day);
    data.series = { { QStringLiteral("a"), QStringLiteral("A"), 0, { value, value, value, value, value }, {}, false } };
    return data;
}

}

class ChartGroupTest : public QObject {
    Q_OBJECT

private slots:
    void movingOverOneMovesAll()
    {
        TimeChart a, b;
        ChartGroup group;
        group.add(&a);
        group.add(&b);
        a.setData(sample(1));
        b.setData(sample(2));

        QTest::keyClick(&a, Qt::Key_Home);
        QTest::keyClick(&a, Qt::Key_Right);
        QCOMPARE(b.crosshair(), 1);
        QTest::keyClick(&b, Qt::Key_End);
        QCOMPARE(a.crosshair(), 4);
        QTest::keyClick(&b, Qt::Key_Escape);
        QCOMPARE(a.crosshair(), -1);
    }

    void plotsBeginAtTheSameDistance()
    {
        TimeChart a, b;
        ChartGroup group;
        group.add(&a);
        group.add(&b);
        a.setValueFormatter([](double) { return QStringLiteral("a very long label of an axis"); });
        a.setData(sample(1));
        b.setData(sample(2));

        QVERIFY(a.neededInset() > b.neededInset());
        QCOMPARE(b.findChild<TimeChartPlot *>()->plotRect().left(), a.findChild<TimeChartPlot *>()->plotRect().left());
    }

    void marksAreFoundByBucketAndRead()
    {
        TimeChart chart;
        const auto data = sample(1);
        chart.setData(data);
        chart.setMarks({ { data.buckets.at(0).from - 1, QStringLiteral("1"), QStringLiteral("too early") },
            { data.buckets.at(2).from, QStringLiteral("2"), QStringLiteral("Model changed") },
            { data.buckets.at(3).from - 1, QStringLiteral("3"), QStringLiteral("Import") } });

        QCOMPARE(chart.marksIn(1), QString());
        QCOMPARE(chart.marksIn(2), QStringLiteral("2, 3"));
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("Change 2: Model changed.")));
        QVERIFY(!chart.accessibleDescription().contains(QStringLiteral("too early")));
    }

    void marksAreDrawnOnThePlot()
    {
        TimeChart chart;
        chart.resize(400, 200);
        const auto data = sample(1);
        chart.setData(data);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto before = chart.grab().toImage();

        chart.setMarks({ { data.buckets.at(2).from, QStringLiteral("1"), {} } });

        QVERIFY(chart.grab().toImage() != before);
    }
};

QTEST_MAIN(ChartGroupTest)

#include "tst_chartgroup.moc"
