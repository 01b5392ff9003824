#include "ledger/usagetext.h"

#include <QDateTime>
#include <QTest>

namespace {

UtcMicros at(const QString &isoUtc)
{
    return QDateTime::fromString(isoUtc, Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

}

class tst_UsageText : public QObject
{
    Q_OBJECT

private slots:
    void namesARange_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("text");
        QTest::newRow("days") << "UTC"
                              << "2026-10-22T00:00:00Z"
                              << "2026-11-21T00:00:00Z" << QStringLiteral("22 Oct – 20 Nov 2026");
        QTest::newRow("one day") << "UTC"
                                 << "2026-11-20T00:00:00Z"
                                 << "2026-11-21T00:00:00Z"
                                 << "20 Nov 2026";
        QTest::newRow("over the new year") << "UTC"
                                           << "2026-12-31T00:00:00Z"
                                           << "2027-01-02T00:00:00Z" << QStringLiteral("31 Dec 2026 – 1 Jan 2027");
        QTest::newRow("a day elsewhere") << "Asia/Kathmandu"
                                         << "2026-11-19T18:15:00Z"
                                         << "2026-11-20T18:15:00Z"
                                         << "20 Nov 2026";
        QTest::newRow("24 hours") << "UTC"
                                  << "2026-11-19T17:00:00Z"
                                  << "2026-11-20T17:15:00Z" << QStringLiteral("19 Nov, 17:00 – 20 Nov 2026, 17:15");
        QTest::newRow("an hour") << "UTC"
                                 << "2026-11-20T17:00:00Z"
                                 << "2026-11-20T18:00:00Z" << QStringLiteral("20 Nov 2026, 17:00 – 18:00");
    }
    void namesARange()
    {
        QFETCH(QString, zone);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, text);

        QCOMPARE(UsageText::range(*ReportingZone::fromId(zone), { at(from), at(to) }), text);
    }

    void boundsResolveToTheRange_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("days") << "UTC"
                              << "2026-10-22T00:00:00Z"
                              << "2026-11-21T00:00:00Z";
        QTest::newRow("a day of 25 hours") << "Europe/Berlin"
                                           << "2026-10-24T22:00:00Z"
                                           << "2026-10-25T23:00:00Z";
        QTest::newRow("the hour that comes twice") << "Europe/Berlin"
                                                   << "2026-10-25T01:00:00Z"
                                                   << "2026-10-25T02:00:00Z";
    }
    void boundsResolveToTheRange()
    {
        QFETCH(QString, zone);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const auto reporting = *ReportingZone::fromId(zone);
        const TimeRange range { at(from), at(to) };

        const auto resolved
            = UsageText::expression(reporting, range).resolve(at(QStringLiteral("2030-01-01T00:00:00Z")), reporting);

        QVERIFY2(resolved, resolved ? "" : qPrintable(resolved.error().line()));
        QCOMPARE(*resolved, range);
    }

    void namesAFilter()
    {
        UsageFilter filter;
        QVERIFY(UsageText::filter(filter).isEmpty());
        filter.features = { QStringLiteral("a"), QStringLiteral("b") };
        filter.statuses = { UsageStatus::Timeout };

        QCOMPARE(UsageText::filter(filter), QStringLiteral("feature a, b; status timeout"));
    }

    void ordersAmountsAsTheyAre()
    {
        const auto parts = [](Int128 pico) { return UsageText::sortValue(Money::fromPico(pico)).toList(); };
        const Int128 quintillion = 1'000'000'000'000'000'000;

        QVERIFY(parts(quintillion * 12 + 5).at(0).toLongLong() > parts(quintillion * 11 + 7).at(0).toLongLong());
        QCOMPARE(parts(quintillion * 12 + 5), (QVariantList { qint64(12), qint64(5) }));
        QVERIFY(!UsageText::sortValue(std::nullopt).isValid());
    }
};

QTEST_GUILESS_MAIN(tst_UsageText)
#include "tst_usagetext.moc"
