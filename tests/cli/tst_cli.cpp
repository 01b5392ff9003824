#include "program.h"

#include <QtTest>

/// The contract of the command line that holds for every subcommand: help, exit codes, clean output.
class CliTest : public QObject
{
    Q_OBJECT

private slots:
    void explainsItself_data();
    void explainsItself();
    void listsEverySubcommand();
    void refusesWrongArguments_data();
    void refusesWrongArguments();
    void makesAWorkspaceOnce();
    void countsItsDaysInTheNamedZone();
    void reportsAnEmptyWorkspace();
    void countsOneRecordInTheSingular();
    void saysWhichPriceApplies();
    void listsAndChecksTheAuditLog();
    void printsNoControlCharacters();
    void guardsAgainstFormulas();
    void noticesThatTheOutputIsFull();

private:
    QString workspace(const QString &name, const QStringList &options = {});

    QTemporaryDir m_folder;
};

QString CliTest::workspace(const QString &name, const QStringList &options)
{
    const QString path = m_folder.filePath(name);
    return runProgram(QStringList { QStringLiteral("init"), QStringLiteral("--workspace"), path } + options).code == 0 ? path : QString();
}

void CliTest::explainsItself_data()
{
    QTest::addColumn<QString>("verb");
    for (const char *verb : { "init", "demo", "import", "report", "prices", "verify", "audit" })
        QTest::newRow(verb) << QString::fromLatin1(verb);
}

void CliTest::explainsItself()
{
    QFETCH(QString, verb);
    const auto run = runProgram({ verb, QStringLiteral("--help") });

    QCOMPARE(run.code, 0);
    QVERIFY(run.out.startsWith(QByteArray("Usage: signalbox " + verb.toLatin1() + " [options]")));
    QVERIFY(run.out.contains("--workspace <W>"));
    QVERIFY(run.out.contains("--json"));
    QVERIFY(run.out.contains(QByteArray("Examples:\n  signalbox " + verb.toLatin1())));
    QVERIFY(!run.out.contains("rows-per-transaction"));
    QCOMPARE(run.err, QByteArray());
}

void CliTest::listsEverySubcommand()
{
    const auto run = runProgram({ QStringLiteral("--help") });
    QCOMPARE(run.code, 0);
    for (const char *verb : { "init", "demo", "import", "report", "prices", "verify", "audit", "shot" })
        QVERIFY2(run.out.contains(QByteArray(QByteArray("\n  ") + verb + ' ')), verb);
    QCOMPARE(runProgram({ QStringLiteral("--version") }).out, QByteArray("signalbox 0.1.0\n"));
}

void CliTest::refusesWrongArguments_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown option") << QStringLiteral("init --colour") << 2;
    QTest::newRow("word too many") << QStringLiteral("init here") << 2;
    QTest::newRow("unknown zone") << QStringLiteral("init --zone Mars/Base --workspace %1/new") << 3;
    QTest::newRow("no file") << QStringLiteral("import") << 2;
    QTest::newRow("rejects not a number") << QStringLiteral("import a.csv --max-rejects many --workspace %1/there") << 2;
    QTest::newRow("no measure") << QStringLiteral("report") << 2;
    QTest::newRow("unknown measure") << QStringLiteral("report weather") << 2;
    QTest::newRow("unknown dimension") << QStringLiteral("report spend --by planet") << 2;
    QTest::newRow("dimension twice") << QStringLiteral("report spend --by day,day") << 2;
    QTest::newRow("unknown status") << QStringLiteral("report spend --status fine") << 2;
    QTest::newRow("unknown format") << QStringLiteral("report spend --format xml") << 2;
    QTest::newRow("top of latency") << QStringLiteral("report latency --top 3") << 2;
    QTest::newRow("bad bound") << QStringLiteral("report spend --from yesterday --workspace %1/there") << 2;
    QTest::newRow("empty range") << QStringLiteral("report spend --from 2024-02-02 --to 2024-02-01 --workspace %1/there") << 2;
    QTest::newRow("report zone") << QStringLiteral("report spend --zone Mars/Base --workspace %1/there") << 3;
    QTest::newRow("nothing to show") << QStringLiteral("prices show --workspace %1/there") << 2;
    QTest::newRow("unknown provider") << QStringLiteral("prices list --provider nobody --workspace %1/there") << 2;
    QTest::newRow("audit of an unknown action") << QStringLiteral("audit list --action weather --workspace %1/there") << 2;
    QTest::newRow("audit of no time") << QStringLiteral("audit list --from now-1d --to now-2d --workspace %1/there") << 2;
    QTest::newRow("audit as xml") << QStringLiteral("audit list --format xml --workspace %1/there") << 2;
    QTest::newRow("audit of what") << QStringLiteral("audit") << 2;
    QTest::newRow("memory") << QStringLiteral("verify --workspace :memory:") << 2;
    QTest::newRow("missing workspace") << QStringLiteral("verify --workspace %1/nowhere") << 4;
}

