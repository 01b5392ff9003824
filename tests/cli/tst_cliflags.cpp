#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

/// `signalbox flags`, `phases` and `people`, and the plan of the seed from its start to a rollback on the demo
/// workspace.
class CliFlagsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void explainsItself();
    void changesExplainsAndUndoes();
    void simulatesWithoutChanging();
    void schedulesAndCancels();
    void killsAndRevives();
    void refusesAndChangesNothing_data();
    void refusesAndChangesNothing();
    void readsPeople();
    void refusesPeople_data();
    void refusesPeople();
    void newWorkspacesHaveAnEnvironment();
    void runsThePlanOnTheDemoWorkspace();

private:
    /// Words with blanks between, on the workspace of this test.
    ProgramRun run(const QString &words) const { return run(words.split(QLatin1Char(' '))); }
    ProgramRun run(QStringList words) const;
    QJsonObject json(const QString &words) const;
    QByteArray everything() const;

    QTemporaryDir m_folder;
    QString m_workspace;
};

namespace {

const QString Overview = QStringLiteral("new-global-overview");

}

ProgramRun CliFlagsTest::run(QStringList words) const
{
    return runProgram(words << QStringLiteral("--workspace") << m_workspace);
}

QJsonObject CliFlagsTest::json(const QString &words) const
{
    return QJsonDocument::fromJson(run(words + QStringLiteral(" --json")).out).object();
}

QByteArray CliFlagsTest::everything() const
{
    return run(QStringLiteral("flags list --json")).out + run(QStringLiteral("phases list --json")).out
        + run(QStringLiteral("people list")).out + run(QStringLiteral("people groups")).out
        + run(QStringLiteral("audit list --limit 1000")).out;
}

void CliFlagsTest::initTestCase()
{
    m_workspace = m_folder.filePath(QStringLiteral("w.signalbox"));
    QCOMPARE(run(QStringLiteral("init")).code, 0);
    const QString people = m_folder.filePath(QStringLiteral("people.csv"));
    QVERIFY(writeFile(people,
        "user,name,role,groups\nann,Ann "
        "Lee,viewer,ai-team-leads\nbob,Bob,operator,qa-team;all-ai-developers\ncleo,,,\n"));
    const auto imported = run({ QStringLiteral("people"), QStringLiteral("import"), people, QStringLiteral("--reason"),
        QStringLiteral("start") });
    QCOMPARE(imported.code, 0);
    QCOMPARE(imported.out, QByteArray("3 people added, 0 changed, 0 as they were.\n"));
}

void CliFlagsTest::explainsItself()
{
    for (const char *verb : { "flags", "phases", "people" }) {
        const auto help = runProgram({ QString::fromLatin1(verb), QStringLiteral("--help") });
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.startsWith(
            QStringLiteral("Usage: signalbox %1 [options] list |").arg(QLatin1String(verb)).toUtf8()));
        QVERIFY(help.out.contains("--reason"));
        QVERIFY(runProgram({ QStringLiteral("--help") })
                    .out.contains(QStringLiteral("\n  %1").arg(QLatin1String(verb)).toUtf8()));
        QCOMPARE(run(QString::fromLatin1(verb)).code, 2);
        QCOMPARE(run(QString::fromLatin1(verb) + QStringLiteral(" dance")).code, 2);
    }
}

void CliFlagsTest::changesExplainsAndUndoes()
{
    const auto set
        = run(QStringLiteral("flags set new-global-overview on --env staging --group qa-team --reason acceptance"));
    QCOMPARE(set.code, 0);
    QVERIFY2(set.out.startsWith("new-global-overview in staging: on -> on for groups qa-team (change "),
        set.out.constData());

    QJsonObject answer = json(QStringLiteral("flags explain new-global-overview --env staging --as bob"));
    QCOMPARE(answer.value(QLatin1String("variant")).toString(), QStringLiteral("new"));
    QCOMPARE(answer.value(QLatin1String("reason")).toString(), QStringLiteral("TARGETING_MATCH"));
    QCOMPARE(answer.value(QLatin1String("rule")).toString(), QStringLiteral("group:qa-team"));
    QVERIFY(answer.value(QLatin1String("error_code")).isNull());
    answer = json(QStringLiteral("flags explain new-global-overview --env staging --as ann"));
    QCOMPARE(answer.value(QLatin1String("value")).toBool(), false);
    answer = json(QStringLiteral("flags explain new-global-overview --as ann"));
    QCOMPARE(answer.value(QLatin1String("rule")).toString(), QStringLiteral("everybody"));

    QCOMPARE(run(QStringLiteral("flags set new-global-overview 12.5 --env staging --reason more")).code, 0);
    const QJsonArray flags = json(QStringLiteral("flags list --env staging")).value(QLatin1String("flags")).toArray();
    QCOMPARE(flags.size(), 6);
    QCOMPARE(flags.at(0).toObject().value(QLatin1String("state")).toString(),
        QStringLiteral("on for 12.5 % and groups qa-team"));
    QCOMPARE(flags.at(0).toObject().value(QLatin1String("reason")).toString(), QStringLiteral("more"));

    QCOMPARE(run(QStringLiteral("flags undo --reason oops")).code, 0);
    const QJsonArray after = json(QStringLiteral("flags list --env staging")).value(QLatin1String("flags")).toArray();
    QCOMPARE(after.at(0).toObject().value(QLatin1String("state")).toString(), QStringLiteral("on for groups qa-team"));
    const QJsonArray history
        = json(QStringLiteral("flags history new-global-overview")).value(QLatin1String("changes")).toArray();
    QCOMPARE(history.at(0).toObject().value(QLatin1String("kind")).toString(), QStringLiteral("undo"));
    QCOMPARE(history.at(1).toObject().value(QLatin1String("undone_by")).toInt(),
        history.at(0).toObject().value(QLatin1String("change")).toInt());
}

