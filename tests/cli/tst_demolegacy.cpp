#include "ledger/demoworkspace.h"

#include "data/sql.h"
#include "data/workspace.h"
#include "ledger/usagequery.h"
#include "migration/legacyservices.h"

#include <QDateTime>
#include <QtTest>

/// The legacy tables of the demo, held against its ledger and against what they themselves hold.
class DemoLegacyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void logsPartOfTheLedgerUnderItsIds();
    void countsItsDirt_data();
    void countsItsDirt();
    void repeatsCallsUnderNewIds();
    void keepsTheTruthBehindTheDirt();
    void billsWhatTheCallsCost();
    void derivesTheOtherTables();
    void contradictsItself();
    void saysWhatIsInvented();
    void isTheSameEachTime();

private:
    qint64 number(const QString &statement);
    QStringList texts(const QString &statement);
    qint64 info(const QString &kind) { return number(QStringLiteral("SELECT value FROM workspace_info WHERE key = 'demo.legacy.%1'").arg(kind)); }

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
    const UtcMicros m_now = 1'795'252'000'000'000; // 2026-11-21T09:06:40Z
};

/// Rows of the ledger that the legacy systems logged, from the documentation of the demo.
static QString logged()
{
    return QStringLiteral("(SELECT l.* FROM ai_usage_logs l JOIN ai_features f ON f.id = l.feature_id "
                          "WHERE f.key IN ('ai-search', 'chatbot', 'model-benchmarks') OR (f.key IN ('support-assistant', 'code-assistant') AND l.id % 4 = 0))");
}

void DemoLegacyTest::initTestCase()
{
    WorkspaceLocation location;
    location.path = m_folder.filePath(QStringLiteral("demo.signalbox"));
    const std::atomic_bool cancelled { false };
    const auto report = buildDemoWorkspace(location, m_now, cancelled);
    QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
    auto workspace = Workspace::open(location, Database::Access::ReadOnly);
    QVERIFY(workspace);
    m_workspace = std::move(*workspace);
}

qint64 DemoLegacyTest::number(const QString &statement)
{
    const auto list = texts(statement);
    return list.isEmpty() ? -1 : list.constFirst().toLongLong();
}

QStringList DemoLegacyTest::texts(const QString &statement)
{
    const auto rows = m_workspace->reader().run([statement](Connection &connection) {
        return Sql::select(connection, statement, {}, [](const Row &row) { return row.text(0); });
    }).result();
    return rows ? QStringList(*rows) : QStringList { rows.error().line() };
}

void DemoLegacyTest::logsPartOfTheLedgerUnderItsIds()
{
    // 3609 + 3993 + 900 whole traces, a quarter of 70053 and of 8819.
    const qint64 calls = number(QStringLiteral("SELECT COUNT(*) FROM ") + logged());
    QVERIFY2(calls > 28'200 && calls < 28'240, qPrintable(QString::number(calls)));
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM usage_logs")), calls + info(QStringLiteral("duplicates")));
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM %1 l JOIN usage_logs u ON u.id = l.id "
                                   "WHERE u.tokens = COALESCE(l.input_tokens, 0) + COALESCE(l.output_tokens, 0)").arg(logged())), calls);
    // Every service that the seed maps, but the one whose feature has no usage.
    QCOMPARE(texts(QStringLiteral("SELECT DISTINCT service_name FROM usage_logs WHERE service_name IN ('search_ai', 'chatbot_service', 'photo_analysis') ORDER BY 1")),
        (QStringList { QStringLiteral("chatbot_service"), QStringLiteral("search_ai") }));
}

