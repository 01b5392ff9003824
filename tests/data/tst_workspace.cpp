#include "data/bulkstatement.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "support/testdatabase.h"

#include <QTest>

class tst_Workspace : public QObject
{
    Q_OBJECT

private slots:
    void isThereAfterClosing();
    void bulkStatementsFindConflicts();
};

void tst_Workspace::isThereAfterClosing()
{
    QTemporaryDir folder;
    const auto location = WorkspaceLocation::parse(folder.filePath(QStringLiteral("new/a b%20?#.signalbox")));
    QVERIFY(location);
    const auto zone = ReportingZone::fromId(QStringLiteral("Asia/Kathmandu"));
    QVERIFY(zone);

    {
        auto created = Workspace::create(*location, *zone);
        QVERIFY2(created, qPrintable(created ? QString() : created.error().line()));
        QCOMPARE((*created)->access(), Database::Access::ReadWrite);
        const auto written = (*created)->writer().run([](Connection &connection) {
            return Sql::exec(connection, QStringLiteral("INSERT INTO usage_users (name) VALUES (?)"), { QStringLiteral("ann") });
        }).result();
        QVERIFY(written);
    }

    auto opened = Workspace::open(*location);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().line()));
    QVERIFY((*opened)->zone() == *zone);
    const auto names = (*opened)->reader().run([](Connection &connection) {
        return Sql::select(connection, QStringLiteral("SELECT name FROM usage_users ORDER BY id"), {}, [](const Row &row) { return row.text(0); });
    }).result();
    QVERIFY(names);
    QCOMPARE(*names, QList<QString>({ QString(), QStringLiteral("ann") }));
}

void tst_Workspace::bulkStatementsFindConflicts()
{
    TestDatabase test;

    const auto counts = test.writer().run([](Connection &connection) -> Result<QList<qint64>> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun.error();
        auto insert = BulkStatement::prepare(connection,
            QStringLiteral("INSERT INTO usage_claims VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING usage_id, key"));
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

QTEST_GUILESS_MAIN(tst_Workspace)
#include "tst_workspace.moc"
