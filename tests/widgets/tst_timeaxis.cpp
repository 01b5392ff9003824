#include "widgets/timeaxis.h"

#include <QTest>

#include <limits>

class TimeAxisTest : public QObject
{
    Q_OBJECT

private slots:
    void labelsOfOneDay_data();
    void labelsOfOneDay();
    void monthIsLabelledOnMondays();
    void labelsAreUniqueAscendingAndFew_data();
    void labelsAreUniqueAscendingAndFew();
    void valueStepsEncloseTheData_data();
    void valueStepsEncloseTheData();
    void valueStepsSurviveAnything();
};

void TimeAxisTest::labelsOfOneDay_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QString>("labels");
    const QString usual = QStringLiteral(",03:00,06:00,09:00,12:00,15:00,18:00,21:00");
    QTest::newRow("Berlin, spring") << QStringLiteral("Europe/Berlin") << QDate(2026, 3, 29)
        << QStringLiteral("29 Mar,03:00 +02:00,06:00,09:00,12:00,15:00,18:00,21:00");
    QTest::newRow("Berlin, autumn") << QStringLiteral("Europe/Berlin") << QDate(2026, 10, 25)
        << QStringLiteral("25 Oct,03:00 +01:00,06:00,09:00,12:00,15:00,18:00,21:00");
    QTest::newRow("New York, autumn") << QStringLiteral("America/New_York") << QDate(2026, 11, 1)
        << QStringLiteral("1 Nov,03:00 \u221205:00,06:00,09:00,12:00,15:00,18:00,21:00");
    QTest::newRow("Lord Howe, half an hour") << QStringLiteral("Australia/Lord_Howe") << QDate(2026, 10, 4)
        << QStringLiteral("4 Oct,03:00 +11:00,06:00,09:00,12:00,15:00,18:00,21:00");
    QTest::newRow("Kathmandu") << QStringLiteral("Asia/Kathmandu") << QDate(2026, 11, 17) << (QStringLiteral("17 Nov") + usual);
}

void TimeAxisTest::labelsOfOneDay()
{
    QFETCH(QString, id);
    QFETCH(QDate, day);
    QFETCH(QString, labels);
    const auto zone = ReportingZone::fromId(id);
    QVERIFY(bool(zone));
    QStringList found;
    const auto ticks = TimeAxis::ticks({ zone->startOfDay(day), zone->startOfDay(day.addDays(1)) }, Bucket::Hour, *zone, 9);
    for (const TimeTick &tick : ticks)
        found.append(tick.label);
    QCOMPARE(found.join(QLatin1Char(',')), labels);
}

void TimeAxisTest::monthIsLabelledOnMondays()
{
    const auto zone = ReportingZone::fromId(QStringLiteral("Europe/Berlin"));
    QVERIFY(bool(zone));
    const QDate from(2026, 10, 20);
    const auto ticks = TimeAxis::ticks({ zone->startOfDay(from), zone->startOfDay(from.addDays(30)) }, Bucket::Day, *zone, 16);
    QCOMPARE(ticks.size(), 4);
    for (const TimeTick &tick : ticks) {
        QCOMPARE(zone->dayOf(tick.at).dayOfWeek(), 1);
        QCOMPARE(tick.at, zone->startOfDay(zone->dayOf(tick.at)));
    }
    QCOMPARE(ticks.first().label, QStringLiteral("26 Oct"));
}

void TimeAxisTest::labelsAreUniqueAscendingAndFew_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("days");
    for (const QByteArray &id : { QByteArrayLiteral("Europe/Berlin"), QByteArrayLiteral("America/New_York"),
             QByteArrayLiteral("Australia/Lord_Howe"), QByteArrayLiteral("Asia/Kathmandu") }) {
        for (const int days : { 1, 2, 7, 14, 30, 90, 365, 1500, 5000 })
            QTest::newRow(QByteArray(id + " " + QByteArray::number(days)).constData()) << QString::fromLatin1(id) << days;
    }
}

void TimeAxisTest::labelsAreUniqueAscendingAndFew()
{
    QFETCH(QString, id);
    QFETCH(int, days);
    const auto zone = ReportingZone::fromId(id);
    QVERIFY(bool(zone));
    const QDate from(2026, 3, 7);
    const TimeRange range { zone->startOfDay(from), zone->startOfDay(from.addDays(days)) };
    const auto ticks = TimeAxis::ticks(range, days < 3 ? Bucket::Hour : Bucket::Day, *zone, 10);
    QVERIFY(!ticks.isEmpty());
    QVERIFY(ticks.size() <= 10);
    QSet<QString> labels;
    for (qsizetype i = 0; i < ticks.size(); ++i) {
        QVERIFY(range.contains(ticks.at(i).at));
        QVERIFY(i == 0 || ticks.at(i).at > ticks.at(i - 1).at);
        labels.insert(ticks.at(i).label);
    }
    QCOMPARE(labels.size(), ticks.size());
}

void TimeAxisTest::valueStepsEncloseTheData_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QList<double>>("steps");
    QTest::newRow("spend") << 0.0 << 474.62 << QList<double> { 0, 100, 200, 300, 400, 500 };
    QTest::newRow("share") << 0.0 << 100.0 << QList<double> { 0, 20, 40, 60, 80, 100 };
    QTest::newRow("2.5") << 0.0 << 12.0 << QList<double> { 0, 2.5, 5, 7.5, 10, 12.5 };
    QTest::newRow("credit") << -30.0 << 60.0 << QList<double> { -40, -20, 0, 20, 40, 60 };
    QTest::newRow("all zero") << 0.0 << 0.0 << QList<double> { 0, 0.2, 0.4, 0.6, 0.8, 1.0 };
}

void TimeAxisTest::valueStepsEncloseTheData()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QList<double>, steps);
    const auto found = TimeAxis::valueSteps(low, high);
    QCOMPARE(found.size(), steps.size());
    for (qsizetype i = 0; i < steps.size(); ++i)
        QVERIFY(qFuzzyCompare(1 + found.at(i), 1 + steps.at(i)));
}

void TimeAxisTest::valueStepsSurviveAnything()
{
    for (const double value : { 1e-300, 1e-9, 0.1, 1e12, 1e300, std::numeric_limits<double>::infinity(),
             std::numeric_limits<double>::quiet_NaN() }) {
        const auto found = TimeAxis::valueSteps(-value, value);
        QVERIFY(found.size() >= 3 && found.size() <= 8);
        QVERIFY(found.first() < found.last());
    }
}

QTEST_GUILESS_MAIN(TimeAxisTest)
#include "tst_timeaxis.moc"
