#include "audit/auditexport.h"
#include "audit/auditlog.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "support/testdatabase.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
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
    void findsEntriesByWhatTheyAre_data();
    void findsEntriesByWhatTheyAre();
    void pagesFromTheNewest_data() { TestDatabase::addEngines(); }
    void pagesFromTheNewest();
    void checksTheChainUpToAnEntry();
    void writesWhatItFoundIntoAFile_data() { TestDatabase::addEngines(); }
    void writesWhatItFoundIntoAFile();
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

namespace {

constexpr UtcMicros Noon = 1'700'000'000'000'000;

/// After the workspace's own entry: 2 ann imports, 3 bob undoes, 4 ann turns a flag, 5 bob does what no group knows.
bool addMixture(TestDatabase &test)
{
    const QList<AuditEntry> entries {
        { 0, Noon, QStringLiteral("ann"), QStringLiteral("import.complete"), QStringLiteral("batch 1: Usage_100%.csv"), {}, QStringLiteral("3 records"), {} },
        { 0, Noon + 10, QStringLiteral("bob"), QStringLiteral("import.undo"), QStringLiteral("batch 1: Usage_100%.csv"), QStringLiteral("3 new"), {}, QStringLiteral("wrong file") },
        { 0, Noon + 20, QStringLiteral("ann"), QStringLiteral("flag.set"), QStringLiteral("new-spending"), QStringLiteral("off"), QStringLiteral("on"), QStringLiteral("pilot") },
        { 0, Noon + 30, QStringLiteral("bob"), QStringLiteral("imported.nothing"), QStringLiteral("UsageX100Y"), {}, {}, {} },
    };
    return std::all_of(entries.begin(), entries.end(), [&test](const AuditEntry &entry) { return bool(add(test, entry)); });
}

AuditFilter filterFor(const QString &what)
{
    AuditFilter filter;
    filter.from = Noon; // the workspace itself was made now
    filter.to = Noon + 1000;
    if (what == QLatin1String("from"))
        filter.from = Noon + 10;
    else if (what == QLatin1String("to"))
        filter.to = Noon + 20;
    else if (what == QLatin1String("actor"))
        filter.actor = QStringLiteral("ann");
    else if (what == QLatin1String("action"))
        filter.action = QStringLiteral("import.undo");
    else if (what == QLatin1String("object"))
        filter.object = QStringLiteral("usage_100%");
    else if (what == QLatin1String("text"))
        filter.text = QStringLiteral("WRONG");
    else if (what == QLatin1String("everything"))
        filter = { Noon, Noon + 11, AuditGroup::Imports, QStringLiteral("bob"), QStringLiteral("import.undo"), QStringLiteral("batch"), QStringLiteral("3 NEW") };
    else
        filter.group = auditGroupFromName(what);
    return filter;
}

}

void tst_AuditLog::findsEntriesByWhatTheyAre_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QList<int>>("found");
    const QList<std::pair<const char *, QList<int>>> cases { { "from", { 5, 4, 3 } }, { "to", { 3, 2 } }, { "actor", { 4, 2 } },
        { "action", { 3 } }, { "object", { 3, 2 } }, { "text", { 3 } }, { "imports", { 3, 2 } }, { "flags", { 4 } }, { "prices", {} },
        { "other", { 5 } }, { "everything", { 3 } } };
    for (const auto dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        for (const auto &[what, found] : cases)
            QTest::addRow("%s %s", dialect == Dialect::Sqlite ? "sqlite" : "postgresql", what) << dialect << QString::fromLatin1(what) << found;
    }
}

