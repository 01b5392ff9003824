#include "ledger/repricing.h"
#include "ledger/importundo.h"
#include "ledger/modelnamedecisions.h"
#include "smallledgers.h"
#include "support/everyengine.h"

using namespace SmallLedgers;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

const QByteArray Header = "ts_utc,feature,provider,model,user,input_tokens,output_tokens,status,charged_cost_usd,"
                          "source,source_row,latency_ms\n";

// In March: chat 1000 + 100 tokens of m-1 and 2000 + 200 of m-1, search 1000 + 0 of m-2 (no price), one charged row.
// In April: chat 4000 + 400 of m-1.
const QByteArray Usage5 = Header
    + "2026-03-02T10:00:00Z,chat,acme,m-1,ann,1000,100,success,,s,1,12.5\n"
      "2026-03-02T10:01:00Z,chat,acme,m-1,bob,2000,200,error,,s,2,\n"
      "2026-03-03T00:00:00Z,search,acme,m-2,ann,1000,0,success,,s,3,7\n"
      "2026-03-03T00:00:01Z,chat,acme,m-1,ann,1000,100,success,0.5,s,4,8\n"
      "2026-04-01T00:00:00Z,chat,acme,m-1,ann,4000,400,success,,s,5,9\n";

RepricingOptions options(int rowsPerTransaction = 50'000)
{
    return { QStringLiteral("tester"), QStringLiteral("contract"), rowsPerTransaction };
}

Result<RepricingJob> apply(TestDatabase &test, const RepricingScope &scope = {}, int rowsPerTransaction = 50'000)
{
    const std::atomic_bool cancelled = false;
    return Repricing(test.workspace()).apply(scope, options(rowsPerTransaction), cancelled);
}

Result<RepricingJob> undo(TestDatabase &test, qint64 job, int rowsPerTransaction = 50'000)
{
    const std::atomic_bool cancelled = false;
    return Repricing(test.workspace()).undo(job, options(rowsPerTransaction), cancelled);
}

RepricingPlan plan(TestDatabase &test, const RepricingScope &scope = {})
{
    const auto plan
        = test.reader().run([scope](Connection &connection) { return Repricing::plan(connection, scope); }).result();
    if (!plan)
        qFatal("%s", qPrintable(plan.error().line()));
    return *plan;
}

/// "chat/m-1: 3 rows, 2 changed, 0.01 -> 0.02, 0 -> 1 unpriced"
QString textOf(const RepricingGroup &group)
{
    const auto usd = [](std::optional<Money> cost) { return cost ? cost->exactText() : QStringLiteral("-"); };
    return QStringLiteral("%1/%2: %3 rows, %4 changed, %5 -> %6, %7 -> %8 unpriced")
        .arg(group.feature, group.model, QString::number(group.rows), QString::number(group.changed),
            usd(group.knownOldCost()), usd(group.knownNewCost()), QString::number(group.unpricedBefore),
            QString::number(group.unpricedAfter));
}

}

class TestRepricing : public QObject
{
    Q_OBJECT

private slots:
    void aNewPriceChangesNoRowByItself()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        QCOMPARE(spend(test), QStringLiteral("0.5"));
        const QStringList before = everything(test);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        QCOMPARE(everything(test), before);
    }

    void pricesEachRowAtItsOwnTime()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        setPrices(test,
            { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000),
                price("acme", "m-1", day(4, 1), 3'000'000, 20'000'000) });

        // 1000 * 2 + 100 * 10 = 3000 micro-USD; 6000 for the second; 4000 * 3 + 400 * 20 = 20000 for April's.
        const RepricingPlan planned = plan(test);
        QCOMPARE(planned.groups.size(), 2);
        QCOMPARE(
            textOf(planned.groups.at(0)), QStringLiteral("chat/m-1: 3 rows, 3 changed, - -> 0.029, 3 -> 0 unpriced"));
        QCOMPARE(
            textOf(planned.groups.at(1)), QStringLiteral("search/m-2: 1 rows, 0 changed, - -> -, 1 -> 1 unpriced"));
        QCOMPARE(planned.besideCharged, 1);
        QCOMPARE(spend(test), QStringLiteral("0.5")); // a plan writes nothing

        const auto job = apply(test);

        QVERIFY2(job, job ? "" : qPrintable(job.error().line()));
        QCOMPARE(job->status, QStringLiteral("complete"));
        QCOMPARE(job->changed, 4); // with the charged row, whose computed cost is new
        QCOMPARE(job->newCost.exactText(), QStringLiteral("0.529"));
        QCOMPARE(job->oldCost.exactText(), QStringLiteral("0.5"));
        QCOMPARE(spend(test), QStringLiteral("0.529"));
        QCOMPARE(test.number(QStringLiteral("SELECT computed_pico FROM ai_usage_logs WHERE charged_pico IS NOT NULL")),
            3'000'000'000);
        QCOMPARE(test.number(QStringLiteral("SELECT cost_pico FROM ai_usage_logs WHERE charged_pico IS NOT NULL")),
            500'000'000'000);
        QCOMPARE(deepFinding(test), QString());
        QCOMPARE(test.texts(QStringLiteral("SELECT action FROM audit_log WHERE action LIKE 'reprice%' ORDER BY seq")),
            (QStringList { QStringLiteral("reprice.begin"), QStringLiteral("reprice.complete") }));
    }

    void leavesRowsWithTodaysPriceAlone()
    {
        TestDatabase test(engine);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        import(test, QStringLiteral("a.csv"), Usage5);
        const QStringList before = everything(test);
        QCOMPARE(plan(test).total().changed, 0);
        const auto job = apply(test);
        QVERIFY(job);
        QCOMPARE(job->changed, 0);
        QCOMPARE(everything(test), before);
    }

    void pricesOnlyWhatIsAskedFor_data()
    {
        QTest::addColumn<RepricingScope>("scope");
        QTest::addColumn<QString>("expected");
        RepricingScope march;
        march.to = day(4, 1);
        QTest::newRow("before April") << march << QStringLiteral("0.509");
        RepricingScope april;
        april.from = day(4, 1);
        QTest::newRow("from April on") << april << QStringLiteral("0.512"); // 4000 * 2 + 400 * 10 = 12000
        RepricingScope search;
        search.features = QStringList { QStringLiteral("search") };
        QTest::newRow("a feature") << search << QStringLiteral("0.504"); // 1000 * 4
        RepricingScope other;
        other.models = QStringList { QStringLiteral("m-9"), QStringLiteral("m-2") };
        QTest::newRow("models") << other << QStringLiteral("0.504");
    }
    void pricesOnlyWhatIsAskedFor()
    {
        QFETCH(RepricingScope, scope);
        QFETCH(QString, expected);
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        QList<PriceRevision> prices { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) };
        if (!scope.to)
            prices.append(price("acme", "m-2", day(1, 1), 4'000'000, 4'000'000));
        setPrices(test, prices);

        QVERIFY(apply(test, scope));

        QCOMPARE(spend(test), expected);
        QCOMPARE(deepFinding(test), QString());
    }

    void aConfirmedNameCostsWhatItsModelCosts()
    {
        TestDatabase test(engine);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        import(test, QStringLiteral("a.csv"), Header + "2026-03-02T10:00:00Z,chat,acme,our m1,ann,1000,100,success,,s,1,\n");
        const QString name = QStringLiteral("our m1");
        const auto decide = [&test](const std::function<Result<>(Connection &)> &decision) {
            return bool(test.writer().run([decision](Connection &connection) -> Result<> {
                Transaction transaction(connection);
                if (const auto begun = transaction.begin(); !begun)
                    return begun;
                const auto done = decision(connection);
                return done ? transaction.commit() : done;
            }).result());
        };

        QVERIFY(decide([name](Connection &connection) {
            return ModelNameDecisions::confirm(connection, name, { QStringLiteral("m-1"), QStringLiteral("m-1") }, 7, QStringLiteral("me"));
        }));
        QCOMPARE(spend(test), QStringLiteral("-")); // by itself it changes no row

        // 1000 at 2 USD per million and 100 at 10 USD per million.
        const RepricingScope scope { {}, {}, {}, { name } };
        QCOMPARE(textOf(plan(test, scope).total()), QStringLiteral("/: 1 rows, 1 changed, - -> 0.003, 1 -> 0 unpriced"));
        const auto job = apply(test, scope);
        QVERIFY(job);
        QCOMPARE(spend(test), QStringLiteral("0.003"));
        import(test, QStringLiteral("b.csv"), Header + "2026-03-03T10:00:00Z,chat,acme,our m1,ann,1000,100,success,,s,2,\n");
        QCOMPARE(spend(test), QStringLiteral("0.006"));

        QVERIFY(undo(test, job->id));
        QCOMPARE(spend(test), QStringLiteral("0.003"));
        QVERIFY(decide([name](Connection &connection) { return ModelNameDecisions::unconfirm(connection, name, 8, QStringLiteral("me")); }));
        QCOMPARE(textOf(plan(test, scope).total()), QStringLiteral("/: 2 rows, 1 changed, 0.003 -> -, 1 -> 2 unpriced"));
    }

    void undoPutsEverythingBack()
    {
        TestDatabase test(engine);
        setPrices(test, { price("acme", "m-1", day(1, 1), 1'000'000, 1'000'000) });
        import(test, QStringLiteral("a.csv"), Usage5);
        const QStringList before = everything(test);
        setPrices(test,
            { price("acme", "m-1", day(3, 3), 2'000'000, 10'000'000), price("acme", "m-2", day(1, 1), 5'000'000, 0) });
        const auto job = apply(test, {}, 2);
        QVERIFY(job);
        QCOMPARE(spend(test), QStringLiteral("0.5203")); // 0.0011 + 0.0022 (the old price), 0.005, 0.5, 0.012
        QCOMPARE(deepFinding(test), QString());
        QVERIFY(everything(test) != before);

        const auto undone = undo(test, job->id, 2);

        QVERIFY2(undone, undone ? "" : qPrintable(undone.error().line()));
        QCOMPARE(undone->status, QStringLiteral("undone"));
        QCOMPARE(everything(test), before);
        QCOMPARE(deepFinding(test), QString());
        QVERIFY(!undo(test, job->id));
    }

    void stopsAtTheEdgeOfATransactionAndGoesOn()
    {
        TestDatabase test(engine), whole(engine);
        for (TestDatabase *one : { &test, &whole }) {
            import(*one, QStringLiteral("a.csv"), Usage5);
            setPrices(*one, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        }
        QVERIFY(apply(whole));
        const std::atomic_bool cancelled = true;

        const auto stopped = Repricing(test.workspace()).apply({}, options(2), cancelled);

        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Interrupted);
        QCOMPARE(spend(test), QStringLiteral("0.509")); // the first two rows
        QCOMPARE(deepFinding(test), QString());
        RepricingScope other;
        other.features = QStringList { QStringLiteral("chat") };
        const auto refused = apply(test, other);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        const auto job = apply(test, {}, 2);
        QVERIFY(job);
        QCOMPARE(job->id, 1);
        QCOMPARE(job->changed, 4);
        QCOMPARE(everything(test), everything(whole));
    }

    void pricesThatChangeMeanwhileHoldForAllRows()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        const QStringList before = everything(test);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        const std::atomic_bool cancelled = true;
        QVERIFY(!Repricing(test.workspace()).apply({}, options(2), cancelled));
        setPrices(test, { price("acme", "m-1", day(1, 1), 4'000'000, 20'000'000) }); // takes the first over

        const auto job = apply(test, {}, 2);

        QVERIFY(job);
        QCOMPARE(spend(test), QStringLiteral("0.542")); // 0.006 + 0.012 + 0.024 + 0.5
        QCOMPARE(deepFinding(test), QString());
        QVERIFY(undo(test, job->id, 2));
        QCOMPARE(everything(test), before);
    }

    void aJobThatWasInterruptedCanBeUndone()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        const QStringList before = everything(test);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        std::atomic_bool cancelled = true;
        QVERIFY(!Repricing(test.workspace()).apply({}, options(2), cancelled));
        QVERIFY(undo(test, 1));
        QCOMPARE(everything(test), before);
        QVERIFY(apply(test)); // and nothing stands in the way of another
        QCOMPARE(spend(test), QStringLiteral("0.521"));
    }

    void undoRefusesRowsThatChangedSince()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        QVERIFY(apply(test));
        import(test, QStringLiteral("b.csv"),
            Header + "2026-03-02T10:00:00Z,chat,acme,m-1,ann,1001,100,success,,s,1,12.5\n");
        const QStringList before = everything(test);

        const auto refused = undo(test, 1);

        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        QVERIFY2(
            refused.error().summary.contains(QStringLiteral("row 1 (import 2, line 2) was replaced by that import")),
            qPrintable(refused.error().summary));
        QCOMPARE(everything(test), before);
        QVERIFY(ImportUndo::run(test.workspace(), 2, 1, QStringLiteral("tester"), QStringLiteral("x")));
        QVERIFY(undo(test, 1));
        QCOMPARE(spend(test), QStringLiteral("0.5"));
        QCOMPARE(deepFinding(test), QString());
    }

    void undoGoesFromTheLastJobBack()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), Usage5);
        const QStringList before = everything(test);
        setPrices(test, { price("acme", "m-1", day(1, 1), 2'000'000, 10'000'000) });
        QVERIFY(apply(test));
        const QStringList between = everything(test);
        setPrices(test, { price("acme", "m-1", day(4, 1), 3'000'000, 20'000'000) });
        QVERIFY(apply(test));

        const auto refused = undo(test, 1);

        QVERIFY(!refused);
        QVERIFY2(
            refused.error().summary.contains(QStringLiteral("row 5 (import 1, line 6) was changed by repricing job 2")),
            qPrintable(refused.error().summary));
        QVERIFY(undo(test, 2));
        QCOMPARE(everything(test), between);
        QVERIFY(undo(test, 1));
        QCOMPARE(everything(test), before);
    }
};

int main(int argc, char *argv[]) { return runOnEveryEngine<TestRepricing>(argc, argv, engine); }

#include "tst_repricing.moc"
