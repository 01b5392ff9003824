#include "ledger/importpreview.h"
#include "ledger/pricingfacts.h"
#include "smallledgers.h"

#include <QTest>

using namespace SmallLedgers;

namespace {

Result<ImportPreview> preview(TestDatabase &test, const QByteArray &content, const ImportOptions &options = {})
{
    const QString path = write(test, QStringLiteral("file"), content);
    return test.reader().run([path, options](Connection &connection) -> Result<ImportPreview> {
        const auto facts = PricingFacts::load(connection);
        if (!facts)
            return facts.error();
        const std::atomic_bool cancelled = false;
        return ImportPreview::read(path, options, *facts, cancelled);
    }).result();
}

const QByteArray Calls = "ts_utc,feature,provider,model,user,status,input_tokens,output_tokens,charged_cost_usd,note\n"
                         "2026-01-05T10:00:00Z,chat,openai,gpt-4o,ann,success,1000,100,0.25,x\n"
                         "2026-01-06T10:00:00Z,chat,openai,house-model,bob,error,1000,100,,x\n"
                         "never,chat,openai,gpt-4o,bob,success,1,1,0.5,x\n"
                         ",search,openai,gpt-4o,,success,2000,0,1,x\n";

}

class TestImportPreview : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatBecomesOfEachRecordAndWritesNothing()
    {
        TestDatabase test;
        const QStringList before = everything(test);
        ImportOptions options;
        options.at = day(3, 1);

        const auto seen = preview(test, Calls, options);

        QVERIFY2(seen, seen ? "" : qPrintable(seen.error().line()));
        QCOMPARE(seen->format, QStringLiteral("event-csv"));
        QVERIFY(seen->whole);
        QCOMPARE(seen->records, 4);
        QCOMPARE(seen->rejected, 1);
        QCOMPARE(seen->withoutTime, 1);
        QCOMPARE(seen->unpriced, 1);
        QCOMPARE(seen->cost.exactText(), QStringLiteral("1.25"));
        QCOMPARE(seen->ignoredColumns, QStringList { QStringLiteral("note") });
        QCOMPARE(seen->unknownModels, QStringList { QStringLiteral("house-model") });
        QCOMPARE(seen->rejects.size(), 1);
        QCOMPARE(seen->rejects.first().line, 4);
        QCOMPARE(seen->rows.size(), 3);
        const PreviewRow &first = seen->rows.at(0);
        QCOMPARE(first.feature, QStringLiteral("chat"));
        QCOMPARE(first.model, QStringLiteral("gpt-4o"));
        QCOMPARE(first.canonical, QStringLiteral("gpt-4o"));
        QCOMPARE(first.user, QStringLiteral("ann"));
        QCOMPARE(first.input, std::optional<qint64>(1000));
        QCOMPARE(first.charged->exactText(), QStringLiteral("0.25"));
        QCOMPARE(seen->rows.at(1).status, UsageStatus::Error);
        QVERIFY(seen->rows.at(1).canonical.isEmpty() && !seen->rows.at(1).cost);
        QCOMPARE(seen->rows.at(2).time, day(3, 1));
        QVERIFY(seen->rows.at(2).timeAssumed);
        QCOMPARE(everything(test), before);
    }

    void booksUnderTheFeatureThatIsAskedFor()
    {
        TestDatabase test;
        ImportOptions options;
        options.feature = QStringLiteral("pilot");

        const auto seen = preview(test, Calls, options);

        QVERIFY(seen && seen->rows.size() == 3);
        for (const PreviewRow &row : seen->rows)
            QCOMPARE(row.feature, QStringLiteral("pilot"));
    }

    void readsTheBeginningOfALongFileOnly()
    {
        TestDatabase test;
        QByteArray content = Calls;
        while (content.size() < 3 * ImportPreview::MaxBytes)
            content += "2026-01-05T10:00:00Z,chat,openai,gpt-4o,ann,success,1000,100,0.25," + QByteArray(900, 'x') + '\n';

        const auto seen = preview(test, content);

        QVERIFY(seen);
        QVERIFY(!seen->whole);
        QCOMPARE(seen->rejected, 1); // and no half record at the place where reading ends
        QCOMPARE(seen->rows.size(), ImportPreview::ShownRows);
        QVERIFY(seen->records > 1000 && seen->records < 3 * ImportPreview::MaxBytes / 900 / 2);
    }

    void refusesWhatIsNoUsageFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("prose") << QByteArray("Dear reader,\nthis is a letter.\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("PK\x03\x04\x00\x00\x08", 7);
    }
    void refusesWhatIsNoUsageFile()
    {
        QFETCH(QByteArray, content);
        TestDatabase test;

        const auto seen = preview(test, content);

        QVERIFY(!seen);
        QCOMPARE(seen.error().kind, Error::Kind::Unrecognised);
        QVERIFY(!seen.error().summary.isEmpty());
    }

    void refusesAFolderAndAFileThatIsNotThere()
    {
        TestDatabase test;
        const auto facts = test.reader().run([](Connection &connection) { return PricingFacts::load(connection); }).result();
        QVERIFY(facts);
        const std::atomic_bool cancelled = false;
        for (const QString &path : { test.filePath(QStringLiteral("no such file")), QFileInfo(test.filePath(QStringLiteral("x"))).path() })
            QCOMPARE(ImportPreview::read(path, {}, *facts, cancelled).error().kind, Error::Kind::CannotOpen);
    }

    void stopsWhereItIsNotWantedAnyMore()
    {
        TestDatabase test;
        const auto facts = test.reader().run([](Connection &connection) { return PricingFacts::load(connection); }).result();
        QVERIFY(facts);
        const std::atomic_bool cancelled = true;
        QCOMPARE(ImportPreview::read(write(test, QStringLiteral("file"), Calls), {}, *facts, cancelled).error().kind, Error::Kind::Interrupted);
    }
};

QTEST_GUILESS_MAIN(TestImportPreview)
#include "tst_importpreview.moc"
