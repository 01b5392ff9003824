#include "features/activity/activitylinks.h"

#include <QTest>

class tst_ActivityLinks : public QObject
{
    Q_OBJECT

private slots:
    void leadsToTheObjectWhereItHasAPage_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("url");
        QTest::newRow("import") << QStringLiteral("import.undo") << QStringLiteral("batch 12: /tmp/a.csv") << QStringLiteral("signalbox://imports?batch=12");
        QTest::newRow("flag") << QStringLiteral("flags.change") << QStringLiteral("new-spending in production") << QStringLiteral("signalbox://flags?q=new-spending");
        QTest::newRow("feature") << QStringLiteral("feature.assign") << QStringLiteral("a&b") << QStringLiteral("signalbox://features?feature=a%26b");
        QTest::newRow("name") << QStringLiteral("model.confirm") << QStringLiteral("gpt 4") << QStringLiteral("signalbox://names?name=gpt%204&show=decided");
        QTest::newRow("name that waits again") << QStringLiteral("model.unconfirm") << QStringLiteral("gpt 4") << QStringLiteral("signalbox://names?name=gpt%204");
        QTest::newRow("repricing") << QStringLiteral("reprice.undo") << QStringLiteral("job 3") << QStringLiteral("signalbox://imports?show=repricings");
        QTest::newRow("price") << QStringLiteral("prices.set") << QStringLiteral("openai gpt-4o") << QString();
        QTest::newRow("nothing that is known") << QStringLiteral("weather.report") << QStringLiteral("rain") << QString();
    }

    void leadsToTheObjectWhereItHasAPage()
    {
        QFETCH(QString, action);
        QFETCH(QString, object);
        QFETCH(QString, url);
        AuditEntry entry;
        entry.action = action;
        entry.object = object;

        const auto link = ActivityLinks::of(entry, { QStringLiteral("imports"), QStringLiteral("flags"), QStringLiteral("features"), QStringLiteral("names") });

        QCOMPARE(link.has_value(), !url.isEmpty());
        if (link) {
            const auto expected = Route::fromUrl(QUrl(url, QUrl::StrictMode));
            QVERIFY(expected);
            QCOMPARE(link->route.page, expected->page);
            QCOMPARE(link->route.options, expected->options);
            QCOMPARE(link->route.filter.features, expected->filter.features);
            QVERIFY(!link->text.isEmpty());
        }
        QVERIFY(!ActivityLinks::of(entry, { QStringLiteral("overview"), QStringLiteral("spending") })); // no page, no link
    }
};

QTEST_GUILESS_MAIN(tst_ActivityLinks)
#include "tst_activitylinks.moc"
