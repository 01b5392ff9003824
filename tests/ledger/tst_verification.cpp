#include "ledger/importer.h"
#include "ledger/verification.h"
#include "support/sampledata.h"
#include "support/testdatabase.h"

#include <QTest>

// Every check has to catch the damage that it is there for: each row of the table seeds one fault.

class TestVerification : public QObject
{
    Q_OBJECT

private slots:
    void findsTheSeededFault_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<bool>("deepOnly");
        QTest::addColumn<QString>("check");
        QTest::newRow("a row is gone") << QStringLiteral("DELETE FROM ai_usage_logs WHERE id = 5") << false << QStringLiteral("claims");
        QTest::newRow("a claim is gone") << QStringLiteral("DELETE FROM usage_claims WHERE usage_id = 5") << false << QStringLiteral("claims");
        QTest::newRow("a quarter hour counts more") << QStringLiteral("UPDATE usage_quarter_hours SET requests = requests + 1 WHERE bucket_us = (SELECT MIN(bucket_us) FROM usage_quarter_hours)") << false << QStringLiteral("usage_quarter_hours");
        QTest::newRow("a day lost money") << QStringLiteral("UPDATE usage_days SET cost_rest = cost_rest - 1") << false << QStringLiteral("usage_days");
        QTest::newRow("tokens moved between days") << QStringLiteral("UPDATE usage_days SET input_tokens = input_tokens + 1") << true << QStringLiteral("usage_days recomputed");
        QTest::newRow("a sketch is another") << QStringLiteral("UPDATE usage_days SET latency_sketch = x'01' WHERE latency_sketch IS NOT NULL") << true << QStringLiteral("usage_days recomputed");
        QTest::newRow("a user's day is wrong") << QStringLiteral("UPDATE usage_user_days SET output_tokens = output_tokens + 1") << true << QStringLiteral("usage_user_days recomputed");
        QTest::newRow("an import wrote less") << QStringLiteral("UPDATE usage_batch_days SET requests = requests - 1") << false << QStringLiteral("usage_batch_days");
        QTest::newRow("an import's tokens are others") << QStringLiteral("UPDATE usage_batch_days SET input_tokens = input_tokens + 1") << true << QStringLiteral("usage_batch_days recomputed");
        QTest::newRow("a row's cost was changed") << QStringLiteral("UPDATE ai_usage_logs SET cost_pico = 5, cost_source = 2 WHERE id = 5") << true << QStringLiteral("costs recomputed");
    }
    void findsTheSeededFault()
    {
        QFETCH(QString, damage);
        QFETCH(bool, deepOnly);
        QFETCH(QString, check);
        TestDatabase test;
        QFile file(test.filePath(QStringLiteral("llmperf.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sampleTrace(QStringLiteral("llmperf")));
        file.close();
        const std::atomic_bool cancelled = false;
        QVERIFY(Importer(test.workspace()).run(file.fileName(), {}, cancelled));
        const auto verify = [&test](bool deep) { return test.reader().run([deep](Connection &connection) { return Verification::run(connection, deep); }).result(); };
        const auto sound = verify(true);
        QVERIFY2(sound, sound ? "" : qPrintable(sound.error().line()));
        QVERIFY(sound->passed());
        const auto damaged = test.exec(damage);
        QVERIFY2(damaged, damaged ? "" : qPrintable(damaged.error().line()));

        const auto report = verify(deepOnly);

        QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
        QStringList failures;
        for (const auto &found : report->checks) {
            if (!found.passed)
                failures.append(found.name);
        }
        QVERIFY2(failures.contains(check), qPrintable(failures.join(QLatin1String(", "))));
    }
};

QTEST_GUILESS_MAIN(TestVerification)
#include "tst_verification.moc"
