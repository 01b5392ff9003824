#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

/// `signalbox assignments`: which model a feature calls, from the list to the undo.
class CliAssignmentsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void explainsItself();
    void listsWhatWasSetAndByWhom();
    void writesEveryChangeToTheLog();
    void undoPutsTheOneBeforeBack();
    void beginsAtAnotherTime();
    void pricesCallsThatNameNoModel();
    void choosesTheProvider();
    void refusesAndChangesNothing_data();
    void refusesAndChangesNothing();

private:
    ProgramRun run(const QStringList &words) const { return runProgram(QStringList(words) << QStringLiteral("--workspace") << m_workspace); }
    /// Words with blanks between; the reason is "test".
    ProgramRun change(const QString &words) const
    {
        return run(words.split(QLatin1Char(' ')) << QStringLiteral("--reason") << QStringLiteral("test"));
    }
    QList<QStringList> list(const QStringList &more = {}) const
    {
        return csvCells(run(QStringList { QStringLiteral("assignments"), QStringLiteral("list") } + more).out);
    }
    /// Everything that a refused change must leave alone.
    QByteArray everything() const
    {
        return run({ QStringLiteral("assignments"), QStringLiteral("list") }).out + run({ QStringLiteral("audit"), QStringLiteral("list") }).out;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
};

namespace {

enum Column { Id, Feature, Environment, Provider, Model, From, To, InForce, Recorded, By, Reason };

}

void CliAssignmentsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = m_folder->filePath(QStringLiteral("w.signalbox"));
    QCOMPARE(run({ QStringLiteral("init") }).code, 0);
    const QString calls = m_folder->filePath(QStringLiteral("calls.csv"));
    QVERIFY(writeFile(calls,
        "ts_utc,feature,provider,model,user,input_tokens,output_tokens,status,source,source_row\n"
        "2026-11-18T10:00:00Z,search-box,,,ann,1000000,0,success,t,1\n"));
    const auto imported = run({ QStringLiteral("import"), calls });
    QVERIFY2(imported.code == 0, imported.err.constData());
}

void CliAssignmentsTest::explainsItself()
{
    const auto help = runProgram({ QStringLiteral("assignments"), QStringLiteral("--help") });

    QCOMPARE(help.code, 0);
    QVERIFY(help.out.startsWith("Usage: signalbox assignments [options] list [FEATURE] | set FEATURE MODEL | undo ID"));
    QVERIFY(runProgram({ QStringLiteral("--help") }).out.contains("\n  assignments "));
}

void CliAssignmentsTest::listsWhatWasSetAndByWhom()
{
    const auto first = change(QStringLiteral("assignments set search-box gpt-4o"));
    QVERIFY2(first.code == 0, first.err.constData());
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o-mini --env staging")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o-mini")).code, 0);

    const auto rows = list({ QStringLiteral("search-box") });

    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(0).join(QLatin1Char(',')), QStringLiteral("id,feature,environment,provider,model,from,to,in_force,recorded,by,reason"));
    QCOMPARE(rows.at(1).mid(Feature, 4), QStringList({ QStringLiteral("search-box"), QStringLiteral("production"), QStringLiteral("openai"), QStringLiteral("gpt-4o-mini") }));
    QCOMPARE(rows.at(1).at(InForce), QStringLiteral("yes"));
    QCOMPARE(rows.at(1).at(To), QString());
    QVERIFY(!rows.at(1).at(By).isEmpty());
    QCOMPARE(rows.at(1).at(Reason), QStringLiteral("test"));
    QCOMPARE(rows.at(2).mid(Environment, 3), QStringList({ QStringLiteral("staging"), QStringLiteral("openai"), QStringLiteral("gpt-4o-mini") }));
    QCOMPARE(rows.at(3).at(Model), QStringLiteral("gpt-4o"));
    QCOMPARE(rows.at(3).at(InForce), QStringLiteral("no"));
    QCOMPARE(rows.at(3).at(To), rows.at(1).at(From)); // One ends where the next begins.
    QCOMPARE(list({ QStringLiteral("--env"), QStringLiteral("staging") }).size(), 2);

    const auto json = run({ QStringLiteral("assignments"), QStringLiteral("list"), QStringLiteral("--json") });
    const auto array = QJsonDocument::fromJson(json.out).object().value(QStringLiteral("assignments")).toArray();
    QCOMPARE(array.size(), 3);
    QCOMPARE(array.at(0).toObject().value(QStringLiteral("in_force")).toBool(), true);
    QVERIFY(array.at(0).toObject().value(QStringLiteral("to")).isNull());
}

void CliAssignmentsTest::writesEveryChangeToTheLog()
{
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o-mini")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments undo 2")).code, 0);

    const auto audit = run({ QStringLiteral("audit"), QStringLiteral("list") });

    QVERIFY2(audit.out.contains("assignments.set  search-box  production: openai/gpt-4o -> production: openai/gpt-4o-mini  test\n"), audit.out.constData());
    QVERIFY2(audit.out.contains("assignments.undo  search-box  production: openai/gpt-4o-mini -> production: openai/gpt-4o  test\n"), audit.out.constData());
    QCOMPARE(run({ QStringLiteral("audit"), QStringLiteral("verify") }).code, 0);
}

void CliAssignmentsTest::undoPutsTheOneBeforeBack()
{
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o-mini")).code, 0);

    const auto early = change(QStringLiteral("assignments undo 1"));
    QCOMPARE(early.code, 5);
    QVERIFY2(early.err.contains("undo that first"), early.err.constData());
    QCOMPARE(change(QStringLiteral("assignments undo 2")).code, 0);

    const auto rows = list();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(1).at(Model), QStringLiteral("gpt-4o"));
    QCOMPARE(rows.at(1).at(InForce), QStringLiteral("yes"));
    QCOMPARE(rows.at(1).at(To), QString());
}

