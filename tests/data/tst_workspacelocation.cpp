#include "data/workspacelocation.h"

#include <QTest>

class tst_WorkspaceLocation : public QObject
{
    Q_OBJECT

private slots:
    void readsLocations_data();
    void readsLocations();
    void hidesThePassword();
};

void tst_WorkspaceLocation::readsLocations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<QString>("displayName");
    QTest::newRow("path") << QStringLiteral("/a/../b/my data.signalbox") << true << QStringLiteral("my data.signalbox");
    QTest::newRow("odd characters") << QStringLiteral("/b/a?mode=memory#x%20") << true << QStringLiteral("a?mode=memory#x%20");
    QTest::newRow("server") << QStringLiteral("postgresql://ann:secret@db.example:5433/usage?sslmode=require") << true << QStringLiteral("db.example/usage");
    QTest::newRow("socket") << QStringLiteral("postgres:///usage?host=/run/x") << true << QStringLiteral("localhost/usage");
    QTest::newRow("default") << QString() << true << QStringLiteral("default.signalbox");
    QTest::newRow("uri") << QStringLiteral("file:x.db?mode=memory") << false << QString();
    QTest::newRow("uri in capitals") << QStringLiteral("FILE:/x.db") << false << QString();
    QTest::newRow("memory") << QStringLiteral(":memory:") << false << QString();
    QTest::newRow("other scheme") << QStringLiteral("mysql://a/b") << false << QString();
    QTest::newRow("no database") << QStringLiteral("postgresql://host") << false << QString();
    QTest::newRow("two databases") << QStringLiteral("postgresql://host/a/b") << false << QString();
}

void tst_WorkspaceLocation::readsLocations()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    QFETCH(QString, displayName);

    const auto location = WorkspaceLocation::parse(text);

    QCOMPARE(bool(location), accepted);
    if (accepted)
        QCOMPARE(location->displayName(), displayName);
    else
        QCOMPARE(location.error().kind, Error::Kind::Usage);
}

void tst_WorkspaceLocation::hidesThePassword()
{
    for (const auto &text : { QStringLiteral("postgresql://ann:s%40cret@h/d"), QStringLiteral("postgresql://ann@h/d?password=s%40cret") }) {
        const auto location = WorkspaceLocation::parse(text);
        QVERIFY(location);
        QCOMPARE(location->password, QStringLiteral("s@cret"));
        QVERIFY(!location->url.contains(QStringLiteral("cret")));
        QVERIFY(!location->displayName().contains(QStringLiteral("cret")));
    }
    const auto broken = WorkspaceLocation::parse(QStringLiteral("postgresql://ann:s3cret@h"));
    QVERIFY(!broken);
    QVERIFY(!broken.error().line().contains(QStringLiteral("s3cret")));
}

QTEST_GUILESS_MAIN(tst_WorkspaceLocation)
#include "tst_workspacelocation.moc"
