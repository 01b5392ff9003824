#include "ledger/importer.h"
#include "ledger/usagequery.h"
#include "support/everyengine.h"
#include "support/testdatabase.h"

#include <QTest>
#include <QTimeZone>

#include <map>

// The expected figures are summed here from the records themselves, with QDateTime as the calendar: nothing of the
// product's buckets, rollups or SQL takes part.

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

struct Call
{
    QDateTime time; ///< UTC, milliseconds.
    QString feature, model, user, status;
    qint64 input = 0;
    qint64 costMicros = 0;
};

struct Expected
{
    qint64 requests = 0, errors = 0, input = 0, costMicros = 0;
};

/// A fixed pseudo-random sequence: the same on every machine.
class Dice
{
public:
    int below(int n)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return int((m_state >> 33) % quint64(n));
    }

private:
    quint64 m_state = 42;
};

QList<Call> someCalls(const QDateTime &start, int days, int count)
{
    Dice dice;
    const QStringList features { QStringLiteral("chat"), QStringLiteral("search"), QString() };
    const QStringList models { QStringLiteral("m-1"), QStringLiteral("m-2"), QString() };
    const QStringList statuses { QStringLiteral("success"), QStringLiteral("success"), QStringLiteral("error"), QStringLiteral("timeout"), QStringLiteral("pending") };
    QList<Call> calls;
    for (int i = 0; i < count; ++i)
        calls.append({ start.addMSecs(qint64(dice.below(days * 24 * 3600)) * 1000 + dice.below(1000)), features.at(dice.below(3)), models.at(dice.below(3)),
            QStringLiteral("u%1").arg(dice.below(7)), statuses.at(dice.below(5)), dice.below(5000), dice.below(2000000) });
    return calls;
}