void CliAssignmentsTest::beginsAtAnotherTime()
{
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o --at 2026-01-01")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o-mini --at 2199-01-01")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4.1 --at 2026-06-01")).code, 0);

    const auto rows = list();

    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(1).mid(Model, 4), QStringList({ QStringLiteral("gpt-4o-mini"), QStringLiteral("2199-01-01 00:00:00 +00:00"), QString(), QStringLiteral("no") }));
    QCOMPARE(rows.at(2).mid(Model, 4),
        QStringList({ QStringLiteral("gpt-4.1"), QStringLiteral("2026-06-01 00:00:00 +00:00"), QStringLiteral("2199-01-01 00:00:00 +00:00"), QStringLiteral("yes") }));
    QCOMPARE(rows.at(3).mid(Model, 4),
        QStringList({ QStringLiteral("gpt-4o"), QStringLiteral("2026-01-01 00:00:00 +00:00"), QStringLiteral("2026-06-01 00:00:00 +00:00"), QStringLiteral("no") }));
    QVERIFY(run({ QStringLiteral("audit"), QStringLiteral("list") }).out.contains("production: openai/gpt-4.1 from 2026-06-01 00:00:00 +00:00"));
}

void CliAssignmentsTest::pricesCallsThatNameNoModel()
{
    QCOMPARE(change(QStringLiteral("prices set --provider openai --model gpt-4o --input 2.5 --output 10 --from 2020-01-01")).code, 0);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o --at 2026-01-01")).code, 0);

    QCOMPARE(run({ QStringLiteral("reprice"), QStringLiteral("--apply"), QStringLiteral("--reason"), QStringLiteral("assigned") }).code, 0);

    // One call of a million input tokens at 2.50 USD per million.
    const auto report = run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature"), QStringLiteral("--from"),
        QStringLiteral("2026-11-01"), QStringLiteral("--to"), QStringLiteral("2026-12-01") });
    QVERIFY2(report.out.contains("search-box,1,0,1000000,") && report.out.contains(",2.5,0\n"), report.out.constData());
}

void CliAssignmentsTest::choosesTheProvider()
{
    const auto made = change(QStringLiteral("prices set --provider azure --model own-model --input 1 --output 1 --from 2020-01-01"));
    QVERIFY2(made.code == 0, made.err.constData());

    QCOMPARE(change(QStringLiteral("assignments set search-box own-model")).code, 0); // Only one offers it.
    const QString only = list().at(1).at(Provider);
    QVERIFY2(only.startsWith(QStringLiteral("azure")), qPrintable(only));
    QCOMPARE(change(QStringLiteral("assignments set search-box openai/gpt-4o")).code, 0); // The name says it.
    QCOMPARE(list().at(1).mid(Provider, 2), QStringList({ QStringLiteral("openai"), QStringLiteral("gpt-4o") }));
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o --provider openrouter")).code, 2); // It is openai/gpt-4o there.
}

void CliAssignmentsTest::refusesAndChangesNothing_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("no action") << "assignments" << 2 << "list, set or undo";
    QTest::newRow("no model") << "assignments set search-box --reason r" << 2 << "which model";
    QTest::newRow("no reason") << "assignments set search-box gpt-4o-mini" << 2 << "--reason";
    QTest::newRow("unknown feature") << "assignments set search-bax gpt-4o-mini --reason r" << 2 << "The nearest is \"search-box\"";
    QTest::newRow("unknown model") << "assignments set search-box gpt-4o-minii --reason r" << 2 << "The nearest is \"gpt-4o-mini\"";
    QTest::newRow("unknown provider") << "assignments set search-box gpt-4o-mini --provider opanai --reason r" << 2 << "The nearest is \"openai\"";
    QTest::newRow("provider without it") << "assignments set search-box gpt-4o-mini --provider anthropic --reason r" << 2 << "openai";
    QTest::newRow("unknown environment") << "assignments set search-box gpt-4o-mini --env prod --reason r" << 2 << "production";
    QTest::newRow("no time") << "assignments set search-box gpt-4o-mini --at soon --reason r" << 2 << "soon";
    QTest::newRow("stale") << "assignments set search-box gpt-4o-mini --seen 0 --reason r" << 5 << "meanwhile";
    QTest::newRow("the model it has") << "assignments set search-box gpt-4o --reason r" << 2 << "already";
    QTest::newRow("undo of nothing") << "assignments undo 4711 --reason r" << 2 << "4711";
    QTest::newRow("undo without a number") << "assignments undo it --reason r" << 2 << "number";
    QTest::newRow("undo without a reason") << "assignments undo 1" << 2 << "--reason";
    QTest::newRow("list of an unknown feature") << "assignments list nobody" << 2 << "nobody";
}

void CliAssignmentsTest::refusesAndChangesNothing()
{
    QFETCH(QString, words);
    QCOMPARE(change(QStringLiteral("assignments set search-box gpt-4o")).code, 0);
    const QByteArray before = everything();

    const auto refused = run(words.split(QLatin1Char(' ')));

    QTEST(refused.code, "code");
    QFETCH(QString, says);
    QVERIFY2(refused.err.contains(says.toUtf8()), refused.err.constData());
    QCOMPARE(refused.out, QByteArray());
    QCOMPARE(everything(), before);
}

QTEST_GUILESS_MAIN(CliAssignmentsTest)
#include "tst_cliassignments.moc"
