#include "support/sampledata.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

// The program is killed at random instants of an import and started again until it ends, over and over. Nothing may be
// lost or counted twice, and the money must be the same to the pico-USD. SIGNALBOX_KILLS sets how many kills (default 20).

namespace {

struct Outcome
{
    int code = -1;
    QString output;
};

class Program
{
public:
    explicit Program(const QString &workspace) : m_workspace(workspace) {}

    Outcome run(const QStringList &arguments) const
    {
        QProcess process;
        process.start(program(), arguments + QStringList { QStringLiteral("--workspace"), m_workspace });
        process.waitForFinished(60000);
        return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()) };
    }

    /// Starts the import and kills it after `milliseconds`. True where it had ended before.
    bool importOrKill(const QString &file, int milliseconds) const
    {
        QProcess process;
        process.start(program(), importArguments(file) + QStringList { QStringLiteral("--workspace"), m_workspace });
        if (process.waitForFinished(milliseconds))
            return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        process.kill(); // SIGKILL
        process.waitForFinished();
        return false;
    }

    /// What the records of each outcome of the first import cost; a kill behind its end is followed by another.
    QJsonObject amounts() const
    {
        const auto list = QJsonDocument::fromJson(run({ QStringLiteral("imports"), QStringLiteral("list"), QStringLiteral("--json") }).output.toUtf8());
        return list.object().value(QStringLiteral("imports")).toArray().last().toObject().value(QStringLiteral("cost_of")).toObject();
    }

    static QStringList importArguments(const QString &file)
    {
        return { QStringLiteral("import"), file, QStringLiteral("--rows-per-transaction"), QStringLiteral("1500") };
    }

private:
    static QString program() { return qEnvironmentVariable("SIGNALBOX_PROGRAM"); }
    const QString m_workspace;
};

/// Makes every 97th record one that is rejected.
bool spoilTimes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    QByteArrayList lines = file.readAll().split('\n');
    for (qsizetype i = 97; i < lines.size() - 1; i += 97)
        lines[i] = "never" + lines.at(i).mid(lines.at(i).indexOf(','));
    return file.resize(0) && file.seek(0) && file.write(lines.join('\n')) > 0;
}

}

class TestKilledImport : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingAndCountsNothingTwice()
    {
        const int kills = qEnvironmentVariableIntValue("SIGNALBOX_KILLS") > 0 ? qEnvironmentVariableIntValue("SIGNALBOX_KILLS") : 20;
        QTemporaryDir folder;
        const QString file = sampleTraceFile(QStringLiteral("support_assistant"), folder);
        QVERIFY(!file.isEmpty());
        QVERIFY(spoilTimes(file));
        const QStringList report { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("day,model,status") };
        const Program clean(folder.filePath(QStringLiteral("clean.signalbox")));
        QCOMPARE(clean.run({ QStringLiteral("init") }).code, 0);
        QElapsedTimer timer;
        timer.start();
        const Outcome undisturbed = clean.run(Program::importArguments(file));
        QVERIFY2(undisturbed.code == 0, qPrintable(undisturbed.output));
        const int longest = int(timer.elapsed()); // only paces the kills
        const QString expected = clean.run(report).output;
        QVERIFY(expected.count(QLatin1Char('\n')) > 100);
        const QJsonObject amounts = clean.amounts();
        QVERIFY(amounts.value(QStringLiteral("rejected")).toObject().value(QStringLiteral("records")).toInt() > 100);

        QRandomGenerator dice(1);
        int killed = 0;
        for (int round = 0; killed < kills; ++round) {
            const Program program(folder.filePath(QStringLiteral("round%1.signalbox").arg(round)));
            QCOMPARE(program.run({ QStringLiteral("init") }).code, 0);
            while (!program.importOrKill(file, killed < kills ? dice.bounded(20, std::max(40, longest)) : 60000)) {
                ++killed;
                const Outcome verified = program.run({ QStringLiteral("verify") });
                QVERIFY2(verified.code == 0, qPrintable(verified.output));
            }
            QCOMPARE(program.run(report).output, expected);
            QCOMPARE(program.amounts(), amounts);
            const Outcome deep = program.run({ QStringLiteral("verify"), QStringLiteral("--deep") });
            QVERIFY2(deep.code == 0, qPrintable(deep.output));
        }
        qInfo("%d kills, every import resumed to the same report", killed);
    }
};

QTEST_GUILESS_MAIN(TestKilledImport)
#include "tst_killedimport.moc"
