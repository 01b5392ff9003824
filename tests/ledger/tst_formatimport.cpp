#include "ledger/importer.h"
#include "ledger/importsupport.h"
#include "support/testdatabase.h"
#include "support/testpaths.h"

#include <QFile>
#include <QTest>

namespace {

constexpr UtcMicros At = 1787270400'000000; // 2026-08-21T00:00Z

QByteArray corpus(const QString &name)
{
    QFile file(testData(QStringLiteral("formats/") + name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such file in the corpus");
    return file.readAll();
}

Result<ImportReport> import(TestDatabase &test, const QString &name, const QByteArray &content)
{
    QFile file(test.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    file.close();
    ImportOptions options;
    options.actor = QStringLiteral("tester");
    options.at = At;
    const std::atomic_bool cancelled = false;
    return Importer(test.workspace()).run(file.fileName(), options, cancelled);
}

}

/// Files of other sources through the whole import, into the ledger.
class TestFormatImport : public QObject
{
    Q_OBJECT

private slots:
    void importingAgainChangesNothing_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("records");
        const auto row = [](const char *file, const char *format, int records) { QTest::newRow(file) << QString::fromLatin1(format) << records; };
        row("openrouter_activity.csv", "openrouter-activity", 4);
        row("openrouter_generation.json", "openrouter-activity", 2);
        row("responses.jsonl", "provider-responses", 12);
        row("litellm_spendlogs.csv", "litellm-spend", 4);
        row("langfuse_observations.json", "langfuse-observations", 2);
        row("otlp_spans.json", "otlp-spans", 2);
        row("genai_usages.json", "provider-responses", 779); // none has an id: equal ones are told apart by their order
    }
    void importingAgainChangesNothing()
    {
        QFETCH(QString, format);
        QFETCH(int, records);
        TestDatabase test;
        ImportSupport::addPrices(test);
        const QString name = QString::fromLatin1(QTest::currentDataTag());

        const auto first = import(test, name, corpus(name));
        QVERIFY2(first, first ? "" : qPrintable(first.error().line()));
        QCOMPARE(first->format, format);
        QCOMPARE(first->counts.accepted, records);
        QCOMPARE(first->counts.rejected, 0);
        QCOMPARE(test.texts(QStringLiteral("SELECT format FROM import_batches")), QStringList { format });

        const auto again = import(test, QStringLiteral("renamed.txt"), corpus(name)); // the name of a file says nothing
        QVERIFY(again);
        QCOMPARE(again->counts.duplicates, records);
        QCOMPARE(again->counts.accepted, 0);
        QCOMPARE(again->counts.revised, 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), records);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void aGrownFileAddsOnlyWhatIsNew()
    {
        TestDatabase test;
        const QByteArray call = "{\"model\":\"gpt-4.1\",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\n";
        const QByteArray other = "{\"model\":\"gpt-4.1\",\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":1}}\n";
        QVERIFY(import(test, QStringLiteral("a.jsonl"), call + call));

        const auto grown = import(test, QStringLiteral("a.jsonl"), call + call + call + other);

        QVERIFY(grown);
        QCOMPARE(grown->counts.duplicates, 2);
        QCOMPARE(grown->counts.accepted, 2);
    }

    void aCallInTwoExportsOfOpenRouterCountsOnce()
    {
        TestDatabase test;
        QVERIFY(import(test, QStringLiteral("a.csv"), corpus(QStringLiteral("openrouter_activity.csv"))));

        const auto second = import(test, QStringLiteral("b.json"), corpus(QStringLiteral("openrouter_generation.json")));

        QVERIFY(second);
        QCOMPARE(second->counts.accepted, 1);
        QCOMPARE(second->counts.revised, 1);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 5);
    }

    void rejectsOfAnyFormatAreKeptWithTheirReason()
    {
        TestDatabase test;
        const auto report = import(test, QStringLiteral("a.jsonl"), "{\"usage\":{\"prompt_tokens\":5}}\n{\"usage\":{\"prompt_tokens\":NaN}}\n{\"usage\":{\"prompt_tokens\":6}}\n");
        QVERIFY(report);
        QCOMPARE(report->counts.accepted, 2);
        QCOMPARE(report->counts.rejected, 1);
        QCOMPARE(report->firstRejects.first().line, 2);
        QCOMPARE(test.texts(QStringLiteral("SELECT reason FROM import_rejects")), QStringList { QStringLiteral("it is not JSON (byte 27 of the record)") });
    }

    void whatOpenRouterChargedIsTheCost()
    {
        TestDatabase test;
        ImportSupport::addPrices(test);
        const auto report = import(test, QStringLiteral("a.json"), corpus(QStringLiteral("genai_usages.json")));
        QVERIFY(report);
        // Twenty of the responses carry what OpenRouter took for them.
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs WHERE charged_pico IS NOT NULL")), 20);
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(charged_pico) FROM ai_usage_logs")), 41798550000);
    }
};

QTEST_GUILESS_MAIN(TestFormatImport)
#include "tst_formatimport.moc"
