#include "data/writerlock.h"
#include "support/testdatabase.h"

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

QTEST_GUILESS_MAIN(tst_WriterLock)
#include "tst_writerlock.moc"
