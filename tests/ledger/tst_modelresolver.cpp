#include "ledger/modelresolver.h"

#include "support/sampledata.h"

#include <QTest>

class TestModelResolver : public QObject
{
    Q_OBJECT

private:
    std::optional<ModelResolver> m_resolver;

private slots:
    void initTestCase()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        m_resolver.emplace(*catalogue);
    }

    void recognisesNamesAsTheyStandInLogs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("canonical");
        QTest::addColumn<QString>("payee");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *provider, const char *canonical, const char *payee, MatchKind kind) {
            QTest::addRow("%s of %s", name, provider) << QString::fromLatin1(name) << QString::fromLatin1(provider)
                                                      << QString::fromLatin1(canonical) << QString::fromLatin1(payee) << int(kind);
        };
        row("gpt-4o", "openai", "gpt-4o", "openai", MatchKind::Exact);
        row("gpt-4o", "", "gpt-4o", "", MatchKind::Exact);
        row("gpt-4o", "lepton", "gpt-4o", "lepton", MatchKind::Exact);
        row("gpt-4o-2024-08-06", "openai", "gpt-4o-2024-08-06", "openai", MatchKind::Exact);
        row("openai/gpt-4o", "", "gpt-4o", "openai", MatchKind::Alias);
        row("openai/gpt-4o", "openai", "gpt-4o", "openai", MatchKind::Alias);
        row("openai/gpt-4o", "openrouter", "openai/gpt-4o", "openrouter", MatchKind::Exact);
        row("azure/gpt-4o", "", "gpt-4o", "azure", MatchKind::Alias);
        row("azure/gpt-4o", "azure", "gpt-4o", "azure", MatchKind::Alias);
        row("anyscale/meta-llama/Llama-2-7b-chat-hf", "", "meta-llama/Llama-2-7b-chat-hf", "anyscale", MatchKind::Alias);
        row("meta-llama/Llama-2-7b-chat-hf", "anyscale", "meta-llama/Llama-2-7b-chat-hf", "anyscale", MatchKind::Exact);
        row("meta-llama/Llama-3.3-70B-Instruct", "", "meta-llama/Llama-3.3-70B-Instruct", "", MatchKind::Exact);
        row("together_ai/openai/gpt-oss-20b", "Together AI", "openai/gpt-oss-20b", "Together AI", MatchKind::Alias);
        row("together_ai/openai/gpt-oss-20b", "", "openai/gpt-oss-20b", "together", MatchKind::Alias);
        row("meta/llama-2-7b-chat:13c3cdee13ee059ab779f0291d29054dab00a47dad8261375654de5540165fb0", "replicate",
            "meta/llama-2-7b-chat", "replicate", MatchKind::AnnotationStripped);
        row("accounts/fireworks/models/llama-v2-7b-chat", "fireworks", "accounts/fireworks/models/llama-v2-7b-chat",
            "fireworks", MatchKind::Exact);
        row("llama-v2-7b-chat", "fireworks_ai", "accounts/fireworks/models/llama-v2-7b-chat", "fireworks_ai", MatchKind::Alias);
        row("fireworks_ai/accounts/fireworks/models/llama-v2-7b-chat", "",
            "accounts/fireworks/models/llama-v2-7b-chat", "fireworks", MatchKind::Alias);
        row("bedrock/anthropic.claude-instant-v1", "", "anthropic.claude-instant-v1", "aws", MatchKind::Alias);
        row("gemini/gemini-2.5-pro", "", "gemini-2.5-pro", "google", MatchKind::Alias);
    }
    void recognisesNamesAsTheyStandInLogs()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, provider);

        const auto resolution = m_resolver->resolve(name, provider);

        QTEST(resolution.canonical, "canonical");
        QTEST(resolution.provider, "payee");
        QTEST(int(resolution.kind), "kind");
    }

    void guessesNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("provider");
        const auto row = [](const char *name, const char *provider) {
            QTest::addRow("%s of %s", name, provider) << QString::fromLatin1(name) << QString::fromLatin1(provider);
        };
        row("", "openai");
        row("gpt-4o-2099-01-01", "openai");
        row("gpt4o", "openai");
        row("GPT-4o", "openai");
        row("llama2-7b", "lepton");
        row("together_ai/togethercomputer/llama-2-7b-chat", "together");
        row("meta/llama-2-7b-chat:13c3", "replicate");
        row("openai/", "");
        row("/gpt-4o", "");
        row("openai/openai/gpt-4o", "");
    }
    void guessesNothing()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, provider);

        const auto resolution = m_resolver->resolve(name, provider);

        QCOMPARE(resolution.kind, MatchKind::None);
        QVERIFY(resolution.canonical.isEmpty());
        QVERIFY(resolution.family.isEmpty());
    }

    void aSnapshotKeepsItsOwnNameAndSaysItsFamily()
    {
        const auto snapshot = m_resolver->resolve(QStringLiteral("gpt-4o-2024-05-13"), QStringLiteral("openai"));
        const auto model = m_resolver->resolve(QStringLiteral("gpt-4o"), QStringLiteral("openai"));

        QCOMPARE(snapshot.canonical, QStringLiteral("gpt-4o-2024-05-13"));
        QCOMPARE(snapshot.family, QStringLiteral("gpt-4o"));
        QCOMPARE(model.family, QStringLiteral("gpt-4o"));
    }

    void everyModelOfTheCatalogueIsItself()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        for (const auto &model : catalogue->models()) {
            const auto resolution = m_resolver->resolve(model.model, model.provider);
            QCOMPARE(resolution.canonical, model.model);
            QCOMPARE(resolution.kind, MatchKind::Exact);
            for (const auto &alias : model.aliases)
                QCOMPARE(m_resolver->resolve(alias, model.provider).canonical, model.model);
        }
    }

    void dropsNotesOfApplications()
    {
        const auto resolution = m_resolver->resolve(QStringLiteral("gpt-4o (fallback)"), QStringLiteral("openai"));

        QCOMPARE(resolution.canonical, QStringLiteral("gpt-4o"));
        QCOMPARE(resolution.kind, MatchKind::AnnotationStripped);
        QCOMPARE(m_resolver->resolve(QStringLiteral("gpt-4o (2024-07-18)"), {}).kind, MatchKind::None);
        QCOMPARE(m_resolver->resolve(QStringLiteral("gpt-4o (extended)"), {}).kind, MatchKind::None);
    }

    void suggestsWhatIsNotSure_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("canonical");
        QTest::addColumn<QString>("family");
        const auto row = [](const char *name, const char *provider, const char *canonical, const char *family) {
            QTest::addRow("%s of %s", name, provider) << QString::fromLatin1(name) << QString::fromLatin1(provider)
                                                      << QString::fromLatin1(canonical) << QString::fromLatin1(family);
        };
        row("GPT-4.1-mini", "", "gpt-4.1-mini", "gpt-4.1-mini");
        row("OpenAI: GPT-4o (2024-05-13)", "", "gpt-4o-2024-05-13", "gpt-4o");
        row("GPT-4o (extended)", "", "gpt-4o:extended", "gpt-4o");
        row("gpt-4o-2099-01-01", "openai", "gpt-4o", "gpt-4o");
        row("GPT-4o", "openrouter", "openai/gpt-4o", "gpt-4o");
        row("jp.anthropic.claude-3-opus-20240229-v1:0", "bedrock", "anthropic.claude-3-opus-20240229-v1:0", "claude-3-opus");
        row("claude-sonnet-9", "anthropic", "claude-sonnet-5", "claude-sonnet-9");
    }
    void suggestsWhatIsNotSure()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, provider);
        const auto suggestion = m_resolver->suggest(name, provider);

        QTEST(suggestion.canonical, "canonical");
        QTEST(suggestion.family, "family");
        QCOMPARE(suggestion.kind, MatchKind::Family);
        QCOMPARE(m_resolver->resolve(name, provider).kind, MatchKind::None);
    }

    void namesOfNoKnownModelHaveAFamilyYet()
    {
        const auto one = m_resolver->suggest(QStringLiteral("acme/Frobnicator-7-20260301"));
        const auto other = m_resolver->suggest(QStringLiteral("Acme: Frobnicator 7"));

        QCOMPARE(one.kind, MatchKind::None);
        QCOMPARE(one.canonical, QString());
        QCOMPARE(one.family, QStringLiteral("frobnicator-7"));
        QCOMPARE(other.family, one.family);
        QCOMPARE(m_resolver->suggest(QStringLiteral("?!")).family, QString());
    }

    void worksWithTheModelsOfAnApplicationAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("canonical");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *canonical, MatchKind kind) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(canonical) << int(kind);
        };
        row("claude-haiku-4-20250514", "claude-haiku-4-20250514", MatchKind::Exact);
        row("gemini-2.0-flash-exp", "gemini-2.0-flash-exp", MatchKind::Exact);
        row("claude-3-5-sonnet", "claude-sonnet-4-20250514", MatchKind::Family);
        row("gemini-1.5-pro", "gemini-2.5-pro-002", MatchKind::Family);
        row("gemini-1.5-flash (web-grounded)", "gemini-2.0-flash-exp", MatchKind::Family);
        row("claude-sonnet-4 (fallback)", "claude-sonnet-4-20250514", MatchKind::Family);
        row("gpt-4o", "", MatchKind::None);
        row("unknown-model", "", MatchKind::None);
    }
    void worksWithTheModelsOfAnApplicationAlone()
    {
        QFETCH(const QString, name);
        const ModelResolver resolver(QStringList { QStringLiteral("claude-haiku-4-20250514"), QStringLiteral("claude-sonnet-4-20250514"),
            QStringLiteral("gemini-2.0-flash-exp"), QStringLiteral("gemini-2.5-pro-002") });

        const auto suggestion = resolver.suggest(name);

        QTEST(suggestion.canonical, "canonical");
        QTEST(int(suggestion.kind), "kind");
        QVERIFY(resolver.resolve(name, {}).kind != MatchKind::Family);
    }

    void anotherVersionIsSuggestedButNotItsFamily()
    {
        const ModelResolver resolver(QStringList { QStringLiteral("claude-sonnet-4-20250514") });

        QVERIFY(resolver.suggest(QStringLiteral("claude-3-5-sonnet")).family != resolver.suggest(QStringLiteral("claude-sonnet-4-20250514")).family);
    }
};

QTEST_GUILESS_MAIN(TestModelResolver)
#include "tst_modelresolver.moc"
