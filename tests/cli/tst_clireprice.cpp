#include "program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// The program with one workspace.
class Program
{
public:
    explicit Program(const QString &workspace)
        : m_workspace(workspace)
    {
    }

    ProgramRun run(const QStringList &arguments) const
    {
        return runProgram(arguments + QStringList { QStringLiteral("--workspace"), m_workspace });
    }
    ProgramRun run(const char *arguments) const { return run(QString::fromLatin1(arguments).split(QLatin1Char(' '))); }
    QByteArray report() const { return run("report spend --by day,model,status,user").out; }
    /// What verification finds; empty where all agrees.
    QByteArray finding() const
    {
        const ProgramRun deep = run("verify --deep");
        return deep.code == 0 ? QByteArray() : deep.out + deep.err;
    }

    /// Starts it and kills it after `milliseconds`. True where it had ended before, also because the run that was
    /// killed had committed everything (5: nothing left to undo).
    bool runOrKill(const QStringList &arguments, int milliseconds) const
    {
        QProcess process;
        process.start(programPath(), arguments + QStringList { QStringLiteral("--workspace"), m_workspace });
        if (process.waitForFinished(milliseconds))
            return process.exitStatus() == QProcess::NormalExit && (process.exitCode() == 0 || process.exitCode() == 5);
        process.kill(); // SIGKILL
        process.waitForFinished();
        return false;
    }

private:
    const QString m_workspace;
};

const QStringList ApplySlowly { QStringLiteral("reprice"), QStringLiteral("--apply"), QStringLiteral("--reason"),
    QStringLiteral("contract"), QStringLiteral("--rows-per-transaction"), QStringLiteral("200") };
const QStringList UndoSlowly { QStringLiteral("reprice"), QStringLiteral("undo"), QStringLiteral("1"),
    QStringLiteral("--reason"), QStringLiteral("back"), QStringLiteral("--rows-per-transaction"),
    QStringLiteral("200") };
const char *const NewPrice
    = "prices set --provider openai --model gpt-4 --input 10 --output 20 --from 2024-02-02 --reason contract";

}

class TestCliReprice : public QObject
{
    Q_OBJECT

private slots:
    void pricesAreAddedShownAndRepriced()
    {
        QTemporaryDir folder;
        const Program program(folder.filePath(QStringLiteral("w.signalbox")));
        QCOMPARE(program.run("init").code, 0);
        QVERIFY(writeFile(folder.filePath(QStringLiteral("a.csv")),
            "ts_utc,feature,provider,model,input_tokens,output_tokens,status\n2026-03-01T00:00:00Z,chat,acme,m-1,1000,"
            "100,success\n2026-03-02T00:00:00Z,chat,acme,m-1,1000,100,success\n"));
        QCOMPARE(program.run({ QStringLiteral("import"), folder.filePath(QStringLiteral("a.csv")) }).code, 0);
        QVERIFY(writeFile(folder.filePath(QStringLiteral("prices.csv")),
            "provider,model,valid_from,input,output\nacme,m-1,2026-01-01,2,10\nacme,m-1,2026-03-02,4,20\n"));

        const ProgramRun imported = program.run({ QStringLiteral("prices"), QStringLiteral("import"),
            folder.filePath(QStringLiteral("prices.csv")), QStringLiteral("--json") });

        QVERIFY2(imported.code == 0, imported.err.constData());
        QCOMPARE(QJsonDocument::fromJson(imported.out).object().value(QLatin1String("added")).toInt(), 2);
        const auto listed = csvCells(program.run("prices list --provider acme").out);
        QCOMPARE(listed.size(), 3);
        QCOMPARE(listed.at(1).at(3), QStringLiteral("2026-03-02 00:00:00 +00:00"));
        const ProgramRun plan = program.run("reprice");
        QCOMPARE(plan.code, 0);
        QCOMPARE(plan.out,
            QByteArray("feature,model,rows,changed,old_usd,new_usd,difference_usd,unpriced_before,unpriced_after\nchat,"
                       "m-1,2,2,,0.009,0.009,2,0\n"));
        const QByteArray before = program.report();
        QCOMPARE(program.run("reprice --apply").code, 2); // no reason
        const ProgramRun applied = program.run("reprice --apply --reason contract --json");
        QVERIFY2(applied.code == 0, applied.err.constData());
        QCOMPARE(QJsonDocument::fromJson(applied.out).object().value(QLatin1String("new_usd")).toString(),
            QStringLiteral("0.009"));
        QVERIFY(program.report() != before);
        QCOMPARE(program.finding(), QByteArray());
        QCOMPARE(csvCells(program.run("reprice list").out).at(1).mid(0, 5),
            (QStringList { QStringLiteral("1"), QStringLiteral("complete"), QStringLiteral("2"), QStringLiteral("0"),
                QStringLiteral("0.009") }));
        const ProgramRun undone = program.run("reprice undo 1 --reason back");
        QVERIFY2(undone.code == 0, undone.err.constData());
        QCOMPARE(program.report(), before);
        QCOMPARE(program.run("reprice undo 1 --reason back").code, 5);
        QCOMPARE(program.finding(), QByteArray());
    }

