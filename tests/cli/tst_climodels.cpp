#include "program.h"

#include <QtTest>

/// `signalbox models resolve`: what it reads and what it prints.
class CliModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void explainsItself();
    void resolvesNamesOfALineEach();
    void readsStandardInput();
    void readsACsvWithProviders();
    void printsJson();
    void knowsOtherModels();
    void printsHostileNamesSafely();
    void decidesWhatANameStandsFor();
    void refusesWrongArguments_data();
    void refusesWrongArguments();

private:
    QString file(const char *name, const QByteArray &content);

    QTemporaryDir m_folder;
};

QString CliModelsTest::file(const char *name, const QByteArray &content)
{
    const QString path = m_folder.filePath(QString::fromLatin1(name));
    return writeFile(path, content) ? path : QString();
}

void CliModelsTest::explainsItself()
{
    const auto run = runProgram({ QStringLiteral("models"), QStringLiteral("--help") });

    QCOMPARE(run.code, 0);
    QVERIFY(run.out.startsWith("Usage: signalbox models [options] resolve [FILE] |"));
    QVERIFY(runProgram({ QStringLiteral("--help") }).out.contains("\n  models "));
}

void CliModelsTest::resolvesNamesOfALineEach()
{
    const QString path = file("names.txt", "gpt-4o\r\n\nazure/gpt-4o\ngpt-4o (fallback)\nGPT-4.1-mini\nno such, thing\n");
    const auto run = runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path });

    QCOMPARE(run.code, 0);
    QCOMPARE(run.out, QByteArray("name,canonical,family,match_kind\n"
                                 "gpt-4o,gpt-4o,gpt-4o,exact\n"
                                 "azure/gpt-4o,gpt-4o,gpt-4o,alias\n"
                                 "gpt-4o (fallback),gpt-4o,gpt-4o,annotation-stripped\n"
                                 "GPT-4.1-mini,gpt-4.1-mini,gpt-4.1-mini,family\n"
                                 "\"no such, thing\",,no-such-thing,none\n"));
    QCOMPARE(run.err, QByteArray());
}

void CliModelsTest::readsStandardInput()
{
    QProcess process;
    process.start(programPath(), { QStringLiteral("models"), QStringLiteral("resolve") });
    process.write("gpt-4o");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());

    QCOMPARE(process.readAllStandardOutput(), QByteArray("name,canonical,family,match_kind\ngpt-4o,gpt-4o,gpt-4o,exact\n"));
}

void CliModelsTest::readsACsvWithProviders()
{
    const QString path = file("names.csv", "Provider,Name\nopenrouter,openai/gpt-4o\n,openai/gpt-4o\nnobody,gpt-4o\n");
    const auto rows = csvCells(runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path }).out);

    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(1).join(QLatin1Char(' ')), QStringLiteral("openai/gpt-4o openai/gpt-4o gpt-4o exact"));
    QCOMPARE(rows.at(2).join(QLatin1Char(' ')), QStringLiteral("openai/gpt-4o gpt-4o gpt-4o alias"));
    QCOMPARE(rows.at(3).join(QLatin1Char(' ')), QStringLiteral("gpt-4o gpt-4o gpt-4o exact"));
}

void CliModelsTest::printsJson()
{
    const QString path = file("two.txt", "gpt-4o\n???\n");
    const auto run = runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path, QStringLiteral("--json") });
    const auto names = QJsonDocument::fromJson(run.out).object().value(QStringLiteral("names")).toArray();

    QCOMPARE(names.size(), 2);
    QCOMPARE(names.at(0).toObject().value(QStringLiteral("match_kind")).toString(), QStringLiteral("exact"));
    QVERIFY(names.at(1).toObject().value(QStringLiteral("canonical")).isNull());
    QVERIFY(names.at(1).toObject().value(QStringLiteral("family")).isNull());
}

