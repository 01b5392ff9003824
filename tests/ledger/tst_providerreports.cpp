#include "ledger/importundo.h"
#include "ledger/reconciliation.h"
#include "smallledgers.h"
#include "support/everyengine.h"
#include "support/testpaths.h"

using namespace SmallLedgers;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

QByteArray corpus(const char *name)
{
    QFile file(testData(QStringLiteral("formats/") + QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such file in the corpus");
    return file.readAll();
}

/// A bucket of Anthropic's usage, of one model.
QByteArray usageOf(const char *from, const char *to, const char *model, int output)
{
    return QByteArray("{\"data\":[{\"starting_at\":\"") + from + "\",\"ending_at\":\"" + to + "\",\"results\":[{\"uncached_input_tokens\":10,\"output_tokens\":" + QByteArray::number(output)
        + ",\"model\":" + (model ? '"' + QByteArray(model) + '"' : QByteArray("null")) + "}]}],\"has_more\":false}";
}

QStringList sums(TestDatabase &test, const QString &columns)
{
    return test.texts(QStringLiteral("SELECT %1 FROM provider_aggregates WHERE replaced_by IS NULL ORDER BY id").arg(QString(columns).replace(QLatin1Char(' '), QStringLiteral(" || ' ' || "))));
}

/// "key provider: reported cost, ledger cost, difference, output tokens", "-" for unknown.
QStringList compared(TestDatabase &test, Reconciliation::By by, qint64 *otherCuts = nullptr, const UsageFilter &filter = {})
{
    const auto answer = test.reader().run([by, filter](Connection &connection) { return Reconciliation::compare(connection, { day(3, 1), day(3, 8) }, by, filter); }).result();
    if (!answer)
        return { answer.error().line() };
    if (otherCuts)
        *otherCuts = answer->otherCuts;
    const auto money = [](const std::optional<Money> &value) { return value ? value->exactText() : QStringLiteral("-"); };
    const auto count = [](std::optional<qint64> value) { return value ? QString::number(*value) : QStringLiteral("-"); };
    QStringList lines;
    for (const ReconciledRow &row : answer->rows) {
        QStringList keys;
        if (by != Reconciliation::By::Model)
            keys.append(ReportingZone().label(row.day, Bucket::Day));
        if (by != Reconciliation::By::Day)
            keys.append(row.model);
        const QString key = keys.join(QLatin1Char('/'));
        lines.append(QStringLiteral("%1 %2: %3 %4 %5 %6 %7").arg(key, row.provider, money(row.reported.cost), money(row.ledger.cost), money(row.difference()), count(row.reported.outputTokens), count(row.ledger.outputTokens)));
    }
    return lines;
}

}

Q_DECLARE_METATYPE(ReconciledRow)

/// Usage and cost reports of providers: read exactly, kept apart from the ledger, compared with it.
class TestProviderReports : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryShape_data()
    {
        QTest::addColumn<QString>("columns");
        QTest::addColumn<QStringList>("expected");
        const QString cost = QStringLiteral("report model project cost_pico");
        const QString usage = QStringLiteral("report model input_tokens cache_read_tokens output_tokens");
        // 4.2 and 9.30 cents are 0.042 and 0.093 USD; 123.456789012345 cents have 14 decimals of a USD, half-even to 12.
        QTest::newRow("anthropic_cost_report.json") << QStringLiteral("report model cost_pico")
            << QStringList { QStringLiteral("costs claude-sonnet-4-20250514 42000000000"), QStringLiteral("costs claude-sonnet-4-20250514 93000000000"), QStringLiteral("costs  1234567890123") };
        // Counts of input are disjoint: 14000 + 2000 + 100 + 38000.
        QTest::newRow("anthropic_usage_report.json") << usage
            << QStringList { QStringLiteral("messages claude-sonnet-4-20250514 54100 38000 3100"), QStringLiteral("messages claude-sonnet-4-20250514 500 0 50"),
                   QStringLiteral("messages claude-opus-4-20250514 1000 0 200") };
        QTest::newRow("anthropic_usage_export.csv") << usage
            << QStringList { QStringLiteral("messages claude-sonnet-4-20250514 62950 0 16932"), QStringLiteral("messages claude-sonnet-4-20250514 50 31 8"), QStringLiteral("messages claude-3-5-haiku-20241022 8 0 1") };
        QTest::newRow("anthropic_cost_export.csv") << cost
            << QStringList { QStringLiteral("costs Claude Sonnet 4 Default 190000000000"), QStringLiteral("costs Claude Sonnet 4 Default 30000000000"), QStringLiteral("costs  Default 10000000000") };
        // The whole input, cached tokens included.
        QTest::newRow("openai_usage.json") << usage
            << QStringList { QStringLiteral("completions gpt-4.1-2025-04-14 54000 40000 3100"), QStringLiteral("completions gpt-4.1-2025-04-14 1000 0 10"), QStringLiteral("completions gpt-4o-mini-2024-07-18 70 0 7") };
        // Amounts are USD here, as JSON numbers.
        QTest::newRow("openai_costs.json") << cost
            << QStringList { QStringLiteral("costs gpt-4.1-2025-04-14 proj_a 930000000000"), QStringLiteral("costs gpt-4.1-2025-04-14 proj_a 24800000000"), QStringLiteral("costs  proj_a 60000000000") };
        QTest::newRow("openai_cost_export.csv") << cost << QStringList { QStringLiteral("costs gpt-4o-mini-2024-07-18 proj_a 3835980000"), QStringLiteral("costs  proj_a -500000000000") };
    }
    void readsEveryShape()
    {
        QFETCH(QString, columns);
        QFETCH(QStringList, expected);
        TestDatabase test(engine);
        const QByteArray content = corpus(QTest::currentDataTag());

        const ImportReport first = import(test, QStringLiteral("a"), content);
        const ImportReport again = import(test, QStringLiteral("b"), content);

        QCOMPARE(first.counts.accepted, expected.size());
        QCOMPARE(first.counts.rejected, 0);
        QCOMPARE(first.aggregates, expected.size());
        QCOMPARE(again.counts.duplicates, expected.size());
        QCOMPARE(again.counts.records, expected.size());
        QCOMPARE(sums(test, columns), expected);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 0);
        QCOMPARE(spend(test), QStringLiteral("0"));
        QCOMPARE(deepFinding(test), QString());
    }

    void otherContentOfAGroupReplacesIt()
    {
        TestDatabase test(engine);
        const QByteArray morning = usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 5);
        const QByteArray evening = usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 7);
        import(test, QStringLiteral("morning.json"), morning);

        QCOMPARE(import(test, QStringLiteral("evening.json"), evening).counts.revised, 1);
        QCOMPARE(sums(test, QStringLiteral("output_tokens")), QStringList { QStringLiteral("7") });
        // What was replaced is known: the older file takes nothing back.
        QCOMPARE(import(test, QStringLiteral("again.json"), morning).counts.duplicates, 1);
        QCOMPARE(sums(test, QStringLiteral("output_tokens")), QStringList { QStringLiteral("7") });
        QCOMPARE(deepFinding(test), QString());
    }

    void isUndone()
    {
        TestDatabase test(engine);
        const auto undo = [&test](qint64 batch) { return ImportUndo::run(test.workspace(), batch, 5, QStringLiteral("tester"), QStringLiteral("wrong")); };
        import(test, QStringLiteral("1.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 5));
        import(test, QStringLiteral("2.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 7));

        const auto leanedOn = undo(1);
        QVERIFY(!leanedOn);
        QCOMPARE(leanedOn.error().kind, Error::Kind::Conflict);
        QVERIFY2(leanedOn.error().summary.contains(QStringLiteral("2.json")), qPrintable(leanedOn.error().summary));

        const auto second = undo(2);
        QVERIFY(second);
        QCOMPARE(second->removed, 0);
        QCOMPARE(second->restored, 1);
        QCOMPARE(sums(test, QStringLiteral("output_tokens")), QStringList { QStringLiteral("5") });
        const auto first = undo(1);
        QVERIFY(first);
        QCOMPARE(first->removed, 1);
        QCOMPARE(sums(test, QStringLiteral("output_tokens")), QStringList());
        QCOMPARE(deepFinding(test), QString());
        QCOMPARE(import(test, QStringLiteral("2.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 7)).counts.accepted, 1);
    }

    void refusesWhatCannotBeCompared_data()
    {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *result, const char *reason) { QTest::newRow(name) << QByteArray(result) << QString::fromLatin1(reason); };
        row("another currency", R"({"amount":"1.5","currency":"EUR"})", "currency: it is not USD");
        row("no number", R"({"amount":"12,5","currency":"USD"})", "amount: it is not an amount of money");
        row("an object", R"({"amount":{"value":1},"currency":"USD"})", "amount: it is not an amount of money");
        row("beyond 64 bits", R"({"amount":"1e30","currency":"USD"})", "amount: it is not an amount of money");
        row("negative tokens", R"({"output_tokens":-1})", "output_tokens: it is negative");
        row("half a token", R"({"output_tokens":1.5})", "output_tokens: it is not a whole number");
        row("nothing counted", R"({"model":"claude-x"})", "it has neither tokens nor an amount");
    }
    void refusesWhatCannotBeCompared()
    {
        QFETCH(QByteArray, result);
        QFETCH(QString, reason);
        TestDatabase test(engine);

        const ImportReport report = import(test, QStringLiteral("a.json"),
            "{\"data\":[{\"starting_at\":\"2026-03-01T00:00:00Z\",\"ending_at\":\"2026-03-02T00:00:00Z\",\"results\":[" + result + ",{\"output_tokens\":1}]}]}");

        QCOMPARE(report.counts.rejected, 1);
        QCOMPARE(report.counts.accepted, 1);
        QCOMPARE(report.firstRejects.constFirst().reason, reason);
    }

    void refusesABucketThatIsNoPartOfAUtcDay()
    {
        TestDatabase test(engine);
        const ImportReport week = import(test, QStringLiteral("week.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z", "claude-x", 1));
        const ImportReport local = import(test, QStringLiteral("local.json"), usageOf("2026-03-01T00:00:00+01:00", "2026-03-02T00:00:00+01:00", "claude-x", 1));
        const ImportReport backwards = import(test, QStringLiteral("back.json"), usageOf("2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z", "claude-x", 1));
        const ImportReport hour = import(test, QStringLiteral("hour.json"), usageOf("2026-03-01T23:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 1));

        for (const ImportReport &report : { week, local, backwards })
            QCOMPARE(report.counts.rejected, 1);
        QCOMPARE(hour.counts.accepted, 1);
    }

    void standsBesideTheLedger()
    {
        TestDatabase test(engine);
        for (const char *name : { "anthropic_cost_report.json", "anthropic_usage_report.json", "openai_costs.json", "openai_usage.json" })
            import(test, QLatin1String(name), corpus(name));
        import(test, QStringLiteral("calls.csv"),
            "ts_utc,provider,model,output_tokens,charged_cost_usd\n"
            "2026-03-01T00:00:00Z,openai,gpt-4.1-2025-04-14,3000,0.9\n"
            "2026-03-01T23:59:59Z,OpenAI,gpt-4.1-2025-04-14,100,0.1\n"
            "2026-03-02T00:00:00Z,mistral,m,1,5\n" // nobody reports of it
            "2026-03-04T00:00:00Z,anthropic,claude-x,4,\n"); // no price

        QCOMPARE(compared(test, Reconciliation::By::Day),
            (QStringList { QStringLiteral("2026-03-01 anthropic: 1.369567890123 - - 3150 -"), QStringLiteral("2026-03-02 anthropic: - - - 200 -"), QStringLiteral("2026-03-04 anthropic: - - - - 4"),
                QStringLiteral("2026-03-01 openai: 1.0148 1 0.0148 3110 3100"), QStringLiteral("2026-03-02 openai: - - - 7 -") }));
        QCOMPARE(compared(test, Reconciliation::By::Model),
            (QStringList { QStringLiteral(" anthropic: 1.234567890123 - - - -"), QStringLiteral("claude-opus-4-20250514 anthropic: - - - 200 -"), QStringLiteral("claude-sonnet-4-20250514 anthropic: 0.135 - - 3150 -"),
                QStringLiteral("claude-x anthropic: - - - - 4"), QStringLiteral(" openai: 0.06 - - - -"), QStringLiteral("gpt-4.1-2025-04-14 openai: 0.9548 1 -0.0452 3110 3100"),
                QStringLiteral("gpt-4o-mini-2024-07-18 openai: - - - 7 -") }));
    }

    void comparesByDayAndModelWhatAFilterLeaves()
    {
        TestDatabase test(engine);
        for (const char *name : { "anthropic_cost_report.json", "openai_costs.json", "openai_usage.json" })
            import(test, QLatin1String(name), corpus(name));
        import(test, QStringLiteral("calls.csv"),
            "ts_utc,provider,model,output_tokens,charged_cost_usd\n"
            "2026-03-01T00:00:00Z,openai,gpt-4.1-2025-04-14,3000,0.9\n"
            "2026-03-01T23:59:59Z,OpenAI,openai/gpt-4.1-2025-04-14,100,0.1\n" // another spelling of both
            "2026-03-02T00:00:00Z,openai,gpt-4.1-2025-04-14,7,0.5\n"
            "2026-03-02T00:00:00Z,openai,house-model,7,5\n");

        UsageFilter filter;
        filter.providers = { QStringLiteral("OPENAI") };
        filter.models = { QStringLiteral("gpt-4.1-2025-04-14") };
        const QStringList both { QStringLiteral("2026-03-01/gpt-4.1-2025-04-14 openai: 0.9548 1 -0.0452 3110 3100"), QStringLiteral("2026-03-02/gpt-4.1-2025-04-14 openai: - 0.5 - - 7") };
        QCOMPARE(compared(test, Reconciliation::By::DayAndModel, nullptr, filter), both);
        filter.models = { QStringLiteral("openai/gpt-4.1-2025-04-14") };
        QCOMPARE(compared(test, Reconciliation::By::DayAndModel, nullptr, filter), both);
        // Days of one model: of the report what it says of that model, and not its other lines.
        QCOMPARE(compared(test, Reconciliation::By::Day, nullptr, filter),
            (QStringList { QStringLiteral("2026-03-01 openai: 0.9548 1 -0.0452 3110 3100"), QStringLiteral("2026-03-02 openai: - 0.5 - - 7") }));
        filter.providers = { QStringLiteral("mistral") };
        QCOMPARE(compared(test, Reconciliation::By::Day, nullptr, filter), QStringList());
    }

    void aConfirmedNameIsTheSameModelOnBothSides()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("usage.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "our-claude", 7));
        import(test, QStringLiteral("calls.csv"), "ts_utc,provider,model,output_tokens\n2026-03-01T00:00:00Z,anthropic,our-claude,3\n2026-03-01T00:00:00Z,anthropic,claude-y,4\n");
        for (const char *statement : { "INSERT INTO ai_models (id, canonical, family) VALUES (77, 'claude-y', 'claude-y')",
                 "UPDATE ai_model_names SET model_id = 77, match_kind = 'alias' WHERE name IN ('our-claude', 'claude-y')" })
            QVERIFY(test.exec(QString::fromLatin1(statement)));

        QCOMPARE(compared(test, Reconciliation::By::Model), QStringList { QStringLiteral("claude-y anthropic: - - - 7 7") });
    }

    void saysHowBothSidesStand_data()
    {
        QTest::addColumn<ReconciledRow>("row");
        QTest::addColumn<QString>("standing");
        const auto usd = [](const char *text) { return Money::fromUsdText(QString::fromLatin1(text)); };
        const auto row = [](const ReconciledSide &reported, const ReconciledSide &ledger, bool usage, bool cost, bool isThere, qint64 unpriced = 0) {
            ReconciledRow made;
            made.reported = reported;
            made.ledger = ledger;
            made.hasUsage = usage;
            made.hasCost = cost;
            made.isInLedger = isThere;
            made.unpriced = unpriced;
            return made;
        };
        QTest::newRow("all the same") << row({ 2, 10, 5, usd("1") }, { 2, 10, 5, usd("1") }, true, true, true) << QStringLiteral("agrees");
        QTest::newRow("the same cost, no counts") << row({ {}, {}, {}, usd("1") }, { 2, 10, 5, usd("1") }, false, true, true) << QStringLiteral("agrees");
        QTest::newRow("a pico-USD more") << row({ 2, 10, 5, usd("1.000000000001") }, { 2, 10, 5, usd("1") }, true, true, true) << QStringLiteral("differs");
        QTest::newRow("the same cost, another token") << row({ 2, 10, 6, usd("1") }, { 2, 10, 5, usd("1") }, true, true, true) << QStringLiteral("differs");
        QTest::newRow("no cost report") << row({ {}, 10, 5, {} }, { 2, 10, 5, usd("1") }, true, false, true) << QStringLiteral("tokens-agree");
        QTest::newRow("no cost report, another count") << row({ 3, 10, 5, {} }, { 2, 10, 5, usd("1") }, true, false, true) << QStringLiteral("differs");
        QTest::newRow("nothing in the ledger") << row({ {}, {}, {}, usd("1") }, {}, false, true, false) << QStringLiteral("ledger-lacks");
        QTest::newRow("nothing on both sides") << row({ 0, 0, 0, usd("0") }, {}, true, true, false) << QStringLiteral("agrees");
        QTest::newRow("nothing reported") << row({}, { 2, 10, 5, usd("1") }, false, false, true) << QStringLiteral("report-lacks");
        QTest::newRow("reported, all without a price") << row({ {}, {}, {}, usd("1") }, { 2, 10, 5, {} }, false, true, true, 2) << QStringLiteral("unknown");
        QTest::newRow("the same cost, one call without a price") << row({ 2, 10, 5, usd("1") }, { 2, 10, 5, usd("1") }, true, true, true, 1) << QStringLiteral("unknown");
        QTest::newRow("nothing known on both sides") << row({ {}, 10, {}, {} }, { 2, {}, {}, usd("1") }, true, false, true) << QStringLiteral("unknown");
    }
    void saysHowBothSidesStand()
    {
        QFETCH(ReconciledRow, row);
        QTEST(standingName(row.standing()), "standing");
    }

    void theSameCallsDividedInAnotherWayCountOnce()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("by-model.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 7));
        import(test, QStringLiteral("total.json"), usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", nullptr, 7));
        import(test, QStringLiteral("hour.json"), usageOf("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "claude-x", 7));

        qint64 leftOut = 0;
        QCOMPARE(compared(test, Reconciliation::By::Model, &leftOut), QStringList { QStringLiteral("claude-x anthropic: - - - 7 -") });
        QCOMPARE(leftOut, 2);
    }

    void pagesStandOneBehindTheOther()
    {
        TestDatabase test(engine);
        const QByteArray pages = usageOf("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "claude-x", 7) + '\n' + usageOf("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "claude-x", 8) + '\n';

        QCOMPARE(import(test, QStringLiteral("pages.jsonl"), pages).counts.accepted, 2);
        QCOMPARE(sums(test, QStringLiteral("output_tokens")), (QStringList { QStringLiteral("7"), QStringLiteral("8") }));
    }

    void goesOnWhereItStopped()
    {
        TestDatabase test(engine);
        QByteArray pages;
        for (int hour = 0; hour < 20; ++hour)
            pages += usageOf(QStringLiteral("2026-03-01T%1:00:00Z").arg(hour, 2, 10, QLatin1Char('0')).toLatin1().constData(), QStringLiteral("2026-03-01T%1:30:00Z").arg(hour, 2, 10, QLatin1Char('0')).toLatin1().constData(), "claude-x", hour) + '\n';
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        options.rowsPerTransaction = 5;
        const QString path = write(test, QStringLiteral("pages.jsonl"), pages);
        std::atomic_bool cancelled = false;
        const auto stopped = Importer(test.workspace()).run(path, options, cancelled, [&cancelled](const ImportProgress &progress) { cancelled = progress.records >= 10; });
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Interrupted);

        cancelled = false;
        const auto rest = Importer(test.workspace()).run(path, options, cancelled);

        QVERIFY(rest);
        QVERIFY(rest->resumed);
        QCOMPARE(rest->counts.accepted, 20);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM provider_aggregates")), 20);
        QCOMPARE(deepFinding(test), QString());
    }
};

int main(int argc, char **argv)
{
    return runOnEveryEngine<TestProviderReports>(argc, argv, engine);
}

#include "tst_providerreports.moc"
