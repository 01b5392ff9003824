#include "ledger/pricebook.h"

#include "core/decimaltext.h"
#include "support/sampledata.h"

#include <QDateTime>
#include <QTest>

namespace {

UtcMicros at(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch() * 1000;
}

std::optional<qint64> pico(const char *usd)
{
    const auto parsed = parseDecimal(usd, usd + qstrlen(usd), 12);
    return parsed ? std::optional(parsed->value) : std::nullopt;
}

PriceRevision revision(const char *provider, const char *model, const char *input, const char *output)
{
    PriceRevision result;
    result.provider = QLatin1String(provider);
    result.model = QLatin1String(model);
    result.base.input = pico(input);
    result.base.output = pico(output);
    return result;
}

PriceBook book(const QList<PriceRevision> &revisions)
{
    ProviderNames names;
    names.add(QStringLiteral("together"), { QStringLiteral("together_ai") });
    return { revisions, names };
}

const UtcMicros SomeDay = at(QStringLiteral("2025-06-01T12:00:00Z"));

} // namespace

class TestPriceBook : public QObject
{
    Q_OBJECT

private:
    std::optional<PriceBook> m_bundled;

private slots:
    void initTestCase()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().line()));
        m_bundled.emplace(catalogue->revisions(), catalogue->providers());
    }

    // Typed from the published lists, in USD per million tokens.
    void knowsThePublishedPrices_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("rates"); // input output cacheRead cacheWrite5m cacheWrite1h
        const auto row = [](const char *provider, const char *model, const char *time, const char *rates) {
            QTest::addRow("%s %s %s", provider, model, time) << QString::fromLatin1(provider) << QString::fromLatin1(model)
                                                             << QString::fromLatin1(time) << QString::fromLatin1(rates);
        };
        const char *now = "2026-08-01T00:00:00Z";
        row("openai", "gpt-3.5-turbo", "2024-01-15T00:00:00Z", "0.5 1.5 - - -");
        row("openai", "gpt-4", "2024-01-15T00:00:00Z", "30 60 - - -");
        row("openai", "gpt-4o", "2024-11-14T23:59:59Z", "5 15 - - -");
        row("openai", "gpt-4o", "2024-11-15T00:00:00Z", "2.5 10 1.25 - -");
        row("openai", "gpt-4o-2024-05-13", now, "5 15 - - -");
        row("openai", "gpt-4o-mini", now, "0.15 0.6 0.075 - -");
        row("openai", "gpt-4.1", now, "2 8 0.5 - -");
        row("openai", "gpt-5", now, "1.25 10 0.125 - -");
        row("openai", "o1", now, "15 60 7.5 - -");
        row("openai", "o1-pro", now, "150 600 - - -");
        row("openai", "o3", "2025-06-09T23:59:59Z", "10 40 0.5 - -");
        row("openai", "o3", "2025-06-10T00:00:00Z", "2 8 0.5 - -");
        row("azure", "gpt-4o", "2025-03-18T00:00:00Z", "5 15 - - -");
        row("azure", "gpt-4o", "2025-03-19T00:00:00Z", "2.5 10 1.25 - -");
        row("anthropic", "claude-3-opus-latest", now, "15 75 1.5 18.75 -");
        row("anthropic", "claude-3-haiku", now, "0.25 1.25 0.03 0.3 -");
        row("anthropic", "claude-opus-4-5-20251101", now, "5 25 0.5 6.25 10");
        row("anthropic", "claude-sonnet-4-5-20250929", now, "3 15 0.3 3.75 6");
        row("google", "gemini-2.5-flash", now, "0.3 2.5 0.03 - -");
        row("gemini", "gemini-2.5-pro", now, "1.25 10 0.125 - -");
        row("groq", "llama-3.3-70b-versatile", now, "0.59 0.79 - - -");
        row("groq", "llama-3.1-8b-instant", "2024-06-01T00:00:00Z", "0.05 0.08 - - -");
        row("cohere", "command-r", "2024-10-12T00:00:00Z", "0.5 1.5 - - -");
        row("cohere", "command-r", "2024-10-13T00:00:00Z", "0.15 0.6 - - -");
        row("mistral", "mistral-small", "2024-03-24T00:00:00Z", "0.66 1.97 - - -");
        row("mistral", "mistral-small", "2024-03-25T00:00:00Z", "2 6 - - -");
        row("mistral", "mistral-small", "2024-06-05T00:00:00Z", "1 3 - - -");
        row("mistral", "mistral-small", "2025-03-17T00:00:00Z", "0.1 0.3 - - -");
        row("deepseek", "deepseek-chat", "2025-02-10T12:00:00Z", "0.14 0.28 0.014 - -");
        row("deepseek", "deepseek-chat", "2025-05-01T00:30:00Z", "0.27 1.1 0.07 - -");
        row("deepseek", "deepseek-chat", "2025-05-01T16:30:00Z", "0.135 0.55 0.035 - -");
        row("anyscale", "meta-llama/Llama-2-7b-chat-hf", now, "0.15 0.15 - - -");
        row("together_ai", "meta-llama/Llama-2-7b-chat-hf", now, "0.2 0.2 - - -");
        row("replicate", "meta/llama-2-7b-chat", now, "0.05 0.25 - - -");
        row("fireworks_ai", "accounts/fireworks/models/llama-v2-7b-chat", now, "0.2 0.2 - - -");
        row("bedrock", "anthropic.claude-instant-v1", now, "0.8 2.4 - - -");
        row("vertex_ai", "claude-3-opus@20240229", "2024-05-01T00:00:00Z", "15 75 - - -");
        row("openai", "text-embedding-3-small", now, "0.02 0? - - -");
        row("vertex_ai", "text-embedding-004", "2024-12-01T00:00:00Z", "0.1 0? - - -");
        row("voyage", "voyage-3", now, "0.06 0? - - -");
    }
    void knowsThePublishedPrices()
    {
        QFETCH(const QString, provider);
        QFETCH(const QString, model);
        QFETCH(const QString, time);
        QFETCH(const QString, rates);

        const auto answer = m_bundled->priceOf(provider, model, at(time));

        QVERIFY2(answer.revision, qPrintable(QString::number(int(answer.reason))));
        const auto expected = rates.split(QLatin1Char(' '));
        const auto &base = answer.revision->base;
        const QList<std::optional<qint64>> actual { base.input, base.output, base.cacheRead, base.cacheWrite5m, base.cacheWrite1h };
        for (int i = 0; i < actual.size(); ++i) {
            if (expected.at(i) == QStringLiteral("0?")) { // one list says 0, the other nothing
                QCOMPARE(actual.at(i).value_or(0), 0);
            } else {
                const auto rate = actual.at(i) ? decimalText(*actual.at(i), 12) : QStringLiteral("-");
                QCOMPARE(rate, expected.at(i));
            }
        }
    }

    void aWrongUnitLeavesTheModelWithoutAPrice()
    {
        QCOMPARE(m_bundled->priceOf(QStringLiteral("wandb"), QStringLiteral("deepseek-ai/DeepSeek-V3.1"), SomeDay).reason,
            Unpriced::NoRate);
        const auto online = m_bundled->priceOf(QStringLiteral("perplexity"), QStringLiteral("pplx-7b-online"),
            at(QStringLiteral("2024-02-01T00:00:00Z"))); // the history says 0.0005 per token
        QVERIFY(online.revision);
        QCOMPARE(online.revision->base.output, pico("0.28"));
    }

    void asksTheNamedProviderOnly()
    {
        const auto prices = book({ revision("openai", "gpt-4o", "2.5", "10"), revision("azure", "gpt-4o", "3", "12") });

        const auto azure = prices.priceOf(QStringLiteral("Azure"), QStringLiteral("gpt-4o"), SomeDay);
        QVERIFY(azure.revision);
        QCOMPARE(azure.revision->base.input, pico("3"));
        QCOMPARE(prices.priceOf(QStringLiteral("lepton"), QStringLiteral("gpt-4o"), SomeDay).reason, Unpriced::UnknownProvider);
        QCOMPARE(prices.priceOf(QStringLiteral("together_ai"), QStringLiteral("gpt-4o"), SomeDay).reason, Unpriced::UnknownModel);
    }

    void withoutAProviderTheVendorsPriceCounts()
    {
        const auto prices = book({ revision("azure", "gpt-4o", "3", "12"), revision("openai", "gpt-4o", "2.5", "10") });

        const auto answer = prices.priceOf({}, QStringLiteral("gpt-4o"), SomeDay);

        QVERIFY(answer.revision);
        QCOMPARE(answer.revision->provider, QStringLiteral("openai"));
    }

    void withoutAVendorAllProvidersMustAgree()
    {
        const QList<PriceRevision> same { revision("groq", "llama-x", "0.5", "0.7"), revision("together", "llama-x", "0.5", "0.7") };
        QVERIFY(book(same).priceOf({}, QStringLiteral("llama-x"), SomeDay).revision);

        auto different = same;
        different.append(revision("fireworks", "llama-x", "0.5", "0.8"));
        const auto answer = book(different).priceOf({}, QStringLiteral("llama-x"), SomeDay);
        QVERIFY(!answer.revision);
        QCOMPARE(answer.reason, Unpriced::ProvidersDisagree);
    }

    void aDifferenceInCachePricesIsADisagreementToo()
    {
        auto other = revision("together", "llama-x", "0.5", "0.7");
        other.base.cacheRead = pico("0.1");
        const auto prices = book({ revision("groq", "llama-x", "0.5", "0.7"), other });

        QCOMPARE(prices.priceOf({}, QStringLiteral("llama-x"), SomeDay).reason, Unpriced::ProvidersDisagree);
    }

    void aFreeOfferIsNoPriceForAnUnknownProvider()
    {
        const auto prices = book({ revision("ollama", "llama-x", "0", "0") });

        QVERIFY(prices.priceOf(QStringLiteral("ollama"), QStringLiteral("llama-x"), SomeDay).revision);
        QCOMPARE(prices.priceOf({}, QStringLiteral("llama-x"), SomeDay).reason, Unpriced::NoRate);
    }

    void agreementIsAskedAtTheTimeOfTheRequest()
    {
        auto old = revision("groq", "llama-x", "1", "1");
        old.validTo = SomeDay;
        auto present = revision("groq", "llama-x", "0.5", "0.7");
        present.validFrom = SomeDay;
        const auto prices = book({ present, old, revision("together", "llama-x", "0.5", "0.7") });

        QCOMPARE(prices.priceOf({}, QStringLiteral("llama-x"), SomeDay - 1).reason, Unpriced::ProvidersDisagree);
        QVERIFY(prices.priceOf({}, QStringLiteral("llama-x"), SomeDay).revision);
    }

    void saysWhyThereIsNoPrice()
    {
        auto later = revision("openai", "gpt-9", "1", "1");
        later.validFrom = SomeDay + 1;
        PriceRevision image;
        image.provider = QStringLiteral("openai");
        image.model = QStringLiteral("dall-e-2");
        const auto prices = book({ later, image });

        QCOMPARE(prices.priceOf(QStringLiteral("openai"), {}, SomeDay).reason, Unpriced::NoModel);
        QCOMPARE(prices.priceOf({}, {}, SomeDay).reason, Unpriced::NoModel);
        QCOMPARE(prices.priceOf({}, QStringLiteral("gpt-8"), SomeDay).reason, Unpriced::UnknownModel);
        QCOMPARE(prices.priceOf(QStringLiteral("openai"), QStringLiteral("gpt-9"), SomeDay).reason, Unpriced::NotYetValid);
        QVERIFY(prices.priceOf(QStringLiteral("openai"), QStringLiteral("gpt-9"), SomeDay + 1).revision);
        QCOMPARE(prices.priceOf(QStringLiteral("openai"), QStringLiteral("dall-e-2"), SomeDay).reason, Unpriced::NoRate);
    }

    void aKeyAnswersLikeTheNames()
    {
        const auto key = m_bundled->keyOf(QStringLiteral("OpenAI"), QStringLiteral("gpt-4o"));

        QCOMPARE(m_bundled->priceOf(key, SomeDay).revision,
            m_bundled->priceOf(QStringLiteral("openai"), QStringLiteral("gpt-4o"), SomeDay).revision);
        QCOMPARE(m_bundled->keyOf(QStringLiteral("openai"), QStringLiteral("gpt-4o")), key);
    }

    void anEmptyBookHasNoPrices()
    {
        QCOMPARE(book({}).priceOf({}, QStringLiteral("gpt-4o"), SomeDay).reason, Unpriced::UnknownModel);
    }
};

QTEST_GUILESS_MAIN(TestPriceBook)
#include "tst_pricebook.moc"