void CliModelsTest::knowsOtherModels()
{
    const QString known = file("known.txt", "claude-sonnet-4-20250514\n");
    const QString path = file("asked.txt", "claude-sonnet-4 (fallback)\ngpt-4o\n");
    const auto rows = csvCells(runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path, QStringLiteral("--models"), known }).out);

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(1).at(1), QStringLiteral("claude-sonnet-4-20250514"));
    QCOMPARE(rows.at(1).at(3), QStringLiteral("family"));
    QCOMPARE(rows.at(2).at(3), QStringLiteral("none"));
}

void CliModelsTest::printsHostileNamesSafely()
{
    const QString path = file("hostile.txt", QByteArray("=1+1\n\x1b[31mgpt-4o\n") + QByteArray(10'000, 'x') + '\n');
    const auto guarded = runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path });
    const auto raw = runProgram({ QStringLiteral("models"), QStringLiteral("resolve"), path, QStringLiteral("--raw") });

    QCOMPARE(guarded.code, 0);
    QCOMPARE(guarded.out.count('\n'), 4);
    QVERIFY(guarded.out.contains("\n'=1+1,"));
    QVERIFY(raw.out.contains("\n=1+1,"));
    QVERIFY(!guarded.out.contains('\x1b'));
}

void CliModelsTest::decidesWhatANameStandsFor()
{
    const QString workspace = m_folder.filePath(QStringLiteral("w.signalbox"));
    const auto run = [&workspace](const QStringList &words) { return runProgram(QStringList(words) << QStringLiteral("--workspace") << workspace); };
    const QString events = file("events.csv", QByteArray(usageCsv(3)).replace("gpt-4", "GPT-4.1-mini"));
    QCOMPARE(run({ QStringLiteral("init") }).code, 0);
    QCOMPARE(run({ QStringLiteral("import"), events }).code, 0);
    const QStringList list { QStringLiteral("models"), QStringLiteral("unresolved") };
    const QStringList confirm { QStringLiteral("models"), QStringLiteral("confirm"), QStringLiteral("GPT-4.1-mini"), QStringLiteral("gpt-4.1-mini") };
    const QByteArray header("name,requests,cost_usd,suggestion,family\n");
    const QByteArray line("GPT-4.1-mini,3,0,gpt-4.1-mini,gpt-4.1-mini\n");

    QCOMPARE(run(list).out, header + line);
    QVERIFY(run({ QStringLiteral("models"), QStringLiteral("confirm"), QStringLiteral("GPT-4.1-mini"), QStringLiteral("no-such-model") }).code != 0);
    QCOMPARE(run(confirm).code, 0);
    QCOMPARE(run(list).out, header);
    QVERIFY(run(confirm).code != 0);
    QCOMPARE(run({ QStringLiteral("models"), QStringLiteral("unconfirm"), QStringLiteral("GPT-4.1-mini") }).code, 0);
    QCOMPARE(run(list).out, header + line);
    QCOMPARE(run({ QStringLiteral("audit"), QStringLiteral("verify") }).code, 0);
    QCOMPARE(run({ QStringLiteral("verify") }).code, 0);
}

void CliModelsTest::refusesWrongArguments_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << QStringLiteral("models") << 2;
    QTest::newRow("unknown") << QStringLiteral("models guess a.txt") << 2;
    QTest::newRow("confirm nothing") << QStringLiteral("models confirm a") << 2;
    QTest::newRow("confirm the unknown") << QStringLiteral("models confirm a no-such-model") << 2;
    QTest::newRow("two files") << QStringLiteral("models resolve a.txt b.txt") << 2;
    QTest::newRow("missing file") << QStringLiteral("models resolve /nowhere/names.txt") << 4;
    QTest::newRow("missing models") << QStringLiteral("models resolve --models /nowhere/models.txt") << 4;
}

void CliModelsTest::refusesWrongArguments()
{
    QFETCH(QString, line);
    const auto run = runProgram(line.split(QLatin1Char(' ')));

    QTEST(run.code, "code");
    QCOMPARE(run.out, QByteArray());
    QVERIFY(run.err.startsWith("signalbox models: "));
}

QTEST_GUILESS_MAIN(CliModelsTest)
#include "tst_climodels.moc"
