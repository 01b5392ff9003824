#include "core/money.h"
#include "program.h"
#include "support/loadgenerator.h"
#include "support/sampledata.h"
#include "support/testpaths.h"

#include <QtTest>

/// Imports real traces and a generated load through the command line and compares its reports with figures that were
/// computed independently. Nothing may differ.
class GroundTruthTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsEveryMinute_data();
    void countsEveryMinute();
    void countsRagpulseByTimeAndFeature_data();
    void countsRagpulseByTimeAndFeature();
    void countsSessions();
    void countsModelsOfTheBenchmark();
    void measuresLatencyOfSuccesses();
    void measuresTokenPercentilesOfTraces_data();
    void measuresTokenPercentilesOfTraces();
    void totalsTheLoad();
    void countsTheLoad_data();
    void countsTheLoad();
    void ranksUsersOfTheLoad();
    void measuresTokenPercentilesOfTheLoad();
    void costsTheLoadToThePicoDollar_data();
    void costsTheLoadToThePicoDollar();
    void bothWorkspacesVerify();

private:
    QString makeWorkspace(const QString &name);
    void importFile(const QString &workspace, const QString &file, qint64 rows);
    /// The rows of a report without its header; the first row of the result names what went wrong where it fails.
    QList<QStringList> report(const QString &workspace, const QStringList &arguments);
    static QList<QStringList> truth(const QString &file);
    static QList<QStringList> columns(const QList<QStringList> &rows, const QList<int> &wanted);
    static QJsonObject truthObject(const QString &file);

    QTemporaryDir m_folder;
    QString m_traces;
    QString m_load;
};

QString GroundTruthTest::makeWorkspace(const QString &name)
{
    const QString path = m_folder.filePath(name);
    const auto made = runProgram({ QStringLiteral("init"), QStringLiteral("--workspace"), path });
    return made.code == 0 ? path : QString();
}

void GroundTruthTest::importFile(const QString &workspace, const QString &file, qint64 rows)
{
    const auto run = runProgram({ QStringLiteral("import"), file, QStringLiteral("--json"), QStringLiteral("--workspace"), workspace });
    QVERIFY2(run.code == 0, run.err.constData());
    const auto report = QJsonDocument::fromJson(run.out).object().value(QStringLiteral("files")).toArray().at(0).toObject();
    QCOMPARE(report.value(QStringLiteral("accepted")).toInteger(), rows);
    QCOMPARE(report.value(QStringLiteral("rejected")).toInteger(), 0);
}

QList<QStringList> GroundTruthTest::report(const QString &workspace, const QStringList &arguments)
{
    const auto run = runProgram(QStringList { QStringLiteral("report") } + arguments + QStringList { QStringLiteral("--workspace"), workspace });
    if (run.code != 0)
        return { { QString::fromUtf8(run.err) } };
    return csvCells(run.out).mid(1);
}

QList<QStringList> GroundTruthTest::truth(const QString &file)
{
    QFile csv(testData(QStringLiteral("groundtruth/") + file));
    return csv.open(QIODevice::ReadOnly) ? csvCells(csv.readAll()).mid(1) : QList<QStringList>();
}

QJsonObject GroundTruthTest::truthObject(const QString &file)
{
    QFile json(testData(QStringLiteral("groundtruth/") + file));
    return json.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(json.readAll()).object() : QJsonObject();
}

QList<QStringList> GroundTruthTest::columns(const QList<QStringList> &rows, const QList<int> &wanted)
{
    QList<QStringList> picked;
    for (const QStringList &row : rows) {
        QStringList cells;
        for (const int column : wanted)
            cells.append(row.value(column));
        picked.append(cells);
    }
    return picked;
}

namespace {

/// Reports of spend: where the measures stand after `dims` dimensions.
QList<int> keysAnd(int dims, const QList<int> &measures)
{
    QList<int> wanted;
    for (int i = 0; i < dims; ++i)
        wanted.append(i);
    for (const int measure : measures)
        wanted.append(dims + measure);
    return wanted;
}

constexpr int Requests = 0;
constexpr int Errors = 1;
constexpr int Input = 2;
constexpr int Output = 5;
constexpr int Cost = 7;

}

