#include "ledger/importer.h"
#include "ledger/usagequery.h"
#include "support/everyengine.h"
#include "support/testdatabase.h"

#include <QTest>

#include <algorithm>
#include <map>

// The percentiles expected here are those of the sorted list of what was written.

namespace {

Dialect engine = Dialect::Sqlite;

constexpr UtcMicros Day = 24 * MicrosPerHour;
constexpr UtcMicros Start = 20'000 * Day;

struct Call
{
    UtcMicros time = 0;
    QString feature;
    qint64 latency = 0; ///< Microseconds.
};

QList<Call> someCalls(int count, int days)
{
    QList<Call> calls;
    quint64 state = 7;
    for (int i = 0; i < count; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto second = qint64((state >> 33) % quint64(days * 24 * 3600));
        calls.append({ Start + second * MicrosPerSecond, i % 3 ? QStringLiteral("chat") : QStringLiteral("search"), qint64(state >> 40) % 9'000'000 + second });
    }
    return calls;
}

std::unique_ptr<TestDatabase> ledgerOf(const QList<Call> &calls)
{
    auto test = std::make_unique<TestDatabase>(engine);
    QByteArray csv = "ts_utc,feature,status,latency_ms\n";
    for (const Call &call : calls)
        csv += QDateTime::fromMSecsSinceEpoch(call.time / 1000, Qt::UTC).toString(Qt::ISODate).toLatin1() + ',' + call.feature.toLatin1() + ",success,"
            + QByteArray::number(call.latency / 1000) + '.' + QByteArray::number(call.latency % 1000).rightJustified(3, '0') + '\n';
    QFile file(test->filePath(QStringLiteral("calls.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) < 0)
        qFatal("cannot write the calls");
    file.close();
    const std::atomic_bool cancelled = false;
    ImportOptions options;
    options.actor = QStringLiteral("test");
    if (const auto report = Importer(test->workspace()).run(file.fileName(), options, cancelled); !report || report->counts.accepted != calls.size())
        qFatal("cannot import the calls");
    return test;
}

/// Latencies in `range`, ascending: by feature, and by day's start under "".
std::map<std::pair<UtcMicros, QString>, QList<qint64>> expected(const QList<Call> &calls, TimeRange range)
{
    std::map<std::pair<UtcMicros, QString>, QList<qint64>> lists;
    for (const Call &call : calls) {
        if (!range.contains(call.time))
            continue;
        lists[{ 0, QString() }].append(call.latency);
        lists[{ 0, call.feature }].append(call.latency);
        lists[{ call.time / Day * Day, QString() }].append(call.latency);
    }
    for (auto &[key, list] : lists)
        std::sort(list.begin(), list.end());
    return lists;
}

}

class tst_Latency : public QObject
{
    Q_OBJECT

private slots:
    void isExactForFewCalls();
    void comesWithinOnePercentForManyCalls();
    void comesFromTheDaysWhereAFilterLeavesFewOfVeryMany();

private:
    void compare(TestDatabase &test, const QList<Call> &calls, TimeRange range, bool exact);
};

void tst_Latency::compare(TestDatabase &test, const QList<Call> &calls, TimeRange range, bool exact)
{
    const QList<QList<Dimension>> groupings { {}, { Dimension::Feature }, { Dimension::Day } };
    const auto answers
        = test.reader().run([=](Connection &connection) { return Usage::latencies(connection, { range, {}, {}, {} }, groupings); }).result();
    QVERIFY2(answers, answers ? "" : qPrintable(answers.error().line()));
    const auto lists = expected(calls, range);
    size_t rows = 0;
    for (int i = 0; i < groupings.size(); ++i) {
        for (const LatencyRow &row : answers->at(i)) {
            ++rows;
            const auto key = i == 0 ? UsageKey() : row.keys.constFirst();
            const auto list = lists.find({ key.start, key.text });
            QVERIFY(list != lists.end());
            QCOMPARE(row.latency.n, list->second.size());
            QCOMPARE(row.latency.exact, exact);
            for (const auto &[answer, percent] : { std::pair { row.latency.p50, 50 }, { row.latency.p95, 95 }, { row.latency.p99, 99 } }) {
                const qint64 right = list->second.at((list->second.size() * percent + 99) / 100 - 1);
                QVERIFY2(qAbs(*answer - right) <= (exact ? 0 : right / 100), qPrintable(QStringLiteral("p%1 is %2, not %3").arg(percent).arg(*answer).arg(right)));
            }
        }
    }
    QCOMPARE(rows, lists.size());
}

void tst_Latency::isExactForFewCalls()
{
    const auto calls = someCalls(900, 4);
    const auto test = ledgerOf(calls);
    compare(*test, calls, { Start, Start + 4 * Day }, true);
    compare(*test, calls, { Start + 7 * MicrosPerHour, Start + 3 * Day + MicrosPerQuarterHour }, true);
}

void tst_Latency::comesWithinOnePercentForManyCalls()
{
    if (engine != Dialect::Sqlite)
        QSKIP("A quarter of a million rows; what is different about this engine the others show.");
    const auto calls = someCalls(260'000, 4);
    const auto test = ledgerOf(calls);
    compare(*test, calls, { Start, Start + 4 * Day }, false);
    compare(*test, calls, { Start + 3 * MicrosPerHour, Start + 4 * Day - 40 * MicrosPerMinute }, false); // neither end is a day's
}

void tst_Latency::comesFromTheDaysWhereAFilterLeavesFewOfVeryMany()
{
    const auto calls = someCalls(900, 4);
    const auto test = ledgerOf(calls);
    UsageFilter chat;
    chat.features = { QStringLiteral("chat") };
    const UsageQuery query { { Start, Start + 4 * Day }, {}, {}, chat };
    const auto list = expected(calls, query.range).at({ 0, QStringLiteral("chat") });
    for (const bool exact : { true, false }) {
        if (!exact) // as if others had called as well: what is asked for stays the same
            QVERIFY(test->exec(QStringLiteral("UPDATE usage_batch_days SET requests = 200000")));
        const auto latency = test->reader().run([query](Connection &connection) { return Usage::latency(connection, query); }).result();
        QVERIFY2(latency, latency ? "" : qPrintable(latency.error().line()));
        QCOMPARE(latency->size(), 1);
        QCOMPARE(latency->first().latency.n, list.size());
        QCOMPARE(latency->first().latency.exact, exact);
        const qint64 right = list.at((list.size() * 95 + 99) / 100 - 1);
        QVERIFY(qAbs(*latency->first().latency.p95 - right) <= (exact ? 0 : right / 100));
    }
    // Only successes have a latency.
    UsageQuery failures = query;
    failures.filter.statuses = { UsageStatus::Error };
    const auto none = test->reader().run([failures](Connection &connection) { return Usage::latencies(connection, failures, { {}, { Dimension::Day } }); }).result();
    QVERIFY(none);
    QCOMPARE(none->size(), 2);
    QVERIFY(none->at(0).isEmpty() && none->at(1).isEmpty());
}

int main(int argc, char **argv)
{
    return runOnEveryEngine<tst_Latency>(argc, argv, engine);
}
#include "tst_latency.moc"
