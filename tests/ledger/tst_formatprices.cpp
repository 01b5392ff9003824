#include "ledger/formats/usageformat.h"
#include "ledger/modelresolver.h"
#include "ledger/pricebook.h"
#include "ledger/pricing.h"
#include "support/sampledata.h"
#include "support/testpaths.h"

#include <QFile>
#include <QHash>
#include <QTest>

#include <map>

// Compares what real responses of providers cost here with what another program, pydantic/genai-prices, computed for the
// same responses. Both may be right and differ: each difference falls into a class below, and its rows are counted.

namespace {

constexpr UtcMicros At = 1787270400'000000; // 2026-08-21T00:00Z

struct Expected
{
    int index = 0;
    QString provider;
    std::optional<qint64> input, output, cacheRead, cacheWrite;
    std::optional<Money> inputPrice, outputPrice;
};

QList<Expected> expectedPrices()
{
    QFile file(testData(QStringLiteral("formats/genai_expected_prices.csv")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no expected prices");
    QList<Expected> rows;
    file.readLine();
    while (!file.atEnd()) {
        const QStringList cells = QString::fromUtf8(file.readLine()).trimmed().split(QLatin1Char(','));
        const auto tokens = [&cells](int i) { return cells.at(i).isEmpty() ? std::optional<qint64>() : cells.at(i).toLongLong(); };
        rows.append({ cells.at(0).toInt(), cells.at(1), tokens(3), tokens(4), tokens(5), tokens(6), Money::fromUsdText(cells.at(7)), Money::fromUsdText(cells.at(8)) });
    }
    return rows;
}

QList<UsageRecord> responses()
{
    QFile file(testData(QStringLiteral("formats/genai_usages.json")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no responses");
    const auto format = openUsageFormat(file);
    QList<UsageRecord> records;
    while (format && (*format)->next() == UsageFormat::Next::Record)
        records.append((*format)->record());
    return records;
}

TokenClasses classesOf(const UsageRecord &r)
{
    return splitTokens(r.inputTokens, r.cacheReadTokens, r.cacheWrite5mTokens, r.cacheWrite1hTokens, r.outputTokens, r.reasoningTokens);
}

/// Ours are rounded to the pico per component, theirs are not.
bool same(Money ours, std::optional<Money> theirs)
{
    const Int128 difference = ours.pico() - theirs.value_or(Money()).pico();
    return difference >= -3 && difference <= 3;
}

bool sameCounts(const UsageRecord &record, const Expected &row)
{
    const qint64 written = record.cacheWrite5mTokens.value_or(0) + record.cacheWrite1hTokens.value_or(0);
    return record.inputTokens.value_or(0) == row.input.value_or(0) && record.outputTokens.value_or(0) == row.output.value_or(0)
        && record.cacheReadTokens.value_or(0) == row.cacheRead.value_or(0) && written == row.cacheWrite.value_or(0);
}

}

class TestFormatPrices : public QObject
{
    Q_OBJECT

private slots:
    void pricesAgreeWhereTheCatalogueKnowsTheModel()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        const PriceBook book(catalogue->revisions(), catalogue->providers());
        const ModelResolver resolver(*catalogue);
        const auto records = responses();
        QCOMPARE(records.size(), 779);

        // Theirs is one row per way of reading the usage object; the best of a provider is its answer for that response.
        std::map<std::pair<int, QString>, QString> verdicts;
        const auto rows = expectedPrices();
        for (const Expected &row : rows) {
            QString &verdict = verdicts[{ row.index, row.provider }];
            const QString found = verdictOn(records.at(row.index), row, resolver, book);
            if (verdict.isEmpty() || found == QLatin1String("equal") || (verdict == QLatin1String("counts") && found == QLatin1String("rates")))
                verdict = found;
        }
        int equal = 0, different = 0, unknown = 0;
        std::map<QString, QStringList> differences; // by class
        for (const auto &[key, verdict] : verdicts) {
            if (verdict == QLatin1String("unknown"))
                ++unknown;
            else if (verdict == QLatin1String("equal"))
                ++equal;
            else {
                ++different;
                const QString model = key.second + QLatin1Char(' ') + QString::fromUtf8(records.at(key.first).model);
                const QString explained = explanation(model);
                QVERIFY2(!explained.isEmpty(), qPrintable(QStringLiteral("response %1: %2").arg(key.first).arg(model)));
                differences[explained].append(QStringLiteral("%1 %2 (%3)").arg(key.first).arg(model, verdict));
            }
        }
        qInfo("%d of %d prices are equal; %d are of models that the catalogue does not offer there", equal, equal + different, unknown);
        for (const auto &[explained, lines] : differences) {
            qInfo("%d differ: %s", int(lines.size()), qPrintable(explained));
            for (const QString &row : lines)
                qInfo("    response %s", qPrintable(row));
        }
        QVERIFY(equal >= 910);
        QVERIFY(different <= 58);
    }

    /// What OpenRouter charged stands beside what its list prices give: both are kept, the charge counts.
    void chargedStandsBesideComputed()
    {
        const auto catalogue = PriceCatalogue::parse(bundledPrices());
        QVERIFY(catalogue);
        const PriceBook book(catalogue->revisions(), catalogue->providers());
        const ModelResolver resolver(*catalogue);
        const auto records = responses();
        QFile file(testData(QStringLiteral("formats/genai_charged_cost.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        file.readLine();
        int rows = 0, charged = 0, asListed = 0;
        while (!file.atEnd()) {
            const QStringList cells = QString::fromUtf8(file.readLine()).trimmed().split(QLatin1Char(','));
            const UsageRecord &record = records.at(cells.at(0).toInt());
            ++rows;
            QCOMPARE(QString::fromUtf8(record.model), cells.at(1));
            // With a key of one's own OpenRouter's part is in the file; what the provider took comes on top of it.
            const bool ownKey = cells.at(6) == QLatin1String("True");
            const Money said = Money::fromPico(record.chargedPico.value_or(-1));
            if (ownKey ? said >= *Money::fromUsdText(cells.at(7)) : said == *Money::fromUsdText(cells.at(7)))
                ++charged;
            const Resolution model = resolver.resolve(cells.at(1), QStringLiteral("openrouter"));
            const PriceAnswer price = model.canonical.isEmpty() ? PriceAnswer() : book.priceOf(QStringLiteral("openrouter"), model.canonical, At);
            const auto computed = price.revision ? priceRequest(classesOf(record), *price.revision).total : std::nullopt;
            const bool isListed = computed && same(*computed, said);
            asListed += isListed ? 1 : 0;
            const Int128 beyond = computed ? said.pico() - computed->pico() : 0;
            const QString why = isListed ? QStringLiteral("as listed") : !computed ? QStringLiteral("the price list does not offer the model there")
                : ownKey                 ? QStringLiteral("an own key: the provider's bill comes on top")
                : beyond > 0 && beyond % 1'000'000'000 == 0
                ? QStringLiteral("a fee of %1 USD on top of the tokens, which is never computed").arg(Money::fromPico(beyond).exactText())
                : QStringLiteral("the endpoint that answered charges other rates than the list has");
            qInfo("response %s %s: charged %s, computed %s: %s", qPrintable(cells.at(0)), qPrintable(cells.at(1)), qPrintable(said.exactText()), computed ? qPrintable(computed->exactText()) : "-", qPrintable(why));
        }
        qInfo("%d of %d charges are read exactly; %d of %d are what the list gives", charged, rows, asListed, rows);
        QCOMPARE(rows, 20);
        QCOMPARE(charged, rows);
    }

private:
    /// The class that a difference falls into; empty for one that nobody has explained.
    static QString explanation(const QString &model)
    {
        static const QHash<QString, QString> classes = [] {
            QHash<QString, QString> known;
            const auto add = [&known](const char *why, std::initializer_list<const char *> models) {
                for (const char *name : models)
                    known.insert(QLatin1String(name), QLatin1String(why));
            };
            add("they price audio input and image output by rates of their own; our ledger counts those tokens with the others",
                { "google gemini-2.0-flash", "google gemini-2.5-flash", "google gemini-2.5-flash-image", "google gemini-3-flash-preview", "google gemini-3-pro-image-preview" });
            add("tokens of a compaction are billed and stand outside the message's totals; they leave them out", { "anthropic claude-sonnet-4-6" });
            add("the two catalogues disagree about the rate: Azure's regional surcharge, names that moved on to another model",
                { "azure gpt-4o-mini-2024-07-18", "azure gpt-4o-2024-11-20", "aws openai.gpt-5.6-luna", "mistral mistral-large-latest", "mistral mistral-medium-latest", "zhipuai glm-4.7" });
            return known;
        }();
        return classes.value(model);
    }

    /// "unknown" where our catalogue has no price of that provider, "equal", "counts" where they read other token counts
    /// out of the response, else "rates".
    static QString verdictOn(const UsageRecord &record, const Expected &row, const ModelResolver &resolver, const PriceBook &book)
    {
        const Resolution resolution = resolver.resolve(QString::fromUtf8(record.model), row.provider);
        const bool known = resolution.kind != MatchKind::None && resolution.kind != MatchKind::Family;
        const PriceAnswer answer = known ? book.priceOf(row.provider, resolution.canonical, At) : PriceAnswer();
        const PriceWorking working = answer.revision ? priceRequest(classesOf(record), *answer.revision) : PriceWorking();
        if (!working.total)
            return QStringLiteral("unknown");
        Money input, output;
        for (const PriceComponent &component : working.components)
            (component.tokenClass == TokenClass::OutputText || component.tokenClass == TokenClass::Reasoning ? output : input) += component.cost;
        if (same(input, row.inputPrice) && same(output, row.outputPrice))
            return QStringLiteral("equal");
        return sameCounts(record, row) ? QStringLiteral("rates") : QStringLiteral("counts");
    }
};

QTEST_GUILESS_MAIN(TestFormatPrices)
#include "tst_formatprices.moc"
