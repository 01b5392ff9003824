#include "data/quickrows.h"
#include "data/sql.h"
#include "support/testdatabase.h"
#include "support/testpostgresql.h"

#include <QTest>

#include <limits>

class tst_QuickRows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void readsNumbersAndBytes_data() { TestDatabase::addEngines(); }
    void readsNumbersAndBytes();
    void bindsTexts_data() { TestDatabase::addEngines(); }
    void bindsTexts();
    void stopsWhereAsked_data() { TestDatabase::addEngines(); }
    void stopsWhereAsked();
    void saysThatAStatementIsWrong_data() { TestDatabase::addEngines(); }
    void saysThatAStatementIsWrong();

private:
    /// The first column of all rows until there are `most`.
    static Result<QList<qint64>> numbers(TestDatabase &test, const QString &statement, const QVariantList &values, int most = 100);
};

Result<QList<qint64>> tst_QuickRows::numbers(TestDatabase &test, const QString &statement, const QVariantList &values, int most)
{
    return test.reader()
        .run([=](Connection &connection) -> Result<QList<qint64>> {
            QList<qint64> found;
            const auto read = QuickRows::forEach(connection, statement, values, [&](const QuickRow &row) {
                found.append(row.int64(0));
                return found.size() < most;
            });
            if (!read)
                return read.error();
            return found;
        })
        .result();
}

void tst_QuickRows::readsNumbersAndBytes()
{
    QFETCH(const Dialect, dialect);
    TestDatabase test(dialect);
    const bool lite = dialect == Dialect::Sqlite;
    QVERIFY(test.exec(QStringLiteral("CREATE TABLE things (a BIGINT, b %1)").arg(lite ? QStringLiteral("BLOB") : QStringLiteral("BYTEA"))));
    const QByteArray bytes("\0x\xff", 3);
    QVERIFY(test.exec(QStringLiteral("INSERT INTO things VALUES (?, ?)"), { std::numeric_limits<qint64>::max(), bytes }));
    QVERIFY(test.exec(QStringLiteral("INSERT INTO things VALUES (NULL, NULL)")));
    const auto read = test.reader()
                          .run([bytes](Connection &connection) {
                              int rows = 0;
                              return QuickRows::forEach(connection, QStringLiteral("SELECT a, b FROM things ORDER BY COALESCE(a, 0) DESC"), {}, [&](const QuickRow &row) {
                                  const bool first = rows++ == 0;
                                  return row.int64(0) == (first ? std::numeric_limits<qint64>::max() : 0) && row.bytes(1) == (first ? bytes : QByteArray());
                              }).operator bool() && rows == 2
                                  ? Result<>(Ok)
                                  : Result<>(Error { Error::Kind::Internal, QStringLiteral("row %1").arg(rows), {} });
                          })
                          .result();
    QVERIFY2(read, read ? "" : qPrintable(read.error().line()));
}

void tst_QuickRows::bindsTexts()
{
    QFETCH(const Dialect, dialect);
    TestDatabase test(dialect);
    const auto found = numbers(test, QStringLiteral("SELECT code FROM usage_statuses WHERE name = ? AND code >= ?"), { QStringLiteral("timeout"), qint64(0) });
    QVERIFY(found);
    QCOMPARE(*found, QList<qint64> { 3 });
}

void tst_QuickRows::stopsWhereAsked()
{
    QFETCH(const Dialect, dialect);
    TestDatabase test(dialect);
    const auto found = numbers(test, QStringLiteral("SELECT code FROM usage_statuses ORDER BY code"), {}, 2);
    QVERIFY(found);
    QCOMPARE(*found, (QList<qint64> { 0, 1 }));
}

void tst_QuickRows::saysThatAStatementIsWrong()
{
    QFETCH(const Dialect, dialect);
    TestDatabase test(dialect);
    QVERIFY(!numbers(test, QStringLiteral("SELECT nothing FROM nowhere"), {}));
    QVERIFY(numbers(test, QStringLiteral("SELECT code FROM usage_statuses"), {})); // the connection goes on
}

QTEST_GUILESS_MAIN(tst_QuickRows)
#include "tst_quickrows.moc"
