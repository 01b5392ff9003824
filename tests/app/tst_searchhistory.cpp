#include "app/searchhistory.h"
#include "services/settings.h"

#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr UtcMicros Now = 1'700'000'000'000'000;
constexpr UtcMicros Week = 7 * 24 * MicrosPerHour;

}

class tst_SearchHistory : public QObject
{
    Q_OBJECT

private slots:
    void countsUsesAndForgetsThemSlowly()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        SearchHistory history(settings);
        QCOMPARE(history.weight(QStringLiteral("page/a"), Now), 0.0);

        history.add(QStringLiteral("page/a"), Now);
        history.add(QStringLiteral("page/a"), Now + Week);

        QCOMPARE(history.weight(QStringLiteral("page/a"), Now + Week), 1.5);
        QCOMPARE(history.weight(QStringLiteral("page/a"), Now + 2 * Week), 0.75);
        QCOMPARE(history.weight(QStringLiteral("page/a"), Now), 1.5); // a clock set back adds nothing
    }

    void isKeptBetweenRuns()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("s.ini"));
        const QString hostile = QStringLiteral("feature/a|b\n\"c\",d;e");
        {
            Settings settings(path);
            SearchHistory(settings).add(hostile, Now);
            QVERIFY(settings.save());
        }
        Settings settings(path);
        QCOMPARE(SearchHistory(settings).weight(hostile, Now), 1.0);
    }

    void keepsTheNewestOnly()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        SearchHistory history(settings);
        for (int i = 0; i < 200; ++i)
            history.add(QString::number(i), Now + i);
        QCOMPARE(history.weight(QStringLiteral("0"), Now), 0.0);
        QVERIFY(history.weight(QStringLiteral("199"), Now + 199) > 0);
        QVERIFY(settings.value(Preferences::SearchUses).size() <= 60);
    }

    void readsDamagedPreferences()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("s.ini")));
        settings.setValue(Preferences::SearchUses, QStringList { QStringLiteral("nonsense"), QString(), QStringLiteral("x|y|id") });
        QCOMPARE(SearchHistory(settings).weight(QStringLiteral("id"), Now), 0.0);
    }
};

QTEST_GUILESS_MAIN(tst_SearchHistory)
#include "tst_searchhistory.moc"