void CliFlagsTest::simulatesWithoutChanging()
{
    const QByteArray before = everything();

    const auto simulated = run(QStringLiteral("flags simulate new-global-overview on --group qa-team"));

    QCOMPARE(simulated.code, 0);
    QCOMPARE(simulated.out,
        QByteArray(
            "user,flag,environment,from,to,rule_before,rule_after\n"
            "ann,new-global-overview,production,new,legacy,on for everybody,\"on, but for nobody like this\"\n"
            "cleo,new-global-overview,production,new,legacy,on for everybody,\"on, but for nobody like this\"\n"));
    QVERIFY(simulated.err.contains("the new view for 1 of 3 people, before 3; 0 gain it, 2 lose it"));
    QCOMPARE(
        json(QStringLiteral("flags simulate new-global-overview off")).value(QLatin1String("users")).toArray().size(),
        3);
    QCOMPARE(everything(), before);
}

void CliFlagsTest::schedulesAndCancels()
{
    const QJsonObject scheduled = json(QStringLiteral("flags set new-global-overview off --at now+30d --reason audit"));
    const int id = scheduled.value(QLatin1String("scheduled")).toInt();
    QVERIFY(id > 0);
    const QJsonArray waiting = json(QStringLiteral("flags scheduled")).value(QLatin1String("scheduled")).toArray();
    QCOMPARE(waiting.at(0).toObject().value(QLatin1String("status")).toString(), QStringLiteral("pending"));
    QVERIFY(run(QStringLiteral("flags due")).out.startsWith("Nothing more is due before "));
    QVERIFY(json(QStringLiteral("flags explain new-global-overview --as ann")).value(QLatin1String("value")).toBool());

    QCOMPARE(run(QStringLiteral("flags cancel %1 --reason no").arg(id)).code, 0);
    QCOMPARE(run(QStringLiteral("flags cancel %1 --reason no").arg(id)).code, 2);
    QCOMPARE(run(QStringLiteral("flags due")).out, QByteArray("Nothing more is scheduled.\n"));
}

void CliFlagsTest::killsAndRevives()
{
    QCOMPARE(run(QStringLiteral("flags kill all --reason fire")).code, 0);
    QCOMPARE(
        json(QStringLiteral("flags explain new-spending-analytics --as bob")).value(QLatin1String("rule")).toString(),
        QStringLiteral("kill-all"));
    QCOMPARE(run(QStringLiteral("flags revive all --reason out")).code, 0);
    QVERIFY(
        json(QStringLiteral("flags explain new-spending-analytics --as bob")).value(QLatin1String("value")).toBool());
}

