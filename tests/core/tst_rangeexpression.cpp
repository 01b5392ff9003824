#include "core/rangeexpression.h"

#include <QTest>

class tst_RangeExpression : public QObject
{
    Q_OBJECT

private slots:
    void refusesMomentsBeyondTheCalendar_data();
    void refusesMomentsBeyondTheCalendar();
    void movesByWallClock();
};

void tst_RangeExpression::refusesMomentsBeyondTheCalendar_data()
{
    QTest::addColumn<QString>("text");
    // 2^64 microseconds are 584,542 years: such a step would come back to today.
    for (const char *text : { "now-584542y", "now+584542y", "now-999999y", "now-999999M", "now-20000y+20000y" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_RangeExpression::refusesMomentsBeyondTheCalendar()
{
    QFETCH(QString, text);
    const UtcMicros now = ReportingZone().startOfDay(QDate(2026, 11, 21));
    for (const char *id : { "UTC", "Europe/Berlin" })
        QVERIFY(!parseBound(text, now, *ReportingZone::fromId(QString::fromLatin1(id))));
}

void tst_RangeExpression::movesByWallClock()
{
    const ReportingZone berlin = *ReportingZone::fromId(QStringLiteral("Europe/Berlin"));
    const UtcMicros noon = berlin.startOfDay(QDate(2026, 10, 26)) + 12 * MicrosPerHour;
    const auto yesterday = parseBound(QStringLiteral("now-1d/d"), noon, berlin); // the clock was changed on that day
    QVERIFY(yesterday);
    QCOMPARE(*yesterday, berlin.startOfDay(QDate(2026, 10, 25)));
    const auto lastYear = parseBound(QStringLiteral("now-1y"), noon, berlin);
    QVERIFY(lastYear);
    QCOMPARE(*lastYear, berlin.startOfDay(QDate(2025, 10, 26)) + 12 * MicrosPerHour);
}

QTEST_GUILESS_MAIN(tst_RangeExpression)
#include "tst_rangeexpression.moc"
