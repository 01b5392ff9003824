#include "ledger/importundo.h"
#include "ledger/repricing.h"
#include "smallledgers.h"
#include "support/everyengine.h"

using namespace SmallLedgers;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

const QByteArray Header = "ts_utc,feature,model,user,input_tokens,output_tokens,status,charged_cost_usd,source,source_"
                          "row,latency_ms,error_message\n";

// 0.75 USD
const QByteArray January = Header
    + "2026-01-05T10:00:00Z,chat,m-1,ann,1000,100,success,0.25,s,1,12.5,\n"
      "2026-01-05T10:00:01Z,chat,m-1,bob,2000,200,error,0.5,s,2,3,\"a \"\"quoted\"\" word, ü\"\n";
// The first is a revision of January's 1, the second is new, the third revises the second, the fourth is January's 2
// again. With January: 0.5 + 2 + 0.5 = 3 USD.
const QByteArray February = Header
    + "2026-01-05T10:00:00Z,chat,m-1,ann,1000,100,success,0.5,s,1,99,\n"
      "2026-02-05T10:00:00Z,search,m-2,ann,10,1,success,1,s,3,40,\n"
      "2026-02-05T10:00:00Z,search,m-2,ann,10,1,success,2,s,3,41,\n"
      "2026-01-05T10:00:01Z,chat,m-1,bob,2000,200,error,0.5,s,2,3,\"a \"\"quoted\"\" word, ü\"\n";

Result<ImportUndoReport> undo(TestDatabase &test, qint64 batch)
{
    return ImportUndo::run(test.workspace(), batch, 5, QStringLiteral("tester"), QStringLiteral("wrong file"));
}

}

class TestImportUndo : public QObject
{
    Q_OBJECT

private slots:
    void restoresWhatTheImportReplaced()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        const QStringList before = everything(test);
        const ImportReport february = import(test, QStringLiteral("february.csv"), February);
        QCOMPARE(february.counts.accepted, 1);
        QCOMPARE(february.counts.revised, 2);
        QCOMPARE(february.counts.duplicates, 1);
        QCOMPARE(spend(test), QStringLiteral("3"));

        const auto report = undo(test, 2);

        QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
        QCOMPARE(report->removed, 1);
        QCOMPARE(report->restored, 1);
        QCOMPARE(everything(test), before);
        QCOMPARE(deepFinding(test), QString());
        QCOMPARE(test.texts(QStringLiteral(
                     "SELECT new_value FROM audit_log WHERE action = 'import.undo' AND reason = 'wrong file'")),
            QStringList { QStringLiteral("1 rows removed, 1 restored") });
    }

    void saysBeforehandWhatItWouldDo()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        import(test, QStringLiteral("february.csv"), February);
        const auto facts = [&test](qint64 batch) {
            const auto found = test.reader().run([batch](Connection &connection) { return ImportBatches::facts(connection, batch); }).result();
            return found ? *found : ImportFacts { -1, 0, 0, {}, {}, { found.error().line() } };
        };

        // January's first call is February's now; what it cost before is not in the ledger.
        const ImportFacts january = facts(1), february = facts(2);
        QCOMPARE(january.rows, 1);
        QCOMPARE(january.cost.exactText(), QStringLiteral("0.5"));
        QCOMPARE(january.leaning.size(), 1);
        QVERIFY(january.leaning.first().contains(QStringLiteral("february.csv")));
        QCOMPARE(february.rows, 2);
        QCOMPARE(february.restored, 1);
        QCOMPARE(february.cost.exactText(), QStringLiteral("2.5"));
        QVERIFY(february.leaning.isEmpty());
        QCOMPARE(february.days->from, day(1, 5));
        QCOMPARE(february.days->to, day(2, 6));

        QVERIFY(undo(test, 2));
        QCOMPARE(facts(2).rows, 0);
        QVERIFY(!facts(2).days);
        QCOMPARE(facts(1).rows, 2);
    }

    void theSameFileBringsItBack()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        import(test, QStringLiteral("february.csv"), February);
        QVERIFY(undo(test, 2));

        const ImportReport again = import(test, QStringLiteral("february.csv"), February);

        QCOMPARE(again.counts.accepted, 1);
        QCOMPARE(again.counts.revised, 2);
        QCOMPARE(again.counts.duplicates, 1);
        QCOMPARE(spend(test), QStringLiteral("3"));
        QCOMPARE(deepFinding(test), QString());
        QVERIFY(undo(test, 3));
        QCOMPARE(spend(test), QStringLiteral("0.75"));
        QCOMPARE(deepFinding(test), QString());
    }

    void anUpgradeSumsImportsAsTheImporterDoes()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        import(test, QStringLiteral("february.csv"), February);
        const QStringList before = everything(test);
        const QLatin1String folder(engine == Dialect::Sqlite ? "sqlite" : "postgresql");
        QFile script(QStringLiteral(":/schema/%1/0008_batches.sql").arg(folder));
        QVERIFY(script.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(script.readAll());

        QVERIFY(test.exec(QStringLiteral("DELETE FROM usage_batch_days")));
        const auto filled = test.exec(text.mid(text.indexOf(QLatin1String("INSERT INTO usage_batch_days"))));

        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().line()));
        QVERIFY(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_batch_days")) > 2);
        QCOMPARE(everything(test), before);
    }

    void refusesWhereLaterImportsRevisedItsRows()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        import(test, QStringLiteral("february.csv"), February);
        const QStringList before = everything(test);

        const auto refused = undo(test, 1);

        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY2(refused.error().summary.contains(
                     QStringLiteral("import 2 (%1): 1 rows").arg(test.filePath(QStringLiteral("february.csv")))),
            qPrintable(refused.error().summary));
        QCOMPARE(everything(test), before);
        QVERIFY(undo(test, 2));
        QVERIFY(undo(test, 1));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_claims")), 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_days")), 0);
        QCOMPARE(deepFinding(test), QString());
    }

    void refusesTwiceAndTheUnknown()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        QVERIFY(undo(test, 1));
        const auto twice = undo(test, 1);
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, Error::Kind::Conflict);
        const auto unknown = undo(test, 77);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, Error::Kind::NotFound);
    }

    void anUndoneImportIsNotGoneOnWith()
    {
        TestDatabase test(engine);
        ImportOptions options;
        options.rowsPerTransaction = 1;
        options.actor = QStringLiteral("tester");
        const QString path = write(test, QStringLiteral("january.csv"), January);
        std::atomic_bool cancelled = false;
        const auto stopped
            = Importer(test.workspace()).run(path, options, cancelled, [&cancelled](const ImportProgress &at) {
                  cancelled = at.records > 0;
              });
        QVERIFY(!stopped);
        QCOMPARE(test.number(QStringLiteral("SELECT accepted FROM import_batches")), 1);
        QVERIFY(undo(test, 1));
        cancelled = false;

        const auto report = Importer(test.workspace()).run(path, options, cancelled);

        QVERIFY(report);
        QVERIFY(!report->resumed);
        QCOMPARE(report->counts.accepted, 2);
        QCOMPARE(deepFinding(test), QString());
    }

    void repricingForgetsRowsThatAreGone()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"),
            "ts_utc,provider,model,input_tokens,output_tokens,status,source,source_row\n2026-03-01T00:00:00Z,acme,m-1,"
            "1000,0,success,s,1\n");
        import(test, QStringLiteral("b.csv"),
            "ts_utc,provider,model,input_tokens,output_tokens,status,source,source_row\n2026-03-02T00:00:00Z,acme,m-1,"
            "2000,0,success,s,2\n");
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 2'000'000) });
        const std::atomic_bool cancelled = false;
        QVERIFY(Repricing(test.workspace()).apply({}, { QStringLiteral("tester"), QStringLiteral("r") }, cancelled));
        QCOMPARE(spend(test), QStringLiteral("0.006"));

        QVERIFY(undo(test, 2));

        QCOMPARE(spend(test), QStringLiteral("0.002"));
        // Its row's number is given again: the job's undo must not touch the new row.
        import(test, QStringLiteral("c.csv"),
            "ts_utc,provider,model,input_tokens,output_tokens,status,source,source_row\n2026-03-02T00:00:00Z,acme,m-1,"
            "4000,0,success,s,9\n");
        QCOMPARE(spend(test), QStringLiteral("0.01"));
        QVERIFY(Repricing(test.workspace()).undo(1, { QStringLiteral("tester"), QStringLiteral("r") }, cancelled));
        QCOMPARE(spend(test), QStringLiteral("0.008"));
        QCOMPARE(deepFinding(test), QString());
    }

    void listsImports()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("january.csv"), January);
        import(test, QStringLiteral("february.csv"), February);
        QVERIFY(undo(test, 2));
        const auto batches
            = test.reader().run([](Connection &connection) { return ImportBatches::all(connection); }).result();
        QVERIFY(batches);
        QCOMPARE(batches->size(), 2);
        QCOMPARE(batches->at(0).id, 2);
        QVERIFY(batches->at(0).undone == 5);
        QCOMPARE(batches->at(1).cost.exactText(), QStringLiteral("0.75"));
        QVERIFY(!batches->at(1).undone);
    }
};

int main(int argc, char *argv[]) { return runOnEveryEngine<TestImportUndo>(argc, argv, engine); }

#include "tst_importundo.moc"
