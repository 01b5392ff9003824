#include "app/searchmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using Kind = SearchEntry::Kind;

namespace {

SearchEntry made(Kind kind, const QString &text)
{
    SearchEntry entry;
    entry.kind = kind;
    entry.id = text;
    entry.text = text;
    return entry;
}

QStringList texts(const SearchModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row).data().toString());
    return texts;
}

}

class tst_SearchModel : public QObject
{
    Q_OBJECT

private slots:
    void groupsWithTheBestResultFirst();
    void ranksWhatWasChosenFirst();
    void narrowsByPrefix_data();
    void narrowsByPrefix();
    void showsWhatCannotBeChosenLast();
    void findsByAliases();
    void goesAroundAndPastHeadings();
    void showsHostileNamesAsText();
};

void tst_SearchModel::groupsWithTheBestResultFirst()
{
    SearchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(QStringLiteral("a"), { made(Kind::Page, QStringLiteral("Spending")), made(Kind::Page, QStringLiteral("Overview")) });
    model.setEntries(QStringLiteral("b"), { made(Kind::Feature, QStringLiteral("Overdraft")), made(Kind::Feature, QStringLiteral("Chatbot")) });
    QCOMPARE(texts(model), (QStringList { QStringLiteral("Pages"), QStringLiteral("Spending"), QStringLiteral("Overview"), QStringLiteral("Features"),
                               QStringLiteral("Overdraft"), QStringLiteral("Chatbot") }));

    model.setQuery(QStringLiteral("chat"));
    QCOMPARE(texts(model), (QStringList { QStringLiteral("Features"), QStringLiteral("Chatbot") }));

    model.setQuery(QStringLiteral("over"));
    QCOMPARE(texts(model), (QStringList { QStringLiteral("Pages"), QStringLiteral("Overview"), QStringLiteral("Features"), QStringLiteral("Overdraft") }));

    model.setEntries(QStringLiteral("b"), {}); // the answer of another workspace
    QCOMPARE(texts(model), (QStringList { QStringLiteral("Pages"), QStringLiteral("Overview") }));
}

void tst_SearchModel::ranksWhatWasChosenFirst()
{
    SearchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWeights([](const QString &id) { return id == QLatin1String("My cost") ? 0.5 : 0.0; });
    model.setEntries(QStringLiteral("a"), { made(Kind::Command, QStringLiteral("Cost")), made(Kind::Command, QStringLiteral("My cost")),
                                              made(Kind::Command, QStringLiteral("Colours on second tab")) });

    model.setQuery(QStringLiteral("cost"));

    QCOMPARE(texts(model).mid(1), (QStringList { QStringLiteral("My cost"), QStringLiteral("Cost"), QStringLiteral("Colours on second tab") }));
}

void tst_SearchModel::narrowsByPrefix_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("found");
    QTest::newRow("commands") << QStringLiteral(">sa") << QStringLiteral("same command");
    QTest::newRow("features") << QStringLiteral(" @ sa") << QStringLiteral("same feature");
    QTest::newRow("models") << QStringLiteral("$same") << QStringLiteral("same model");
    QTest::newRow("flags") << QStringLiteral("!sa") << QStringLiteral("same flag");
    QTest::newRow("help") << QStringLiteral("?") << QStringLiteral("same help");
}

void tst_SearchModel::narrowsByPrefix()
{
    QFETCH(QString, query);
    QFETCH(QString, found);
    SearchModel model;
    SearchEntry help = made(Kind::Help, QStringLiteral("same help"));
    help.onlyByPrefix = true;
    model.setEntries(QStringLiteral("a"), { made(Kind::Command, QStringLiteral("same command")), made(Kind::Feature, QStringLiteral("same feature")),
                                              made(Kind::Model, QStringLiteral("same model")), made(Kind::Flag, QStringLiteral("same flag")), help });
    model.setQuery(query);
    QCOMPARE(texts(model).mid(1), QStringList { found });

    model.setQuery(QStringLiteral("same"));
    QVERIFY(!texts(model).contains(QStringLiteral("same help")));
}

void tst_SearchModel::showsWhatCannotBeChosenLast()
{
    SearchModel model;
    SearchEntry disabled = made(Kind::Command, QStringLiteral("Back"));
    disabled.reason = QStringLiteral("There is nothing to go back to");
    model.setEntries(QStringLiteral("a"), { disabled, made(Kind::Command, QStringLiteral("Go to the back room")), made(Kind::Feature, QStringLiteral("Feedback")) });

    model.setQuery(QStringLiteral("back"));

    QCOMPARE(texts(model), (QStringList { QStringLiteral("Commands"), QStringLiteral("Go to the back room"), QStringLiteral("Features"), QStringLiteral("Feedback"),
                               QStringLiteral("Not available now"), QStringLiteral("Back") }));
    QCOMPARE(model.index(5).data(SearchModel::ReasonRole).toString(), disabled.reason);
}

void tst_SearchModel::findsByAliases()
{
    SearchModel model;
    SearchEntry page = made(Kind::Page, QStringLiteral("Spending"));
    page.aliases = QStringList { QStringLiteral("platform/costs") };
    model.setEntries(QStringLiteral("a"), { page });
    model.setQuery(QStringLiteral("platform/costs"));
    QCOMPARE(texts(model), (QStringList { QStringLiteral("Pages"), QStringLiteral("Spending") }));
}

void tst_SearchModel::goesAroundAndPastHeadings()
{
    SearchModel model;
    QCOMPARE(model.nextEntry(0, 1), -1);
    model.setEntries(QStringLiteral("a"), { made(Kind::Page, QStringLiteral("A")), made(Kind::Command, QStringLiteral("B")) }); // heading, A, heading, B

    QCOMPARE(model.nextEntry(0, 1), 1);
    QCOMPARE(model.nextEntry(2, 1), 3);
    QCOMPARE(model.nextEntry(4, 1), 1);
    QCOMPARE(model.nextEntry(2, -1), 1);
    QCOMPARE(model.nextEntry(0, -1), 3);
    QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsSelectable));
}

void tst_SearchModel::showsHostileNamesAsText()
{
    SearchModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(QStringLiteral("a"), { made(Kind::Feature, QString::fromUtf8("<b>x</b>\n\xe2\x80\xae") + QString(10'000, QLatin1Char('y'))) });
    model.setQuery(QStringLiteral("<b>"));
    const QString shown = model.index(1).data().toString();
    QVERIFY(shown.startsWith(QStringLiteral("<b>x</b>")));
    QVERIFY(!shown.contains(QLatin1Char('\n')) && !shown.contains(QChar(0x202e)));
}

QTEST_GUILESS_MAIN(tst_SearchModel)
#include "tst_searchmodel.moc"
