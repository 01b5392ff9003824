#include "data/sql.h"
#include "ledger/hoursums.h"
#include "ledger/importsupport.h"
#include "ledger/importundo.h"
#include "ledger/usagequery.h"
#include "support/everyengine.h"

#include <QTest>

using ImportSupport::import;

namespace {

Dialect engine = Dialect::Sqlite;

constexpr UtcMicros Start = 1'700'000'000 * MicrosPerSecond; // 2023-11-14T22:13:20Z
constexpr int Calls = 1500;

UtcMicros timeOf(int i) { return Start + i * 137 * MicrosPerSecond; }

/// Call i, every 137 seconds: i tokens in, 2 i tokens out (unknown of every fifth), i + 0.000001 millionths of a dollar.
QByteArray calls(int from = 0)
{
    QByteArray csv = "ts_utc,feature,provider,model,status,input_tokens,output_tokens,charged_cost_usd,source,source_row\n";
    for (int i = from; i < Calls; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += QDateTime::fromMSecsSinceEpoch(timeOf(i) / 1000, Qt::UTC).toString(Qt::ISODate).toLatin1() + (i % 2 ? ",chat," : ",search,") + (i % 3 ? "openai,m" : "azure,m")
            + QByteArray::number(i % 4) + (i % 7 ? ",success," : ",error,") + n + ',' + (i % 5 ? QByteArray::number(2 * i) : QByteArray()) + ",0." + n.rightJustified(6, '0')
            + "000001,test," + n + '\n';
    }
    return csv;
}

/// Lines of all hours as the quarter hours want them, sorted.
QStringList expectedLines(TestDatabase &test)
{
    QMap<QString, QList<qint64>> sums;
    const auto read = test.reader().run([&sums](Connection &connection) {
        return Sql::forEach(connection, QStringLiteral("SELECT * FROM usage_quarter_hours"), {}, [&sums](const Row &row) {
            QStringList key { QString::number(row.int64(0) / MicrosPerHour * MicrosPerHour) };
            for (int i = 1; i < 6; ++i)
                key.append(row.text(i));
            QList<qint64> &cells = sums[key.join(QLatin1Char(' '))];
            cells.resize(14);
            for (int i = 0; i < 14; ++i)
                cells[i] += row.int64(6 + i);
            return true;
        });
    }).result();
    if (!read)
        qFatal("%s", qPrintable(read.error().line()));
    QStringList lines;
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum) {
        QString line = sum.key();
        for (const qint64 cell : *sum)
            line += QLatin1Char(' ') + QString::number(cell);
        lines.append(line);
    }
    lines.sort();
    return lines;
}

QStringList lines(TestDatabase &test)
{
    const auto hours = test.reader().run([](Connection &connection) {
        return Sql::select(connection, QStringLiteral("SELECT bucket_us, sums FROM usage_hours"), {}, [](const Row &row) { return std::pair { row.text(0), row.text(1) }; });
    }).result();
    if (!hours)
        qFatal("%s", qPrintable(hours.error().line()));
    QStringList lines;
    for (const auto &[hour, sums] : *hours) {
        for (const QString &line : sums.split(QLatin1Char('\n')))
            lines.append(hour + QLatin1Char(' ') + line);
    }
    lines.sort();
    return lines;
}

UsageAnswer answerOf(TestDatabase &test, const UsageQuery &query)
{
    const auto answer = test.reader().run([query](Connection &connection) { return Usage::ask(connection, query); }).result();
    if (!answer)
        qFatal("%s", qPrintable(answer.error().line()));
    return *answer;
}

}

class TestHourSums : public QObject
{
    Q_OBJECT

private slots:
    void importsAddUpTheirQuarterHours()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_hours")), 58); // 22:13 and then 57 hours and 4 minutes
        QCOMPARE(lines(test), expectedLines(test));

        import(test, "ts_utc,model,source,source_row\n2023-11-14T22:59:59Z,m,more,1\n", QStringLiteral("more.csv")); // into an hour that is there
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_hours")), 58);
        QCOMPARE(lines(test), expectedLines(test));
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        for (const int batch : { 2, 1 })
            QVERIFY(ImportUndo::run(test.workspace(), batch, 5, QStringLiteral("tester"), QStringLiteral("wrong file")));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_hours")), 0);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void anUpgradeFindsTheSameSums()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const auto before = lines(test);

