#include "ledger/modelname.h"

#include <QTest>

/// The rules that take a name apart, one by one.
class ModelNameTest : public QObject
{
    Q_OBJECT

private slots:
    void meetsOtherSpellings_data();
    void meetsOtherSpellings();
    void keepsModelsApart_data();
    void keepsModelsApart();
    void keepsWhatItLeavesOut_data();
    void keepsWhatItLeavesOut();
    void survivesAnyText_data();
    void survivesAnyText();
    void dropsOnlyDocumentedNotes_data();
    void dropsOnlyDocumentedNotes();
};

namespace {

void pairColumns()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("other");
}

void pairRow(const char *rule, const char *name, const char *other)
{
    QTest::addRow("%s: %s", rule, name) << QString::fromUtf8(name) << QString::fromUtf8(other);
}

}

void ModelNameTest::meetsOtherSpellings_data()
{
    pairColumns();
    const auto row = pairRow;
    row("host", "azure/gpt-4.1", "gpt-4.1");
    row("hosts", "openrouter/anthropic/claude-opus-4.7", "claude-opus-4.7");
    row("folder", "accounts/fireworks/models/glm-5p1", "glm-5.1");
    row("host's region", "bedrock/eu-west-3/mistral.mistral-7b-instruct-v0:2", "Mistral-7B-Instruct-v0.2");
    row("resource", "projects/p/locations/l/publishers/google/models/gemini-1.5-pro", "gemini-1.5-pro");
    row("region and maker", "us.anthropic.claude-opus-5-v1:0", "claude-opus-5");
    row("government region", "us-gov.anthropic.claude-opus-5-v1:0", "claude-opus-5");
    row("maker", "openai.gpt-oss-20b-1:0", "gpt-oss-20b");
    row("maker in front", "Meta-Llama-3.1-8B-Instruct", "llama-3.1-8b-instruct");
    row("tag and context", "anthropic.claude-3-sonnet-20240229-v1:0:200k", "claude-3-sonnet");
    row("tag without number", "anthropic.claude-opus-4-6-v1", "claude-opus-4-6");
    row("tag with a version", "anthropic.claude-v2:1", "claude-2.1");
    row("count of snapshots", "anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet");
    row("count before the date", "claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet");
    row("date", "gpt-4o-2024-08-06", "gpt-4o");
    row("date in one", "claude-opus-4-20250514", "claude-opus-4");
    row("date behind @", "claude-3-haiku@20240307", "claude-3-haiku");
    row("month and day", "gpt-4-0613", "gpt-4");
    row("month-day", "qwen3-30b-a3b-04-28", "qwen3-30b-a3b");
    row("year and month", "ministral-8b-2410", "ministral-8b");
    row("month and year", "command-r-08-2024", "command-r");
    row("short year and month", "Mistral Large (24.02)", "mistral-large");
    row("short year", "deepseek-v3-2-251201", "deepseek-v3.2");
    row("date in brackets", "GPT-4o-mini (2024-07-18)", "gpt-4o-mini");
    row("date among words", "GPT-3.5 Turbo (older v0613)", "gpt-3.5-turbo");
    row("snapshot number", "gemini-1.5-pro-002", "gemini-1.5-pro");
    row("latest", "pixtral-large-latest", "pixtral-large");
    row("preview", "gemini-1.5-pro-preview-0514", "gemini-1.5-pro");
    row("GPT-4's previews", "gpt-4-1106-preview", "gpt-4-turbo");
    row("route", "qwen/qwen3-next-80b-a3b-instruct:free", "qwen3-next-80b-a3b-instruct");
    row("route in brackets", "GPT-4o (extended)", "gpt-4o:extended");
    row("note", "gemini-1.5-flash (web-grounded)", "gemini-1.5-flash");
    row("nickname", "Gemini 2.5 Flash Image (Nano Banana)", "gemini-2.5-flash-image");
    row("name in brackets", "Nano Banana 2 (Gemini 3.1 Flash Image)", "gemini-3.1-flash-image");
    row("display name", "OpenAI: GPT-5.1-Codex-Mini", "gpt-5.1-codex-mini");
    row("display name without a name", "DeepSeek: R1", "deepseek-r1");
    row("maker without a name", "deepseek.v3.2", "deepseek-v3.2");
    row("first version", "Nova Premier 1.0", "amazon/nova-premier-v1");
    row("plus", "Command R+", "command-r-plus");
    row("experimental", "Gemini 2.0 Flash Experimental (free)", "gemini-2.0-flash-exp");
    row("word order", "claude-4-opus-20250514", "claude-opus-4");
    row("word order with size", "gemini-flash-1.5-8b", "gemini-1.5-flash-8b");
    row("hyphen for the point", "gpt-5-1", "gpt-5.1");
    row("no point", "gpt-35-turbo-16k", "gpt-3.5-turbo-16k");
    row("letter for the point", "llama-v3p1-8b-instruct", "llama3.1-8b-instruct");
    row("zero", "claude-opus-4-0", "claude-opus-4");
    row("case", "Qwen/Qwen2.5-72B-Instruct", "qwen-2.5-72b-instruct");
    row("full width", "ＧＰＴ－４ｏ", "gpt-4o");
    row("blanks", "  GPT   4.1\tmini\n", "gpt-4.1-mini");
    row("version hash", "meta/llama-2-7b-chat:13c3cdee13ee059ab779f0291d29054dab00a47dad8261375654de5540165fb0", "llama-2-7b-chat");
}

