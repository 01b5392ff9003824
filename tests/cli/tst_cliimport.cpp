#include "data/workspacelocation.h"
#include "data/writerlock.h"
#include "program.h"

#include <QtTest>

#include <csignal>
#include <unistd.h>

/// `signalbox import` from outside: exit codes, rejects, stopping and going on, disks and folders that refuse.
class CliImportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsWhatBecameOfRecords();
    void countsInWords_data();
    void countsInWords();
    void saysWhatTheRecordsOfEachOutcomeCost();
    void saysHowReportsAndLedgerStand();
    void refusesATimeThatNoRecordMayHave();
    void judgesRejects_data();
    void judgesRejects();
    void writesAllRejects();
    void readsTheOtherFilesAfterABadOne();
    void refusesWhatIsNoWorkspace_data();
    void refusesWhatIsNoWorkspace();
    void waitsForTheOtherWriterAndNamesIt();
    void stopsAtABatchAndGoesOn();
    void keepsWhatWasCommittedWhenTheDiskIsFull();
    void refusesAFolderThatIsReadOnly();

private:
    QString newWorkspace(const QString &name);
    ProgramRun import(const QString &workspace, const QStringList &arguments);
    /// requests of `report spend`, -1 where it fails.
    qint64 requests(const QString &workspace);

    QTemporaryDir m_folder;
};

QString CliImportTest::newWorkspace(const QString &name)
{
    const QString path = m_folder.filePath(name);
    return runProgram({ QStringLiteral("init"), QStringLiteral("--workspace"), path }).code == 0 ? path : QString();
}

ProgramRun CliImportTest::import(const QString &workspace, const QStringList &arguments)
{
    return runProgram(QStringList { QStringLiteral("import"), QStringLiteral("--workspace"), workspace } + arguments);
}

qint64 CliImportTest::requests(const QString &workspace)
{
    const auto run = runProgram({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--workspace"), workspace });
    const auto rows = csvCells(run.out);
    return run.code == 0 && rows.size() == 2 ? rows.at(1).first().toLongLong() : -1;
}

void CliImportTest::initTestCase()
{
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("good.csv")), usageCsv(100)));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("mixed.csv")), usageCsv(100) + "yesterday,chat,openai,gpt-4,u1,1,1,success\nnever,chat,openai,gpt-4,u1,1,1,success\n"));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("all-bad.csv")), usageCsv(0) + "yesterday,chat,openai,gpt-4,u1,1,1,success\n"));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("other.csv")), "name,age\nsomebody,30\n"));
}

void CliImportTest::countsWhatBecameOfRecords()
{
    const QString workspace = newWorkspace(QStringLiteral("counts"));
    const QStringList arguments { m_folder.filePath(QStringLiteral("good.csv")), QStringLiteral("--json") };
    const auto file = [](const ProgramRun &run) { return QJsonDocument::fromJson(run.out).object().value(QStringLiteral("files")).toArray().at(0).toObject(); };
    const auto first = import(workspace, arguments);
    const auto again = import(workspace, arguments);

    QCOMPARE(first.code, 0);
    QCOMPARE(file(first).value(QStringLiteral("accepted")).toInt(), 100);
    QCOMPARE(again.code, 0);
    QCOMPARE(file(again).value(QStringLiteral("accepted")).toInt(), 0);
    QCOMPARE(file(again).value(QStringLiteral("duplicates")).toInt(), 100);
    QCOMPARE(requests(workspace), 100);
}

void CliImportTest::countsInWords_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("none") << 0 << QByteArray(": 0 records: 0 new");
    QTest::newRow("one") << 1 << QByteArray(": 1 record: 1 new");
    QTest::newRow("two") << 2 << QByteArray(": 2 records: 2 new");
}

void CliImportTest::countsInWords()
{
    QFETCH(int, rows);
    QFETCH(QByteArray, words);
    const QString name = QStringLiteral("words%1").arg(rows);
    const QString workspace = newWorkspace(name);
    const QString file = m_folder.filePath(name + QStringLiteral(".csv"));
    QVERIFY(writeFile(file, usageCsv(rows)));

    const auto run = import(workspace, { file });

    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains(words), run.out.constData());
}

