#include "core/money.h"
#include "program.h"

#include <QtTest>

/// Days, hours and weeks of any zone add up to the range, also where clocks change.
class CliCalendarTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void bucketsAddUpToTheRange_data();
    void bucketsAddUpToTheRange();

private:
    QList<QStringList> spend(const QString &workspace, const QStringList &options);

    QTemporaryDir m_folder;
    QString m_file;
};

void CliCalendarTest::initTestCase()
{
    // A year in steps that hit every quarter hour sooner or later: spring and autumn of both hemispheres are in it.
    m_file = m_folder.filePath(QStringLiteral("year.csv"));
    QVERIFY(writeFile(m_file, usageCsv(9000, 3511, QStringLiteral("2024-01-01"))));
}

QList<QStringList> CliCalendarTest::spend(const QString &workspace, const QStringList &options)
{
    const auto run = runProgram(QStringList { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--workspace"), workspace } + options);
    return run.code == 0 ? csvCells(run.out).mid(1) : QList<QStringList>();
}

void CliCalendarTest::bucketsAddUpToTheRange_data()
{
    QTest::addColumn<QString>("workspaceZone");
    QTest::addColumn<QString>("zone");
    const char *zones[] { "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Los_Angeles" };
    for (const char *zone : zones) {
        QTest::addRow("%s in its own workspace", zone) << QString::fromLatin1(zone) << QString::fromLatin1(zone);
        QTest::addRow("%s in a workspace of UTC", zone) << QStringLiteral("UTC") << QString::fromLatin1(zone);
    }
}

void CliCalendarTest::bucketsAddUpToTheRange()
{
    QFETCH(QString, workspaceZone);
    QFETCH(QString, zone);
    const QString workspace = m_folder.filePath(QString(workspaceZone).replace(QLatin1Char('/'), QLatin1Char('-')));
    if (!QFile::exists(workspace)) {
        QCOMPARE(runProgram({ QStringLiteral("init"), QStringLiteral("--zone"), workspaceZone, QStringLiteral("--workspace"), workspace }).code, 0);
        QCOMPARE(runProgram({ QStringLiteral("import"), m_file, QStringLiteral("--workspace"), workspace }).code, 0);
    }
    const QStringList range { QStringLiteral("--zone"), zone, QStringLiteral("--from"), QStringLiteral("2024-03-01"), QStringLiteral("--to"), QStringLiteral("2024-11-20") };
    const auto total = spend(workspace, range);
    QCOMPARE(total.size(), 1);
    QVERIFY(total.first().at(0).toInt() > 6000);

    for (const auto &bucket : { QStringLiteral("hour"), QStringLiteral("day"), QStringLiteral("week"), QStringLiteral("month") }) {
        const auto rows = spend(workspace, range + QStringList { QStringLiteral("--by"), bucket });
        qint64 requests = 0;
        qint64 input = 0;
        Money cost;
        QSet<QString> labels;
        for (const QStringList &row : rows) {
            labels.insert(row.at(0));
            requests += row.at(1).toLongLong();
            input += row.at(3).toLongLong();
            cost += Money::fromUsdText(row.at(8)).value_or(Money());
        }
        QCOMPARE(labels.size(), rows.size());
        QCOMPARE(QString::number(requests), total.first().at(0));
        QCOMPARE(QString::number(input), total.first().at(2));
        QCOMPARE(cost.exactText(), total.first().at(7));
    }
    QCOMPARE(spend(workspace, range + QStringList { QStringLiteral("--by"), QStringLiteral("day") }).size(), 264); // 1 March to 19 November
}

QTEST_GUILESS_MAIN(CliCalendarTest)
#include "tst_clicalendar.moc"