void ModelNameTest::meetsOtherSpellings()
{
    QFETCH(QString, name);
    QFETCH(QString, other);
    const auto parsed = ModelName::parse(name);

    QVERIFY(!parsed.words.isEmpty());
    QCOMPARE(parsed.key(), ModelName::parse(other).key());
    QCOMPARE(parsed.revision, QString());
}

void ModelNameTest::keepsModelsApart_data()
{
    pairColumns();
    const auto row = pairRow;
    row("variant", "gpt-4.1", "gpt-4.1-mini");
    row("variants", "gpt-4.1-mini", "gpt-4.1-nano");
    row("turbo", "gpt-4", "gpt-4-turbo");
    row("letter", "glm-4.6", "glm-4.6v");
    row("letter before", "gpt-4", "gpt-4o");
    row("maker's word", "gpt-4o-latest", "chatgpt-4o-latest");
    row("size", "llama3-70b-8192", "llama3-8b-8192");
    row("context", "moonshot-v1-32k", "moonshot-v1-8k");
    row("version", "claude-3-5-sonnet", "claude-3-7-sonnet");
    row("version of one word", "claude-2", "anthropic.claude-v2:1");
    row("tag with a version", "mistral.mistral-7b-instruct-v0:2", "mistral-7b-instruct-v0.3");
    row("second generation", "amazon.titan-embed-text-v1", "amazon.titan-embed-text-v2:0");
    row("two digits", "grok-4.20", "grok-4.2");
    row("instruct", "gpt-3.5-turbo", "gpt-3.5-turbo-instruct");
    row("base", "llama-3.1-405b (base)", "llama-3.1-405b-instruct");
    row("vision", "grok-2", "grok-2-vision");
    row("thinking", "kimi-k2", "kimi-k2-thinking");
    row("thinking not a route", "kimi-k2:thinking", "kimi-k2-thinking");
    row("negation", "grok-4-fast-reasoning", "grok-4-fast-non-reasoning");
    row("experiment", "deepseek-v3.2", "deepseek-v3.2-exp");
    row("quantised", "llama-4-maverick-17b-128e-instruct", "llama-4-maverick-17b-128e-instruct-fp8");
    row("deployment", "meta-llama/Llama-3.3-70B-Instruct", "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    row("fine-tune", "gpt-4o-mini", "ft:gpt-4o-mini-2024-07-18:acme::8Xyz");
    row("fine-tunes", "ft:gpt-4o-mini-2024-07-18:acme::8Xyz", "ft:gpt-4o-mini-2024-07-18:acme::9Abc");
    row("beta without version", "grok-beta", "grok-latest");
    row("size in brackets", "Gemini 1.5 Flash (8B)", "Gemini 1.5 Flash");
    row("task of a maker", "firecrawl/search", "tavily/search");
    row("task of a model", "flux/kontext-max/text-to-image", "flux/kontext-pro/text-to-image");
}

void ModelNameTest::keepsModelsApart()
{
    QFETCH(QString, name);
    QFETCH(QString, other);

    QVERIFY2(ModelName::parse(name).key() != ModelName::parse(other).key(), qPrintable(ModelName::parse(name).key()));
}

void ModelNameTest::keepsWhatItLeavesOut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("route");
    const auto row = [](const char *name, const char *date, const char *revision, const char *route) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(date) << QString::fromLatin1(revision) << QString::fromLatin1(route);
    };
    row("gpt-4o", "", "", "");
    row("gpt-4o-2024-08-06", "20240806", "", "");
    row("gpt-4o (2024-08-06)", "20240806", "", "");
    row("gpt-4-0613", "0613", "", "");
    row("gemini-1.5-pro-002", "002", "", "");
    row("text-davinci-003", "", "003", "");
    row("openai/gpt-4o:extended", "", "", "extended");
    row("GPT-4o (extended)", "", "", "extended");
    row("llama3-70b-8192", "", "", "");
    row("stable-diffusion-xl-1024", "", "", "");
}