void GroundTruthTest::initTestCase()
{
    m_traces = makeWorkspace(QStringLiteral("traces.signalbox"));
    m_load = makeWorkspace(QStringLiteral("load.signalbox"));
    QVERIFY(!m_traces.isEmpty() && !m_load.isEmpty());
    const std::pair<const char *, int> traces[] { { "azure2023_code", 8819 }, { "mooncake_synthetic", 3993 }, { "ragpulse", 3609 }, { "llmperf", 900 } };
    for (const auto &[name, rows] : traces)
        importFile(m_traces, sampleTraceFile(QString::fromLatin1(name), m_folder), rows);

    const auto source = publishedLoadSource();
    QVERIFY(source);
    QFile load(m_folder.filePath(QStringLiteral("load.csv")));
    QVERIFY(load.open(QIODevice::WriteOnly));
    const auto rows = writeLoad(load, *source, {});
    QVERIFY(rows);
    load.close();
    importFile(m_load, load.fileName(), *rows);
}

void GroundTruthTest::countsEveryMinute_data()
{
    QTest::addColumn<QString>("feature");
    QTest::addColumn<QString>("file");
    QTest::newRow("azure") << QStringLiteral("code") << QStringLiteral("azure2023_code_per_minute.csv");
    QTest::newRow("mooncake") << QStringLiteral("synthetic") << QStringLiteral("mooncake_synthetic_per_minute.csv");
}

void GroundTruthTest::countsEveryMinute()
{
    QFETCH(QString, feature);
    QFETCH(QString, file);
    auto rows = report(m_traces, { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("minute"), QStringLiteral("--feature"), feature });
    for (QStringList &row : rows)
        row.first().chop(6); // +00:00

    QVERIFY(truth(file).size() > 10);
    QCOMPARE(columns(rows, keysAnd(1, { Requests, Input, Output })), truth(file));
}

void GroundTruthTest::countsRagpulseByTimeAndFeature_data()
{
    QTest::addColumn<QString>("by");
    QTest::addColumn<int>("dims");
    QTest::addColumn<int>("keyLength");
    QTest::addColumn<QString>("file");
    QTest::newRow("day") << QStringLiteral("day") << 1 << 10 << QStringLiteral("ragpulse_per_day.csv");
    QTest::newRow("hour") << QStringLiteral("hour") << 1 << 13 << QStringLiteral("ragpulse_per_hour.csv");
    QTest::newRow("day and feature") << QStringLiteral("day,feature") << 2 << 10 << QStringLiteral("ragpulse_per_day_feature.csv");
}

void GroundTruthTest::countsRagpulseByTimeAndFeature()
{
    QFETCH(QString, by);
    QFETCH(int, dims);
    QFETCH(int, keyLength);
    QFETCH(QString, file);
    auto rows = report(m_traces, { QStringLiteral("spend"), QStringLiteral("--by"), by, QStringLiteral("--feature"), QStringLiteral("rag"),
                                     QStringLiteral("--feature"), QStringLiteral("rag-web") });
    for (QStringList &row : rows)
        row.first().truncate(keyLength);

    const auto expected = truth(file);
    QVERIFY(expected.size() >= 4);
    QCOMPARE(columns(rows, keysAnd(dims, { Requests, Input, Output })), columns(expected, keysAnd(dims, { 0, 1, 2 })));
}

void GroundTruthTest::countsSessions()
{
    const QStringList rag { QStringLiteral("--feature"), QStringLiteral("rag"), QStringLiteral("--feature"), QStringLiteral("rag-web") };
    const auto all = report(m_traces, QStringList { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("session") } + rag);
    const auto daily = report(m_traces, QStringList { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("day,session") } + rag);
    QMap<QString, int> sessionsOfDay;
    for (const QStringList &row : daily)
        ++sessionsOfDay[row.first()];

    QCOMPARE(all.size(), truthObject(QStringLiteral("ragpulse.json")).value(QStringLiteral("sessions")).toInteger());
    for (const QStringList &row : truth(QStringLiteral("ragpulse_per_day.csv")))
        QCOMPARE(sessionsOfDay.take(row.first()), row.at(4).toInt());
    QVERIFY(sessionsOfDay.isEmpty());
}

