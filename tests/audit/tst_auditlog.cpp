#include "audit/auditlog.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "support/testdatabase.h"

#include <QTest>

class tst_AuditLog : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithTheWorkspace_data() { TestDatabase::addEngines(); }
    void beginsWithTheWorkspace();
    void keepsWhatWasSaid_data() { TestDatabase::addEngines(); }
    void keepsWhatWasSaid();
    void refusesToChange_data();
    void refusesToChange();
    void namesTheFirstBadEntry_data();
    void namesTheFirstBadEntry();
    void leavesNothingOfWhatWasRolledBack_data() { TestDatabase::addEngines(); }
    void leavesNothingOfWhatWasRolledBack();
};

namespace {

AuditEntry entry(const QString &object)
{
    return { 0, 1'700'000'000'000'001, QStringLiteral("ann"), QStringLiteral("prices.import"), object, QStringLiteral("old"),
        QString(), QStringLiteral("because") };
}

Result<> add(TestDatabase &test, const AuditEntry &added, bool commits = true)
{
    return test.writer().run([=](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto appended = AuditLog::append(connection, added); !appended)
            return appended;
        return commits ? transaction.commit() : Result<>(Ok);
    }).result();
}

AuditLog::Check verified(TestDatabase &test)
{
    const auto check = test.reader().run([](Connection &connection) { return AuditLog::verify(connection); }).result();
    return check ? *check : AuditLog::Check { -1, -1, {} };
}

}

void tst_AuditLog::beginsWithTheWorkspace()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto check = verified(test);

    QCOMPARE(check.entries, 1);
    QVERIFY(!check.firstBad);
    QCOMPARE(test.texts(QStringLiteral("SELECT action FROM audit_log")), QStringList { QStringLiteral("workspace.create") });
}

void tst_AuditLog::keepsWhatWasSaid()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const QString hostile = QString::fromUtf8("a'b\"c\\d ?\n\xf0\x9f\x9a\xa6") + QChar(0xd800) + QChar(0) + QLatin1Char('e');

    QVERIFY(add(test, entry(hostile)));
    QVERIFY(add(test, entry(QString())));

    const auto newest = test.reader().run([](Connection &connection) { return AuditLog::entries(connection, 2); }).result();
    QVERIFY2(newest, qPrintable(newest ? QString() : newest.error().line()));
    QCOMPARE(newest->size(), 2);
    QCOMPARE(newest->at(0).seq, 3);
    QCOMPARE(newest->at(0).object, QString());
    QCOMPARE(newest->at(1).at, 1'700'000'000'000'001);
    QVERIFY(newest->at(1).object.startsWith(hostile.left(12)));
    QVERIFY(newest->at(1).object.endsWith(QLatin1Char('e')));
    QVERIFY(!verified(test).firstBad);
    QCOMPARE(verified(test).entries, 3);
}

void tst_AuditLog::refusesToChange_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("statement");
    for (const auto dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        const char *engine = dialect == Dialect::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s update", engine) << dialect << QStringLiteral("UPDATE audit_log SET actor = 'nobody'");
        QTest::addRow("%s delete", engine) << dialect << QStringLiteral("DELETE FROM audit_log");
    }
    QTest::newRow("postgresql truncate") << Dialect::PostgreSql << QStringLiteral("TRUNCATE audit_log");
}

void tst_AuditLog::refusesToChange()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, statement);
    TestDatabase test(dialect);

    const auto done = test.exec(statement);

    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Invalid);
    QCOMPARE(verified(test).entries, 1);
}

void tst_AuditLog::namesTheFirstBadEntry_data()
{
    QTest::addColumn<QString>("tamper");
    QTest::addColumn<int>("bad");
    QTest::newRow("a text") << QStringLiteral("UPDATE audit_log SET new_value = 'x' WHERE seq = 3") << 3;
    QTest::newRow("the time") << QStringLiteral("UPDATE audit_log SET at_us = at_us + 1 WHERE seq = 2") << 2;
    QTest::newRow("text moved to the next field")
        << QStringLiteral("UPDATE audit_log SET old_value = 'ol', new_value = 'd' WHERE seq = 4") << 4;
    QTest::newRow("removed in the middle") << QStringLiteral("DELETE FROM audit_log WHERE seq = 3") << 4;
    QTest::newRow("removed in front") << QStringLiteral("DELETE FROM audit_log WHERE seq = 1") << 2;
    QTest::newRow("another hash") << QStringLiteral("UPDATE audit_log SET row_hash = x'00' WHERE seq = 5") << 5;
}

void tst_AuditLog::namesTheFirstBadEntry()
{
    QFETCH(QString, tamper);
    QFETCH(int, bad);
    TestDatabase test;
    for (int i = 0; i < 4; ++i)
        QVERIFY(add(test, entry(QString::number(i))));
    QVERIFY(!verified(test).firstBad);
    QVERIFY(test.exec(QStringLiteral("DROP TRIGGER audit_log_no_update")));
    QVERIFY(test.exec(QStringLiteral("DROP TRIGGER audit_log_no_delete")));

    QVERIFY(test.exec(tamper));

    const auto check = verified(test);
    QVERIFY(check.firstBad);
    QCOMPARE(*check.firstBad, bad);
}

void tst_AuditLog::leavesNothingOfWhatWasRolledBack()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    QVERIFY(add(test, entry(QStringLiteral("undone")), false));
    QVERIFY(add(test, entry(QStringLiteral("kept"))));

    QCOMPARE(verified(test).entries, 2);
    QVERIFY(!verified(test).firstBad);
}

QTEST_GUILESS_MAIN(tst_AuditLog)
#include "tst_auditlog.moc"
