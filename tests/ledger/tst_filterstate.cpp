#include "ledger/filterstate.h"

#include <QSignalSpy>
#include <QtTest>

class FilterStateTest : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithTheLastThirtyDays();
    void saysOnceThatItChanged();
    void keepsTheRangeWhereAnotherDoesNotResolve_data();
    void keepsTheRangeWhereAnotherDoesNotResolve();
    void comparesWithAsManyDaysAcrossAClockChange();
    void comparesWithTheSameLengthWhereTheRangeIsNotWholeDays();
};

static const ReportingZone &berlin()
{
    static const ReportingZone zone = *ReportingZone::fromId(QStringLiteral("Europe/Berlin"));
    return zone;
}

void FilterStateTest::beginsWithTheLastThirtyDays()
{
    const FilterState filter { ReportingZone() };
    const UtcMicros now = ReportingZone().startOfDay(QDate(2026, 11, 20)) + 13 * MicrosPerHour;

    const TimeRange range = filter.range(now);

    QCOMPARE(ReportingZone().dayOf(range.from), QDate(2026, 10, 22));
    QCOMPARE(range.to, ReportingZone().startOfDay(QDate(2026, 11, 21)));
    QVERIFY(filter.compare());
    QVERIFY(filter.filter().isEmpty());
}

void FilterStateTest::saysOnceThatItChanged()
{
    FilterState filter { ReportingZone() };
    QSignalSpy changed(&filter, &FilterState::changed);
    UsageFilter chatbot;
    chatbot.features = QStringList { QStringLiteral("chatbot") };

    filter.set({ QStringLiteral("now-7d/d"), QStringLiteral("now") }, false, chatbot);
    QCOMPARE(changed.count(), 1);
    filter.set({ QStringLiteral("now-7d/d"), QStringLiteral("now") }, false, chatbot);
    filter.setCompare(false);
    filter.setFilter(chatbot);
    QCOMPARE(changed.count(), 1);
    filter.setCompare(true);
    QCOMPARE(changed.count(), 2);
    filter.setFilter({});
    QCOMPARE(changed.count(), 3);
}

void FilterStateTest::keepsTheRangeWhereAnotherDoesNotResolve_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("no time") << QStringLiteral("soon") << QStringLiteral("now");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("end before start") << QStringLiteral("2026-11-20") << QStringLiteral("2026-11-19");
    QTest::newRow("end at start") << QStringLiteral("2026-11-20") << QStringLiteral("2026-11-20");
}

void FilterStateTest::keepsTheRangeWhereAnotherDoesNotResolve()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    FilterState filter { ReportingZone() };
    const RangeExpression before = filter.expression();
    QSignalSpy changed(&filter, &FilterState::changed);

    filter.setRange({ from, to });

    QVERIFY(filter.expression() == before);
    QCOMPARE(changed.count(), 0);
}

void FilterStateTest::comparesWithAsManyDaysAcrossAClockChange()
{
    FilterState filter { berlin() };
    filter.setRange({ QStringLiteral("2026-10-22"), QStringLiteral("2026-10-29") }); // The 25th has 25 hours.

    const TimeRange previous = filter.previousRange(0);

    QCOMPARE(previous.from, berlin().startOfDay(QDate(2026, 10, 15)));
    QCOMPARE(previous.to, berlin().startOfDay(QDate(2026, 10, 22)));
}

void FilterStateTest::comparesWithTheSameLengthWhereTheRangeIsNotWholeDays()
{
    FilterState filter { berlin() };
    filter.setRange({ QStringLiteral("2026-10-22T06:00"), QStringLiteral("2026-10-22T09:30") });

    const TimeRange range = filter.range(0);
    const TimeRange previous = filter.previousRange(0);

    QCOMPARE(previous.length(), 3 * MicrosPerHour + 30 * MicrosPerMinute);
    QCOMPARE(previous.to, range.from);
}

QTEST_GUILESS_MAIN(FilterStateTest)
#include "tst_filterstate.moc"