void CliTest::refusesWrongArguments()
{
    QFETCH(QString, line);
    QFETCH(int, code);
    if (!QFile::exists(m_folder.filePath(QStringLiteral("there"))))
        QVERIFY(!workspace(QStringLiteral("there")).isEmpty());
    QStringList arguments = line.split(QLatin1Char(' '));
    for (QString &argument : arguments)
        argument.replace(QLatin1String("%1"), m_folder.path());
    const auto run = runProgram(arguments);

    QCOMPARE(run.code, code);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.startsWith(QByteArray("signalbox " + arguments.first().toLatin1() + ": ")), run.err.constData());
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("new"))));
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("nowhere"))));
}

void CliTest::makesAWorkspaceOnce()
{
    const QString path = workspace(QStringLiteral("once.signalbox"));
    QVERIFY(!path.isEmpty());
    const auto again = runProgram({ QStringLiteral("init"), QStringLiteral("--workspace"), path });

    QCOMPARE(again.code, 5);
    QVERIFY(again.err.contains("once.signalbox already"));
    QCOMPARE(runProgram({ QStringLiteral("verify"), QStringLiteral("--deep"), QStringLiteral("--workspace"), path }).code, 0);
    const auto prices = runProgram({ QStringLiteral("prices"), QStringLiteral("list"), QStringLiteral("--workspace"), path });
    QVERIFY(prices.out.count('\n') > 1000);
}

void CliTest::countsItsDaysInTheNamedZone()
{
    const QString path = m_folder.filePath(QStringLiteral("zone.signalbox"));
    const auto made = runProgram({ QStringLiteral("init"), QStringLiteral("--json"), QStringLiteral("--zone"), QStringLiteral("Asia/Kathmandu"), QStringLiteral("--workspace"), path });
    const auto about = QJsonDocument::fromJson(made.out).object();

    QCOMPARE(about.value(QStringLiteral("zone")).toString(), QStringLiteral("Asia/Kathmandu"));
    QCOMPARE(about.value(QStringLiteral("workspace")).toString(), path);
}

void CliTest::reportsAnEmptyWorkspace()
{
    const QString path = workspace(QStringLiteral("empty.signalbox"));
    const auto csv = runProgram({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("day"), QStringLiteral("--workspace"), path });
    const auto json = runProgram({ QStringLiteral("report"), QStringLiteral("latency"), QStringLiteral("--json"), QStringLiteral("--workspace"), path });

    QCOMPARE(csv.out, QByteArray("day,requests,errors,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,cost_usd,unpriced_requests\n"));
    QCOMPARE(QJsonDocument::fromJson(json.out).object().value(QStringLiteral("rows")).toArray().size(), 0);
    QCOMPARE(QJsonDocument::fromJson(json.out).object().value(QStringLiteral("zone")).toString(), QStringLiteral("UTC"));
}

void CliTest::countsOneRecordInTheSingular()
{
    const QString path = workspace(QStringLiteral("one.signalbox"));
    QFile csv(m_folder.filePath(QStringLiteral("one.csv")));
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("ts_utc,feature,model,charged_cost_usd\n2026-11-19T10:00:00Z,chatbot,m,1\n");
    csv.close();

    const auto imported = runProgram({ QStringLiteral("import"), csv.fileName(), QStringLiteral("--workspace"), path });
    QVERIFY2(imported.out.contains(": 1 record: 1 new"), imported.out.constData());
    QVERIFY(runProgram({ QStringLiteral("verify"), QStringLiteral("--workspace"), path }).out.endsWith("\n1 row\n"));
}

void CliTest::saysWhichPriceApplies()
{
    const QString path = workspace(QStringLiteral("prices.signalbox"));
    const auto old = runProgram({ QStringLiteral("prices"), QStringLiteral("show"), QStringLiteral("gpt-4"), QStringLiteral("--provider"), QStringLiteral("openai"),
        QStringLiteral("--at"), QStringLiteral("2024-02-01"), QStringLiteral("--json"), QStringLiteral("--workspace"), path });
    const auto price = QJsonDocument::fromJson(old.out).object().value(QStringLiteral("price")).toObject();
    const auto unknown = runProgram({ QStringLiteral("prices"), QStringLiteral("show"), QStringLiteral("no-such-model"), QStringLiteral("--workspace"), path });

    QCOMPARE(price.value(QStringLiteral("input")).toString(), QStringLiteral("30"));
    QCOMPARE(price.value(QStringLiteral("output")).toString(), QStringLiteral("60"));
    QVERIFY(!price.value(QStringLiteral("source")).toString().isEmpty());
    QCOMPARE(unknown.code, 0);
    QVERIFY(unknown.out.contains("unpriced: "));
}

