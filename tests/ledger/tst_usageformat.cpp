#include "ledger/formats/usageformat.h"
#include "support/testpaths.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <random>

namespace {

const char *const Corpus[] = { "openrouter_activity.csv", "openrouter_generation.json", "responses.jsonl", "litellm_spendlogs.csv", "litellm_spendlogs.jsonl", "langfuse_observations.csv",
    "langfuse_observations.json", "otlp_spans.json" };

QByteArray corpus(const char *name)
{
    QFile file(testData(QStringLiteral("formats/%1").arg(QLatin1String(name))));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such file in the corpus");
    return file.readAll();
}

struct Reading
{
    QByteArray format;
    QString error; ///< Empty where the file was opened.
    QList<UsageRecord> records;
    QList<RejectedRecord> rejects;
};

Reading read(QByteArray content)
{
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    Reading reading;
    const auto format = openUsageFormat(buffer);
    if (!format) {
        reading.error = format.error().line();
        return reading;
    }
    reading.format = (*format)->name();
    for (;;) {
        switch ((*format)->next()) {
        case UsageFormat::Next::Record: reading.records.append((*format)->record()); break;
        case UsageFormat::Next::Rejected: reading.rejects.append((*format)->rejected()); break;
        case UsageFormat::Next::End: return reading;
        case UsageFormat::Next::ReadError: qFatal("a buffer cannot fail");
        }
    }
}

void put(QByteArray &out, const char *name, std::optional<qint64> value)
{
    if (value)
        out += QByteArray(" ") + name + '=' + QByteArray::number(*value);
}

void put(QByteArray &out, const char *name, const QByteArray &text)
{
    if (!text.isEmpty())
        out += QByteArray(" ") + name + '=' + text;
}

/// All that a record says, in one line; times are microseconds behind 2026-03-02T09:14:00Z.
QByteArray text(const UsageRecord &record)
{
    QByteArray out;
    put(out, "t", record.time ? std::optional<qint64>(*record.time - 1772442840'000000) : std::nullopt);
    put(out, "feature", record.feature);
    put(out, "provider", record.provider);
    put(out, "model", record.model);
    put(out, "user", record.user);
    put(out, "session", record.session);
    put(out, "client", record.client);
    put(out, "status", statusName(record.status).toUtf8());
    put(out, "word", record.statusText);
    put(out, "code", record.errorCode);
    put(out, "message", record.errorMessage);
    put(out, "in", record.inputTokens);
    put(out, "read", record.cacheReadTokens);
    put(out, "5m", record.cacheWrite5mTokens);
    put(out, "1h", record.cacheWrite1hTokens);
    put(out, "out", record.outputTokens);
    put(out, "think", record.reasoningTokens);
    put(out, "took", record.latencyMicros);
    put(out, "first", record.ttftMicros);
    put(out, "pico", record.chargedPico);
    put(out, "source", record.source);
    put(out, "id", record.sourceId);
    return out.mid(1);
}

}

class TestUsageFormat : public QObject
{
    Q_OBJECT

private slots:
    void eachSourceMeansWhatItSays_data()
    {
        QTest::addColumn<QByteArrayList>("records");
        QTest::newRow("openrouter_activity.csv") << QByteArrayList {
            "t=5120000 feature=Photo Tagging provider=openrouter model=openai/gpt-4.1-2025-04-14 user=client-42 client=prod-key status=success word=stop in=1830 read=1500 out=96 think=0 took=1910000 first=640000 pico=1870000000 source=openrouter-activity id=gen-1772442845-aaa",
            // a key of one's own: the provider's bill comes on top
            "t=6000000 feature=Chatbot provider=openrouter model=anthropic/claude-4.5-sonnet-20250929 client=prod-key status=success word=stop in=1000 out=50 took=2500000 pico=2100000000 source=openrouter-activity id=gen-1772442846-bbb",
            "t=7000000 feature=Chatbot provider=openrouter model=openai/gpt-4.1-2025-04-14 user=client-7 client=prod-key status=cancelled in=200 out=12 took=400000 first=390000 pico=420000000 source=openrouter-activity id=gen-1772442847-ccc",
            "t=8000000 feature=Chatbot provider=openrouter model=openai/gpt-4.1-2025-04-14 user=client-7 client=prod-key status=error word=error in=90 out=0 took=30000 pico=0 source=openrouter-activity id=gen-1772442848-ddd",
        };
        QTest::newRow("openrouter_generation.json") << QByteArrayList {
            "t=5120000 provider=openrouter model=openai/gpt-4.1 user=client-42 session=s-1 client=17 status=success word=stop in=1830 read=1500 out=96 think=0 took=1910000 first=640000 pico=1870000000 source=openrouter-activity id=gen-1772442845-aaa",
            "t=9000000 provider=openrouter model=anthropic/claude-sonnet-4.5 status=success word=stop in=1000 out=50 took=2500000 pico=2100000000 source=openrouter-activity id=gen-1772442849-eee",
        };
        QTest::newRow("responses.jsonl") << QByteArrayList {
            "t=5000000 model=gpt-4.1-2025-04-14 status=success in=1830 read=1500 out=96 think=10 source=provider-responses id=chatcmpl-1",
            "t=6500000 model=gpt-5-2025-08-07 user=ann status=success word=incomplete in=37 read=8 out=272 think=256 source=provider-responses id=resp_2",
            "model=claude-sonnet-4-5-20250929 status=success in=2710 read=2000 5m=500 1h=200 out=50 source=provider-responses id=msg_3", // cached parts are outside
            "t=5123456 provider=google model=gemini-2.5-pro status=success in=1206 read=1000 out=1867 think=1089 source=provider-responses id=g4", // thoughts and tools are outside
            "t=10000000 provider=openrouter model=anthropic/claude-4.5-sonnet-20250929 status=success in=14 read=0 5m=3 out=4 pico=102000000 source=openrouter-activity id=gen-5",
            "t=11000000 provider=openrouter model=openai/gpt-5-mini status=success in=14 out=4 pico=105000000 source=openrouter-activity id=gen-6",
            "t=5000000 provider=aws model=anthropic.claude-sonnet-4-5-20250929-v1:0 status=success in=1951 read=1712 5m=200 1h=36 out=121 took=1234000",
            "provider=cohere status=success in=25 out=9 source=provider-responses id=c8", // what is billed
            "model=gpt-4.1 status=success in=5 out=6 source=provider-responses id=chatcmpl-9",
            "model=claude-haiku-4-5 status=success in=7 out=8 source=provider-responses id=msg_10",
            "model=grok-4 status=success in=32 out=104 think=95 source=provider-responses id=xai-11", // its total says that reasoning is outside
            "model=text-embedding-3-small status=success in=2 out=0",
        };
        const QByteArray spend = "t=5000000 feature=photo-tagging provider=azure model=azure/gpt-4.1 user=client-42 session=s-1 client=prod status=success in=1830 read=1500 5m=30 out=96 think=12 took=2010000 "
                                 "first=600000 pico=3120000000 source=litellm-spend id=chatcmpl-9a";
        QTest::newRow("litellm_spendlogs.csv") << QByteArrayList {
            spend,
            "t=6000000 provider=openai model=unknown-model user=team-bot client=88dc0a status=success in=15 out=5 took=1000000 source=litellm-spend id=chatcmpl-9b", // 0 of an unknown model
            "t=6000000 provider=openai model=gpt-4.1 user=team-bot client=88dc0a status=success in=15 out=5 took=1000 pico=0 source=litellm-spend id=chatcmpl-9c", // out of the cache
            "t=8000000 provider=openai model=gpt-4.1 user=team-bot client=88dc0a status=error word=failure code=429 message=Rate limit in=0 out=0 took=1000000 pico=0 source=litellm-spend id=chatcmpl-9d",
        };
        QTest::newRow("litellm_spendlogs.jsonl") << QByteArrayList { spend };
        QTest::newRow("langfuse_observations.json") << QByteArrayList {
            "t=5120000 feature=photo-tag model=gpt-4.1 user=client-42 session=s-1 status=success in=1830 read=1500 out=96 think=20 took=1910000 first=640000 source=langfuse-observations id=obs1",
            // no model of Langfuse's own: the cost was provided; the total says that the cached part is inside
            "t=6000000 model=house-model status=error message=boom in=100 read=40 out=10 took=250000 pico=1500000000 source=langfuse-observations id=obs2",
        };
        QTest::newRow("langfuse_observations.csv") << QByteArrayList {
            "t=5120000 model=gpt-4.1 user=client-42 status=success in=1830 read=1500 out=96 took=1910000 first=640000 source=langfuse-observations id=obs1",
        };
        QTest::newRow("otlp_spans.json") << QByteArrayList {
            "t=5120000 provider=azure model=gpt-4.1 client=photo-api status=success in=1830 read=1500 out=96 took=1910000 first=640000 source=otlp-spans id=5b8efff798038103d269b633813fc60c/eee19b7ec3c1b174",
            "t=6000000 model=gpt-4.1 client=photo-api status=timeout code=TimeoutError message=too slow took=500000 source=otlp-spans id=5b8efff798038103d269b633813fc60c/eee19b7ec3c1b176",
        };
    }
    void eachSourceMeansWhatItSays()
    {
        QFETCH(QByteArrayList, records);
        const Reading reading = read(corpus(QTest::currentDataTag()));
        QCOMPARE(reading.error, QString());
        QCOMPARE(reading.rejects.size(), 0);
        for (int i = 0; i < std::min(records.size(), reading.records.size()); ++i)
            QCOMPARE(text(reading.records.at(i)), records.at(i));
        QCOMPARE(reading.records.size(), records.size());
    }

    void aPreviewTellsTheSameFormat_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("name");
        for (const char *name : Corpus)
            QTest::newRow(name) << corpus(name) << read(corpus(name)).format;
        QTest::newRow("event CSV") << QByteArray("ts_utc,input_tokens\n") << QByteArray("event-csv");
        QTest::newRow("with a byte order mark") << "\xef\xbb\xbf" + corpus("responses.jsonl") << QByteArray("provider-responses");
        QTest::newRow("an array") << '[' + corpus("responses.jsonl").trimmed().replace('\n', ',') + ']' << QByteArray("provider-responses");
        QTest::newRow("in an object") << "{\"object\":\"list\",\n \"items\": [" + corpus("responses.jsonl").trimmed().replace('\n', ",\n") + "],\"next\":null}" << QByteArray("provider-responses");
        QTest::newRow("first line broken") << "{\"usage\":\n" + corpus("responses.jsonl") << QByteArray("provider-responses");
        QTest::newRow("carriage returns") << corpus("responses.jsonl").replace('\n', "\r\n") << QByteArray("provider-responses");
    }
    void aPreviewTellsTheSameFormat()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, name);
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto recognised = recogniseUsageFormat(buffer);
        QVERIFY2(recognised, recognised ? "" : qPrintable(recognised.error().line()));
        QCOMPARE(recognised->name, name);
        QVERIFY(!recognised->title.isEmpty());
        QCOMPARE(buffer.pos(), 0);
        const Reading reading = read(content);
        QCOMPARE(reading.format, name);
        if (name == "provider-responses")
            QCOMPARE(reading.records.size(), 12);
    }

    void saysHowItWasToldAndHowSurely_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("evidence");
        QTest::newRow("event CSV") << QByteArray("ts_utc,note,Input_Tokens\n") << QStringLiteral("Told by its columns ts_utc, input_tokens. Known columns: 2 of 3");
        QTest::newRow("a table") << corpus("litellm_spendlogs.csv")
                                 << QStringLiteral("Told by its columns request_id, startTime, spend, prompt_tokens. Known columns: 19 of 22");
        QTest::newRow("a table that is an event CSV too")
            << QByteArray("request_id,startTime,spend,ts_utc\n")
            << QStringLiteral("Told by its columns request_id, startTime, spend. Known columns: 3 of 4. It matches Event CSV too, which asks for less and comes behind");
        QTest::newRow("lines, one of them something else")
            << QByteArray("{\"request_id\":\"a\",\"startTime\":\"x\",\"spend\":1}\n{\"a\":1}\n{\"request_id\":\"b\",\"startTime\":\"x\",\"spend\":1}\n")
            << QStringLiteral("Told by its members request_id, startTime, spend. Such records among the first: 2 of 3");
        QTest::newRow("two formats match")
            << QByteArray("{\"request_id\":\"a\",\"startTime\":\"x\",\"spend\":1,\"usage\":{\"prompt_tokens\":1}}\n")
            << QStringLiteral("Told by its members request_id, startTime, spend. Such records among the first: 1 of 1. "
                              "It matches Responses of model providers too, which asks for less and comes behind");
        QTest::newRow("twenty are enough") << corpus("genai_usages.json") << QStringLiteral("Told by its members input_tokens, output_tokens. Such records among the first: 20 of 20");
    }
    void saysHowItWasToldAndHowSurely()
    {
        QFETCH(QByteArray, content);
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);

        const auto recognised = recogniseUsageFormat(buffer);

        QVERIFY2(recognised, recognised ? "" : qPrintable(recognised.error().line()));
        QTEST(recognised->evidence.join(QStringLiteral(". ")), "evidence");
    }

    void columnsThatAreNotReadAreNamed()
    {
        QByteArray content = corpus("openrouter_activity.csv");
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto format = openUsageFormat(buffer);
        QVERIFY(format);
        QCOMPARE((*format)->ignoredColumns().join(QLatin1Char(' ')), QStringLiteral("cost_web_search cost_cache cost_file_processing provider_name variant"));
    }

    void onlyMarksOfOneProviderNameIt_data()
    {
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QByteArray>("provider");
        QTest::newRow("many speak OpenAI's dialect") << QByteArray("{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}") << QByteArray();
        QTest::newRow("Anthropic's messages come from clouds too") << QByteArray("{\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":1,\"output_tokens\":1}}") << QByteArray();
        QTest::newRow("Groq's queue") << QByteArray("{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"queue_time\":0.1,\"completion_time\":0.2}}") << QByteArray("groq");
        QTest::newRow("Azure's filters") << QByteArray("{\"prompt_filter_results\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}") << QByteArray("azure");
        QTest::newRow("Converse") << QByteArray("{\"output\":{},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":5,\"outputTokens\":1}}") << QByteArray("aws");
        QTest::newRow("the AI SDK's names") << QByteArray("{\"usage\":{\"inputTokens\":5,\"outputTokens\":1,\"cachedInputTokens\":3}}") << QByteArray();
        QTest::newRow("the item says so") << QByteArray("{\"provider\":\"together\",\"body\":{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}}") << QByteArray("together");
    }
    void onlyMarksOfOneProviderNameIt()
    {
        QFETCH(QByteArray, response);
        QFETCH(QByteArray, provider);
        const Reading reading = read(response);
        QCOMPARE(reading.records.size(), 1);
        QCOMPARE(reading.records.first().provider, provider);
        QCOMPARE(reading.records.first().inputTokens.value_or(0), response.contains("cache_read") ? 6 : 5);
    }

    void whatIsNoUsageIsRefusedWithAList_data()
    {
        QTest::addColumn<QByteArray>("content");
        for (const char *content : { "a,b\n1,2\n", "{}", "[]", "[1,2]", "{\"a\":1}\n", "hello", "{\"usage\":{}}", "[{\"prompt\":\"x\"}]", "{", "[" })
            QTest::newRow(content) << QByteArray(content);
    }
    void whatIsNoUsageIsRefusedWithAList()
    {
        QFETCH(QByteArray, content);
        QBuffer buffer(&content);
        buffer.open(QIODevice::ReadOnly);
        const auto format = openUsageFormat(buffer);
        QVERIFY(!format);
        QCOMPARE(format.error().kind, Error::Kind::Unrecognised);
        QVERIFY2(format.error().summary.contains(QStringLiteral("LiteLLM")) && format.error().summary.contains(QStringLiteral("ts_utc")), qPrintable(format.error().summary));
    }

    void sumsAreNotTakenForCalls_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("OpenRouter days") << QByteArray("{\"data\":[{\"date\":\"2026-03-01\",\"model\":\"openai/gpt-4.1\",\"usage\":1.42,\"requests\":310,\"prompt_tokens\":540000}]}");
        QTest::newRow("groups without their day") << QByteArray("{\"object\":\"organization.usage.completions.result\",\"input_tokens\":54000,\"output_tokens\":3100}");
        QTest::newRow("LiteLLM days") << QByteArray("{\"date\":\"2026-03-01\",\"model\":\"gpt-4.1\",\"prompt_tokens\":5,\"spend\":1,\"api_requests\":3}");
        QTest::newRow("our own report") << QByteArray("day,requests,errors,input_tokens,output_tokens,cost_usd\n2026-03-01,3,0,5,6,0.1\n");
    }
    void sumsAreNotTakenForCalls()
    {
        QFETCH(QByteArray, content);
        const Reading reading = read(content);
        QVERIFY2(reading.error.contains(QStringLiteral("sums")), qPrintable(reading.error));
    }

    void aMalformedRecordIsNamedAndTheRestGoesIn_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *record, const char *reason) { QTest::newRow(record) << QByteArray(record) << QString::fromLatin1(reason); };
        row("{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1}}", "prompt_tokens: it is negative");
        row("{\"usage\":{\"prompt_tokens\":1.5,\"completion_tokens\":1}}", "prompt_tokens: it is not a whole number");
        row("{\"usage\":{\"prompt_tokens\":9007199254740993,\"completion_tokens\":1}}", "prompt_tokens: it is more than 10^12");
        row("{\"usage\":{\"prompt_tokens\":1e309,\"completion_tokens\":1}}", "prompt_tokens: it is not a whole number");
        row("{\"usage\":{\"prompt_tokens\":[1],\"completion_tokens\":1}}", "prompt_tokens: it is an object or an array");
        row("{\"usage\":{\"prompt_tokens\":NaN}}", "it is not JSON (byte 27 of the record)");
        row("{\"usage\":{\"prompt_tokens\":5,\"prompt_tokens\":6}}", "an object has two values of one name (byte 47 of the record)");
        row("{\"usage\":{\"prompt_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":6}}}", "input_tokens: the cached parts are more than the whole input");
        row("{\"usage\":{\"prompt_tokens\":5},\"model\":\"a\\u0000b\"}", "model: it holds a NUL byte");
        row("{\"usage\":{\"prompt_tokens\":5},\"created\":\"yesterday\"}", "created: it is not a UTC time such as 2026-11-20T13:04:05.25Z");
        row("{\"usage\":{\"prompt_tokens\":5},\"created\":99999999999}", "created: it is not a time");
        row("{\"usage\":{\"input_tokens\":1000000000000,\"cache_read_input_tokens\":1}}", "the tokens add up to more than 10^12");
        row("{\"usage\":{\"input_tokens\":5,\"cache_creation_input_tokens\":1,\"cache_creation\":{\"ephemeral_1h_input_tokens\":2}}}", "cache_creation: its parts are more than cache_creation_input_tokens");
        row("{\"id\":\"x\"}", "it holds no usage object");
        row("[1]", "it is not a JSON object");
        row("oops", "it is not JSON (byte 1 of the record)");
    }
    void aMalformedRecordIsNamedAndTheRestGoesIn()
    {
        QFETCH(QByteArray, record);
        QFETCH(QString, reason);
        const QByteArray good = "{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}";
        for (const QByteArray &content : QByteArrayList { good + '\n' + record + '\n' + good, '[' + good + ",\n" + record + ",\n" + good + ']' }) {
            const Reading reading = read(content);
            QCOMPARE(reading.error, QString());
            QCOMPARE(reading.records.size(), 2);
            QCOMPARE(reading.rejects.size(), 1);
            QCOMPARE(reading.rejects.first().reason, reason);
            QCOMPARE(reading.rejects.first().line, 2);
            QCOMPARE(reading.rejects.first().raw.trimmed(), record.left(200));
        }
    }

    /// Whatever happens to a file, reading it ends, and what comes out may be stored.
    void noMutationBreaksAReader_data()
    {
        QTest::addColumn<QByteArray>("content");
        for (const char *name : Corpus)
            QTest::newRow(name) << corpus(name);
        QTest::newRow("event CSV") << QByteArray("ts_utc,model,input_tokens,cache_read_tokens,charged_cost_usd,status\n2026-01-01T00:00:00Z,\"a,\"\"b\",5,1,0.1,success\n2026-01-01T00:00:01Z,c,6,,,\n");
    }
    void noMutationBreaksAReader()
    {
        QFETCH(QByteArray, content);
        static const QByteArray tokens[] = { "{", "}", "[", "]", "\"", ",", ":", "\\", "\n", "\r", "\\ud800", "null", "NaN", "1e999", "-1", "9223372036854775808", "\xff", QByteArray(1, '\0'), "{}", "true", ";" };
        std::mt19937 random(20261121);
        const auto below = [&random](qsizetype end) { return qsizetype(random() % std::max<quint32>(1, quint32(end))); };
        for (int round = 0; round < 400; ++round) {
            QByteArray mutant = content;
            for (qsizetype changes = 1 + below(6); changes > 0; --changes) {
                const qsizetype at = below(mutant.size());
                switch (below(5)) {
                case 0: mutant.remove(at, 1 + below(40)); break;
                case 1: mutant.insert(at, tokens[below(std::size(tokens))]); break;
                case 2: mutant.insert(at, mutant.mid(below(mutant.size()), below(80))); break;
                case 3: mutant.truncate(std::max<qsizetype>(1, at)); break;
                default: if (at < mutant.size()) mutant[at] = char(below(256));
                }
            }
            const Reading reading = read(mutant);
            for (const UsageRecord &record : reading.records) {
                for (const auto &count : { record.inputTokens, record.outputTokens, record.cacheReadTokens, record.cacheWrite5mTokens, record.cacheWrite1hTokens, record.reasoningTokens })
                    QVERIFY(!count || (*count >= 0 && *count <= MaxTokens));
                QVERIFY(!record.chargedPico || (*record.chargedPico >= 0 && *record.chargedPico < 1'000'000'000'000'000'000));
                for (const QByteArray &value : { record.model, record.provider, record.user, record.session, record.sourceId, record.errorMessage })
                    QVERIFY(!value.contains('\0') && QString::fromUtf8(value).toUtf8() == value);
                QVERIFY(record.line > 0);
            }
            for (const RejectedRecord &reject : reading.rejects)
                QVERIFY(!reject.reason.isEmpty() && reject.line > 0 && reject.raw.size() <= 200);
        }
    }
};

QTEST_GUILESS_MAIN(TestUsageFormat)
#include "tst_usageformat.moc"
