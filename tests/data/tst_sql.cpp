#include "data/sql.h"
#include "support/testdatabase.h"
#include "support/testpostgresql.h"

#include <QSqlError>
#include <QTest>

#include <limits>

class tst_Sql : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void keepsValues_data();
    void keepsValues();
    void countsChangedRows_data() { TestDatabase::addEngines(); }
    void countsChangedRows();
    void sumsExactly_data() { TestDatabase::addEngines(); }
    void sumsExactly();
    void saysWhatKindOfFailure_data();
    void saysWhatKindOfFailure();
    void stopsWhereAsked_data() { TestDatabase::addEngines(); }
    void stopsWhereAsked();
    void takesNoShortResultForAWholeOne();
    void worksAgainAfterALostConnection();
    void refusesAForeignThread();
    void readerCannotWrite_data() { TestDatabase::addEngines(); }
    void readerCannotWrite();
    void fullDiskIsAStorageFailure();
    void warnsOfFaultsButNotOfStoppedQuestions();
};

namespace {

struct Echo
{
    bool isNull;
    qint64 number;
    QString text;
    QByteArray bytes;
};

}

void tst_Sql::keepsValues_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<bool>("isNull");
    for (const auto dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        const char *engine = dialect == Dialect::Sqlite ? "sqlite" : "postgresql";
        const bool lite = dialect == Dialect::Sqlite;
        const QString number = lite ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT");
        const QString text = QStringLiteral("TEXT");
        const QString bytes = lite ? QStringLiteral("BLOB") : QStringLiteral("BYTEA");
        QTest::addRow("%s greatest", engine) << dialect << number << QVariant(std::numeric_limits<qint64>::max()) << false;
        QTest::addRow("%s least", engine) << dialect << number << QVariant(std::numeric_limits<qint64>::min()) << false;
        QTest::addRow("%s above 2^53", engine) << dialect << number << QVariant(qint64(9007199254740995)) << false;
        QTest::addRow("%s no number", engine) << dialect << number << QVariant() << true;
        QTest::addRow("%s text", engine) << dialect << text << QVariant(QString::fromUtf8("a'b\"c\\d ? :x $1 \xf0\x9f\x9a\xa6")) << false;
        QTest::addRow("%s empty text", engine) << dialect << text << QVariant(QStringLiteral("")) << false;
        QTest::addRow("%s null QString is empty", engine) << dialect << text << QVariant(QString()) << false;
        QTest::addRow("%s no text", engine) << dialect << text << QVariant() << true;
        QTest::addRow("%s bytes", engine) << dialect << bytes << QVariant(QByteArray("\x00\xff'\\\x27", 5)) << false;
        QTest::addRow("%s null QByteArray is empty", engine) << dialect << bytes << QVariant(QByteArray()) << false;
    }
}

void tst_Sql::keepsValues()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, type);
    QFETCH(QVariant, value);
    QFETCH(bool, isNull);
    TestDatabase test(dialect);
    QVERIFY(test.exec(QStringLiteral("CREATE TABLE echo (v %1)").arg(type)));

    QVERIFY(test.exec(QStringLiteral("INSERT INTO echo VALUES (?)"), { value }));

    const auto read = test.reader().run([](Connection &connection) {
        return Sql::selectOne(connection, QStringLiteral("SELECT v FROM echo"), {},
            [](const Row &row) { return Echo { row.isNull(0), row.int64(0), row.text(0), row.bytes(0) }; });
    }).result();
    QVERIFY(read && *read);
    QCOMPARE((*read)->isNull, isNull);
    if (value.typeId() == QMetaType::LongLong)
        QCOMPARE((*read)->number, value.toLongLong());
    else if (value.typeId() == QMetaType::QByteArray)
        QCOMPARE((*read)->bytes, value.toByteArray());
    else if (!isNull)
        QCOMPARE((*read)->text, value.toString());
}

void tst_Sql::countsChangedRows()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto inserted = test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES ('a'), ('b')"));
    const auto updated = test.exec(QStringLiteral("UPDATE usage_users SET name = name WHERE id > ?"), { qint64(0) });

    QVERIFY(inserted && updated);
    QCOMPARE(*inserted, 2);
    QCOMPARE(*updated, 2);
}

void tst_Sql::sumsExactly()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const QString sum = dialect == Dialect::Sqlite ? QStringLiteral("sum(v)") : QStringLiteral("sum(v)::text");

    const auto total = test.texts(QStringLiteral("SELECT %1 FROM (SELECT 9007199254740990 AS v UNION ALL SELECT 5) q").arg(sum));
    const auto number = test.number(QStringLiteral("SELECT sum(v) FROM (SELECT 9007199254740990 AS v UNION ALL SELECT 5) q"));

    QCOMPARE(total, QStringList { QStringLiteral("9007199254740995") });
    QCOMPARE(number, 9007199254740995);
}

void tst_Sql::saysWhatKindOfFailure_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("kind");
    for (const auto dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        const char *engine = dialect == Dialect::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s unique", engine) << dialect << QStringLiteral("INSERT INTO usage_users (name) VALUES ('')") << int(Error::Kind::Conflict);
        QTest::addRow("%s primary key", engine) << dialect << QStringLiteral("INSERT INTO usage_statuses VALUES (0, 'x')") << int(Error::Kind::Conflict);
        QTest::addRow("%s check", engine) << dialect << QStringLiteral("UPDATE workspace_state SET commit_sequence = -1") << int(Error::Kind::Invalid);
        QTest::addRow("%s not null", engine) << dialect << QStringLiteral("UPDATE usage_users SET name = NULL") << int(Error::Kind::Invalid);
        QTest::addRow("%s foreign key", engine) << dialect
            << QStringLiteral("INSERT INTO import_rejects (batch_id, line, byte_offset, reason, raw) VALUES (99, 1, 1, '', '')") << int(Error::Kind::Invalid);
        QTest::addRow("%s type", engine) << dialect << QStringLiteral("UPDATE workspace_state SET commit_sequence = '12abc'") << int(Error::Kind::Invalid);
        QTest::addRow("%s syntax", engine) << dialect << QStringLiteral("SELEC") << int(Error::Kind::Internal);
    }
    QTest::newRow("sqlite two statements") << Dialect::Sqlite << QStringLiteral("SELECT 1; DROP TABLE usage_users") << int(Error::Kind::Internal);
}

