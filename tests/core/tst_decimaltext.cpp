#include "core/decimaltext.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

/// digits * 10^exponent at twelve decimals, worked out with pencil and paper: the text is shifted, cut and rounded half to
/// even, and never becomes a number. nullopt beyond 64 bits.
std::optional<QByteArray> pencil(bool negative, QByteArray digits, int exponent)
{
    const int shift = exponent + 12;
    QByteArray rest;
    if (shift >= 0) {
        digits += QByteArray(shift, '0');
    } else {
        if (digits.size() < -shift)
            digits.prepend(QByteArray(-shift - digits.size(), '0'));
        rest = digits.right(-shift);
        digits.chop(-shift);
    }
    const QByteArray half = rest.isEmpty() ? QByteArray() : '5' + QByteArray(rest.size() - 1, '0');
    const bool isOdd = !digits.isEmpty() && (digits.back() - '0') % 2 == 1;
    if (!rest.isEmpty() && (rest > half || (rest == half && isOdd))) {
        qsizetype at = digits.size() - 1;
        for (; at >= 0 && digits.at(at) == '9'; --at)
            digits[at] = '0';
        if (at >= 0)
            ++digits[at];
        else
            digits.prepend('1');
    }
    while (digits.startsWith('0'))
        digits.remove(0, 1);
    if (digits.isEmpty())
        return QByteArray("0");
    const QByteArray most = negative ? "9223372036854775808" : "9223372036854775807";
    if (digits.size() > most.size() || (digits.size() == most.size() && digits > most))
        return std::nullopt;
    return negative ? '-' + digits : digits;
}

}

class TestDecimalText : public QObject
{
    Q_OBJECT

private slots:
    void readsAMillionDecimalsAsPencilAndPaperDo()
    {
        QRandomGenerator random(20261125);
        int refused = 0;
        for (int i = 0; i < 1'000'000; ++i) {
            const bool negative = random.bounded(2) == 0;
            QByteArray whole, fraction;
            for (int n = random.bounded(9); n > 0; --n)
                whole += char('0' + random.bounded(10));
            for (int n = random.bounded(22); n > 0; --n)
                fraction += random.bounded(3) == 0 ? '5' : char('0' + (random.bounded(2) ? 0 : random.bounded(10))); // many halves
            if (whole.isEmpty() && fraction.isEmpty())
                whole = "0";
            const int power = random.bounded(4) == 0 ? random.bounded(-20, 12) : 0;
            QByteArray text = (negative ? "-" : random.bounded(5) == 0 ? "+" : "") + whole;
            if (!fraction.isEmpty())
                text += '.' + fraction;
            if (power != 0)
                text += (random.bounded(2) ? "e" : "E") + QByteArray::number(power);

            const auto expected = pencil(negative, whole + fraction, power - int(fraction.size()));
            const auto read = parseDecimal(text.constData(), text.constData() + text.size(), 12);
            refused += expected ? 0 : 1;
            if (read.has_value() != expected.has_value() || (read && QByteArray::number(read->value) != *expected))
                QFAIL(qPrintable(QStringLiteral("%1 is %2, not %3").arg(QString::fromLatin1(text),
                    QString::fromLatin1(expected.value_or("refused")), read ? QString::number(read->value) : QStringLiteral("refused"))));
        }
        QVERIFY(refused > 1000); // both sides of 64 bits were met
    }

    void saysWhereItRounded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("pico");
        QTest::addColumn<bool>("rounded");
        QTest::newRow("twelve") << QStringLiteral("0.123456789012") << qint64(123456789012) << false;
        QTest::newRow("half to even, down") << QStringLiteral("0.0000000000005") << qint64(0) << true;
        QTest::newRow("half to even, up") << QStringLiteral("0.0000000000015") << qint64(2) << true;
        QTest::newRow("over half") << QStringLiteral("0.00000000000050000000000000000000001") << qint64(1) << true;
        QTest::newRow("1e-13") << QStringLiteral("1e-13") << qint64(0) << true;
        QTest::newRow("1E-6") << QStringLiteral("1E-6") << qint64(1'000'000) << false;
        QTest::newRow("0.1") << QStringLiteral("0.1") << qint64(100'000'000'000) << false;
        QTest::newRow("zeros behind") << QStringLiteral("0.10000000000000000000000") << qint64(100'000'000'000) << false;
        QTest::newRow("a small power") << QStringLiteral("1e-100000000000") << qint64(0) << true;
        QTest::newRow("nothing, large") << QStringLiteral("0e99999999999") << qint64(0) << false;
    }

    void saysWhereItRounded()
    {
        QFETCH(QString, text);
        const auto read = parseDecimal(text, 12);
        QVERIFY(read);
        QTEST(read->value, "pico");
        QTEST(read->rounded, "rounded");
    }

    void refusesWhatIsNoDecimal()
    {
        for (const char *text : { "", " ", ".", "+", "-", "--1", "+-1", "1-", "1e", "1e+", "1e1.5", "e5", "0x10", "1,234", "1.234,56", "1 000", "1_000", "NaN", "inf", "Infinity",
                 "1e309", "1f", "$1", "1.2.3", "\xef\xbc\x97", "\xe2\x88\x92""1", "1\n", "1\xc2\xa0" })
            QVERIFY2(!parseDecimal(QString::fromUtf8(text), 12), text);
        QVERIFY(!parseDecimal(QString(QStringLiteral("1") + QChar(0) + QLatin1Char('2')), 12));
    }
};

QTEST_GUILESS_MAIN(TestDecimalText)
#include "tst_decimaltext.moc"
