#include "data/writerlock.h"
#include "support/testdatabase.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

class tst_WriterLock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void keepsOthersOut_data() { TestDatabase::addEngines(); }
    void keepsOthersOut();
    void isFreeAfterwards_data() { TestDatabase::addEngines(); }
    void isFreeAfterwards();
    void goesWithTheProcess();
    void readsLocations_data();
    void readsLocations();
    void hidesThePassword();
};

void tst_WriterLock::keepsOthersOut()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto first = WriterLock::acquire(test.location(), 0);
    const auto second = WriterLock::acquire(test.location(), 0);

    QVERIFY2(first, qPrintable(first ? QString() : first.error().line()));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Busy);
    QVERIFY2(second.error().summary.contains(QStringLiteral("process ")), qPrintable(second.error().summary));
    QVERIFY(second.error().summary.contains(QStringLiteral("since 20")));
    if (dialect == Dialect::Sqlite)
        QVERIFY(second.error().summary.contains(QString::number(::getpid())));
}

void tst_WriterLock::isFreeAfterwards()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    {
        QVERIFY(WriterLock::acquire(test.location(), 0));
    }

    QVERIFY(WriterLock::acquire(test.location(), 5000));
}

void tst_WriterLock::goesWithTheProcess()
{
    TestDatabase test;
    const auto location = test.location();
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = WriterLock::acquire(location, 0);
        if (lock && ::write(ready[1], "1", 1) == 1)
            ::pause();
        ::_exit(1);
    }
    char sign = 0;
    QCOMPARE(::read(ready[0], &sign, 1), ssize_t(1));

    const auto during = WriterLock::acquire(location, 0);
    QCOMPARE(::kill(child, SIGKILL), 0);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    const auto after = WriterLock::acquire(location, 5000);

    QVERIFY(!during);
    QVERIFY(during.error().summary.contains(QString::number(child)));
    QVERIFY(after);
    ::close(ready[0]);
    ::close(ready[1]);
}

void tst_WriterLock::readsLocations_data()
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

void tst_WriterLock::readsLocations()
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

void tst_WriterLock::hidesThePassword()
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

QTEST_GUILESS_MAIN(tst_WriterLock)
#include "tst_writerlock.moc"