    void aBadPriceFileChangesNothing()
    {
        QTemporaryDir folder;
        const Program program(folder.filePath(QStringLiteral("w.signalbox")));
        QCOMPARE(program.run("init").code, 0);
        QVERIFY(writeFile(folder.filePath(QStringLiteral("prices.csv")),
            "provider,model,input\nacme,m-1,2\nacme,m-2,two\nacme,,1\n"));
        const ProgramRun refused = program.run(
            { QStringLiteral("prices"), QStringLiteral("import"), folder.filePath(QStringLiteral("prices.csv")) });
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("line 3: input is not an amount of USD: \"two\""), refused.err.constData());
        QVERIFY2(refused.err.contains("line 4: provider and model must not be empty"), refused.err.constData());
        QCOMPARE(program.run("prices list --provider acme").code, 2); // there is no such provider
    }

    void importsAreListedAndUndone()
    {
        QTemporaryDir folder;
        const Program program(folder.filePath(QStringLiteral("w.signalbox")));
        QCOMPARE(program.run("init").code, 0);
        const QString file = folder.filePath(QStringLiteral("a.csv"));
        const QByteArray empty = program.report();
        QVERIFY(writeFile(file, usageCsv(500)));
        QCOMPARE(program.run({ QStringLiteral("import"), file }).code, 0);
        const QByteArray full = program.report();
        QCOMPARE(program.run("imports undo 1").code, 2);

        const ProgramRun undone = program.run("imports undo 1 --reason wrong");

        QCOMPARE(undone.code, 0);
        QCOMPARE(undone.out, QByteArray("Import 1 is undone: 500 rows removed, 0 restored.\n"));
        QCOMPARE(program.report(), empty);
        QCOMPARE(program.finding(), QByteArray());
        QVERIFY(!csvCells(program.run("imports list").out).at(1).at(11).isEmpty());
        QCOMPARE(program.run("imports undo 1 --reason wrong").code, 5);
        QCOMPARE(program.run({ QStringLiteral("import"), file }).code, 0);
        QCOMPARE(program.report(), full);
        QCOMPARE(program.finding(), QByteArray());
    }

    void aKilledUndoOfAnImportIsWholeOrAbsent()
    {
        QTemporaryDir folder;
        const QString original = folder.filePath(QStringLiteral("original.signalbox"));
        const Program clean(original);
        QCOMPARE(clean.run("init").code, 0);
        const QByteArray empty = clean.report();
        QVERIFY(writeFile(folder.filePath(QStringLiteral("usage.csv")), usageCsv(8000)));
        QCOMPARE(clean.run({ QStringLiteral("import"), folder.filePath(QStringLiteral("usage.csv")) }).code, 0);
        const QByteArray full = clean.report();
        QVERIFY(full != empty);
        QRandomGenerator dice(2);
        int whole = 0, absent = 0;
        for (int round = 0; round < 6; ++round) {
            const QString copy = folder.filePath(QStringLiteral("%1.signalbox").arg(round));
            for (const char *suffix : { "", ".commits" })
                QVERIFY(QFile::copy(original + QLatin1String(suffix), copy + QLatin1String(suffix)));
            const Program program(copy);
            const QStringList undo { QStringLiteral("imports"), QStringLiteral("undo"), QStringLiteral("1"),
                QStringLiteral("--reason"), QStringLiteral("wrong") };
            program.runOrKill(undo, dice.bounded(5, 250));
            const QByteArray report = program.report();
            QVERIFY(report == full || report == empty);
            ++(report == full ? absent : whole);
            QCOMPARE(program.finding(), QByteArray());
            QCOMPARE(program.run(undo).code, report == full ? 0 : 5);
            QCOMPARE(program.report(), empty);
            QCOMPARE(program.finding(), QByteArray());
        }
        qInfo("%d undone, %d not", whole, absent);
    }

    void aKilledRepricingLosesNothing()
    {
        const int kills
            = qEnvironmentVariableIntValue("SIGNALBOX_KILLS") > 0 ? qEnvironmentVariableIntValue("SIGNALBOX_KILLS") : 8;
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("usage.csv"));
        QVERIFY(writeFile(file, usageCsv(8000)));
        const QString original = folder.filePath(QStringLiteral("original.signalbox"));
        const Program clean(original);
        QCOMPARE(clean.run("init").code, 0);
        QCOMPARE(clean.run({ QStringLiteral("import"), file }).code, 0);
        QCOMPARE(clean.run(NewPrice).code, 0);
        const QByteArray before = clean.report();
        const QString copy = folder.filePath(QStringLiteral("copy.signalbox"));
        for (const char *suffix : { "", ".commits" })
            QVERIFY(QFile::copy(original + QLatin1String(suffix), copy + QLatin1String(suffix)));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(clean.run(ApplySlowly).code, 0);
        const int longest = int(timer.elapsed()); // only paces the kills
        const QByteArray after = clean.report();
        QVERIFY(after != before);

        QRandomGenerator dice(1);
        const Program program(copy);
        int killed = 0;
        for (const auto &[arguments, expected] :
            { std::pair { ApplySlowly, after }, std::pair { UndoSlowly, before } }) {
            const int until = killed + kills / 2;
            while (!program.runOrKill(arguments, killed < until ? dice.bounded(5, std::max(40, longest)) : 60000)) {
                ++killed;
                QCOMPARE(program.finding(), QByteArray());
            }
            QCOMPARE(program.report(), expected);
            QCOMPARE(program.finding(), QByteArray());
        }
        qInfo("%d kills", killed);
        QCOMPARE(csvCells(program.run("reprice list").out).last().mid(0, 2),
            (QStringList { QStringLiteral("1"), QStringLiteral("undone") }));
    }
};

QTEST_GUILESS_MAIN(TestCliReprice)
#include "tst_clireprice.moc"