void CliImportTest::saysWhatTheRecordsOfEachOutcomeCost()
{
    const QString workspace = newWorkspace(QStringLiteral("amounts"));
    const QString file = m_folder.filePath(QStringLiteral("activity.csv"));
    const QByteArray header = "generation_id,created_at,cost_total,tokens_prompt,model_permaslug\n";
    QVERIFY(writeFile(file, header + "gen-1,2026-03-02 09:14:05,0.25,10,m\n"));
    QCOMPARE(import(workspace, { file }).code, 0);
    const QString grown = m_folder.filePath(QStringLiteral("grown.csv"));
    QVERIFY(writeFile(grown, header + "gen-1,2026-03-02 09:14:05,0.25,10,m\n"
                                      "gen-2,never,0.5,10,m\n"
                                      "gen-3,never,,10,m\n"));

    const auto run = import(workspace, { grown });
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains("\n  cost: known already 0.25 USD, rejected 0.5 USD and 1 unknown\n"), run.out.constData());

    const auto json = QJsonDocument::fromJson(import(workspace, { grown, QStringLiteral("--json") }).out).object();
    const auto cost = json.value(QStringLiteral("files")).toArray().at(0).toObject().value(QStringLiteral("cost_of")).toObject();
    const auto rejected = cost.value(QStringLiteral("rejected")).toObject();
    QCOMPARE(rejected.value(QStringLiteral("cost_usd")).toString(), QStringLiteral("0.5"));
    QCOMPARE(rejected.value(QStringLiteral("unknown")).toInt(), 1);
    QVERIFY(cost.value(QStringLiteral("accepted")).toObject().value(QStringLiteral("cost_usd")).isNull()); // There is none.
    const auto list = runProgram({ QStringLiteral("imports"), QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--workspace"), workspace });
    QCOMPARE(QJsonDocument::fromJson(list.out).object().value(QStringLiteral("imports")).toArray().at(0).toObject().value(QStringLiteral("cost_of")).toObject(), cost);
}

void CliImportTest::saysHowReportsAndLedgerStand()
{
    const QString workspace = newWorkspace(QStringLiteral("reports"));
    const QString report = m_folder.filePath(QStringLiteral("costs.json")), calls = m_folder.filePath(QStringLiteral("calls.csv"));
    const auto bucket = [](qint64 from, const char *amount, const char *model) -> QByteArray {
        return "{\"object\":\"bucket\",\"start_time\":" + QByteArray::number(from) + ",\"end_time\":" + QByteArray::number(from + 86400)
            + ",\"results\":[{\"object\":\"organization.costs.result\",\"amount\":{\"value\":" + amount + ",\"currency\":\"usd\"},\"line_item\":\"" + model
            + ", input\",\"project_id\":null}]}";
    };
    QVERIFY(writeFile(report, "{\"object\":\"page\",\"data\":[" + bucket(1772323200, "0.5", "gpt-4") + ',' + bucket(1772409600, "0.25", "gpt-4") + "],\"has_more\":false}"));
    QVERIFY(writeFile(calls, "ts_utc,provider,model,charged_cost_usd\n2026-03-01T12:00:00Z,openai,gpt-4,0.5\n2026-03-02T12:00:00Z,openai,gpt-4,0.2\n2026-03-03T12:00:00Z,openai,o3,1\n"));
    QCOMPARE(import(workspace, { report, calls }).code, 0);

    const auto run = runProgram({ QStringLiteral("report"), QStringLiteral("reconcile"), QStringLiteral("--by"), QStringLiteral("day,model"), QStringLiteral("--to"), QStringLiteral("2026-03-04"),
        QStringLiteral("--workspace"), workspace });

    QVERIFY2(run.code == 0, run.err.constData());
    QStringList said;
    for (const QStringList &cells : csvCells(run.out))
        said.append(cells.mid(0, 3).join(QLatin1Char(' ')) + QLatin1Char(' ') + cells.value(11) + QLatin1Char(' ') + cells.constLast());
    QCOMPARE(said, (QStringList { QStringLiteral("day model provider difference_usd status"), QStringLiteral("2026-03-01 gpt-4 openai 0 agrees"),
        QStringLiteral("2026-03-02 gpt-4 openai 0.05 differs"), QStringLiteral("2026-03-03 o3 openai  report-lacks") }));
}

void CliImportTest::refusesATimeThatNoRecordMayHave()
{
    const QString workspace = newWorkspace(QStringLiteral("times"));
    const QString file = m_folder.filePath(QStringLiteral("timeless.csv"));
    QVERIFY(writeFile(file, "model,input_tokens\ngpt-4,1\n"));

    for (const char *at : { "9999-12-31", "2200-01-01", "1969-12-31" })
        QCOMPARE(import(workspace, { file, QStringLiteral("--at"), QString::fromLatin1(at) }).code, 2);
    QCOMPARE(requests(workspace), 0);
    QCOMPARE(import(workspace, { file, QStringLiteral("--at"), QStringLiteral("2199-12-31") }).code, 0);
    QCOMPARE(requests(workspace), 1);
}

void CliImportTest::judgesRejects_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<qint64>("requests");
    QTest::newRow("read to the end") << QStringList { QStringLiteral("mixed.csv") } << 0 << qint64(100);
    QTest::newRow("as many as allowed") << QStringList { QStringLiteral("mixed.csv"), QStringLiteral("--max-rejects"), QStringLiteral("2") } << 0 << qint64(100);
    QTest::newRow("more than allowed") << QStringList { QStringLiteral("mixed.csv"), QStringLiteral("--max-rejects"), QStringLiteral("1") } << 1 << qint64(100);
    QTest::newRow("nothing understood") << QStringList { QStringLiteral("all-bad.csv") } << 4 << qint64(0);
    QTest::newRow("unknown format") << QStringList { QStringLiteral("other.csv") } << 4 << qint64(0);
    QTest::newRow("no such file") << QStringList { QStringLiteral("missing.csv") } << 4 << qint64(0);
    QTest::newRow("a folder") << QStringList { QStringLiteral(".") } << 4 << qint64(0);
}

