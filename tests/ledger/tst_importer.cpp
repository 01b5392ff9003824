#include "audit/auditlog.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "ledger/importbatches.h"
#include "ledger/importer.h"
#include "ledger/importsupport.h"
#include "ledger/usagequery.h"
#include "support/sampledata.h"
#include "support/everyengine.h"
#include "support/testdatabase.h"

#include <QTest>

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

const QByteArray Header = "ts_utc,feature,provider,model,user,input_tokens,output_tokens,status,source,source_row\n";

QString write(TestDatabase &test, const QString &name, const QByteArray &content)
{
    QFile file(test.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return file.fileName();
}

Result<ImportReport> import(TestDatabase &test, const QString &path, ImportOptions options = {})
{
    options.actor = QStringLiteral("tester");
    const std::atomic_bool cancelled = false;
    return Importer(test.workspace()).run(path, options, cancelled);
}

}

class TestImporter : public QObject
{
    Q_OBJECT

private slots:
    void readsARealTraceWhole()
    {
        TestDatabase test(engine);
        ImportSupport::addPrices(test);
        const QString path = write(test, QStringLiteral("azure.csv"), sampleTrace(QStringLiteral("azure2023_code")));

        const auto report = import(test, path);

        QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
        QCOMPARE(report->counts.accepted, 8819);
        QCOMPARE(report->counts.rejected, 0);
        QCOMPARE(report->unpriced, 8819); // no model, no assignment: unknown, not zero
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(input_tokens) FROM ai_usage_logs")), 18059974);
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(output_tokens) FROM usage_quarter_hours")), 245896);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void importingAgainChangesNothing()
    {
        TestDatabase test(engine);
        const QString path = write(test, QStringLiteral("a.csv"), "ts_utc,input_tokens\n2026-01-01T00:00:00Z,5\n2026-01-01T00:00:00Z,5\n2026-01-01T00:00:01Z,7\n");
        QVERIFY(import(test, path));

        const auto again = import(test, path);

        QVERIFY(again);
        QCOMPARE(again->counts.duplicates, 3);
        QCOMPARE(again->counts.accepted, 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 3); // equal records are different calls
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void takesOnlyWhatIsNewFromAFileThatHasGrown()
    {
        TestDatabase test(engine);
        const QByteArray start = "ts_utc,input_tokens\n2026-01-01T00:00:00Z,5\n2026-01-01T00:00:00Z,5\n";
        QVERIFY(import(test, write(test, QStringLiteral("a.csv"), start)));

        const auto grown = import(test, write(test, QStringLiteral("a.csv"), start + "2026-01-01T00:00:00Z,5\n2026-01-02T00:00:00Z,6\n"));

        QVERIFY(grown);
        QCOMPARE(grown->counts.duplicates, 2);
        QCOMPARE(grown->counts.accepted, 2);
    }

    void columnsMayStandInAnyOrder()
    {
        TestDatabase test(engine);
        QVERIFY(import(test, write(test, QStringLiteral("a.csv"), "ts_utc,model,input_tokens\n2026-01-01T00:00:00Z,gpt-4,5\n")));

        const auto other = import(test, write(test, QStringLiteral("b.csv"), "INPUT_TOKENS;extra;user;Model;ts_utc\n5;x;;gpt-4;2026-01-01 00:00:00\n"));

        QVERIFY(other);
        QCOMPARE(other->counts.duplicates, 1); // the same call, told in another way
        QCOMPARE(other->ignoredColumns, QStringList { QStringLiteral("extra") });
    }

    void aKnownIdWithOtherContentIsARevision()
    {
        TestDatabase test(engine);
        ImportSupport::addPrices(test);
        const QString first = write(test, QStringLiteral("a.csv"), Header + "2026-01-01T00:00:00Z,chat,openai,gpt-4,ann,1000,10,success,log,1\n2026-01-01T00:00:01Z,chat,openai,gpt-4,ann,1000,10,success,log,2\n");
        const QString second = write(test, QStringLiteral("b.csv"), Header + "2026-01-03T00:00:00Z,chat,openai,gpt-4,bob,2000,10,error,log,1\n");
        QVERIFY(import(test, first));

        const auto revised = import(test, second);

        QVERIFY2(revised, revised ? "" : qPrintable(revised.error().line()));
        QCOMPARE(revised->counts.revised, 1);
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(input_tokens) FROM ai_usage_logs")), 3000);
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(input_tokens) FROM usage_user_days")), 3000);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_days")), 2); // the emptied sum is gone
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_log_revisions")), 1);
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        const auto old = import(test, first); // an older file must not turn the ledger back
        QVERIFY(old);
        QCOMPARE(old->counts.duplicates, 2);
        QCOMPARE(test.number(QStringLiteral("SELECT SUM(input_tokens) FROM ai_usage_logs")), 3000);
    }

    void goesOnWhereItWasStopped()
    {
        TestDatabase test(engine);
        const QString path = write(test, QStringLiteral("llmperf.csv"), sampleTrace(QStringLiteral("llmperf")));
        std::atomic_bool cancelled = false;
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 100;
        const auto stopped = Importer(test.workspace()).run(path, options, cancelled, [&cancelled](const ImportProgress &progress) {
            cancelled = progress.records >= 300;
        });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Interrupted);
        const qint64 kept = test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs"));
        QVERIFY(kept >= 300 && kept < 900);
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        const auto resumed = import(test, path, options);

        QVERIFY(resumed);
        QVERIFY(resumed->resumed);
        QCOMPARE(resumed->counts.accepted, 900);
        QCOMPARE(resumed->counts.duplicates, 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM import_batches")), 1);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void leavesOutTheEndOfAFileThatIsStillBeingWritten()
    {
        TestDatabase test(engine);
        const QByteArray whole = sampleTrace(QStringLiteral("llmperf"));
        const QByteArray record = "2024-02-01T00:00:00.000000Z,llmperf-7b,anyscale,m,,,550,151,,,,1.5,1.5,success,,,,anyscale_7b.json,7777\n";
        const QString path = write(test, QStringLiteral("llmperf.csv"), whole);
        const std::atomic_bool cancelled = false;
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 100;
        bool appended = false;
        const auto growing = Importer(test.workspace()).run(path, options, cancelled, [&](const ImportProgress &) {
            QFile file(path);
            if (!appended && file.open(QIODevice::Append))
                appended = file.write(record.left(record.size() - 3)) > 0; // cut inside its id: 77
        });
        QVERIFY(appended);
        QVERIFY(!growing);
        QCOMPARE(growing.error().kind, Error::Kind::Conflict);
        QVERIFY(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")) < 901);
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        const auto complete = import(test, write(test, QStringLiteral("llmperf.csv"), whole + record), options);

        QVERIFY(complete);
        QCOMPARE(complete->counts.revised, 0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 901);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void noticesThatAFileIsAnotherOneThanItBegan_data()
    {
        QTest::addColumn<QString>("change");
        for (const char *change : { "shrinks", "is emptied", "is replaced", "is removed", "becomes a folder" })
            QTest::newRow(change) << QString::fromLatin1(change);
    }

    void noticesThatAFileIsAnotherOneThanItBegan()
    {
        QFETCH(QString, change);
        TestDatabase test;
        const QByteArray whole = sampleTrace(QStringLiteral("llmperf"));
        const QString path = write(test, QStringLiteral("llmperf.csv"), whole);
        const std::atomic_bool cancelled = false;
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 100;
        bool changed = false;
        const auto read = Importer(test.workspace()).run(path, options, cancelled, [&](const ImportProgress &) {
            if (changed)
                return;
            if (change == QLatin1String("shrinks"))
                changed = QFile::resize(path, whole.size() - 10);
            else if (change == QLatin1String("is emptied"))
                changed = QFile::resize(path, 0);
            else if (change == QLatin1String("is replaced")) // the same bytes: only the file is another one
                changed = QFile::rename(write(test, QStringLiteral("other.csv"), whole), path + QStringLiteral(".new")) && QFile::remove(path) && QFile::rename(path + QStringLiteral(".new"), path);
            else
                changed = QFile::remove(path) && (change == QLatin1String("is removed") || QDir().mkdir(path));
        });
        QVERIFY(changed);
        QVERIFY(!read);
        QVERIFY(!read.error().summary.isEmpty());
        QVERIFY(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")) < 901);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM import_batches WHERE status = 'complete'")), 0);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void saysWhatTheRecordsOfEachOutcomeCost()
    {
        TestDatabase test(engine);
        const QByteArray header = "ts_utc,model,input_tokens,status,charged_cost_usd,source,source_row\n";
        QVERIFY(import(test, write(test, QStringLiteral("a.csv"), header + "2026-01-01T00:00:00Z,m,1,success,0.25,s,1\n"
                                                                           "2026-01-01T00:00:00Z,m,1,success,0.5,s,2\n")));
        const QString path = write(test, QStringLiteral("b.csv"), header
            + "2026-01-01T00:00:00Z,m,1,success,0.25,s,1\n" // known
              "2026-01-01T00:00:00Z,m,1,success,4,s,2\n" // revised
              "2026-01-01T00:00:00Z,m,1,success,8,s,3\n" // new
              "2026-01-01T00:00:00Z,m,1,success,,s,4\n" // new, without a price
              "never,m,1,success,16,s,5\n" // rejected, charged
              "2026-01-01T00:00:00Z,m,1,success,much,s,6\n" // rejected for its charge
              "2026-01-01T00:00:00Z,m\n"); // rejected: which cell is which cannot be told
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 2;
        const auto stored = [&test] {
            const auto batch = test.reader().run([](Connection &connection) { return ImportBatches::find(connection, 2); }).result();
            return batch ? batch->amounts : std::nullopt;
        };
        std::atomic_bool cancelled = false;
        QVERIFY(!Importer(test.workspace()).run(path, options, cancelled, [&cancelled](const ImportProgress &) { cancelled = true; }));
        QVERIFY(stored());
        QVERIFY(stored()->rejected.records < 3);

        const auto report = import(test, path, options);

        QVERIFY(report);
        QVERIFY(report->resumed); // the amounts are the whole import's
        const auto text = [](const ImportAmount &amount) {
            return QStringLiteral("%1: %2, %3 unknown").arg(QString::number(amount.records), amount.cost.exactText(), QString::number(amount.unknown));
        };
        for (const auto &amounts : { report->amounts, stored() }) {
            QVERIFY(amounts);
            QCOMPARE(text(amounts->duplicate), QStringLiteral("1: 0.25, 0 unknown"));
            QCOMPARE(text(amounts->revised), QStringLiteral("1: 4, 0 unknown"));
            QCOMPARE(text(amounts->fresh), QStringLiteral("2: 8, 1 unknown"));
            QCOMPARE(text(amounts->rejected), QStringLiteral("3: 16, 2 unknown"));
        }
        QCOMPARE(report->cost.exactText(), QStringLiteral("12"));
    }

    void anImportBegunBeforeAmountsWereKeptHasNone()
    {
        TestDatabase test(engine);
        const QString path = write(test, QStringLiteral("a.csv"), Header
                + "never,chat,openai,gpt-4,ann,5,10,success,log,1\n2026-01-01T00:00:00Z,chat,openai,gpt-4,ann,5,10,success,log,2\n"
                  "never,chat,openai,gpt-4,ann,5,10,success,log,3\n2026-01-01T00:00:00Z,chat,openai,gpt-4,ann,5,10,success,log,4\n");
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 1;
        std::atomic_bool cancelled = false;
        QVERIFY(!Importer(test.workspace()).run(path, options, cancelled, [&cancelled](const ImportProgress &) { cancelled = true; }));
        QVERIFY(test.exec(QStringLiteral("DELETE FROM import_amounts"))); // as an upgrade finds it

        const auto report = import(test, path, options);

        QVERIFY(report);
        QVERIFY(report->resumed);
        QCOMPARE(report->counts.rejected, 2);
        QVERIFY(!report->amounts); // half of them would be a wrong sum
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM import_amounts")), 0);
    }

    void rejectsARecordAndTakesTheRest()
    {
        TestDatabase test(engine);
        const auto report = import(test, write(test, QStringLiteral("a.csv"), Header
                + "2026-01-01T00:00:00Z,chat,openai,gpt-4,ann,-5,10,success,log,1\n"
                  "2026-01-01T00:00:00Z,chat,openai,gpt-4,ann,5,10,success,log,2\n"
                  "2026-13-01T00:00:00Z,chat,openai,gpt-4,ann,5,10,success,log,3\n"
                  "2026-01-01T00:00:00Z,\xff,openai,gpt-4,ann,5,10,success,log,4\n"
                  "short,line\n"));

        QVERIFY(report);
        QCOMPARE(report->counts.records, 5);
        QCOMPARE(report->counts.accepted, 1);
        QCOMPARE(report->counts.rejected, 4);
        QCOMPARE(report->firstRejects.at(0).line, 2);
        QCOMPARE(report->firstRejects.at(0).reason, QStringLiteral("input_tokens: it is negative"));
        QCOMPARE(report->firstRejects.at(3).line, 6);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM import_rejects")), 4);
    }

    void pricesAtTheRowsOwnRate()
    {
        TestDatabase test(engine);
        ImportSupport::addPrices(test);
        const auto report = import(test, write(test, QStringLiteral("a.csv"),
            "ts_utc,provider,model,input_tokens,output_tokens,charged_cost_usd\n"
            "2026-01-01T00:00:00Z,openai,gpt-4,1000,100,\n" // 1000 * 30 + 100 * 60 USD per million = 0.036
            "2026-01-01T00:00:01Z,openai,gpt-4,1000,100,0.5\n"
            "2026-01-01T00:00:02Z,nobody,gpt-4,1000,100,\n"
            "2026-01-01T00:00:03Z,,no-such-model,1000,100,\n"));

        QVERIFY(report);
        QCOMPARE(report->cost.exactText(), QStringLiteral("0.536"));
        QCOMPARE(report->unpriced, 2);
        QCOMPARE(test.number(QStringLiteral("SELECT computed_pico FROM ai_usage_logs WHERE charged_pico IS NOT NULL")), 36000000000);
    }

    void pricesRecordsWithoutModelAsTheFeaturesModelAndSaysSo()
    {
        TestDatabase test(engine);
        ImportSupport::addPrices(test);
        QVERIFY(test.exec(QStringLiteral("INSERT INTO ai_features (id, key, name, created_us) VALUES (7, 'code', 'Code', 0)")));
        QVERIFY(test.exec(QStringLiteral("INSERT INTO feature_model_assignments (feature_id, environment, provider, model, recorded_us) VALUES (7, 'production', 'openai', 'gpt-4', 0)")));

        const auto report = import(test, write(test, QStringLiteral("a.csv"), "ts_utc,feature,input_tokens,output_tokens\n2026-01-01T00:00:00Z,code,1000,100\n"));

        QVERIFY(report);
        QCOMPARE(report->cost.exactText(), QStringLiteral("0.036"));
        QCOMPARE(test.number(QStringLiteral("SELECT cost_source FROM ai_usage_logs")), int(CostSource::Assigned));
    }

    void assumesATimeOnlyWhereTheRecordHasNone()
    {
        TestDatabase test(engine);
        ImportOptions options;
        options.at = 1'780'000'000'000'000;
        options.shift = 24 * MicrosPerHour;
        const auto report = import(test, write(test, QStringLiteral("a.csv"), "ts_utc,input_tokens\n,5\n2026-01-01T00:00:00Z,5\n"), options);

        QVERIFY(report);
        QCOMPARE(test.number(QStringLiteral("SELECT ts_us FROM ai_usage_logs WHERE flags = 2")), *options.at);
        QCOMPARE(test.number(QStringLiteral("SELECT ts_us FROM ai_usage_logs WHERE flags = 0")), 1767225600'000000 + options.shift);
    }

    void refusesWhatIsNoUsageFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("kind");
        QTest::newRow("empty") << QByteArray() << int(Error::Kind::Unrecognised);
        QTest::newRow("other csv") << QByteArray("name,age\nann,5\n") << int(Error::Kind::Unrecognised);
        QTest::newRow("utf-16") << QByteArray("\xff\xfet\0s\0", 6) << int(Error::Kind::Unrecognised);
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11) << int(Error::Kind::Unrecognised);
        QTest::newRow("column twice") << QByteArray("ts_utc,model,Model\n") << int(Error::Kind::Invalid);
    }
    void refusesWhatIsNoUsageFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, kind);
        TestDatabase test(engine);

        const auto report = import(test, write(test, QStringLiteral("a.csv"), content));

        QVERIFY(!report);
        QCOMPARE(int(report.error().kind), kind);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM import_batches")), 0);
    }

    void refusesAFolder()
    {
        TestDatabase test(engine);
        const auto report = import(test, test.filePath(QString()));
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::CannotOpen);
    }

    void aHeaderAloneIsAnEmptyImport()
    {
        TestDatabase test(engine);
        const auto report = import(test, write(test, QStringLiteral("a.csv"), Header));
        QVERIFY(report);
        QCOMPARE(report->counts.records, 0);
    }

    void checksReferencesAgainAfterwards()
    {
        TestDatabase test(engine);
        QVERIFY(import(test, write(test, QStringLiteral("a.csv"), Header + "2026-01-01T00:00:00Z,chat,,,,1,1,success,log,1\n")));
        QVERIFY(!test.exec(QStringLiteral("INSERT INTO feature_model_assignments (feature_id, environment, provider, model, recorded_us) VALUES (999, 'production', 'p', 'm', 0)")));
    }

    void writesOneAuditEntryPerImport()
    {
        TestDatabase test(engine);
        QVERIFY(import(test, write(test, QStringLiteral("a.csv"), Header + "2026-01-01T00:00:00Z,chat,,,,1,1,success,log,1\n")));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'import.complete' AND actor = 'tester'")), 1);
    }
};

int main(int argc, char **argv)
{
    return runOnEveryEngine<TestImporter>(argc, argv, engine);
}
#include "tst_importer.moc"
