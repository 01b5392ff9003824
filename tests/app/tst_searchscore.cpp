#include "app/searchscore.h"

#include <QTest>

class tst_SearchScore : public QObject
{
    Q_OBJECT

private slots:
    void prefersTheBeginThenWordsThenLetters();
    void findsNothingElse_data();
    void findsNothingElse();
    void readsLongAndStrangeTexts();
};

void tst_SearchScore::prefersTheBeginThenWordsThenLetters()
{
    const auto of = [](const char *words, const char *text) { return SearchScore::of(QString::fromUtf8(words), QString::fromUtf8(text)).value_or(-1); };

    QVERIFY(of("spe", "Spending") > of("spe", "Go to Spending")); // begin, begin of a word
    QVERIFY(of("go spe", "View: Go to Spending") > of("gpd", "Go to Spending")); // words, letters in order
    QVERIFY(of("spending go", "Go to Spending") > of("osp", "Go to Spending")); // words in any order
    QVERIFY(of("co", "Cost") > of("co", "Code Assistant")); // shorter
    QVERIFY(of("gpt4", "gpt-4") > of("gpt4", "gpt-3.5-turbo, then 4")); // denser
    QVERIFY(of("COSTS", "platform/costs") > of("cts", "platform/costs")); // case does not count
    QCOMPARE(of("", "anything"), 0);
    QCOMPARE(of("   ", "anything"), 0);
}

void tst_SearchScore::findsNothingElse_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("text");
    QTest::newRow("another letter") << QStringLiteral("spx") << QStringLiteral("Spending");
    QTest::newRow("another order") << QStringLiteral("gs") << QStringLiteral("Spending");
    QTest::newRow("a word twice") << QStringLiteral("aa aa") << QStringLiteral("aa b");
    QTest::newRow("empty text") << QStringLiteral("a") << QString();
}

void tst_SearchScore::findsNothingElse()
{
    QFETCH(QString, words);
    QFETCH(QString, text);
    QVERIFY(!SearchScore::of(words, text));
}

void tst_SearchScore::readsLongAndStrangeTexts()
{
    const QString text = QStringLiteral("name ") + QString(100'000, QLatin1Char('x')) + QLatin1Char('z');
    QVERIFY(SearchScore::of(QStringLiteral("name"), text));
    QVERIFY(!SearchScore::of(QStringLiteral("z"), text)); // far behind
    QVERIFY(!SearchScore::of(QString(100'000, QLatin1Char('y')), text));
    QVERIFY(SearchScore::of(QStringLiteral("["), QStringLiteral("a[b]")));
}

QTEST_GUILESS_MAIN(tst_SearchScore)
#include "tst_searchscore.moc"