void CliFlagsTest::refusesAndChangesNothing_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *words, int code, const char *says) {
        QTest::newRow(words) << QString::fromUtf8(words) << code << QString::fromUtf8(says);
    };
    row("flags set new-nothing on --reason r", 2, "no flag \"new-nothing\"");
    row("flags set new-global-overview 101 --reason r", 2, "more than 100 %");
    row("flags set new-global-overview half --reason r", 2, "not a share");
    row("flags set new-global-overview 50", 2, "needs a reason");
    row("flags set new-global-overview on --group ghosts --reason r", 2, "no group \"ghosts\"");
    row("flags set new-global-overview on --user nobody --reason r", 2, "no user \"nobody\"");
    row("flags set new-global-overview 50 --env moon --reason r", 2, "no environment \"moon\"");
    row("flags set new-global-overview 50 --from-version 99 --reason r", 5, "changed");
    row("flags set new-global-overview on --reason r", 2, "that already");
    row("flags set new-model-management on --reason r", 2, "Model Management is not built yet");
    row("flags set new-global-overview 50 --at now-1d --reason r", 2, "not to come");
    row("flags set new-global-overview", 2, "Say which flag");
    row("flags explain new-global-overview", 2, "for whom");
    row("flags explain new-nothing --as ann", 2, "FLAG_NOT_FOUND");
    row("flags simulate new-nothing 50", 2, "no flag");
    row("flags undo 4711 --reason r", 2, "no change 4711");
    row("flags undo yesterday --reason r", 2, "takes the number");
    row("flags kill new-nothing --reason r", 2, "no flag");
    row("flags require new-global-overview new-global-overview --reason r", 2, "need itself");
    row("flags require new-global-overview new-nothing --reason r", 2, "no flag");
    row("phases start 9 --reason r", 2, "no phase 9");
    row("phases start 2 --reason r", 5, "Phase 1 comes first");
    row("phases start 1", 2, "needs a reason");
    row("phases start one --reason r", 2, "number of the phase");
    row("phases complete 1 --reason r", 5, "cannot be completed");
    row("phases rollback 1 --reason r", 5, "nothing to roll back");
    row("phases edit 1 --groups ghosts --reason r", 2, "no group \"ghosts\"");
    row("phases edit 1 --days 0 --reason r", 2, "at least 1");
    row("phases name global-overview new-nothing --reason r", 2, "stands for nothing");
    row("phases programme someday --reason r", 2, "not a day");
    row("people add zoe --groups ghosts --reason r", 2, "no group \"ghosts\"");
    row("people add zoe --role king --reason r", 2, "no role \"king\"");
    row("people add zoe", 2, "needs a reason");
    row("people remove zoe --reason r", 2, "no user \"zoe\"");
    row("people remove-group qa-team --reason r", 5, "phase 2 (Developer Preview)");
    row("people remove-group", 2, "Say which");
    row("people group qa-team --contains all-internal-users --reason r", 2, "contain itself");
}

void CliFlagsTest::refusesAndChangesNothing()
{
    QFETCH(QString, words);
    QFETCH(int, code);
    QFETCH(QString, says);
    static const QByteArray before = everything();

    const auto refused = run(words);

    QCOMPARE(refused.code, code);
    QVERIFY2(QString::fromUtf8(refused.err).contains(says), refused.err.constData());
    QCOMPARE(refused.out, QByteArray());
    QCOMPARE(everything(), before);
}

void CliFlagsTest::readsPeople()
{
    QCOMPARE(run(QStringLiteral("people list")).out,
        QByteArray("user,name,role,groups\nann,Ann Lee,viewer,ai-team-leads\nbob,Bob,operator,all-ai-developers "
                   "qa-team\ncleo,cleo,viewer,\n"));
    QVERIFY(run(QStringLiteral("people groups")).out.contains("\nall-internal-users,all-ai-developers qa-team,2\n"));
    QCOMPARE(run(QStringLiteral("people add cleo --role operator --reason promoted")).code, 0);
    QCOMPARE(run(QStringLiteral("people add cleo --role viewer --reason back")).code, 0);
    QVERIFY(run(QStringLiteral("people list")).out.endsWith("cleo,cleo,viewer,\n"));

    QCOMPARE(run(QStringLiteral("people add dan --reason joins")).code, 0);
    QCOMPARE(run(QStringLiteral("people remove dan --reason leaves")).out, QByteArray("dan is not in the directory any more.\n"));
    QVERIFY(!run(QStringLiteral("people list")).out.contains("dan"));
    QCOMPARE(run(QStringLiteral("people group mobile --reason new")).code, 0);
    QCOMPARE(run(QStringLiteral("people remove-group mobile --reason old")).code, 0);
    QVERIFY(!run(QStringLiteral("people groups")).out.contains("mobile"));
}

void CliFlagsTest::refusesPeople_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QByteArray() << 4 << QStringLiteral("no header");
    QTest::newRow("no user column") << QByteArray("name,role\nAnn,viewer\n") << 4
                                    << QStringLiteral("no column \"user\"");
    QTest::newRow("no user") << QByteArray("user,name\nzoe,Zoe\n,Nobody\n") << 2
                             << QStringLiteral("Line 3 names no user");
    QTest::newRow("role") << QByteArray("user,role\nzoe,king\n") << 2
                          << QStringLiteral("Line 2: there is no role \"king\"");
    QTest::newRow("group") << QByteArray("user,groups\nzoe,ghosts\n") << 2 << QStringLiteral("no group \"ghosts\"");
    QTest::newRow("twice") << QByteArray("user\nzoe\nzoe\n") << 2 << QStringLiteral("given twice");
    QTest::newRow("name in Latin-1") << QByteArray("user,name\nzoe,Zoe\nann,Ren\xe9\n") << 2
                                     << QStringLiteral("Line 3: name: it is not valid UTF-8");
    QTest::newRow("user cut in a letter") << QByteArray("user\nzo\xc3\n") << 2
                                          << QStringLiteral("Line 2: user: it is not valid UTF-8");
    QTest::newRow("group that is no text") << QByteArray("user,groups\nzoe,qa-team;\xff\xfe\n") << 2
                                           << QStringLiteral("Line 2: groups: it is not valid UTF-8");
    QTest::newRow("NUL") << QByteArray("user,name\nzoe,Zo\0e\n", 19) << 2
                         << QStringLiteral("Line 2: name: it holds a NUL byte");
}

