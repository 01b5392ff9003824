#include "ledger/providernames.h"

#include <QTest>

class TestProviderNames : public QObject
{
    Q_OBJECT

private slots:
    void knowsOneProviderByAllItsSpellings_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("id");
        QTest::newRow("id") << QStringLiteral("together") << QStringLiteral("together");
        QTest::newRow("underscore") << QStringLiteral("together_ai") << QStringLiteral("together");
        QTest::newRow("blank and case") << QStringLiteral(" Together AI ") << QStringLiteral("together");
        QTest::newRow("id with underscore") << QStringLiteral("vertex_ai") << QStringLiteral("vertex_ai");
        QTest::newRow("unknown") << QStringLiteral("lepton") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void knowsOneProviderByAllItsSpellings()
    {
        QFETCH(const QString, name);
        ProviderNames names;
        names.add(QStringLiteral("together"), { QStringLiteral("together_ai") });
        names.add(QStringLiteral("vertex_ai"));

        QTEST(names.idOf(name), "id");
    }

    void anAliasNeverTakesTheNameOfAnotherProvider()
    {
        ProviderNames names;
        names.add(QStringLiteral("azure"));
        names.add(QStringLiteral("other"), { QStringLiteral("Azure") });
        names.add(QStringLiteral("late"), { QStringLiteral("soon") });
        names.add(QStringLiteral("soon"));

        QCOMPARE(names.idOf(QStringLiteral("azure")), QStringLiteral("azure"));
        QCOMPARE(names.idOf(QStringLiteral("soon")), QStringLiteral("soon"));
    }

    void findsTheVendorOfAModel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("vendor");
        QTest::newRow("gpt") << QStringLiteral("gpt-4o") << QStringLiteral("openai");
        QTest::newRow("o series") << QStringLiteral("o3-mini") << QStringLiteral("openai");
        QTest::newRow("o series alone") << QStringLiteral("o1") << QStringLiteral("openai");
        QTest::newRow("claude") << QStringLiteral("claude-3-opus") << QStringLiteral("anthropic");
        QTest::newRow("gemini") << QStringLiteral("Gemini-2.5-pro") << QStringLiteral("google");
        QTest::newRow("grok") << QStringLiteral("grok-4") << QStringLiteral("x-ai");
        QTest::newRow("open weights have none") << QStringLiteral("llama-3.1-8b-instant") << QString();
        QTest::newRow("olmo is not an o series") << QStringLiteral("olmo-7b") << QString();
        QTest::newRow("o12 is not a name") << QStringLiteral("o12b") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void findsTheVendorOfAModel()
    {
        QFETCH(const QString, model);
        QTEST(firstPartyVendor(model), "vendor");
    }
};

QTEST_GUILESS_MAIN(TestProviderNames)
#include "tst_providernames.moc"
