#include "ledger/importsupport.h"
#include "ledger/rowblocks.h"
#include "support/everyengine.h"

#include <QTest>

using ImportSupport::deepFinding;
using ImportSupport::import;

namespace {

Dialect engine = Dialect::Sqlite;

/// 600 rows, so three blocks, of which the last is not full.
QByteArray calls()
{
    QByteArray csv = "ts_utc,feature,provider,model,user,session,status,error_code,input_tokens,cache_read_tokens,output_tokens,"
                     "reasoning_tokens,latency_ms,ttft_ms,charged_cost_usd,source,source_row\n";
    for (int i = 0; i < 600; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += "2026-01-" + QByteArray::number(10 + i % 19) + "T10:00:00Z," + (i % 2 ? "chat," : "search,") + (i % 5 ? "openai,m" : ",m") + QByteArray::number(i % 70) + ",u"
            + n + ',' + (i < 300 ? "one long session of which the end is cut \xc3\xa4" + n : QByteArray()) + (i % 9 ? ",success,," : ",error,429,") + n + ','
            + (i % 3 ? n : QByteArray()) + ',' + QByteArray::number(1000 - i) + ',' + (i > 520 ? "7" : "") + ',' + QByteArray::number(i * 10) + ',' + (i % 4 ? "" : "3.5") + ",0."
            + QByteArray::number(100 + i) + ",test," + n + '\n';
    }
    return csv;
}

RowBlocks::Table blocks(TestDatabase &test)
{
    const auto read = test.reader().run([](Connection &connection) { return RowBlocks::read(connection, 0, 1000); }).result();
    if (!read)
        qFatal("%s", qPrintable(read.error().line()));
    return *read;
}

QStringList everything(TestDatabase &test)
{
    QStringList columns;
    for (int i = 0; i < RowBlock::NumberCount; ++i)
        columns << QStringLiteral("low_") + QLatin1String(RowBlock::column(RowBlock::Number(i))) << QStringLiteral("high_") + QLatin1String(RowBlock::column(RowBlock::Number(i)));
    for (int i = 0; i < RowBlock::TextCount; ++i)
        columns << QStringLiteral("low_") + QLatin1String(RowBlock::column(RowBlock::Text(i))) << QStringLiteral("high_") + QLatin1String(RowBlock::column(RowBlock::Text(i)));
    for (int i = 0; i < RowBlock::NameCount; ++i)
        columns << QStringLiteral("set_") + QLatin1String(RowBlock::column(RowBlock::Name(i)));
    columns << QStringLiteral("unknown");
    QStringList texts;
    for (const QString &column : columns)
        texts += test.texts(QStringLiteral("SELECT COALESCE(CAST(%1 AS TEXT), 'none') FROM usage_row_blocks ORDER BY block").arg(column));
    return texts;
}

}

class TestRowBlocks : public QObject
{
    Q_OBJECT

private slots:
    void importsKeepTheBoundsOfTheirRows()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));

        const auto found = blocks(test);

        QCOMPARE(found.size(), size_t(3)); // ids 1 to 255, 256 to 511, 512 to 600; id n is the call n - 1
        const auto &first = found.at(0), &last = found.at(2);
        QCOMPARE(first.numbers[RowBlock::Input]->low, 0);
        QCOMPARE(first.numbers[RowBlock::Input]->high, 254);
        QCOMPARE(last.numbers[RowBlock::Output]->low, 1000 - 599);
        QCOMPARE(last.numbers[RowBlock::Latency]->high, 5'990'000); // also of calls that failed
        QCOMPARE(first.numbers[RowBlock::Cost]->low, 100'000'000'000);
        QVERIFY(!first.numbers[RowBlock::Reasoning]);
        QVERIFY(first.unknown & RowBlock::bit(RowBlock::Reasoning));
        QVERIFY(!(first.unknown & RowBlock::bit(RowBlock::Input)));
        QCOMPARE(first.texts[RowBlock::Session]->low, QByteArray("one long session of whic"));
        QCOMPARE(first.texts[RowBlock::Session]->high, QByteArray("one long session of whic\xff"));
        QVERIFY(!last.texts[RowBlock::Session]);
        QCOMPARE(first.texts[RowBlock::ErrorCode]->high, QByteArray("429"));
    }

    void anUpgradeFindsTheSameBounds()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const QStringList before = everything(test);

        const auto filled = ImportSupport::refill(test, engine, "0010_blocks.sql", "usage_row_blocks", engine == Dialect::Sqlite ? "WITH RECURSIVE" : "INSERT INTO usage_row_blocks");

        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().line()));
        QCOMPARE(everything(test), before);
    }

    void aLaterRecordWidensThem()
    {
        TestDatabase test(engine);
        const QByteArray header = "ts_utc,model,output_tokens,session,source,source_row\n";
        import(test, header + "2026-01-01T00:00:00Z,m,5,b,s,1\n", QStringLiteral("a.csv"));
        import(test, header + "2026-01-01T00:00:00Z,m,9,a,s,1\n2026-01-01T00:00:00Z,m,3,,s,2\n", QStringLiteral("b.csv")); // one is revised

        const auto found = blocks(test);

        QCOMPARE(found.size(), size_t(1));
        const auto &block = found.at(0);
        QCOMPARE(block.numbers[RowBlock::Output]->low, 3);
        QCOMPARE(block.numbers[RowBlock::Output]->high, 9);
        QCOMPARE(block.texts[RowBlock::Session]->low, QByteArray("a"));
        QVERIFY(block.unknown & RowBlock::bit(RowBlock::Session));
        QCOMPARE(deepFinding(test), QString());
    }

    void verifyNamesABlockThatDoesNotHoldItsRows()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        QCOMPARE(deepFinding(test), QString());

        QVERIFY(test.exec(QStringLiteral("UPDATE usage_row_blocks SET high_output_tokens = 600 WHERE block = 1")));

        QCOMPARE(deepFinding(test), QStringLiteral("usage_row_blocks recomputed: block 1 has rows outside of its bounds"));
    }
};

int main(int argc, char **argv) { return runOnEveryEngine<TestRowBlocks>(argc, argv, engine); }

#include "tst_rowblocks.moc"
