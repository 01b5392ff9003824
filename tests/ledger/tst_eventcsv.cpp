#include "ledger/formats/eventcsv.h"
#include "ledger/formats/recordfield.h"

#include <QBuffer>
#include <QTest>

namespace {

/// Reads one record of one column. Empty where the cell was rejected.
std::optional<UsageRecord> readCell(const QByteArray &column, const QByteArray &cell)
{
    QByteArray content = "ts_utc," + column + "\n2026-01-01T00:00:00Z," + cell + "\n";
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    const auto format = EventCsv::open(buffer);
    if (!format || (*format)->next() != EventCsv::Next::Record)
        return {};
    return (*format)->record();
}

}

class TestEventCsv : public QObject
{
    Q_OBJECT

private slots:
    void tokensAreWholeNumbersOrRejected_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<qint64>("tokens"); // -1: rejected
        const std::pair<const char *, qint64> cases[] = { { "0", 0 }, { "7", 7 }, { " 7 ", 7 }, { "+7", 7 }, { "7.0", 7 }, { "1e3", 1000 }, { "2147483648", 2147483648 },
            { "1000000000000", 1000000000000 }, { "1000000000001", -1 }, { "-1", -1 }, { "1.5", -1 }, { "1e309", -1 }, { "-1e309", -1 }, { "NaN", -1 }, { "Infinity", -1 },
            { "9007199254740993", -1 }, { "9223372036854775807", -1 }, { "9223372036854775808", -1 }, { "18446744073709551616", -1 }, { "\"1,234\"", -1 }, { "\"1.234,56\"", -1 },
            { "0x10", -1 }, { "12abc", -1 }, { "\xef\xbc\x97", -1 }, { "--7", -1 }, { "7-", -1 }, { "1e", -1 }, { ".", -1 } };
        for (const auto &[cell, tokens] : cases)
            QTest::newRow(cell) << QByteArray(cell) << tokens;
    }
    void tokensAreWholeNumbersOrRejected()
    {
        QFETCH(QByteArray, cell);
        QFETCH(qint64, tokens);
        const auto record = readCell("input_tokens", cell);
        QCOMPARE(record.has_value(), tokens >= 0);
        if (record)
            QCOMPARE(record->inputTokens.value_or(-2), tokens);
    }

    void anEmptyCellIsUnknown()
    {
        const auto record = readCell("input_tokens", "");
        QVERIFY(record);
        QVERIFY(!record->inputTokens);
    }

    void chargesAreExactToThePico_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<qint64>("pico"); // -1: rejected
        QTest::addColumn<bool>("rounded");
        QTest::newRow("12 decimals") << QByteArray("0.000000000001") << qint64(1) << false;
        QTest::newRow("exponent") << QByteArray("1E-6") << qint64(1000000) << false;
        QTest::newRow("tenth") << QByteArray("0.1") << qint64(100000000000) << false;
        QTest::newRow("half to even down") << QByteArray("0.0000000000005") << qint64(0) << true;
        QTest::newRow("half to even up") << QByteArray("0.0000000000015") << qint64(2) << true;
        QTest::newRow("above half") << QByteArray("0.00000000000050001") << qint64(1) << true;
        QTest::newRow("17 digits of a double") << QByteArray("0.30000000000000004") << qint64(300000000000) << true;
        QTest::newRow("negative") << QByteArray("-0.01") << qint64(-1) << false;
        QTest::newRow("a million") << QByteArray("1000000") << qint64(-1) << false;
        QTest::newRow("with a sign") << QByteArray("$1.00") << qint64(-1) << false;
    }
    void chargesAreExactToThePico()
    {
        QFETCH(QByteArray, cell);
        QFETCH(qint64, pico);
        QFETCH(bool, rounded);
        const auto record = readCell("charged_cost_usd", cell);
        QCOMPARE(record.has_value(), pico >= 0);
        if (record) {
            QCOMPARE(*record->chargedPico, pico);
            QCOMPARE(record->chargedRounded, rounded);
        }
    }

    void timesAreUtcToTheMicrosecond_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("micros"); // -1: rejected
        // 2023-11-16T18:17:03Z is 1700158623 by date -u -d @1700158623
        const qint64 base = 1700158623'000000;
        QTest::newRow("seven decimals") << QByteArray("2023-11-16T18:17:03.9799600Z") << base + 979960;
        QTest::newRow("below the microsecond") << QByteArray("2023-11-16T18:17:03.1234567Z") << base + 123456;
        QTest::newRow("no fraction") << QByteArray("2023-11-16T18:17:03Z") << base;
        QTest::newRow("no zone") << QByteArray("2023-11-16 18:17:03") << base;
        QTest::newRow("offset") << QByteArray("2023-11-17T00:02:03+05:45") << base;
        QTest::newRow("offset of hours") << QByteArray("2023-11-16 20:17:03+02") << base;
        QTest::newRow("no seconds") << QByteArray("2023-11-16T18:17Z") << base - 3'000000;
        for (const char *text : { "2023-11-16", "1700158623", "2023-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "2016-12-31T23:59:60Z", "infinity", "2023-11-16T25:00:00Z",
                 "2023-11-16T18:17:03.Z", "2023-11-16T18:17:03Zx", "16.11.2023 18:17:03" })
            QTest::newRow(text) << QByteArray(text) << qint64(-1);
    }
    void timesAreUtcToTheMicrosecond()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, micros);
        QCOMPARE(parseUtcTime(text).value_or(-1), micros);
    }

    void statusWordsAreMappedAndKept()
    {
        QCOMPARE(readCell("status", "error")->status, UsageStatus::Error);
        QCOMPARE(readCell("status", "FAILED")->status, UsageStatus::Error);
        QCOMPARE(readCell("status", "FAILED")->statusText, QByteArray("FAILED"));
        QCOMPARE(readCell("status", "odd")->status, UsageStatus::Unknown);
        QCOMPARE(readCell("status", "odd")->statusText, QByteArray("odd"));
        QCOMPARE(readCell("status", "")->status, UsageStatus::Unknown);
    }

    void textMustBeStorable()
    {
        QVERIFY(!readCell("model", QByteArray("a\0b", 3)));
        QVERIFY(!readCell("model", "a\xff"));
        QVERIFY(!readCell("model", "a\xed\xa0\x80" "b")); // a lone surrogate
        QCOMPARE(readCell("model", "\xc3\xa9")->model, QByteArray("\xc3\xa9"));
        QVERIFY(!readCell("model", QByteArray(20000, 'x')));
    }

    void partsMayNotExceedTheWhole()
    {
        QByteArray content = "ts_utc,input_tokens,cache_read_tokens\n2026-01-01T00:00:00Z,10,11\n";
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto format = EventCsv::open(buffer);
        QVERIFY(format);
        QCOMPARE((*format)->next(), EventCsv::Next::Rejected);
    }

    void takesOffTheApostrophesThatTheFileNames_data()
    {
        QTest::addColumn<QByteArray>("guarded"); // null: there is no such column
        QTest::addColumn<QByteArray>("feature");
        QTest::addColumn<QByteArray>("user");
        const QByteArray feature = "'=1+1", user = "'=u";
        QTest::newRow("of somebody else") << QByteArray() << feature << user;
        QTest::newRow("none") << QByteArray("") << feature << user;
        QTest::newRow("one") << QByteArray("feature") << QByteArray("=1+1") << user;
        QTest::newRow("both") << QByteArray("feature user") << QByteArray("=1+1") << QByteArray("=u");
        QTest::newRow("of a column that is not there") << QByteArray("session user") << feature << QByteArray("=u");
        QTest::newRow("of another meaning") << QByteArray("true") << feature << user;
        QTest::newRow("part of a name") << QByteArray("feat users") << feature << user;
    }
    void takesOffTheApostrophesThatTheFileNames()
    {
        QFETCH(QByteArray, guarded);
        const QByteArray header = "ts_utc,feature,user,model", cells = "2026-01-01T00:00:00Z,'=1+1,'=u,m";
        QByteArray content = guarded.isNull() ? header : QByteArray(header + ",guarded");
        content += '\n' + cells;
        if (!guarded.isNull())
            content += ',' + guarded;
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto format = EventCsv::open(buffer);
        QVERIFY(format);

        QCOMPARE((*format)->next(), EventCsv::Next::Record);

        QTEST((*format)->record().feature, "feature");
        QTEST((*format)->record().user, "user");
        QCOMPARE((*format)->record().model, QByteArray("m"));
        QCOMPARE((*format)->ignoredColumns(), QStringList());
    }

    void takesOffNothingButAnApostrophe()
    {
        QByteArray content = "ts_utc,guarded,input_tokens,feature,user\n"
                             "2026-01-01T00:00:00Z,input_tokens feature user,12,=1,\n";
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto format = EventCsv::open(buffer);
        QVERIFY(format);

        QCOMPARE((*format)->next(), EventCsv::Next::Record);

        QCOMPARE((*format)->record().inputTokens, std::optional<qint64>(12));
        QCOMPARE((*format)->record().feature, QByteArray("=1"));
        QCOMPARE((*format)->record().user, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestEventCsv)
#include "tst_eventcsv.moc"