void ModelNameTest::keepsWhatItLeavesOut()
{
    QFETCH(QString, name);
    const auto parsed = ModelName::parse(name);

    QTEST(parsed.date, "date");
    QTEST(parsed.revision, "revision");
    QTEST(parsed.route, "route");
}

void ModelNameTest::survivesAnyText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("named");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("blank") << QStringLiteral(" \t\n") << false;
    QTest::newRow("punctuation") << QStringLiteral("./:@-()[]{}+,;!?'\"") << false;
    QTest::newRow("brackets") << QStringLiteral("((((]]))") << false;
    QTest::newRow("slashes") << QStringLiteral("///") << false;
    QTest::newRow("colon") << QStringLiteral(": ") << false;
    QTest::newRow("controls") << QString(5, QChar(7)) << false;
    QTest::newRow("lone surrogate") << QString(QChar(0xd83d)) << false;
    QTest::newRow("date alone") << QStringLiteral("2024-07-18") << true;
    QTest::newRow("tag alone") << QStringLiteral("-v1:0") << true;
    QTest::newRow("fine-tune of nothing") << QStringLiteral("ft:") << true;
    QTest::newRow("long") << QString(10'000, QLatin1Char('x')) << true;
    QTest::newRow("long and cut") << QString(QStringLiteral("gpt-4o-").repeated(1'500)) << true;
    QTest::newRow("long digits") << QString(10'000, QLatin1Char('7')) << true;
    QTest::newRow("long punctuation") << QString(10'000, QLatin1Char('(')) << false;
    QTest::newRow("letters of elsewhere") << QStringLiteral("文心一言 4.0") << true;
}

void ModelNameTest::survivesAnyText()
{
    QFETCH(QString, text);
    const auto parsed = ModelName::parse(text);

    QCOMPARE(!parsed.key().isEmpty(), !parsed.words.isEmpty());
    QTEST(!parsed.words.isEmpty(), "named");
    QVERIFY(!parsed.words.contains(QString()));
}

void ModelNameTest::dropsOnlyDocumentedNotes_data()
{
    pairColumns();
    pairRow("note", "gpt-4o (web-grounded)", "gpt-4o");
    pairRow("note", "gpt-4o (Fallback) ", "gpt-4o");
    pairRow("date", "gpt-4o (2024-07-18)", "");
    pairRow("route", "gpt-4o (extended)", "");
    pairRow("unknown", "gpt-4o (acme fine-tune)", "");
    pairRow("nothing before", "(fallback)", "");
}

void ModelNameTest::dropsOnlyDocumentedNotes()
{
    QFETCH(QString, name);
    QTEST(ModelName::withoutNote(name), "other");
}

QTEST_GUILESS_MAIN(ModelNameTest)
#include "tst_modelname.moc"
