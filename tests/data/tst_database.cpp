#include "data/database.h"
#include "data/sql.h"
#include "support/testdatabase.h"

#include <QDir>
#include <QSqlDatabase>
#include <QTest>

class tst_Database : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void runsTasksInOrder();
    void finishesWhatWasGiven();
    void leavesOutWhatWasCancelled();
    void saysWhyItCannotOpen();
    void canBeInterrupted_data() { TestDatabase::addEngines(); }
    void canBeInterrupted();
    void interruptingAClosedOneIsHarmless();
    void knowsWhetherItAnswers_data() { TestDatabase::addEngines(); }
    void knowsWhetherItAnswers();
    void isFailingWhereItCannotBeOpened();
    void opensAndClosesWithoutATrace();
    void checkpointsOnlyInTheWriter();
};

namespace {

int openFileCount()
{
    return int(QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

QStringList warnings;

void collectWarnings(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type != QtDebugMsg && type != QtInfoMsg)
        warnings.append(text);
}

Result<QString> pragma(Database &database, const QString &name)
{
    return database.run([name](Connection &connection) -> Result<QString> {
        const auto value = Sql::selectOne(connection, QStringLiteral("PRAGMA ") + name, {}, [](const Row &row) { return row.text(0); });
        return value ? Result<QString>(value->value_or(QString())) : Result<QString>(value.error());
    }).result();
}

}

void tst_Database::runsTasksInOrder()
{
    TestDatabase test;

    QList<QFuture<Result<qint64>>> done;
    for (int i = 1; i <= 50; ++i) {
        done.append(test.writer().run([i](Connection &connection) {
            return Sql::exec(connection, QStringLiteral("INSERT INTO usage_users (name) VALUES (?)"), { QString::number(i) });
        }));
    }

    for (int i = 1; i <= 50; ++i)
        QVERIFY(done[i - 1].result());
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM usage_users WHERE id = CAST(name AS INTEGER)")), 51);
}

void tst_Database::finishesWhatWasGiven()
{
    TestDatabase test;
    QList<QFuture<Result<qint64>>> done;
    {
        Database database(test.location(), Database::Access::ReadWrite);
        for (int i = 0; i < 20; ++i) {
            done.append(database.run([](Connection &connection) {
                return Sql::exec(connection, QStringLiteral("UPDATE workspace_state SET commit_sequence = commit_sequence + 1"));
            }));
        }
    }

    for (auto &one : done)
        QVERIFY(one.isFinished() && one.result());
    QCOMPARE(test.number(QStringLiteral("SELECT commit_sequence FROM workspace_state")), 20);
}

void tst_Database::leavesOutWhatWasCancelled()
{
    TestDatabase test;
    std::atomic_bool goOn = false;
    auto first = test.writer().run([&goOn](Connection &) -> Result<> {
        while (!goOn)
            QThread::yieldCurrentThread();
        return Ok;
    });
    auto cancelled = test.writer().run([](Connection &connection) {
        return Sql::exec(connection, QStringLiteral("DELETE FROM workspace_state"));
    });
    cancelled.cancel();
    goOn = true;

    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM workspace_state")), 1);
    QVERIFY(cancelled.isCanceled());
    QVERIFY(cancelled.isFinished());
    QCOMPARE(cancelled.resultCount(), 0);
}

void tst_Database::saysWhyItCannotOpen()
{
    QTemporaryDir folder;
    WorkspaceLocation location;
    location.path = folder.filePath(QStringLiteral("missing"));
    bool called = false;
    {
        Database database(location, Database::Access::ReadWrite);
        const auto done = database.run([&called](Connection &) -> Result<> {
            called = true;
            return Ok;
        }).result();

        QVERIFY(!done);
        QCOMPARE(done.error().kind, Error::Kind::CannotOpen);
    }
    QVERIFY(!called);
    QVERIFY(!QFile::exists(location.path));
}

void tst_Database::canBeInterrupted()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const QString endless = dialect == Dialect::Sqlite
        ? QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        : QStringLiteral("SELECT count(*) FROM generate_series(1, 1000000000000)");
    auto asked = test.reader().run([endless](Connection &connection) { return Sql::exec(connection, endless); });

    while (!asked.isFinished()) { // it may not have begun at the first try
        test.reader().interrupt();
        QTest::qWait(20);
    }

    QVERIFY(!asked.result());
    QCOMPARE(asked.result().error().kind, Error::Kind::Interrupted);
    const auto next = test.reader().run([](Connection &connection) { return Sql::exec(connection, QStringLiteral("SELECT 1")); });
    QVERIFY(next.result());
}