void CliImportTest::judgesRejects()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(qint64, requests);
    const QString workspace = newWorkspace(QString::fromLatin1(QTest::currentDataTag()));
    arguments.first() = m_folder.filePath(arguments.first());
    const auto run = import(workspace, arguments);

    QVERIFY2(run.code == code, run.err.constData());
    QCOMPARE(run.err.isEmpty(), code == 0);
    QCOMPARE(this->requests(workspace), requests);
}

void CliImportTest::writesAllRejects()
{
    const QString workspace = newWorkspace(QStringLiteral("rejects"));
    QByteArray csv = usageCsv(1);
    for (int i = 0; i < 30; ++i)
        csv += "day " + QByteArray::number(i) + ",chat,openai,gpt-4,u1,1,1,success\n";
    const QString file = m_folder.filePath(QStringLiteral("thirty.csv"));
    const QString rejects = m_folder.filePath(QStringLiteral("rejects.csv"));
    QVERIFY(writeFile(file, csv));
    const auto run = import(workspace, { file, QStringLiteral("--rejects-csv"), rejects });
    QFile written(rejects);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray lines = written.readAll();

    QCOMPARE(run.code, 0);
    QCOMPARE(run.out.count(": rejected: "), 20);
    QVERIFY(run.out.contains("and 10 more rejected"));
    QVERIFY(lines.startsWith("file,line,reason,text\n"));
    QCOMPARE(lines.count('\n'), 31);
    QVERIFY(lines.contains(",32,"));
    QCOMPARE(import(workspace, { file, QStringLiteral("--rejects-csv"), rejects }).code, 5); // never over a file
}

void CliImportTest::readsTheOtherFilesAfterABadOne()
{
    const QString workspace = newWorkspace(QStringLiteral("several"));
    const auto run = import(workspace, { m_folder.filePath(QStringLiteral("other.csv")), m_folder.filePath(QStringLiteral("good.csv")) });

    QCOMPARE(run.code, 4);
    QVERIFY(run.err.contains("other.csv"));
    QCOMPARE(requests(workspace), 100);
}

void CliImportTest::refusesWhatIsNoWorkspace_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty file") << QByteArray("");
    QTest::newRow("text") << QByteArray("ts_utc,feature\n");
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n and so on");
    QTest::newRow("noise") << QByteArray(8192, '\xa5');
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16);
}

void CliImportTest::refusesWhatIsNoWorkspace()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QVERIFY(writeFile(path, content));
    for (const QStringList &verb : { QStringList { QStringLiteral("verify") }, QStringList { QStringLiteral("report"), QStringLiteral("spend") },
             QStringList { QStringLiteral("import"), m_folder.filePath(QStringLiteral("good.csv")) } }) {
        const auto run = runProgram(verb + QStringList { QStringLiteral("--workspace"), path });
        QVERIFY2(run.code == 4 || run.code == 13, run.err.constData());
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));

    QCOMPARE(file.readAll(), content);
    QCOMPARE(QDir(folder.path()).entryList({ QStringLiteral("file-*") }, QDir::Files).size(), 0);
    QCOMPARE(runProgram({ QStringLiteral("init"), QStringLiteral("--workspace"), path }).code, 5);
}

void CliImportTest::waitsForTheOtherWriterAndNamesIt()
{
    const QString workspace = newWorkspace(QStringLiteral("locked"));
    const auto location = WorkspaceLocation::parse(workspace);
    QVERIFY(location);
    const auto lock = WriterLock::acquire(*location);
    QVERIFY(lock);
    const auto run = import(workspace, { m_folder.filePath(QStringLiteral("good.csv")) });

    QCOMPARE(run.code, 5);
    QVERIFY2(run.err.contains(QByteArray("process " + QByteArray::number(::getpid()))), run.err.constData());
    QCOMPARE(requests(workspace), 0); // reading works meanwhile
}