void DemoLegacyTest::countsItsDirt_data()
{
    QTest::addColumn<QString>("where");
    const auto add = [](const char *kind, const QString &where) { QTest::newRow(kind) << where; };
    add("unmapped_services", QStringLiteral("service_name IS NULL OR service_name NOT IN ('search_ai', 'chatbot_service', 'photo_analysis')"));
    add("null_success", QStringLiteral("success IS NULL"));
    add("currency_costs", QStringLiteral("cost LIKE ' $%'"));
    add("exponent_costs", QStringLiteral("cost LIKE '%e-__'"));
    add("comma_costs", QStringLiteral("cost LIKE '%,%'"));
    add("word_costs", QStringLiteral("cost = 'n/a'"));
    add("empty_costs", QStringLiteral("cost = ''"));
    add("null_costs", QStringLiteral("cost IS NULL"));
    add("duplicates", QStringLiteral("id > (SELECT MAX(id) FROM ai_usage_logs)"));
    add("unknown_models", QStringLiteral("model_name IN ('internal-llm-v2', 'default')"));
    add("epoch_times", QStringLiteral("created_at NOT GLOB '*[^0-9]*'"));
    add("unreadable_times", QStringLiteral("created_at LIKE '__/__/____ __:__'"));
    add("null_times", QStringLiteral("created_at IS NULL"));
}

void DemoLegacyTest::countsItsDirt()
{
    QFETCH(QString, where);
    const qint64 rows = number(QStringLiteral("SELECT COUNT(*) FROM usage_logs WHERE ") + where);

    QVERIFY(rows > 0);
    QCOMPARE(info(QString::fromLatin1(QTest::currentDataTag())), rows);
}

void DemoLegacyTest::repeatsCallsUnderNewIds()
{
    const QString same = QStringLiteral("SELECT COUNT(*) FROM usage_logs d WHERE d.id > (SELECT MAX(id) FROM ai_usage_logs) AND EXISTS (SELECT 1 FROM usage_logs u "
                                        "WHERE u.id < d.id AND u.tokens = d.tokens AND u.cost IS d.cost AND u.created_at IS d.created_at AND u.user_id IS d.user_id)");
    QCOMPARE(number(same), info(QStringLiteral("duplicates")));
}