void importCalls(TestDatabase &test, const QList<Call> &calls)
{
    QByteArray csv = "ts_utc,feature,model,user,status,input_tokens,charged_cost_usd\n";
    for (const Call &call : calls)
        csv += call.time.toString(Qt::ISODateWithMs).toLatin1() + ',' + call.feature.toLatin1() + ',' + call.model.toLatin1() + ',' + call.user.toLatin1() + ',' + call.status.toLatin1()
            + ',' + QByteArray::number(call.input) + ",0." + QByteArray::number(call.costMicros).rightJustified(7, '0') + '\n';
    QFile file(test.filePath(QStringLiteral("calls.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) < 0)
        qFatal("cannot write the calls");
    file.close();
    const std::atomic_bool cancelled = false;
    ImportOptions options;
    options.actor = QStringLiteral("tester");
    options.rowsPerTransaction = 700;
    const auto report = Importer(test.workspace()).run(file.fileName(), options, cancelled);
    if (!report || report->counts.accepted != calls.size())
        qFatal("import failed: %s", report ? "rows missing" : qPrintable(report.error().line()));
}

Result<UsageAnswer> ask(TestDatabase &test, const UsageQuery &query)
{
    return test.reader().run([query](Connection &connection) { return Usage::ask(connection, query); }).result();
}

QTimeZone zoneOf(const ReportingZone &zone)
{
    return QTimeZone(zone.id().toUtf8());
}

/// The bucket of a call as text, by QDateTime alone.
QString bucketText(const Call &call, const QTimeZone &zone, Bucket bucket)
{
    const QDateTime local = call.time.toTimeZone(zone);
    switch (bucket) {
    case Bucket::Minute: return call.time.toString(QStringLiteral("yyyy-MM-ddTHH:mm")); // compared as UTC
    case Bucket::Hour: return local.toString(QStringLiteral("yyyy-MM-ddTHH")) + QString::number(local.offsetFromUtc());
    case Bucket::Day: return local.date().toString(Qt::ISODate);
    case Bucket::Week: return local.date().addDays(1 - local.date().dayOfWeek()).toString(Qt::ISODate);
    case Bucket::Month: return local.toString(QStringLiteral("yyyy-MM"));
    }
    Q_UNREACHABLE();
}

QString startText(UtcMicros start, const QTimeZone &zone, Bucket bucket)
{
    return bucketText({ QDateTime::fromMSecsSinceEpoch(start / 1000, Qt::UTC), {}, {}, {}, {}, 0, 0 }, zone, bucket);
}

Dimension dimensionOf(Bucket bucket)
{
    static const std::map<Bucket, Dimension> dimensions { { Bucket::Minute, Dimension::Minute }, { Bucket::Hour, Dimension::Hour }, { Bucket::Day, Dimension::Day },
        { Bucket::Week, Dimension::Week }, { Bucket::Month, Dimension::Month } };
    return dimensions.at(bucket);
}

void addTo(Expected &sum, const Call &call)
{
    ++sum.requests;
    sum.errors += call.status == QLatin1String("error") || call.status == QLatin1String("timeout") ? 1 : 0;
    sum.input += call.input;
    sum.costMicros += call.costMicros;
}

bool agrees(const UsageMeasures &measures, const Expected &expected)
{
    return measures.requests() == expected.requests && measures.errors() == expected.errors && measures.input.tokens == expected.input
        && measures.cost == Money::fromPico(Int128(expected.costMicros) * 100000); // 7 decimals of a dollar
}

}

class TestUsageQuery : public QObject
{
    Q_OBJECT

private slots:
    void sumsEveryBucketOfEveryZone_data()
    {
        QTest::addColumn<QString>("workspaceZone");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("start");
        const struct { const char *zone, *start; } clocks[] = { { "UTC", "2026-03-25" }, { "Asia/Kathmandu", "2026-03-25" }, { "Australia/Lord_Howe", "2026-04-01" },
            { "Australia/Lord_Howe", "2026-10-01" }, { "America/Los_Angeles", "2026-03-05" }, { "America/Los_Angeles", "2026-10-29" }, { "Europe/Berlin", "2026-10-20" },
            { "Africa/Cairo", "2026-04-20" } };
        for (const auto &clock : clocks) {
            for (const char *workspace : { "UTC", clock.zone })
                QTest::addRow("%s from %s in a workspace of %s", clock.zone, clock.start, workspace) << QString::fromLatin1(workspace) << QString::fromLatin1(clock.zone) << QString::fromLatin1(clock.start);
        }
    }
    void sumsEveryBucketOfEveryZone()
    {
        QFETCH(QString, workspaceZone);
        QFETCH(QString, zone);
        QFETCH(QString, start);
        TestDatabase test(engine, *ReportingZone::fromId(workspaceZone));
        const ReportingZone reporting = *ReportingZone::fromId(zone);
        const QTimeZone calendar = zoneOf(reporting);
        const QDateTime first(QDate::fromString(start, Qt::ISODate), QTime(0, 0), Qt::UTC);
        const QList<Call> calls = someCalls(first, 14, engine == Dialect::Sqlite ? 1200 : 300);
        importCalls(test, calls);
        const TimeRange range { reporting.startOfDay(first.date().addDays(-1)), reporting.startOfDay(first.date().addDays(16)) };
        Expected total;
        for (const Call &call : calls)
            addTo(total, call);

        for (const Bucket bucket : { Bucket::Minute, Bucket::Hour, Bucket::Day, Bucket::Week, Bucket::Month }) {
            std::map<QString, Expected> expected;
            for (const Call &call : calls)
                addTo(expected[bucketText(call, calendar, bucket)], call);

            const auto answer = ask(test, { range, reporting, { dimensionOf(bucket) }, {} });

            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().line()));
            QCOMPARE(answer->rows.size(), qsizetype(expected.size()));
            for (const UsageRow &row : answer->rows) {
                const QString text = startText(row.keys.at(0).start, calendar, bucket);
                QVERIFY2(expected.count(text) == 1 && agrees(row.measures, expected.at(text)), qPrintable(text));
            }
            QVERIFY(agrees(answer->total(), total)); // the sum of the buckets is the range

            // No rollup knows users with models: the rows are read, in no order of time.
            const auto fromRows = ask(test, { range, reporting, { dimensionOf(bucket), Dimension::User, Dimension::Model }, {} });
            QVERIFY2(fromRows, fromRows ? "" : qPrintable(fromRows.error().line()));
            std::map<QString, UsageMeasures> folded;
            for (const UsageRow &row : fromRows->rows)
                folded[startText(row.keys.at(0).start, calendar, bucket)] += row.measures;
            QCOMPARE(folded.size(), expected.size());
            for (const auto &[text, measures] : folded)
                QVERIFY2(expected.count(text) == 1 && agrees(measures, expected.at(text)), qPrintable(text));
        }
    }

    void aWeekInTwoMonthsIsCutWhereTheMonthEnds()
    {
        TestDatabase test(engine);
        const auto zone = ReportingZone::fromId(QStringLiteral("Asia/Kolkata")); // not the workspace's: no day table knows
        QVERIFY(zone);
        // 2026-03-30 is a Monday, 2026-04-01 begins at 18:30 UTC of the day before.
        const QList<Call> calls = someCalls(QDateTime(QDate(2026, 3, 30), QTime(0, 0), Qt::UTC), 4, 500);
        importCalls(test, calls);
        std::map<QDate, Expected> expected; // by month
        for (const Call &call : calls) {
            const QDate day = call.time.toTimeZone(QTimeZone("Asia/Kolkata")).date();
            addTo(expected[QDate(day.year(), day.month(), 1)], call);
        }
        const TimeRange range { zone->startOfDay(QDate(2026, 3, 30)) - 7 * MicrosPerSecond, zone->startOfDay(QDate(2026, 4, 5)) + 7 * MicrosPerSecond };
        for (const Dimension last : { Dimension::Feature, Dimension::Session }) { // the second: only the rows know
            const auto answer = ask(test, { range, *zone, { Dimension::Month, Dimension::Week, last }, {} });

            QVERIFY(answer);
            std::map<QDate, UsageMeasures> months;
            for (const auto &row : answer->rows) {
                QCOMPARE(row.keys.at(1).start, zone->startOfDay(QDate(2026, 3, 30)));
                months[zone->dayOf(row.keys.at(0).start)] += row.measures;
            }
            QCOMPARE(months.size(), size_t(2));
            for (const auto &[month, measures] : months)
                QVERIFY2(agrees(measures, expected[month]), qPrintable(month.toString(Qt::ISODate)));
        }
    }

    void cutsARangeAnywhereWithoutLosingARow_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("whole days") << QStringLiteral("2026-03-26T00:00:00Z") << QStringLiteral("2026-03-30T00:00:00Z");
        QTest::newRow("quarter hours") << QStringLiteral("2026-03-26T13:15:00Z") << QStringLiteral("2026-03-30T01:45:00Z");
        QTest::newRow("odd microseconds") << QStringLiteral("2026-03-26T13:17:03.123Z") << QStringLiteral("2026-03-30T01:44:59.999Z");
        QTest::newRow("inside a quarter") << QStringLiteral("2026-03-26T13:17:00Z") << QStringLiteral("2026-03-26T13:19:00Z");
        QTest::newRow("over midnight") << QStringLiteral("2026-03-26T23:50:00Z") << QStringLiteral("2026-03-27T00:10:00Z");
    }
    void cutsARangeAnywhereWithoutLosingARow()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        TestDatabase test(engine);
        const QList<Call> calls = someCalls(QDateTime(QDate(2026, 3, 25), QTime(0, 0), Qt::UTC), 7, 4000);
        importCalls(test, calls);
        const QDateTime begin = QDateTime::fromString(from, Qt::ISODateWithMs);
        const QDateTime end = QDateTime::fromString(to, Qt::ISODateWithMs);
        Expected expected;
        for (const Call &call : calls) {
            if (call.time >= begin && call.time < end)
                addTo(expected, call);
        }

        const auto answer = ask(test, { { begin.toMSecsSinceEpoch() * 1000, end.toMSecsSinceEpoch() * 1000 }, {}, {}, {} });

        QVERIFY(answer);
        QVERIFY(agrees(answer->total(), expected));
    }

    void filtersTheSameRowsFromEveryTable_data()
    {
        QTest::addColumn<QList<Dimension>>("dimensions");
        QTest::newRow("total") << QList<Dimension> {};
        QTest::newRow("by user") << QList<Dimension> { Dimension::User };
        QTest::newRow("by day and model") << QList<Dimension> { Dimension::Day, Dimension::Model };
        QTest::newRow("by hour and status") << QList<Dimension> { Dimension::Hour, Dimension::Status };
        QTest::newRow("by day, user and feature") << QList<Dimension> { Dimension::Day, Dimension::User, Dimension::Feature };
        QTest::newRow("by session") << QList<Dimension> { Dimension::Session };
    }
    void filtersTheSameRowsFromEveryTable()
    {
        QFETCH(QList<Dimension>, dimensions);
        TestDatabase test(engine);
        const QList<Call> calls = someCalls(QDateTime(QDate(2026, 3, 25), QTime(0, 0), Qt::UTC), 7, 3000);
        importCalls(test, calls);
        const TimeRange all { 0, ReportingZone().startOfDay(QDate(2027, 1, 1)) };
        QList<std::pair<UsageFilter, std::function<bool(const Call &)>>> filters;
        UsageFilter feature;
        feature.features = { QStringLiteral("chat"), QString() };
        filters.append({ feature, [](const Call &c) { return c.feature != QLatin1String("search"); } });
        UsageFilter user;
        user.users = { QStringLiteral("u3") };
        filters.append({ user, [](const Call &c) { return c.user == QLatin1String("u3"); } });
        UsageFilter mixed;
        mixed.models = { QStringLiteral("m-1") };
        mixed.statuses = { UsageStatus::Error, UsageStatus::Timeout };
        filters.append({ mixed, [](const Call &c) { return c.model == QLatin1String("m-1") && (c.status == QLatin1String("error") || c.status == QLatin1String("timeout")); } });
        UsageFilter nothing;
        nothing.features = { QStringLiteral("'; DROP TABLE ai_usage_logs; --") };
        filters.append({ nothing, [](const Call &) { return false; } });
        for (const auto &[filter, keeps] : filters) {
            Expected expected;
            for (const Call &call : calls) {
                if (keeps(call))
                    addTo(expected, call);
            }
            const auto answer = ask(test, { all, {}, dimensions, filter });
            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().line()));
            QVERIFY(agrees(answer->total(), expected));
        }
    }

    void unknownIsNotZero()
    {
        TestDatabase test(engine);
        importCalls(test, someCalls(QDateTime(QDate(2026, 3, 25), QTime(0, 0), Qt::UTC), 1, 10));
        const auto answer = ask(test, { { 0, ReportingZone().startOfDay(QDate(2027, 1, 1)) }, {}, {}, {} });
        QVERIFY(answer);
        QVERIFY(answer->total().input.value().has_value());
        QVERIFY(!answer->total().output.value().has_value()); // no record said
    }

    void latencyIsTheNearestRankOfSuccesses()
    {
        TestDatabase test(engine);
        QFile file(test.filePath(QStringLiteral("a.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ts_utc,status,latency_ms\n");
        for (int i = 1; i <= 20; ++i) // 0.001 .. 0.020 ms
            file.write(QStringLiteral("2026-01-01T00:00:%1Z,success,0.0%2\n").arg(i, 2, 10, QLatin1Char('0')).arg(i, 2, 10, QLatin1Char('0')).toLatin1());
        file.write("2026-01-01T00:01:00Z,error,99999\n2026-01-01T00:01:01Z,success,\n");
        file.close();
        const std::atomic_bool cancelled = false;
        QVERIFY(Importer(test.workspace()).run(file.fileName(), {}, cancelled));

        const auto rows = test.reader().run([](Connection &connection) { return Usage::latency(connection, { { 0, ReportingZone().startOfDay(QDate(2027, 1, 1)) }, {}, {}, {} }); }).result();

        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().latency.n, 20);
        QCOMPARE(*rows->first().latency.p50, 10);
        QCOMPARE(*rows->first().latency.p95, 19); // ceil(0.95 * 20)
        QCOMPARE(*rows->first().latency.p99, 20);
        QVERIFY(rows->first().latency.exact);
    }

    void answersRangesOfManyCenturies_data()
    {
        QTest::addColumn<Dimension>("dimension");
        QTest::newRow("hour") << Dimension::Hour;
        QTest::newRow("day") << Dimension::Day;
        QTest::newRow("month") << Dimension::Month;
    }

    /// Making every bucket of the range would take minutes.
    void answersRangesOfManyCenturies()
    {
        QFETCH(Dimension, dimension);
        TestDatabase test(engine);
        QFile file(test.filePath(QStringLiteral("far.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ts_utc,input_tokens\n1970-01-02T00:30:00Z,1\n2026-07-01T10:20:00Z,2\n2199-12-30T23:30:00Z,4\n");
        file.close();
        const std::atomic_bool cancelled = false;
        QVERIFY(Importer(test.workspace()).run(file.fileName(), {}, cancelled));
        const ReportingZone utc;
        const TimeRange range { utc.startOfDay(QDate(1, 1, 1)), utc.startOfDay(QDate(9999, 12, 31)) };

        const auto answer = ask(test, { range, *ReportingZone::fromId(QStringLiteral("Europe/Berlin")), { dimension }, {} });

        QVERIFY(answer);
        QCOMPARE(answer->rows.size(), 3);
        QCOMPARE(answer->total().input.value(), std::optional<qint64>(7));
    }

    void minutesBefore1970BeginOnTheMinute()
    {
        TestDatabase test(engine);
        QFile file(test.filePath(QStringLiteral("old.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ts_utc,input_tokens\n1970-01-01T00:00:30+01:00,1\n1970-01-01T00:01:00+01:00,1\n");
        file.close();
        const std::atomic_bool cancelled = false;
        QVERIFY(Importer(test.workspace()).run(file.fileName(), {}, cancelled));

        const auto answer = ask(test, { { -MicrosPerHour, 0 }, {}, { Dimension::Minute }, {} });

        QVERIFY(answer);
        QCOMPARE(answer->rows.size(), 2);
        QCOMPARE(answer->rows.first().keys.first().start, -MicrosPerHour);
    }

    void anEmptyWorkspaceHasNoExtent()
    {
        TestDatabase test(engine);
        const auto extent = test.reader().run([](Connection &connection) { return Usage::extent(connection); }).result();
        QVERIFY(extent);
        QVERIFY(!extent->has_value());
    }
};

int main(int argc, char **argv)
{
    return runOnEveryEngine<TestUsageQuery>(argc, argv, engine);
}
#include "tst_usagequery.moc"