void tst_Sql::saysWhatKindOfFailure()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, statement);
    QFETCH(int, kind);
    TestDatabase test(dialect);

    const auto done = test.exec(statement);

    QVERIFY(!done);
    QCOMPARE(int(done.error().kind), kind);
    QVERIFY(!done.error().summary.isEmpty());
    QVERIFY(!done.error().detail.isEmpty());
}

void tst_Sql::stopsWhereAsked()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    int seen = 0;
    const auto done = test.reader().run([&seen](Connection &connection) {
        return Sql::forEach(connection, QStringLiteral("SELECT code FROM usage_statuses ORDER BY code"), {}, [&seen](const Row &row) {
            ++seen;
            return row.int64(0) < 2;
        });
    }).result();

    QVERIFY(done);
    QCOMPARE(seen, 3);
}

void tst_Sql::takesNoShortResultForAWholeOne()
{
    TestDatabase test(Dialect::PostgreSql);
    const auto location = test.location();

    int seen = 0;
    const auto done = test.reader().run([&seen, location](Connection &connection) -> Result<> {
        const auto pid = Sql::selectOne(connection, QStringLiteral("SELECT pg_backend_pid()"), {}, [](const Row &row) { return row.int64(0); });
        if (!pid)
            return pid.error();
        return Sql::forEach(connection, QStringLiteral("SELECT n, repeat('x', 500) FROM generate_series(1, 200000) n"), {},
            [&seen, location, &pid](const Row &) {
                if (++seen == 1000)
                    TestPostgreSql::psql(location, QStringLiteral("SELECT pg_terminate_backend(%1)").arg(**pid));
                return true;
            });
    }).result();

    QVERIFY(seen < 200000);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Network);
}

void tst_Sql::worksAgainAfterALostConnection()
{
    TestDatabase test(Dialect::PostgreSql);
    const auto pid = test.number(QStringLiteral("SELECT pg_backend_pid()"));
    TestPostgreSql::psql(test.location(), QStringLiteral("SELECT pg_terminate_backend(%1)").arg(pid));

    const auto lost = test.exec(QStringLiteral("SELECT 1"));
    const auto found = test.exec(QStringLiteral("SELECT 1"));

    QVERIFY(!lost);
    QCOMPARE(lost.error().kind, Error::Kind::Network);
    QVERIFY2(found, qPrintable(found ? QString() : found.error().line()));
}

void tst_Sql::refusesAForeignThread()
{
    TestDatabase test;
    Connection *leaked = nullptr;
    QVERIFY(test.reader().run([&leaked](Connection &connection) -> Result<> {
        leaked = &connection;
        return Ok;
    }).result());

    const auto done = Sql::exec(*leaked, QStringLiteral("SELECT 1"));

    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Internal);
}

void tst_Sql::readerCannotWrite()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);

    const auto done = test.reader().run([](Connection &connection) {
        return Sql::exec(connection, QStringLiteral("INSERT INTO usage_users (name) VALUES ('x')"));
    }).result();

    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Denied);
}

void tst_Sql::fullDiskIsAStorageFailure()
{
    TestDatabase test;
    QVERIFY(test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES ('kept')")));
    const auto pages = test.number(QStringLiteral("PRAGMA page_count"));
    QCOMPARE(test.number(QStringLiteral("PRAGMA max_page_count=%1").arg(pages)), pages); // SQLite's own "disk full"

    const auto full = test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES (?)"), { QString(100000, QLatin1Char('x')) });

    QVERIFY(!full);
    QCOMPARE(full.error().kind, Error::Kind::Storage);
    QVERIFY(full.error().summary.contains(QStringLiteral("test.signalbox")));
    QVERIFY(full.error().summary.contains(QStringLiteral("full")));
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM usage_users")), 2);
}

void tst_Sql::warnsOfFaultsButNotOfStoppedQuestions()
{
    static int warnings;
    warnings = 0;
    QLoggingCategory::setFilterRules(QString());
    const auto before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context, const QString &) {
        warnings += type == QtWarningMsg && qstrcmp(context.category, "signalbox.sql") == 0 ? 1 : 0;
    });
    TestDatabase test;
    const auto failureOf = [&test](const QString &code) {
        return test.reader().run([code](Connection &connection) -> Result<> {
            return Sql::failure(connection, QSqlError({}, QStringLiteral("text"), QSqlError::StatementError, code));
        }).result();
    };
    const auto stopped = failureOf(QStringLiteral("9"));
    const int afterStopped = warnings;
    const auto full = failureOf(QStringLiteral("13"));
    const int afterFull = warnings;
    qInstallMessageHandler(before);
    initTestCase();

    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, Error::Kind::Interrupted);
    QCOMPARE(afterStopped, 0);
    QVERIFY(!full);
    QCOMPARE(afterFull, 1);
}

QTEST_GUILESS_MAIN(tst_Sql)
#include "tst_sql.moc"
