#include "data/bulkstatement.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "support/testdatabase.h"

#include <QTest>

class tst_BulkStatement : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void findsConflicts_data() { TestDatabase::addEngines(); }
    void findsConflicts();
    void forgetsBoundValues_data() { TestDatabase::addEngines(); }
    void forgetsBoundValues();
    void saysWhatFailed_data() { TestDatabase::addEngines(); }
    void saysWhatFailed();
};

void tst_BulkStatement::findsConflicts()
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

void tst_BulkStatement::forgetsBoundValues()
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

void tst_BulkStatement::saysWhatFailed()
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

QTEST_GUILESS_MAIN(tst_BulkStatement)
#include "tst_bulkstatement.moc"