void CliImportTest::stopsAtABatchAndGoesOn()
{
    const QString workspace = newWorkspace(QStringLiteral("stopped"));
    const QString file = m_folder.filePath(QStringLiteral("long.csv"));
    QVERIFY(writeFile(file, usageCsv(60'000)));
    QProcess process;
    process.start(programPath(), { QStringLiteral("import"), file, QStringLiteral("--rows-per-transaction"), QStringLiteral("20"), QStringLiteral("--workspace"), workspace });
    QTRY_VERIFY_WITH_TIMEOUT(requests(workspace) > 0, 60'000);
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(60'000));
    const qint64 kept = requests(workspace);

    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 7);
    QVERIFY(kept > 0 && kept < 60'000);
    QCOMPARE(kept % 20, 0);
    const auto resumed = import(workspace, { file, QStringLiteral("--json") });
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QVERIFY(resumed.out.contains("\"resumed\": true"));
    QCOMPARE(requests(workspace), 60'000);
    QCOMPARE(runProgram({ QStringLiteral("verify"), QStringLiteral("--deep"), QStringLiteral("--workspace"), workspace }).code, 0);
}

void CliImportTest::keepsWhatWasCommittedWhenTheDiskIsFull()
{
    // A private mount that goes with the shell: works as root, and as a user where user namespaces are allowed.
    const QStringList unshare { ::geteuid() == 0 ? QStringLiteral("-m") : QStringLiteral("-Urm"), QStringLiteral("bash"), QStringLiteral("-c") };
    const QString mount = m_folder.filePath(QStringLiteral("small"));
    QVERIFY(QDir().mkpath(mount));
    const auto shell = [&unshare](const QString &script) {
        QProcess process;
        process.start(QStringLiteral("unshare"), unshare + QStringList { script });
        process.waitForFinished(120'000);
        return ProgramRun { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    };
    if (shell(QStringLiteral("mount -t tmpfs -o size=1m tmpfs '%1'").arg(mount)).code != 0)
        QSKIP("no private mounts on this machine");
    const QString file = m_folder.filePath(QStringLiteral("large.csv"));
    QVERIFY(writeFile(file, usageCsv(40'000)));
    const auto run = shell(QStringLiteral("mount -t tmpfs -o size=6m tmpfs '%1' && '%2' init --workspace '%1/w' >/dev/null || exit 90; "
                                          "'%2' import '%3' --rows-per-transaction 500 --workspace '%1/w' >/dev/null; echo code $?; "
                                          "mount -o remount,size=64m '%1'; '%2' verify --deep --workspace '%1/w' >/dev/null; echo verified $?; "
                                          "'%2' import '%3' --workspace '%1/w' >/dev/null; echo again $?; '%2' report spend --workspace '%1/w'")
                               .arg(mount, programPath(), file));

    QVERIFY2(run.out.contains("code 8\n"), QByteArray(run.out + run.err).constData());
    QVERIFY2(run.out.contains("verified 0\nagain 0\n"), QByteArray(run.out + run.err).constData());
    QVERIFY2(run.out.contains("\n40000,"), run.out.constData());
}

void CliImportTest::refusesAFolderThatIsReadOnly()
{
    // Root may write everywhere: then somebody else has to try.
    const QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("signalbox"));
    const QString shut = folder.filePath(QStringLiteral("shut"));
    QVERIFY(QFile::copy(programPath(), program) && QDir().mkpath(shut));
    const QString workspace = shut + QStringLiteral("/w");
    QCOMPARE(runProgram({ QStringLiteral("init"), QStringLiteral("--workspace"), workspace }).code, 0);
    const auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
    const auto enterable = readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(workspace, readable) && QFile::setPermissions(shut, enterable) && QFile::setPermissions(folder.path(), enterable | QFile::WriteOwner));
    const auto somebody = [&program](QStringList arguments) {
        const bool root = ::geteuid() == 0;
        QProcess process;
        if (root)
            arguments = QStringList { QStringLiteral("-u"), QStringLiteral("nobody"), QStringLiteral("--"), program } + arguments;
        process.start(root ? QStringLiteral("runuser") : program, arguments);
        process.waitForFinished(60'000);
        return ProgramRun { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    };
    const auto init = somebody({ QStringLiteral("init"), QStringLiteral("--workspace"), shut + QStringLiteral("/new") });
    const auto import = somebody({ QStringLiteral("import"), QStringLiteral("any.csv"), QStringLiteral("--workspace"), workspace });
    QVERIFY(QFile::setPermissions(shut, enterable | QFile::WriteOwner));

    QVERIFY2(init.code == 9, init.err.constData());
    QVERIFY2(import.code == 9, import.err.constData());
    QVERIFY(!QFile::exists(shut + QStringLiteral("/new")));
}

QTEST_GUILESS_MAIN(CliImportTest)
#include "tst_cliimport.moc"