        const auto filled = ImportSupport::refill(test, engine, "0012_hours.sql", "usage_hours", "WITH summed");

        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().line()));
        QCOMPARE(lines(test), before);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void questionsByHourHaveTheSumsOfTheCalls_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<UsageAnswer::Source>("source");
        QTest::newRow("UTC") << QByteArray("UTC") << UsageAnswer::Source::Hours;
        QTest::newRow("whole hours away") << QByteArray("America/New_York") << UsageAnswer::Source::Hours;
        QTest::newRow("half hours away") << QByteArray("Asia/Kolkata") << UsageAnswer::Source::QuarterHours;
    }
    void questionsByHourHaveTheSumsOfTheCalls()
    {
        QFETCH(QByteArray, zone);
        QFETCH(UsageAnswer::Source, source);
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const TimeRange range { timeOf(100), timeOf(1400) }; // begins and ends within quarter hours
        const QTimeZone local(zone);
        UsageFilter chat, failed;
        chat.features = { QStringLiteral("chat") };
        chat.models = { QStringLiteral("m1"), QStringLiteral("m3"), QStringLiteral("nothing") };
        failed.statuses = { UsageStatus::Error };
        failed.providers = { QStringLiteral("azure") };
        for (const auto &filter : { UsageFilter(), chat, failed }) {
            QMap<std::pair<UtcMicros, QString>, std::array<qint64, 4>> expected; // calls, tokens in, tokens out, pico-dollars
            for (int i = 100; i < 1400; ++i) {
                const bool wanted = filter.isEmpty() || (filter.features.isEmpty() ? i % 7 == 0 && i % 3 == 0 : i % 2 == 1);
                if (!wanted)
                    continue;
                const UtcMicros offset = UtcMicros(local.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(timeOf(i) / 1000, Qt::UTC))) * MicrosPerSecond;
                auto &sum = expected[{ (timeOf(i) + offset) / MicrosPerHour * MicrosPerHour - offset, QStringLiteral("m%1").arg(i % 4) }];
                sum[0] += 1;
                sum[1] += i;
                sum[2] += i % 5 ? 2 * i : 0;
                sum[3] += i * 1'000'000 + 1;
            }

            const auto answer = answerOf(test, { range, *ReportingZone::fromId(QString::fromLatin1(zone)), { Dimension::Hour, Dimension::Model }, filter });

            QCOMPARE(answer.source, source);
            QCOMPARE(answer.rows.size(), expected.size());
            for (const auto &row : answer.rows) {
                const auto sum = expected.value({ row.keys.at(0).start, row.keys.at(1).text });
                QCOMPARE(row.measures.requests(), sum[0]);
                QCOMPARE(row.measures.input.tokens, sum[1]);
                QCOMPARE(row.measures.output.tokens, sum[2]);
                QCOMPARE(qint64(row.measures.cost.pico()), sum[3]);
            }
        }
    }

    void severalGroupingsAtOnceAreTheSameAnswers()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const UsageQuery query { { timeOf(3), timeOf(1490) }, {}, {}, {} };
        const QList<QList<Dimension>> groupings { {}, { Dimension::Hour, Dimension::Feature }, { Dimension::Day }, { Dimension::Model, Dimension::Status }, { Dimension::CostSource },
            { Dimension::Session }, { Dimension::User } };

        const auto answers = test.reader().run([=](Connection &connection) { return Usage::askAll(connection, query, groupings); }).result();

        QVERIFY2(answers, answers ? "" : qPrintable(answers.error().line()));
        QCOMPARE(answers->size(), groupings.size());
        for (qsizetype i = 0; i < groupings.size(); ++i) {
            UsageQuery one = query;
            one.dimensions = groupings.at(i);
            const auto alone = answerOf(test, one);
            QCOMPARE(answers->at(i).source, alone.source);
            QCOMPARE(answers->at(i).rows.size(), alone.rows.size());
            for (qsizetype row = 0; row < alone.rows.size(); ++row) {
                QCOMPARE(answers->at(i).rows.at(row).keys, alone.rows.at(row).keys);
                QCOMPARE(answers->at(i).rows.at(row).measures, alone.rows.at(row).measures);
            }
            QCOMPARE(answers->at(i).total().requests(), 1487);
        }
    }

    void readsNothingElseThanSums_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray line = "1 2 3 1 2 4 5 4 0 0 0 0 6 4 0 0 4 -7 8";
        QTest::newRow("a word") << QByteArray("chat") + line;
        QTest::newRow("too few numbers") << line.left(line.size() - 2);
        QTest::newRow("too many numbers") << line + " 9";
        QTest::newRow("an empty line between") << line + "\n\n" + line;
        QTest::newRow("cut off") << line + "\n1 2 3";
        QTest::newRow("two spaces") << QByteArray(line).replace("5 4", "5  4");
        QTest::newRow("beyond 64 bits") << QByteArray(line).replace("-7", "-99999999999999999999");
        QTest::newRow("no such status") << QByteArray(line).replace("3 1 2", "3 6 2");
        QTest::newRow("no such source") << QByteArray(line).replace("3 1 2", "3 1 -1");
        QTest::newRow("a null byte") << line + QByteArray(1, '\0');
    }
    void readsNothingElseThanSums()
    {
        QFETCH(QByteArray, text);
        int seen = 0;
        QVERIFY(HourSums::forEachLine("1 2 3 1 2 4 5 4 0 0 0 0 6 4 0 0 4 -7 8\n1 2 3 1 3 4 5 4 0 0 0 0 6 4 0 0 4 -7 8", [&seen](const HourSums::Line &line) { seen += int(line[18]); }));
        QCOMPARE(seen, 16);
        QVERIFY(!HourSums::forEachLine(text, [](const HourSums::Line &) {}));
    }

    void damagedSumsAreAnErrorAndNotOtherFigures()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        QVERIFY(test.exec(QStringLiteral("UPDATE usage_hours SET sums = 'nonsense' WHERE bucket_us = (SELECT MIN(bucket_us) FROM usage_hours)")));
        const UsageQuery query { { timeOf(0) / MicrosPerHour * MicrosPerHour, timeOf(700) }, {}, { Dimension::Hour }, {} };

        const auto answer = test.reader().run([query](Connection &connection) { return Usage::ask(connection, query); }).result();

        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Corrupt);
        QVERIFY(ImportSupport::deepFinding(test).startsWith(QLatin1String("usage_hours recomputed: ")));

        QVERIFY(test.exec(QStringLiteral("DELETE FROM usage_hours")));
        QVERIFY(ImportSupport::deepFinding(test).startsWith(QLatin1String("usage_hours recomputed: ")));
    }
};

int main(int argc, char **argv) { return runOnEveryEngine<TestHourSums>(argc, argv, engine); }

#include "tst_hoursums.moc"