void tst_Database::interruptingAClosedOneIsHarmless()
{
    TestDatabase test;
    Database database(test.location(), Database::Access::ReadOnly);
    database.interrupt();
    QVERIFY(database.run([](Connection &connection) { return Sql::exec(connection, QStringLiteral("SELECT 1")); }).result());
    database.interrupt();
    QVERIFY(database.run([](Connection &connection) { return Sql::exec(connection, QStringLiteral("SELECT 1")); }).result());
}

void tst_Database::knowsWhetherItAnswers()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    auto &reader = test.reader();
    const auto ask = [&reader](const QString &statement) {
        return reader.run([statement](Connection &connection) { return Sql::exec(connection, statement); });
    };
    const auto works = QStringLiteral("SELECT 1");
    const auto fails = QStringLiteral("SELECT * FROM no_such_table");
    QVERIFY(ask(works).result());
    QVERIFY(!reader.health().fault());

    std::atomic_bool goOn = false;
    auto held = reader.run([&goOn](Connection &) -> Result<> {
        while (!goOn)
            QThread::yieldCurrentThread();
        return Ok;
    });
    auto failed = ask(fails);
    auto beside = ask(works);
    goOn = true;

    QVERIFY(held.result());
    QVERIFY(!failed.result());
    QVERIFY(beside.result());
    QVERIFY(reader.health().fault()); // The one beside it was asked before anybody knew.
    QCOMPARE(reader.health().fault()->line(), failed.result().error().line());

    QVERIFY(!reader.run([](Connection &) -> Result<> { return Error { Error::Kind::Interrupted, {}, {} }; }).result());
    QVERIFY(reader.health().fault()); // Stopped: says neither.
    QVERIFY(!reader.run([](Connection &) -> Result<> { return Error { Error::Kind::NotFound, {}, {} }; }).result());
    QVERIFY(!reader.health().fault()); // "There is no such thing" is an answer.
}

void tst_Database::isFailingWhereItCannotBeOpened()
{
    WorkspaceLocation location;
    location.path = QStringLiteral("/nowhere/missing");
    Database database(location, Database::Access::ReadOnly);

    const auto done = database.run([](Connection &) -> Result<> { return Ok; }).result();

    QVERIFY(!done);
    QVERIFY(database.health().fault());
    QCOMPARE(database.health().fault()->line(), done.error().line());
}

void tst_Database::opensAndClosesWithoutATrace()
{
    TestDatabase test;
    const auto nothing = [](Connection &connection) { return Sql::exec(connection, QStringLiteral("SELECT 1")); };
    QVERIFY(test.writer().run(nothing).result());
    // SQLite keeps the first closed handle for the next open, as long as this process has the file open elsewhere.
    QVERIFY(Database(test.location(), Database::Access::ReadOnly).run(nothing).result());
    const int filesBefore = openFileCount();
    const auto namesBefore = QSqlDatabase::connectionNames().size();
    warnings.clear();
    const auto previous = qInstallMessageHandler(collectWarnings);

    for (int i = 0; i < 1000; ++i) {
        Database database(test.location(), Database::Access::ReadOnly);
        auto done = database.run(nothing);
        if (i % 2 == 0) // else it is closed with the task still waiting
            done.waitForFinished();
    }

    qInstallMessageHandler(previous);
    QCOMPARE(warnings, QStringList());
    QCOMPARE(QSqlDatabase::connectionNames().size(), namesBefore);
    QCOMPARE(openFileCount(), filesBefore);
}

void tst_Database::checkpointsOnlyInTheWriter()
{
    TestDatabase test;

    QCOMPARE(*pragma(test.writer(), QStringLiteral("wal_autocheckpoint")), QStringLiteral("1000"));
    QCOMPARE(*pragma(test.reader(), QStringLiteral("wal_autocheckpoint")), QStringLiteral("0"));
    QCOMPARE(*pragma(test.reader(), QStringLiteral("query_only")), QStringLiteral("1"));
    for (auto *database : { &test.writer(), &test.reader() }) {
        QCOMPARE(*pragma(*database, QStringLiteral("synchronous")), QStringLiteral("2"));
        QCOMPARE(*pragma(*database, QStringLiteral("journal_mode")), QStringLiteral("wal"));
        QCOMPARE(*pragma(*database, QStringLiteral("foreign_keys")), QStringLiteral("1"));
    }
}

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_database.moc"