void GroundTruthTest::countsModelsOfTheBenchmark()
{
    const QStringList question { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("provider,model"), QStringLiteral("--feature"),
        QStringLiteral("llmperf-7b"), QStringLiteral("--feature"), QStringLiteral("llmperf-70b") };
    const auto all = report(m_traces, question);
    const auto successes = report(m_traces, question + QStringList { QStringLiteral("--status"), QStringLiteral("success") });

    const auto expected = truth(QStringLiteral("llmperf_per_model.csv"));
    QCOMPARE(expected.size(), 6);
    QCOMPARE(columns(all, keysAnd(2, { Requests, Errors, Input, Output })), columns(expected, { 0, 1, 2, 4, 7, 8 }));
    QCOMPARE(columns(successes, keysAnd(2, { Requests, Input, Output })), columns(expected, { 0, 1, 3, 9, 10 }));
}

void GroundTruthTest::measuresLatencyOfSuccesses()
{
    const auto rows = report(m_traces, { QStringLiteral("latency"), QStringLiteral("--by"), QStringLiteral("provider,model"), QStringLiteral("--feature"),
                                           QStringLiteral("llmperf-7b"), QStringLiteral("--feature"), QStringLiteral("llmperf-70b") });
    const auto expected = truth(QStringLiteral("llmperf_per_model.csv"));
    QCOMPARE(rows.size(), 6);
    for (int i = 0; i < rows.size(); ++i) {
        const QStringList &row = rows.at(i);
        QCOMPARE(row.mid(0, 3), (QStringList { expected.at(i).at(0), expected.at(i).at(1), expected.at(i).at(3) }));
        // The published figures have more digits than the thousandths of a millisecond of the trace.
        QCOMPARE(row.at(3), QString::number(expected.at(i).at(11).toDouble(), 'f', 3));
        QCOMPARE(row.at(4), QString::number(expected.at(i).at(12).toDouble(), 'f', 3));
        QCOMPARE(row.at(6), QStringLiteral("true"));
    }
}

void GroundTruthTest::measuresTokenPercentilesOfTraces_data()
{
    QTest::addColumn<QStringList>("features");
    QTest::addColumn<QString>("file");
    QTest::newRow("azure") << QStringList { QStringLiteral("code") } << QStringLiteral("azure2023_code.json");
    QTest::newRow("mooncake") << QStringList { QStringLiteral("synthetic") } << QStringLiteral("mooncake_synthetic.json");
    QTest::newRow("ragpulse") << QStringList { QStringLiteral("rag"), QStringLiteral("rag-web") } << QStringLiteral("ragpulse.json");
}

void GroundTruthTest::measuresTokenPercentilesOfTraces()
{
    QFETCH(QStringList, features);
    QFETCH(QString, file);
    QStringList question { QStringLiteral("tokens") };
    for (const QString &feature : features)
        question += { QStringLiteral("--feature"), feature };
    const auto rows = report(m_traces, question);

    const QJsonObject expected = truthObject(file);
    QStringList cells { QString::number(expected.value(QStringLiteral("rows")).toInteger()) };
    for (const auto &side : { QStringLiteral("input_tokens"), QStringLiteral("output_tokens") }) {
        const auto discrete = expected.value(side).toObject().value(QStringLiteral("percentile_disc")).toObject();
        for (const auto &p : { QStringLiteral("p50"), QStringLiteral("p95"), QStringLiteral("p99") })
            cells.append(QString::number(discrete.value(p).toInteger()));
    }
    QCOMPARE(rows, QList<QStringList> { cells });
}

void GroundTruthTest::totalsTheLoad()
{
    const auto expected = truth(QStringLiteral("load_scale1_seed1_totals.csv"));
    QCOMPARE(expected.size(), 1);
    QCOMPARE(columns(report(m_load, { QStringLiteral("spend") }), { Requests, Errors, Input, Output }), columns(expected, { 0, 1, 2, 3 }));
    QCOMPARE(report(m_load, { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("user") }).size(), expected.first().at(4).toInt());
}

