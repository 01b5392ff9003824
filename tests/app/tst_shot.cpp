#include "app/consolefixture.h"

#include <QImage>
#include <QProcess>
#include <QtTest>

class ShotTest : public QObject
{
    Q_OBJECT

private slots:
    void explainsItself();
    void picturesEveryPage_data();
    void picturesEveryPage();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();
};

static int run(const QStringList &arguments, QByteArray *errors = nullptr, QByteArray *output = nullptr)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM")); // It finds out by itself that there is no screen.
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("SIGNALBOX_PROGRAM"), QStringList { QStringLiteral("shot") } + arguments);
    if (!process.waitForFinished(90'000))
        return -1;
    if (errors)
        *errors = process.readAllStandardError();
    if (output)
        *output = process.readAllStandardOutput();
    return process.exitCode();
}

void ShotTest::explainsItself()
{
    for (const char *word : { "--help", "-h" }) {
        QByteArray errors;
        QByteArray output;

        QCOMPARE(run({ QString::fromLatin1(word) }, &errors, &output), 0);

        QCOMPARE(errors, QByteArray());
        QVERIFY2(output.startsWith("Usage: signalbox shot [options] PAGE\n"), output.constData());
        for (const char *option : { "--workspace <W>", "--out <FILE>", "--size <WxH>", "--theme <light|dark>", "--route <URL>", "--now <T>",
                 "--search <TEXT>", "--font-size <PT>", "--as <USER>", "--flag <KEY=on|off>" })
            QVERIFY2(output.contains(option), option);
        QVERIFY(output.contains("Examples:\n  signalbox shot "));
    }
}

void ShotTest::picturesEveryPage_data()
{
    QTest::addColumn<QString>("page");
    for (const char *page : { "overview", "spending", "prompts", "firstrun" }) {
        for (const char *theme : { "light", "dark" })
            QTest::addRow("%s %s", page, theme) << QString::fromLatin1(page);
    }
}

void ShotTest::picturesEveryPage()
{
    QFETCH(QString, page);
    const bool dark = QByteArray(QTest::currentDataTag()).endsWith("dark");
    const ConsoleFixture console;
    QVERIFY(console.imported);
    const QString out = console.database.filePath(QStringLiteral("picture.png"));
    QByteArray errors;

    const int code = run({ page, QStringLiteral("--workspace"), console.database.location().path, QStringLiteral("--out"), out,
                             QStringLiteral("--size"), QStringLiteral("1024x700"), QStringLiteral("--theme"),
                             dark ? QStringLiteral("dark") : QStringLiteral("light"), QStringLiteral("--now"), QStringLiteral("2026-11-20T12:00Z") },
        &errors);

    QVERIFY2(code == 0, errors.constData());
    QCOMPARE(errors, QByteArray()); // Nothing went wrong, so nothing is said.
    const QImage picture(out);
    QCOMPARE(picture.size(), QSize(1024, 700));
    const int background = qGray(picture.pixel(1000, 300));
    QVERIFY2(dark ? background < 80 : background > 200, qPrintable(QString::number(background)));
}

void ShotTest::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const auto with = [](const QStringList &more) {
        return QStringList { QStringLiteral("overview"), QStringLiteral("--out"), QStringLiteral("/nowhere/x.png") } + more;
    };
    QTest::newRow("no picture to write") << QStringList { QStringLiteral("overview") } << 2;
    QTest::newRow("a size that is none") << with({ QStringLiteral("--size"), QStringLiteral("big") }) << 2;
    QTest::newRow("a theme that is none") << with({ QStringLiteral("--theme"), QStringLiteral("pink") }) << 2;
    QTest::newRow("an unknown option") << with({ QStringLiteral("--frame") }) << 2;
    QTest::newRow("a flag that is none") << with({ QStringLiteral("--flag"), QStringLiteral("new-moon=on") }) << 2;
    QTest::newRow("a flag that is neither on nor off") << with({ QStringLiteral("--flag"), QStringLiteral("new-global-overview=maybe") }) << 2;
    QTest::newRow("a route of another kind") << with({ QStringLiteral("--route"), QStringLiteral("https://x") }) << 2;
    QTest::newRow("a workspace that is not there") << with({ QStringLiteral("--workspace"), QStringLiteral("/nowhere/w.signalbox") }) << 4;
    QTest::newRow("a folder that is not there")
        << QStringList { QStringLiteral("firstrun"), QStringLiteral("--out"), QStringLiteral("/nowhere/x.png") } << 8;
}

void ShotTest::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QByteArray errors;

    QCOMPARE(run(arguments, &errors), code);
    QVERIFY(!errors.isEmpty());
}

QTEST_GUILESS_MAIN(ShotTest)
#include "tst_shot.moc"