void tst_AuditLog::findsEntriesByWhatTheyAre()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, what);
    QFETCH(QList<int>, found);
    TestDatabase test(dialect);
    QVERIFY(addMixture(test));
    const AuditFilter filter = filterFor(what);

    const auto entries = test.reader().run([&filter](Connection &connection) { return AuditLog::entries(connection, 10, filter); }).result();
    const auto count = test.reader().run([&filter](Connection &connection) { return AuditLog::count(connection, filter); }).result();

    QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().line()));
    QList<int> seqs;
    for (const AuditRecord &entry : *entries)
        seqs.append(int(entry.seq));
    QCOMPARE(seqs, found);
    QCOMPARE(*count, qint64(found.size()));
}

void tst_AuditLog::pagesFromTheNewest()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    QVERIFY(addMixture(test));
    QList<qint64> seqs;
    QByteArray previous;

    for (std::optional<qint64> before; seqs.size() < 5; before = seqs.last()) {
        const auto page = test.reader().run([before](Connection &connection) { return AuditLog::entries(connection, 2, {}, before); }).result();
        QVERIFY(page && !page->isEmpty());
        for (const AuditRecord &entry : *page) {
            QVERIFY(previous.isEmpty() || entry.hash == previous); // of the entry after it
            previous = entry.previous;
            seqs.append(entry.seq);
        }
    }

    QCOMPARE(seqs, (QList<qint64> { 5, 4, 3, 2, 1 }));
    QVERIFY(previous.isEmpty());
    const auto actors = test.reader().run([](Connection &connection) { return AuditLog::actors(connection); }).result();
    QVERIFY(actors->contains(QStringLiteral("ann")) && actors->contains(QStringLiteral("bob")));
    QCOMPARE(actors->size(), 3);
}

void tst_AuditLog::checksTheChainUpToAnEntry()
{
    TestDatabase test;
    QVERIFY(addMixture(test));
    QVERIFY(test.exec(QStringLiteral("DROP TRIGGER audit_log_no_update")));
    QVERIFY(test.exec(QStringLiteral("UPDATE audit_log SET reason = 'right file' WHERE seq = 3")));

    const auto upTo = [&test](qint64 seq) {
        return test.reader().run([seq](Connection &connection) { return AuditLog::verify(connection, seq); }).result();
    };

    QVERIFY(!upTo(2)->firstBad);
    QCOMPARE(upTo(2)->entries, 2);
    QCOMPARE(upTo(3)->firstBad, std::optional<qint64>(3));
    QCOMPARE(upTo(5)->firstBad, std::optional<qint64>(3));
}

void tst_AuditLog::writesWhatItFoundIntoAFile()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    AuditEntry formula = entry(QStringLiteral("=HYPERLINK(\"http://x\")"));
    formula.reason = QStringLiteral("two\nlines, and a comma");
    QVERIFY(add(test, formula));
    AuditExport::Order order;
    order.filter.actor = QStringLiteral("ann");
    const auto write = [&test, &order](QIODevice &device) {
        return test.reader().run([&](Connection &connection) { return AuditExport::write(connection, order, device); }).result();
    };

    QBuffer csv;
    QVERIFY(csv.open(QIODevice::WriteOnly));
    QCOMPARE(*write(csv), 1);
    QVERIFY(csv.data().startsWith("seq,at,actor,action,object,old,new,reason,previous_hash,hash\r\n2,2023-11-14 22:13:20.000001 +00:00,ann,prices.import,"));
    QVERIFY(csv.data().contains("\"'=HYPERLINK(\"\"http://x\"\")\",old,,\"two\nlines, and a comma\","));

    QBuffer json;
    QVERIFY(json.open(QIODevice::WriteOnly));
    order.format = AuditExport::Format::Json;
    QCOMPARE(*write(json), 1);
    const auto array = QJsonDocument::fromJson(json.data()).array();
    QCOMPARE(array.size(), 1);
    QCOMPARE(array.at(0)[QStringLiteral("object")].toString(), formula.object);
    QCOMPARE(array.at(0)[QStringLiteral("hash")].toString().size(), 64);
}

QTEST_GUILESS_MAIN(tst_AuditLog)
#include "tst_auditlog.moc"
