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

    void countsWhatRejectedRecordsCost_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("rejected"); // records, known cost, without a known one
        QTest::newRow("OpenRouter activity")
            << QByteArray("generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,model_permaslug\n"
                          "gen-1,2026-03-02 09:14:05,0.25,0.5,10,1,openai/gpt-4.1\n"
                          "gen-2,2026-03-02 09:14:05,0.25,0.5,-10,1,openai/gpt-4.1\n" // the total and the bill on top
                          "gen-3,never,1,,10,1,openai/gpt-4.1\n"
                          ",2026-03-02 09:14:05,2,,10,1,openai/gpt-4.1\n" // no id
                          "gen-4,never,,,10,1,openai/gpt-4.1\n" // says nothing
                          "gen-5,2026-03-02 09:14:05,0.25,much,10,1,openai/gpt-4.1\n" // a part of it cannot be read
                          "gen-6,2026-03-02 09:14:05\n") // which cell is which cannot be told
            << QStringLiteral("6: 3.75, 3 unknown");
        QTest::newRow("OpenRouter generations")
            << QByteArray("{\"data\":{\"id\":\"gen-1\",\"created_at\":\"never\",\"native_tokens_prompt\":1,\"total_cost\":0.5,\"is_byok\":true,\"upstream_inference_cost\":0.25}}\n"
                          "{\"data\":{\"id\":\"gen-2\",\"created_at\":\"2026-03-02\",\"native_tokens_prompt\":-1}}\n")
            << QStringLiteral("2: 0.75, 1 unknown");
        const QByteArray liteLlm = "request_id,startTime,endTime,model,custom_llm_provider,prompt_tokens,completion_tokens,spend,cache_hit,status\n";
        QTest::newRow("LiteLLM table")
            << liteLlm
                + "r1,never,,gpt-4.1,openai,15,5,0.5,False,success\n"
                  ",2026-03-02 09:14:06,,gpt-4.1,openai,15,5,0.25,False,success\n"
                  "r2,never,,gpt-4.1,openai,15,5,0,True,success\n" // from the cache: free
                  "r3,never,,gpt-4.1,openai,15,5,0,False,success\n" // 0 also stands for "no price"
                  "r4,never,,gpt-4.1,openai,15,5,,False,success\n"
            << QStringLiteral("5: 0.75, 2 unknown");
        QTest::newRow("LiteLLM lines")
            << QByteArray("{\"request_id\":\"r1\",\"startTime\":\"never\",\"prompt_tokens\":15,\"completion_tokens\":5,\"spend\":0.5}\n"
                          "{\"request_id\":\"r2\",\"startTime\":\"2026-03-02T09:14:06Z\",\"prompt_tokens\":-15,\"completion_tokens\":5,\"spend\":0}\n")
            << QStringLiteral("2: 0.5, 1 unknown");
        const QByteArray langfuse = "{\"traceId\":\"t\",\"type\":\"GENERATION\",\"model\":\"house-model\",\"startTime\":\"never\",";
        QTest::newRow("Langfuse")
            << langfuse + "\"id\":\"o1\",\"costDetails\":{\"input\":0.001,\"output\":0.0005}}\n" // the caller's own
                + langfuse + "\"id\":\"o2\",\"internalModelId\":\"m1\",\"costDetails\":{\"total\":7}}\n" // worked out by Langfuse
                + langfuse + "\"id\":\"o3\",\"internalModelId\":\"m1\",\"providedCostDetails\":{\"total\":2}}\n" << QStringLiteral("3: 2.0015, 1 unknown");
        QTest::newRow("OpenTelemetry: no attribute is a charge")
            << QByteArray("{\"spanId\":\"s\",\"traceId\":\"t\",\"startTimeUnixNano\":\"never\",\"attributes\":[{\"key\":\"gen_ai.usage.input_tokens\",\"value\":{\"intValue\":\"5\"}},"
                          "{\"key\":\"gen_ai.usage.cost\",\"value\":{\"doubleValue\":4}}]}\n")
            << QStringLiteral("1: 0, 1 unknown");
        QTest::newRow("responses")
            << QByteArray("{\"id\":\"gen-1\",\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1,\"cost\":0.5,\"is_byok\":false}}\n"
                          "{\"id\":\"gen-2\",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":6},\"cost\":0.25,"
                          "\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":1}}}\n" // the parts do not fit into the whole
                          "{\"id\":\"gen-3\",\"usage\":{\"cost\":2,\"is_byok\":false}}\n" // counts of no known shape
                          "{\"id\":\"c4\",\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1,\"cost\":8}}\n") // somebody's estimate
            << QStringLiteral("4: 3.75, 1 unknown");
    }

    void countsWhatRejectedRecordsCost()
    {
        QFETCH(QByteArray, file);
        TestDatabase test;

        const auto report = import(test, QStringLiteral("a.txt"), file);

        QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
        const ImportAmount &amount = report->amounts->rejected;
        QTEST(QStringLiteral("%1: %2, %3 unknown").arg(QString::number(amount.records), amount.cost.exactText(), QString::number(amount.unknown)), "rejected");
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
