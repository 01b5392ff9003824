#include "ledger/formats/jsonelements.h"
#include "ledger/formats/jsonvalue.h"

#include <QBuffer>
#include <QTest>

namespace {

/// The records of `content`, faults as "!line".
QByteArrayList cut(QByteArray content, JsonLayout layout)
{
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    JsonElements elements(buffer, layout);
    QByteArrayList found;
    for (;;) {
        switch (elements.next()) {
        case JsonElements::Next::Element: found.append(QByteArray::number(elements.line()) + ':' + elements.text().toByteArray().trimmed()); break;
        case JsonElements::Next::Fault: found.append('!' + QByteArray::number(elements.line())); break;
        case JsonElements::Next::End: return found;
        case JsonElements::Next::ReadError: qFatal("a buffer cannot fail");
        }
    }
}

constexpr JsonLayout Lines { JsonLayout::Kind::Lines, 0 };
constexpr JsonLayout Sequence { JsonLayout::Kind::Sequence, 0 };
constexpr JsonLayout Array { JsonLayout::Kind::Array, 1 };

}

class TestJsonFormat : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatJsonIs_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : { "{}", " [ ] ", "null", "true", "-0", "0.5e-3", "1E+9", "\"\"", "{\"a\":{\"b\":[1,\"2\",null]}}", "\"\\ud83d\\ude00\\n\\/\"", "\"\xc3\xa9\"" })
            QTest::newRow(text) << QByteArray(text);
    }
    void readsWhatJsonIs()
    {
        QFETCH(QByteArray, text);
        const auto value = parseJson(text);
        QVERIFY2(value, value ? "" : qPrintable(value.error().summary));
    }

    void refusesWhatIsNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : { "", "NaN", "-Infinity", "01", "1.", ".5", "+1", "1e", "0x10", "tru", "nul", "{", "[", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "'a'", "\"a", "\"\\x\"",
                 "\"\\u12\"", "1 2", "{}{}", "[1 2]", "\"a\nb\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\xc0\xaf\"", "{\"a\":1,\"a\":2}", "/* */1" })
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("65 deep") << QByteArray(66, '[') + QByteArray(66, ']');
        QTest::newRow("a million deep") << QByteArray(1'000'000, '[');
    }
    void refusesWhatIsNot()
    {
        QFETCH(QByteArray, text);
        const auto value = parseJson(text);
        QVERIFY(!value);
        QCOMPARE(value.error().kind, Error::Kind::Invalid);
    }

    void numbersKeepTheirText()
    {
        const auto value = parseJson("{\"a\":9007199254740993,\"b\":18446744073709551616,\"c\":0.30000000000000004}");
        QVERIFY(value);
        QCOMPARE((*value)["a"].text, QByteArray("9007199254740993"));
        QCOMPARE((*value)["b"].text, QByteArray("18446744073709551616"));
        QCOMPARE((*value)["c"].text, QByteArray("0.30000000000000004"));
        QVERIFY((*value)["missing"]["deeper"].isNull());
    }

    void stringsAreDecoded()
    {
        const auto value = parseJson("\"\\ud83d\\ude00\\t\\u00e9\\u0000\"");
        QVERIFY(value);
        QCOMPARE(value->text, QByteArray("\xf0\x9f\x98\x80\t\xc3\xa9\0", 8));
    }

    void linesAreRecords()
    {
        QCOMPARE(cut("{\"a\":1}\r\n\n  {\"b\":\n{\"c\":\"]\"}", Lines), QByteArrayList({ "1:{\"a\":1}", "3:{\"b\":", "4:{\"c\":\"]\"}" }));
    }

    void valuesBehindEachOtherAreRecords()
    {
        QCOMPARE(cut("{\n\"a\":[1]}{\"b\":\"}\\\"{\"}\n nonsense {}", Sequence), QByteArrayList({ "1:{\n\"a\":[1]}", "2:{\"b\":\"}\\\"{\"}", "3:nonsense", "3:{}" }));
    }

    void elementsOfAnArrayAreRecords()
    {
        QCOMPARE(cut("[]", Array), QByteArrayList());
        QCOMPARE(cut("[{\"a\":\",\"},\n[1,2],3] behind", Array), QByteArrayList({ "1:{\"a\":\",\"}", "2:[1,2]", "2:3" }));
        QCOMPARE(cut("[1,]", Array), QByteArrayList({ "1:1", "1:" })); // the empty one is refused as JSON
    }

    void anArrayThatIsNeverClosedIsSaid()
    {
        QCOMPARE(cut("[1,\n{\"a\":2", Array), QByteArrayList({ "1:1", "!2" }));
        QCOMPARE(cut("[1,\n", Array), QByteArrayList({ "1:1", "!2" }));
    }

    void whatIsTooLongIsLeftOutAlone()
    {
        const QByteArray large = "{\"a\":\"" + QByteArray(3 * JsonElements::MaxRecordBytes, 'x') + "\"}";
        QCOMPARE(cut('[' + large + ",\n1]", Array), QByteArrayList({ "!1", "2:1" }));
        QCOMPARE(cut(large + "\n1", Lines), QByteArrayList({ "!1", "2:1" }));
        QCOMPARE(cut(large + "\n1", Sequence), QByteArrayList({ "!1", "2:1" }));
    }
};

QTEST_GUILESS_MAIN(TestJsonFormat)
#include "tst_jsonformat.moc"
