#include "data/sql.h"
#include "data/transaction.h"
#include "support/testdatabase.h"

#include <QProcess>
#include <QTest>

class tst_Transaction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void isUndoneWithoutCommit_data() { TestDatabase::addEngines(); }
    void isUndoneWithoutCommit();
    void commitAfterAFailureIsNoSuccess();
    void waitsForAnotherProcess();
    void isBusyWhileAnotherProcessWrites();
};

namespace {

const QString insertUser = QStringLiteral("INSERT INTO usage_users (name) VALUES (?)");

/// The sqlite3 shell with a write transaction open.
class OtherWriter
{
public:
    explicit OtherWriter(const QString &path)
    {
        m_shell.start(QStringLiteral("sqlite3"), { QStringLiteral("-batch"), path });
        m_shell.write("BEGIN IMMEDIATE;\nSELECT 'begun';\n");
    }
    ~OtherWriter()
    {
        m_shell.kill();
        m_shell.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(OtherWriter)

    bool hasBegun() { return m_shell.waitForReadyRead(10000) && m_shell.readAll().startsWith("begun"); }
    void commit()
    {
        m_shell.write("COMMIT;\n");
        m_shell.waitForBytesWritten();
    }

private:
    QProcess m_shell;
};

Result<> insertOne(Connection &connection, int busyMs)
{
    if (auto set = Sql::exec(connection, QStringLiteral("PRAGMA busy_timeout=%1").arg(busyMs)); !set)
        return set.error();
    Transaction transaction(connection);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto done = Sql::exec(connection, insertUser, { QStringLiteral("x") }); !done)
        return done.error();
    return transaction.commit();
}

}

void tst_Transaction::isUndoneWithoutCommit()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    QVERIFY(test.writer().run([](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto done = Sql::exec(connection, insertUser, { QStringLiteral("x") }); !done)
            return done.error();
        return Ok;
    }).result());

    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM usage_users")), 1);
}

void tst_Transaction::commitAfterAFailureIsNoSuccess()
{
    TestDatabase test(Dialect::PostgreSql);

    const auto committed = test.writer().run([](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto done = Sql::exec(connection, insertUser, { QStringLiteral("x") }); !done)
            return done.error();
        if (auto done = Sql::exec(connection, QStringLiteral("SELECT 1 / 0")); done)
            return Ok;
        return transaction.commit();
    }).result();

    QVERIFY(!committed);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM usage_users")), 1);
}

void tst_Transaction::waitsForAnotherProcess()
{
    TestDatabase test;
    OtherWriter other(test.location().path);
    QVERIFY(other.hasBegun());
    std::atomic_bool started = false;

    auto done = test.writer().run([&started](Connection &connection) {
        started = true;
        return insertOne(connection, 30000);
    });
    QTRY_VERIFY(started);
    QVERIFY(!done.isFinished());
    other.commit();

    QVERIFY(done.result());
}

void tst_Transaction::isBusyWhileAnotherProcessWrites()
{
    TestDatabase test;
    OtherWriter other(test.location().path);
    QVERIFY(other.hasBegun());

    const auto done = test.writer().run([](Connection &connection) { return insertOne(connection, 50); }).result();

    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Busy);
}

QTEST_GUILESS_MAIN(tst_Transaction)
#include "tst_transaction.moc"