void CliFlagsTest::refusesPeople()
{
    QFETCH(QByteArray, csv);
    QFETCH(int, code);
    QFETCH(QString, says);
    const QString path = m_folder.filePath(QStringLiteral("wrong.csv"));
    QVERIFY(writeFile(path, csv));
    const QByteArray before = everything();

    const auto refused = run(
        { QStringLiteral("people"), QStringLiteral("import"), path, QStringLiteral("--reason"), QStringLiteral("r") });

    QCOMPARE(refused.code, code);
    QVERIFY2(QString::fromUtf8(refused.err).contains(says), refused.err.constData());
    QCOMPARE(everything(), before);
    QFile::remove(path);
}

void CliFlagsTest::newWorkspacesHaveAnEnvironment()
{
    const QString place = m_folder.filePath(QStringLiteral("staging.signalbox"));
    const auto on = [&place](const QStringList &words) {
        return runProgram(words + QStringList { QStringLiteral("--workspace"), place });
    };

    QCOMPARE(on({ QStringLiteral("init"), QStringLiteral("--env"), QStringLiteral("moon") }).code, 2);
    QVERIFY(!QFile::exists(place));
    QCOMPARE(on({ QStringLiteral("init"), QStringLiteral("--env"), QStringLiteral("staging") }).code, 0);
    QCOMPARE(on({ QStringLiteral("flags"), QStringLiteral("environment") }).out, QByteArray("staging\n"));
}

void CliFlagsTest::runsThePlanOnTheDemoWorkspace()
{
    m_workspace = m_folder.filePath(QStringLiteral("demo.signalbox"));
    QCOMPARE(run(QStringLiteral("demo")).code, 0);
    const auto has = [this](const char *user, const QString &flag) {
        return json(QStringLiteral("flags explain %1 --as %2").arg(flag, QLatin1String(user)))
                   .value(QLatin1String("variant"))
                   .toString()
            == QLatin1String("new");
    };
    const QString spending = QStringLiteral("new-spending-analytics");
    for (const char *flag : { "new-global-overview", "new-feature-dashboard", "new-spending-analytics" })
        QCOMPARE(run(QStringLiteral("flags set %1 off --reason before-the-rollout").arg(QLatin1String(flag))).code, 0);
    QVERIFY(!has("mei.tanaka", Overview));

    QCOMPARE(run(QStringLiteral("phases start 1 --reason beta")).code, 0);
    QVERIFY(has("mei.tanaka", Overview));
    QVERIFY(!has("ivan.petrov", Overview));
    QCOMPARE(run(QStringLiteral("phases complete 1 --reason no-findings")).code, 0);

    const auto blocked = run(QStringLiteral("phases start 2 --reason preview"));
    QCOMPARE(blocked.code, 2);
    QVERIFY(blocked.err.contains("Model Management is not built yet"));
    QVERIFY(run(QStringLiteral("phases start 2 --dry-run --without-unbuilt"))
                .err.contains(
                    "new-spending-analytics in production: the new view for 30 of 60 people, before 0; 30 gain it"));
    QCOMPARE(run(QStringLiteral("phases start 2 --without-unbuilt --reason preview")).code, 0);
    QVERIFY(has("ivan.petrov", spending) && has("ivan.petrov", Overview) && has("zoe.martin", spending));
    QVERIFY(!has("carlos.mendes", spending));

    const auto rollback = run(QStringLiteral("phases rollback 2 --reason wrong-totals"));
    QCOMPARE(rollback.code, 0);
    QVERIFY2(rollback.out.contains("limit met"), rollback.out.constData());
    QVERIFY(has("mei.tanaka", Overview));
    QVERIFY(!has("ivan.petrov", Overview));
    QVERIFY(!has("mei.tanaka", spending));

    const QByteArray log = run(QStringLiteral("audit list --limit 1000")).out;
    for (const char *action : { "flags.change", "phases.start", "phases.complete", "phases.rollback", "people.change" })
        QVERIFY2(log.contains(action), action);
    QCOMPARE(log.count("wrong-totals"), 4); // begun, the flag that went off, the phase, finished
    QCOMPARE(run(QStringLiteral("audit verify")).code, 0);
    QCOMPARE(run(QStringLiteral("verify --deep")).code, 0);
}

QTEST_GUILESS_MAIN(CliFlagsTest)
#include "tst_cliflags.moc"
