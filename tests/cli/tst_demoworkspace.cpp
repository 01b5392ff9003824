#include "ledger/demoworkspace.h"

#include "data/sql.h"
#include "data/workspace.h"
#include "ledger/newworkspace.h"
#include "ledger/usagequery.h"
#include "program.h"
#include "services/clock.h"

#include <QtTest>

#include <csignal>

class DemoWorkspaceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void looksAlive();
    void endsShortlyBeforeNow();
    void movesTracesByWholeDaysAndSaysSo();
    void keepsTheFeatureWithoutUsage();
    void refusesWhatIsThereAlready();
    void leavesNothingWhenCancelled();
    void leavesNoHalfWorkspaceWhenKilled();

private:
    UsageMeasures spend(const QStringList &features = {});

    QTemporaryDir m_folder;
    WorkspaceLocation m_location;
    DemoReport m_report;
    std::unique_ptr<Workspace> m_workspace;
    const UtcMicros m_now = 1'795'252'000'000'000; // 2026-11-21T09:06:40Z
};

void DemoWorkspaceTest::initTestCase()
{
    m_location.path = m_folder.filePath(QStringLiteral("demo.signalbox"));
    const std::atomic_bool cancelled { false };
    int last = 0;
    bool ascending = true;
    const auto report = buildDemoWorkspace(m_location, m_now, cancelled, [&](int percent, const QString &) {
        ascending = ascending && percent >= last && percent <= 100;
        last = percent;
    });
    QVERIFY2(report, report ? "" : qPrintable(report.error().line()));
    QVERIFY(ascending);
    QCOMPARE(last, 100);
    m_report = *report;
    QCOMPARE(QDir(m_folder.path()).entryList({ QStringLiteral("*.building*") }, QDir::Files | QDir::Hidden), QStringList());
    auto workspace = Workspace::open(m_location, Database::Access::ReadOnly);
    QVERIFY(workspace);
    m_workspace = std::move(*workspace);
}

UsageMeasures DemoWorkspaceTest::spend(const QStringList &features)
{
    UsageQuery query;
    query.range = { 0, m_now };
    query.filter.features = features;
    const auto answer = m_workspace->reader().run([query](Connection &connection) { return Usage::ask(connection, query); }).result();
    return answer ? answer->total() : UsageMeasures();
}

void DemoWorkspaceTest::looksAlive()
{
    qint64 records = 0;
    Money cost;
    for (const DemoTrace &trace : std::as_const(m_report.traces)) {
        QCOMPARE(trace.rejected, 0);
        QVERIFY(!trace.origin.isEmpty());
        records += trace.records;
        cost += trace.cost;
    }
    const UsageMeasures total = spend();

    QCOMPARE(m_report.traces.size(), 5);
    QCOMPARE(total.requests(), records); // nothing lies after now
    QVERIFY(records > 80'000);
    QVERIFY(total.cost == cost);
    QVERIFY(cost > *Money::fromUsdText(u"500"));
    QVERIFY(total.errors() > 1000);
    QVERIFY(total.unpriced() > 0);
    QCOMPARE(spend({ QStringLiteral("ai-search") }).bySource[size_t(CostSource::Assigned)], 3609);
}

void DemoWorkspaceTest::endsShortlyBeforeNow()
{
    const UtcMicros day = 24 * MicrosPerHour;
    for (const auto &[feature, daysBack] : { std::pair(QStringLiteral("support-assistant"), 0), std::pair(QStringLiteral("ai-search"), 0),
             std::pair(QStringLiteral("chatbot"), 2), std::pair(QStringLiteral("model-benchmarks"), 4), std::pair(QStringLiteral("code-assistant"), 6) }) {
        const auto extent = m_workspace->reader().run([feature = feature](Connection &connection) { return Usage::extent(connection, feature); }).result();
        QVERIFY(extent && *extent);
        // The end is exclusive and may be that of a bucket.
        QVERIFY2((*extent)->to <= m_now - daysBack * day + MicrosPerQuarterHour && (*extent)->to > m_now - (daysBack + 1) * day, qPrintable(feature));
    }
}

void DemoWorkspaceTest::movesTracesByWholeDaysAndSaysSo()
{
    for (const DemoTrace &trace : std::as_const(m_report.traces)) {
        QCOMPARE(trace.shift % (24 * MicrosPerHour), 0);
        const QString key = QStringLiteral("demo.%1.").arg(trace.feature);
        const auto info = m_workspace->reader().run([key](Connection &connection) {
            return Sql::select(connection, QStringLiteral("SELECT value FROM workspace_info WHERE key IN (?, ?) ORDER BY key DESC"),
                { QString(key + QStringLiteral("shift_us")), QString(key + QStringLiteral("origin")) }, [](const Row &row) { return row.text(0); });
        }).result();
        QVERIFY(info);
        QCOMPARE(*info, (QStringList { QString::number(trace.shift), trace.origin }));
    }
}

void DemoWorkspaceTest::keepsTheFeatureWithoutUsage()
{
    QCOMPARE(spend({ QStringLiteral("photo-tagging") }).requests(), 0);
    const auto name = m_workspace->reader().run([](Connection &connection) {
        return Sql::selectOne(connection, QStringLiteral("SELECT name, owner FROM ai_features WHERE key = 'photo-tagging'"), {},
            [](const Row &row) { return QStringList { row.text(0), row.text(1) }; });
    }).result();
    QVERIFY(name);
    QCOMPARE(name->value_or(QStringList()), (QStringList { QStringLiteral("Photo Tagging"), QStringLiteral("Media") }));
}

void DemoWorkspaceTest::refusesWhatIsThereAlready()
{
    const std::atomic_bool cancelled { false };
    const auto again = buildDemoWorkspace(m_location, m_now, cancelled);

    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY(spend().requests() > 80'000);
}

void DemoWorkspaceTest::leavesNothingWhenCancelled()
{
    const QTemporaryDir folder;
    WorkspaceLocation location;
    location.path = folder.filePath(QStringLiteral("demo"));
    std::atomic_bool cancelled { false };
    const auto report = buildDemoWorkspace(location, m_now, cancelled, [&cancelled](int percent, const QString &) { cancelled = percent > 0; });

    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Interrupted);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList { QStringLiteral("demo.writer") });
}

void DemoWorkspaceTest::leavesNoHalfWorkspaceWhenKilled()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("demo"));
    QProcess process;
    process.start(programPath(), { QStringLiteral("demo"), QStringLiteral("--workspace"), path });
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path + QStringLiteral(".building")).size() > 0, 30'000);
    process.kill();
    QVERIFY(process.waitForFinished());

    QVERIFY(!QFile::exists(path));
    QCOMPARE(runProgram({ QStringLiteral("demo"), QStringLiteral("--workspace"), path }).code, 0);
    QCOMPARE(runProgram({ QStringLiteral("verify"), QStringLiteral("--workspace"), path }).code, 0);
    QCOMPARE(QDir(folder.path()).entryList({ QStringLiteral("*.building*") }, QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(DemoWorkspaceTest)
#include "tst_demoworkspace.moc"