void GroundTruthTest::countsTheLoad_data()
{
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("file");
    QTest::newRow("day and model") << QStringLiteral("day,model") << QStringLiteral("load_scale1_seed1_per_day_model.csv");
    QTest::newRow("day and feature") << QStringLiteral("day,feature") << QStringLiteral("load_scale1_seed1_per_day_feature.csv");
}

void GroundTruthTest::countsTheLoad()
{
    QFETCH(QString, by);
    QFETCH(QString, file);
    const auto rows = report(m_load, { QStringLiteral("spend"), QStringLiteral("--by"), by });

    QVERIFY(truth(file).size() > 100);
    QCOMPARE(columns(rows, keysAnd(2, { Requests, Errors, Input, Output })), truth(file));
}

void GroundTruthTest::ranksUsersOfTheLoad()
{
    const auto rows = report(m_load, { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("user"), QStringLiteral("--top"), QStringLiteral("50") });
    QList<QStringList> ranked;
    for (const QStringList &row : rows)
        ranked.append({ row.value(0), row.value(1), QString::number(row.value(1 + Input).toLongLong() + row.value(1 + Output).toLongLong()) });

    QCOMPARE(ranked.size(), 50);
    QCOMPARE(ranked, truth(QStringLiteral("load_scale1_seed1_top50_users.csv")));
}

void GroundTruthTest::measuresTokenPercentilesOfTheLoad()
{
    const auto rows = report(m_load, { QStringLiteral("tokens"), QStringLiteral("--by"), QStringLiteral("model") });
    const auto expected = truth(QStringLiteral("load_scale1_seed1_percentiles_success.csv"));
    QCOMPARE(rows.size(), 2);
    for (int i = 0; i < 2; ++i) {
        QStringList cells { expected.at(2 * i).at(0), expected.at(2 * i).at(2) };
        cells += expected.at(2 * i).mid(3, 3) + expected.at(2 * i + 1).mid(3, 3);
        QCOMPARE(rows.at(i), cells);
    }
}

void GroundTruthTest::costsTheLoadToThePicoDollar_data()
{
    QTest::addColumn<QStringList>("filter");
    QTest::addColumn<int>("column");
    QTest::newRow("all calls") << QStringList() << 4;
    QTest::newRow("successful calls") << QStringList { QStringLiteral("--status"), QStringLiteral("success") } << 5;
}

void GroundTruthTest::costsTheLoadToThePicoDollar()
{
    QFETCH(QStringList, filter);
    QFETCH(int, column);
    const auto rows = report(m_load, QStringList { QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("day,model") } + filter);
    auto expected = truth(QStringLiteral("load_scale1_seed1_cost_per_day_model.csv"));
    QVERIFY(expected.size() > 100);
    const QStringList total = expected.takeLast();
    QCOMPARE(total.first(), QStringLiteral("TOTAL"));
    const auto sum = report(m_load, QStringList { QStringLiteral("spend") } + filter);
    QVERIFY(Money::fromUsdText(sum.first().value(Cost)) == Money::fromUsdText(total.at(column)));
    QCOMPARE(rows.size(), expected.size());
    for (int i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows.at(i).mid(0, 2), expected.at(i).mid(0, 2));
        const auto cost = Money::fromUsdText(rows.at(i).value(2 + Cost));
        QVERIFY(cost && *cost == Money::fromUsdText(expected.at(i).at(column)));
    }
}

void GroundTruthTest::bothWorkspacesVerify()
{
    for (const QString &workspace : { m_traces, m_load }) {
        const auto run = runProgram({ QStringLiteral("verify"), QStringLiteral("--deep"), QStringLiteral("--workspace"), workspace });
        QVERIFY2(run.code == 0, run.out.constData());
    }
}

QTEST_GUILESS_MAIN(GroundTruthTest)
#include "tst_groundtruth.moc"