void DemoLegacyTest::keepsTheTruthBehindTheDirt()
{
    struct Pair
    {
        QString text;
        std::optional<qint64> pico;
        QString time;
        UtcMicros at;
    };
    const auto pairs = m_workspace->reader().run([](Connection &connection) {
        return Sql::select(connection, QStringLiteral("SELECT u.cost, l.cost_pico, u.created_at, l.ts_us FROM usage_logs u JOIN ai_usage_logs l ON l.id = u.id"), {},
            [](const Row &row) { return Pair { row.text(0), row.optionalInt64(1), row.text(2), row.int64(3) }; });
    }).result();
    QVERIFY(pairs && pairs->size() > 28'000);
    for (const Pair &pair : *pairs) {
        QString cost = pair.text;
        cost.remove(QStringLiteral(" $")).replace(QLatin1Char(','), QLatin1Char('.'));
        const auto read = parseDecimal(cost, 12);
        QVERIFY2(!read || (pair.pico && read->value == *pair.pico && !read->rounded), qPrintable(pair.text));
        QVERIFY2(read || !pair.pico || pair.text == QLatin1String("n/a"), qPrintable(pair.text));
        if (const auto time = QDateTime::fromString(pair.time, Qt::ISODate); time.isValid() && pair.time.endsWith(QLatin1Char('Z')))
            QVERIFY2(pair.at - time.toMSecsSinceEpoch() * 1000 >= 0 && pair.at - time.toMSecsSinceEpoch() * 1000 < 1000, qPrintable(pair.time));
    }
}

void DemoLegacyTest::billsWhatTheCallsCost()
{
    Money billed;
    const auto amounts = texts(QStringLiteral("SELECT amount_usd FROM billing_data WHERE amount_usd IS NOT NULL"));
    for (const QString &amount : amounts) {
        const auto money = Money::fromUsdText(amount);
        QVERIFY2(money, qPrintable(amount));
        billed += *money;
    }
    QCOMPARE(billed.exactText(), Money::fromPico(number(QStringLiteral("SELECT SUM(cost_pico) FROM ") + logged())).exactText());
    QCOMPARE(number(QStringLiteral("SELECT SUM(requests) FROM billing_data")), number(QStringLiteral("SELECT COUNT(*) FROM ") + logged()));
    QCOMPARE(number(QStringLiteral("SELECT SUM(requests) FROM performance_data")), number(QStringLiteral("SELECT COUNT(*) FROM ") + logged()));
}

void DemoLegacyTest::derivesTheOtherTables()
{
    const qint64 failed = number(QStringLiteral("SELECT COUNT(*) FROM %1 WHERE status <> 1").arg(logged()));
    QVERIFY(failed > 100);
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM debug_logs")), failed);
    QCOMPARE(number(QStringLiteral("SELECT SUM(occurrences) FROM error_tracking")), failed);
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM debug_logs d JOIN %1 l ON CAST(l.id AS TEXT) = d.request_ref").arg(logged())), failed);
    QCOMPARE(number(QStringLiteral("SELECT SUM(requests) FROM user_metrics")),
        number(QStringLiteral("SELECT COUNT(*) FROM %1 l JOIN usage_users u ON u.id = l.user_id WHERE u.name <> ''").arg(logged())));
    // Nearest rank of 150 successes is the 75th; the figures of the trace are in microseconds.
    const auto latencies = texts(QStringLiteral("SELECT l.latency_us FROM ai_usage_logs l JOIN ai_model_names m ON m.id = l.model_name_id "
                                                "WHERE m.name = 'llama2-70b-4096' AND l.status = 1 ORDER BY l.latency_us"));
    QCOMPARE(latencies.size(), 150);
    QCOMPARE(texts(QStringLiteral("SELECT replace(metric_value, '.', '') FROM performance_metrics WHERE model_name = 'llama2-70b-4096' AND metric_name = 'latency_p50'")),
        QStringList { latencies.at(74) });
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM ai_generations")), 3609 / 40);
    QCOMPARE(number(QStringLiteral("SELECT COUNT(*) FROM stories")), 3993 / 80);
    QCOMPARE(number(QStringLiteral("SELECT COUNT(DISTINCT id) FROM ai_generations WHERE length(id) = 36")), 3609 / 40);
    for (const char *table : { "cost_allocations", "prompt_configs", "analytics_events" })
        QVERIFY2(number(QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table)) > 9, table);
}

void DemoLegacyTest::contradictsItself()
{
    QVERIFY(number(QStringLiteral("SELECT COUNT(DISTINCT c.model_name) FROM ai_configs c JOIN model_settings s ON s.model_name = c.model_name "
                                  "WHERE s.temperature <> c.temperature OR s.max_tokens <> c.max_tokens")) >= 3);
    QVERIFY(number(QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 FROM ai_configs WHERE is_active = 1 GROUP BY service_name, environment HAVING COUNT(*) > 1)")) >= 1);
}

void DemoLegacyTest::saysWhatIsInvented()
{
    QVERIFY(texts(QStringLiteral("SELECT value FROM workspace_info WHERE key = 'demo.legacy.origin'")).value(0).contains(QStringLiteral("invented")));
}

void DemoLegacyTest::isTheSameEachTime()
{
    WorkspaceLocation location;
    location.path = m_folder.filePath(QStringLiteral("again.signalbox"));
    const std::atomic_bool cancelled { false };
    QVERIFY(buildDemoWorkspace(location, m_now, cancelled));
    auto again = Workspace::open(location, Database::Access::ReadOnly);
    QVERIFY(again);
    for (const LegacyTable &table : legacyTables()) {
        const auto rows = [&table](Workspace &workspace) {
            LegacyQuery query;
            query.table = table.name;
            const auto page = workspace.reader().run([query](Connection &connection) { return LegacyRows::page(connection, query, {}, 100'000); }).result();
            return page ? page->rows : QList<QVariantList>();
        };
        const auto first = rows(*m_workspace);
        QVERIFY(!first.isEmpty());
        QVERIFY2(first == rows(**again), table.name.data());
    }
}

QTEST_GUILESS_MAIN(DemoLegacyTest)
#include "tst_demolegacy.moc"
