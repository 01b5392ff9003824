#include "data/bulkstatement.h"
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
    void bulkStatementsFindConflicts_data() { TestDatabase::addEngines(); }
    void bulkStatementsFindConflicts();
    void bulkStatementsForgetBoundValues_data() { TestDatabase::addEngines(); }
    void bulkStatementsForgetBoundValues();
    void bulkStatementsSayWhatFailed_data() { TestDatabase::addEngines(); }
    void bulkStatementsSayWhatFailed();
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

void tst_Transaction::bulkStatementsFindConflicts()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto counts = test.writer().run([](Connection &connection) -> Result<QList<qint64>> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun.error();
        auto insert = BulkStatement::prepare(connection,
            QStringLiteral("INSERT INTO usage_claims VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING usage_id, key -- ?"));
        if (!insert)
            return insert.error();
        QList<qint64> found;
        for (int i = 0; i < 2; ++i) {
            insert->bind(1, 7);
            insert->bindBytes(2, QByteArrayView("n\0x", 3));
            insert->bind(3, 1);
            insert->bindBytes(4, QByteArrayView());
            insert->bind(5, 42 + i);
            const auto changed = insert->execute();
            if (!changed)
                return changed.error();
            found << *changed << insert->returned().value_or(-1) << insert->returnedBytes().size();
        }
        if (auto committed = transaction.commit(); !committed)
            return committed.error();
        return found;
    }).result();

    QVERIFY2(counts, qPrintable(counts ? QString() : counts.error().line()));
    QCOMPARE(*counts, QList<qint64>({ 1, 42, 3, 0, -1, 0 }));
}

void tst_Transaction::bulkStatementsForgetBoundValues()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto changed = test.writer().run([](Connection &connection) -> Result<qint64> {
        auto insert = BulkStatement::prepare(connection,
            QStringLiteral("INSERT INTO model_prices (provider, model, input_rate, source, recorded_us) VALUES ('a?b', ?, ?, ?, 0)"));
        if (!insert)
            return insert.error();
        insert->bindText(1, "m\xc3\xa9");
        insert->bind(2, 9007199254740995);
        insert->bindText(3, {});
        if (auto done = insert->execute(); !done)
            return done.error();
        insert->bindText(1, "n");
        insert->bindText(3, "s");
        return insert->execute(); // the rate was not bound again: NULL
    }).result();

    QVERIFY2(changed, qPrintable(changed ? QString() : changed.error().line()));
    QCOMPARE(*changed, 1);
    QCOMPARE(test.number(QStringLiteral("SELECT input_rate FROM model_prices WHERE model = ?"), { QString::fromUtf8("m\xc3\xa9") }),
        9007199254740995);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM model_prices WHERE model = 'n' AND input_rate IS NULL AND provider = 'a?b'")), 1);
}

void tst_Transaction::bulkStatementsSayWhatFailed()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto kinds = test.writer().run([](Connection &connection) -> Result<QList<int>> {
        QList<int> found;
        if (auto bad = BulkStatement::prepare(connection, QStringLiteral("SELEC ?")); !bad)
            found << int(bad.error().kind);
        auto insert = BulkStatement::prepare(connection, QStringLiteral("INSERT INTO usage_users (name) VALUES (?)"));
        if (!insert)
            return insert.error();
        insert->bindText(1, "");
        if (auto conflict = insert->execute(); !conflict)
            found << int(conflict.error().kind);
        if (auto null = insert->execute(); !null)
            found << int(null.error().kind);
        insert->bindText(1, "fine");
        if (auto fine = insert->execute(); !fine)
            return fine.error();
        return found;
    }).result();

    QVERIFY2(kinds, qPrintable(kinds ? QString() : kinds.error().line()));
    QCOMPARE(*kinds, QList<int>({ int(Error::Kind::Internal), int(Error::Kind::Conflict), int(Error::Kind::Invalid) }));
}

QTEST_GUILESS_MAIN(tst_Transaction)
#include "tst_transaction.moc"
