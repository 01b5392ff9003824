#include "core/format.h"

#include <QTest>

class TestFormat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void writesMoney_data()
    {
        QTest::addColumn<QString>("usd");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << QStringLiteral("0") << QStringLiteral("$0.00");
        QTest::newRow("grouped") << QStringLiteral("1234.56") << QStringLiteral("$1,234.56");
        QTest::newRow("negative") << QStringLiteral("-100") << QStringLiteral("\u2212$100.00");
        QTest::newRow("cent") << QStringLiteral("0.01") << QStringLiteral("$0.01");
        QTest::newRow("tiny") << QStringLiteral("0.0042") << QStringLiteral("$0.0042");
        QTest::newRow("tinier") << QStringLiteral("0.000017") << QStringLiteral("$0.000017");
        QTest::newRow("least") << QStringLiteral("0.000000000001") << QStringLiteral("<$0.000001");
        QTest::newRow("least negative") << QStringLiteral("-0.000000000001") << QStringLiteral("<\u2212$0.000001");
    }
    void writesMoney()
    {
        QFETCH(QString, usd);
        QTEST(Format::money(*Money::fromUsdText(usd)), "text");
    }

    void writesMoneyBeyond64Bits()
    {
        const Money huge = Money::fromPico(static_cast<Int128>(1'000'000'000'000'000'000) * 1'000'000'000);
        QCOMPARE(Format::money(huge), QStringLiteral("$1,000,000,000,000,000.00"));
        QCOMPARE(Format::moneyExact(huge + Money::fromPico(1)), QStringLiteral("$1,000,000,000,000,000.000000000001"));
    }

    void writesTheLeast128BitNumber()
    {
        const Int128 least = static_cast<Int128>(static_cast<UInt128>(1) << 127);
        QCOMPARE(Format::count(least),
            QStringLiteral("\u2212170,141,183,460,469,231,731,687,303,715,884,105,728"));
        QCOMPARE(Format::compactCount(least), QStringLiteral("\u2212170,141,183,460,469,231,731,687,304T"));
        QCOMPARE(Format::money(Money::fromPico(least)), QStringLiteral("\u2212$170,141,183,460,469,231,731,687,303.72"));
    }

    void neverInventsAnAmount()
    {
        QCOMPARE(Format::money(std::nullopt), QStringLiteral("\u2014"));
        QCOMPARE(Format::money(std::nullopt, 214), QStringLiteral("$? (214)"));
        QCOMPARE(Format::percent(std::nullopt), QStringLiteral("\u2014"));
        QCOMPARE(Format::delta(qQNaN()), QStringLiteral("\u2014"));
    }

    void compactsCounts_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << qint64(9999) << QStringLiteral("9,999");
        QTest::newRow("k") << qint64(84000) << QStringLiteral("84.0k");
        QTest::newRow("promoted") << qint64(999'999) << QStringLiteral("1.00M");
        QTest::newRow("M") << qint64(3'000'908) << QStringLiteral("3.00M");
        QTest::newRow("B") << qint64(3'840'000'000) << QStringLiteral("3.84B");
        QTest::newRow("negative") << qint64(-604'000'000) << QStringLiteral("\u2212604M");
        QTest::newRow("beyond T") << qint64(1'120'000'000'000'000) << QStringLiteral("1,120T");
    }
    void compactsCounts()
    {
        QFETCH(qint64, value);
        QTEST(Format::compactCount(value), "text");
    }

    void shortensWithoutHalfACharacter()
    {
        QCOMPARE(Format::shortened(QStringLiteral("gpt-4o"), 6), QStringLiteral("gpt-4o"));
        QCOMPARE(Format::shortened(QStringLiteral("gpt-4o-mini"), 6), QStringLiteral("gpt-4\u2026"));
        QCOMPARE(Format::shortened(QStringLiteral("ab\U0001F600cd"), 4), QStringLiteral("ab\u2026"));
        QCOMPARE(Format::shortened(QString(), 4), QString());
    }

    void writesRatesAndTimes()
    {
        QCOMPARE(Format::percent(0.304), QStringLiteral("30.4%"));
        QCOMPARE(Format::percent(0.0001), QStringLiteral("<0.1%"));
        QCOMPARE(Format::percent(1.0), QStringLiteral("100%"));
        QCOMPARE(Format::percentagePoints(0.0006), QStringLiteral("+0.06 pp"));
        QCOMPARE(Format::delta(0.093), QStringLiteral("+9.3%"));
        QCOMPARE(Format::delta(-0.184), QStringLiteral("\u221218.4%"));
        QCOMPARE(Format::delta(0.0), QStringLiteral("0.0%"));
        QCOMPARE(Format::milliseconds(412), QStringLiteral("412 ms"));
        QCOMPARE(Format::milliseconds(1840), QStringLiteral("1.84 s"));
        QCOMPARE(Format::milliseconds(125'000), QStringLiteral("2 min 5 s"));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