void CliTest::listsAndChecksTheAuditLog()
{
    const QString path = workspace(QStringLiteral("audit.signalbox"));
    const auto list = runProgram({ QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--workspace"), path });
    const auto check = runProgram({ QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--json"), QStringLiteral("--workspace"), path });
    const auto entries = QJsonDocument::fromJson(list.out).object().value(QStringLiteral("entries")).toArray();

    QVERIFY(entries.size() >= 4); // the workspace, its prices, its features
    QCOMPARE(QJsonDocument::fromJson(check.out).object().value(QStringLiteral("entries")).toInt(), entries.size());
    QCOMPARE(QJsonDocument::fromJson(check.out).object().value(QStringLiteral("whole")).toBool(), true);

    const auto listed = [&path](const QStringList &options) {
        const auto run = runProgram(QStringList { QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--workspace"), path } + options);
        return run.code == 0 ? run.out.count('\n') : -1;
    };
    QCOMPARE(listed({ QStringLiteral("--action"), QStringLiteral("workspace.create") }), 1);
    QCOMPARE(listed({ QStringLiteral("--action"), QStringLiteral("workspace"), QStringLiteral("--format"), QStringLiteral("csv") }), 2); // with its header
    QCOMPARE(listed({ QStringLiteral("--to"), QStringLiteral("now-1d") }), 0);
    QCOMPARE(listed({ QStringLiteral("--actor"), QStringLiteral("nobody at all") }), 0);
    QCOMPARE(listed({ QStringLiteral("--from"), QStringLiteral("now-1d"), QStringLiteral("--limit"), QStringLiteral("2") }), 2);
}

namespace {

/// Three rows whose names try to steer a terminal or a spreadsheet.
QByteArray hostileCsv()
{
    return "ts_utc,feature,provider,model,user,input_tokens,output_tokens,status\n"
           "2024-02-01T00:00:00Z,\"a\x1b]0;owned\x07\r\nb\",openai,gpt-4,\xe2\x80\xaeresu,1,1,success\n"
           "2024-02-01T00:00:01Z,=cmd|'/c calc'!A0,openai,gpt-4,@SUM(1),1,1,success\n"
           "2024-02-01T00:00:02Z,plain,openai,gpt-4,\xc2\x9b""31m,1,one,success\n";
}

}

void CliTest::printsNoControlCharacters()
{
    const QString path = workspace(QStringLiteral("hostile.signalbox"));
    const QString name = m_folder.filePath(QStringLiteral("evil\x1b[2J%1.csv"));
    QVERIFY(writeFile(name, hostileCsv()));
    QByteArray printed;
    for (const QStringList &arguments : { QStringList { QStringLiteral("import"), name }, QStringList { QStringLiteral("import"), name, QStringLiteral("--json") },
             QStringList { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature,user") },
             QStringList { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature,user"), QStringLiteral("--json") },
             QStringList { QStringLiteral("audit"), QStringLiteral("list") }, QStringList { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("\x1b[31m") },
             QStringList { QStringLiteral("import"), QStringLiteral("missing\x1b[2J.csv") }, QStringList { QStringLiteral("verify"), QStringLiteral("--deep") } }) {
        const auto run = runProgram(arguments + QStringList { QStringLiteral("--workspace"), path });
        printed += run.out + run.err;
    }
    const QString text = QString::fromUtf8(printed);

    QVERIFY(text.contains(QLatin1String("owned")));
    for (const QChar c : text) {
        const ushort code = c.unicode();
        const bool control = (code < 0x20 && code != '\n') || (code >= 0x7f && code <= 0x9f) || (code >= 0x202a && code <= 0x202e);
        QVERIFY2(!control, qPrintable(QString::number(code, 16)));
    }
}

void CliTest::guardsAgainstFormulas()
{
    const QString path = workspace(QStringLiteral("formula.signalbox"));
    const QString file = m_folder.filePath(QStringLiteral("formula.csv"));
    QVERIFY(writeFile(file, hostileCsv()));
    QCOMPARE(runProgram({ QStringLiteral("import"), file, QStringLiteral("--workspace"), path }).code, 0);
    const QStringList question { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature,user"), QStringLiteral("--workspace"), path };

    QVERIFY(runProgram(question).out.contains("\n'=cmd|'/c calc'!A0,'@SUM(1),1,"));
    QVERIFY(runProgram(question + QStringList { QStringLiteral("--raw") }).out.contains("\n=cmd|'/c calc'!A0,@SUM(1),1,"));
}

void CliTest::noticesThatTheOutputIsFull()
{
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(programPath(), { QStringLiteral("--help") });
    QVERIFY(process.waitForFinished());

    QCOMPARE(process.exitCode(), 8);
}

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
