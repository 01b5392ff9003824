#include "ledger/formats/csvreader.h"

#include <QBuffer>
#include <QTest>

namespace {

/// Records as "line:cell|cell", faults as "line!".
QStringList readAll(const QByteArray &content, char delimiter = ',')
{
    QByteArray copy = content;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, delimiter);
    QStringList records;
    for (;;) {
        switch (reader.next()) {
        case CsvReader::Next::End:
        case CsvReader::Next::ReadError: return records;
        case CsvReader::Next::Fault: records.append(QStringLiteral("%1!").arg(reader.line())); break;
        case CsvReader::Next::Record: {
            QStringList cells;
            for (const QByteArrayView cell : reader.cells())
                cells.append(QString::fromUtf8(cell));
            records.append(QStringLiteral("%1:%2").arg(reader.line()).arg(cells.join(QLatin1Char('|'))));
        }
        }
    }
}

}

class TestCsvReader : public QObject
{
    Q_OBJECT

private slots:
    void readsRecords_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("records");
        const QStringList plain { QStringLiteral("1:a|b"), QStringLiteral("2:1|2") };
        QTest::newRow("LF") << QByteArray("a,b\n1,2\n") << plain;
        QTest::newRow("CRLF") << QByteArray("a,b\r\n1,2\r\n") << plain;
        QTest::newRow("CR") << QByteArray("a,b\r1,2\r") << plain;
        QTest::newRow("mixed") << QByteArray("a,b\r1,2\r\n") << plain;
        QTest::newRow("no final newline") << QByteArray("a,b\n1,2") << plain;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" "a,b\n1,2\n") << plain;
        QTest::newRow("quoted") << QByteArray("\"a\",\"b\"\n\"1\",2\n") << plain;
        QTest::newRow("blank lines") << QByteArray("a,b\n\n\r\n1,2\n") << QStringList { QStringLiteral("1:a|b"), QStringLiteral("4:1|2") };
        QTest::newRow("empty") << QByteArray() << QStringList {};
        QTest::newRow("delimiters and quotes inside") << QByteArray("\"a,b\",\"say \"\"hi\"\"\"\n") << QStringList { QStringLiteral("1:a,b|say \"hi\"") };
        QTest::newRow("newline inside") << QByteArray("\"a\nb\",1\nc,2\n") << QStringList { QStringLiteral("1:a\nb|1"), QStringLiteral("3:c|2") };
        QTest::newRow("quotes in the middle of a cell") << QByteArray("5\"\" x,2\n3,4\n") << QStringList { QStringLiteral("1:5\"\" x|2"), QStringLiteral("2:3|4") };
        QTest::newRow("empty cells") << QByteArray("a,,\n,,\n") << QStringList { QStringLiteral("1:a||"), QStringLiteral("2:||") };
        QTest::newRow("quote never closed") << QByteArray("a,b\n1,\"2\n3,4\n") << QStringList { QStringLiteral("1:a|b"), QStringLiteral("2!") };
        QTest::newRow("quote closed by another record's") << QByteArray("a,b\n1,\"2\n3,\"4\"\n5,6\n") << QStringList { QStringLiteral("1:a|b"), QStringLiteral("2!"), QStringLiteral("4:5|6") };
        QTest::newRow("too many cells") << QByteArray("a\n") + QByteArray(5000, ',') + "\nb\n" << QStringList { QStringLiteral("1:a"), QStringLiteral("2!"), QStringLiteral("3:b") };
        QTest::newRow("too long a record") << QByteArray("a\n") + QByteArray(3 * 1024 * 1024, 'x') + "\nb\n" << QStringList { QStringLiteral("1:a"), QStringLiteral("2!"), QStringLiteral("3:b") };
    }
    void readsRecords()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, records);
        QCOMPARE(readAll(content), records);
    }

    void doesNotCareWhereTheChunksEnd()
    {
        // CRLF, a quoted newline and a doubled quote are moved over every position around the first chunk's end.
        for (int shift = -8; shift <= 8; ++shift) {
            const QByteArray padding(256 * 1024 - 20 + shift, 'x');
            const auto records = readAll(padding + "\r\n\"a\r\n\"\"b\"\"\",2\r\nlast,1\r\n");
            QCOMPARE(records.size(), 3);
            QCOMPARE(records.at(1), QStringLiteral("2:a\r\n\"b\"|2"));
            QCOMPARE(records.at(2), QStringLiteral("4:last|1"));
        }
    }
};

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
