#include "data/sql.h"
#include "ledger/importsupport.h"
#include "ledger/importundo.h"
#include "ledger/requestquery.h"
#include "ledger/userrowids.h"
#include "support/everyengine.h"

#include <QTest>

using ImportSupport::import;

namespace {

Dialect engine = Dialect::Sqlite;

constexpr UtcMicros Start = 1'700'000'100 * MicrosPerSecond;
constexpr int Calls = 2000;
const QString Rare = QStringLiteral("rare");

bool isRare(int i) { return i % 251 == 3; }
UtcMicros timeOf(int i) { return Start + i * 7 * MicrosPerMinute; }

/// Call i of a user who has eight among many, every seven minutes; it costs i micro-dollars and takes i + 1 seconds.
QByteArray calls()
{
    QByteArray csv = "ts_utc,feature,user,session,status,input_tokens,latency_ms,charged_cost_usd,source,source_row\n";
    for (int i = 0; i < Calls; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += QDateTime::fromMSecsSinceEpoch(timeOf(i) / 1000, Qt::UTC).toString(Qt::ISODate).toLatin1() + (i % 2 ? ",chat," : ",search,")
            + (isRare(i) ? QByteArray("rare") : i % 7 == 0 ? QByteArray() : "u" + QByteArray::number(i % 40)) + ",s" + QByteArray::number(i % 3) + ",success," + n + ','
            + QByteArray::number((i + 1) * 1000) + ",0." + n.rightJustified(6, '0') + ",test," + n + '\n';
    }
    return csv;
}

QStringList lists(TestDatabase &test)
{
    return test.texts(QStringLiteral("SELECT segment || '/' || user_group || ': ' || ids FROM usage_user_rows ORDER BY segment, user_group"));
}

/// As the rows want them: one after the other, here.
QStringList expectedLists(TestDatabase &test)
{
    QMap<std::pair<qint64, qint64>, QString> lists;
    const auto read = test.reader().run([&lists](Connection &connection) {
        return Sql::forEach(connection, QStringLiteral("SELECT id, user_id FROM ai_usage_logs ORDER BY id"), {}, [&lists](const Row &row) {
            const qint64 id = row.int64(0), user = row.int64(1);
            lists[{ id / 65536, user / 16 }] += QString::number(id % 65536, 16).rightJustified(4, QLatin1Char('0')) + QString::number(user % 16, 16);
            return true;
        });
    }).result();
    if (!read)
        qFatal("%s", qPrintable(read.error().line()));
    QStringList texts;
    for (auto list = lists.cbegin(); list != lists.cend(); ++list)
        texts.append(QStringLiteral("%1/%2: %3").arg(list.key().first).arg(list.key().second).arg(*list));
    return texts;
}

QList<qint64> idsOf(TestDatabase &test, const QString &user)
{
    RequestQuery query;
    query.range = { 0, 4'000'000'000 * MicrosPerSecond };
    query.filter.users = { user };
    const auto page = test.reader().run([query](Connection &connection) { return Requests::page(connection, query); }).result();
    if (!page)
        qFatal("%s", qPrintable(page.error().line()));
    QList<qint64> ids;
    for (const auto &row : page->rows)
        ids.append(row.id);
    return ids;
}

/// Call i with another user.
QByteArray moved(int i, const QByteArray &user)
{
    return "ts_utc,feature,user,charged_cost_usd,source,source_row\n2023-11-15T00:00:00Z,chat," + user + ",1,test," + QByteArray::number(i) + '\n';
}

}

class TestUserRows : public QObject
{
    Q_OBJECT

private slots:
    void importsListTheRowsOfEachUser()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        import(test, "ts_utc,model,user,source,source_row\n2026-01-01T00:00:00Z,m,rare,more,1\n", QStringLiteral("more.csv"));

        QCOMPARE(lists(test), expectedLists(test));
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void anUpgradeFindsTheSameLists()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));

        const auto filled = ImportSupport::refill(test, engine, "0011_userrows.sql", "usage_user_rows", engine == Dialect::Sqlite ? "WITH RECURSIVE" : "INSERT INTO usage_user_rows");

        QVERIFY2(filled, filled ? "" : qPrintable(filled.error().line()));
        QCOMPARE(lists(test), expectedLists(test));
    }

    void aRowThatChangesItsUserIsFoundWithTheNewOne()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const auto before = idsOf(test, Rare);
        QCOMPARE(before.size(), 8);
        const qint64 id = test.number(QStringLiteral("SELECT MAX(id) FROM ai_usage_logs WHERE ts_us = ?"), { timeOf(3) });
        QVERIFY(before.contains(id));

        import(test, moved(3, "rarer"), QStringLiteral("moved.csv"));

        QCOMPARE(idsOf(test, QStringLiteral("rarer")), QList<qint64> { id });
        QCOMPARE(idsOf(test, Rare).size(), 7);
        QVERIFY(!idsOf(test, Rare).contains(id)); // its list still has it
        QVERIFY(lists(test) != expectedLists(test));
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        import(test, moved(3, "rare"), QStringLiteral("back.csv"));
        QCOMPARE(idsOf(test, Rare).size(), 8);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void idsThatAreGivenAgainAreListedOnce()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const QStringList before = lists(test);
        QVERIFY(ImportUndo::run(test.workspace(), 1, 5, QStringLiteral("tester"), QStringLiteral("wrong file")));
        QCOMPARE(idsOf(test, Rare), QList<qint64>());
        QCOMPARE(lists(test), before);

        import(test, calls(), QStringLiteral("again.csv"));

        QCOMPARE(idsOf(test, Rare).size(), 8);
        QCOMPARE(lists(test), before);
        QCOMPARE(ImportSupport::deepFinding(test), QString());
    }

    void verifyNamesARowThatItsUsersListLacks()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        QCOMPARE(ImportSupport::deepFinding(test), QString());

        // The first list, without its first entry: the first call, of which nobody is said to be the user.
        QVERIFY(test.exec(QStringLiteral("UPDATE usage_user_rows SET ids = substr(ids, 6) WHERE segment = 0 AND user_group = 0")));

        QCOMPARE(ImportSupport::deepFinding(test), QStringLiteral("usage_user_rows recomputed: usage row 1 is not in the list of its user"));
    }

    void readsTheRowsOfFewByTheirIds()
    {
        TestDatabase test(engine);
        import(test, calls(), QStringLiteral("calls.csv"));
        const auto listed = [&test](const QString &user, TimeRange range) {
            const auto found = test.reader().run([=](Connection &connection) { return UserRowIds::of(connection, { user }, range); }).result();
            return found && *found ? qsizetype((*found)->ids.size()) : -1;
        };
        const bool reads = engine == Dialect::Sqlite;

        QCOMPARE(listed(Rare, { Start, timeOf(Calls) }), reads ? 8 : -1);
        QCOMPARE(listed(QString(), { Start, timeOf(Calls) }), -1); // every seventh: the index leads to them sooner
        QCOMPARE(listed(Rare, { Start, timeOf(5) }), -1);
        QCOMPARE(listed(QStringLiteral("nobody"), { Start, timeOf(Calls) }), reads ? 0 : -1);
    }

    void sumsWhatTheCallsOfAUserCost_data()
    {
        QTest::addColumn<QList<Dimension>>("dimensions");
        QTest::newRow("total") << QList<Dimension>();
        QTest::newRow("minutes") << QList<Dimension> { Dimension::Minute };
        QTest::newRow("hours") << QList<Dimension> { Dimension::Hour };
        QTest::newRow("days") << QList<Dimension> { Dimension::Day };
        QTest::newRow("feature") << QList<Dimension> { Dimension::Feature };
        QTest::newRow("session") << QList<Dimension> { Dimension::Session };
    }
    void sumsWhatTheCallsOfAUserCost()
    {
        QFETCH(QList<Dimension>, dimensions);
        makeShared();
        // Cuts off the first of the eight and the last.
        const TimeRange range { timeOf(4), timeOf(1760) };
        QMap<QString, std::pair<qint64, qint64>> expected; // micro-dollars and calls
        QMap<QString, QList<qint64>> latencies;
        for (int i = 0; i < Calls; ++i) {
            if (!isRare(i) || !range.contains(timeOf(i)))
                continue;
            const auto start = [i](UtcMicros length) { return QString::number(floorTo(timeOf(i), length)); };
            const QString key = dimensions.isEmpty()        ? QString()
                : dimensions.first() == Dimension::Minute   ? start(MicrosPerMinute)
                : dimensions.first() == Dimension::Hour     ? start(MicrosPerHour)
                : dimensions.first() == Dimension::Day      ? start(24 * MicrosPerHour)
                : dimensions.first() == Dimension::Feature  ? QString::fromLatin1(i % 2 ? "chat" : "search")
                                                            : QStringLiteral("s%1").arg(i % 3);
            expected[key].first += i;
            expected[key].second += 1;
            latencies[key].append((i + 1) * MicrosPerSecond);
        }
        UsageFilter filter;
        filter.users = { Rare };
        const UsageQuery query { range, {}, dimensions, filter };
        const auto keyOf = [](const QList<UsageKey> &keys) {
            return keys.isEmpty() ? QString() : keys.first().start ? QString::number(keys.first().start) : keys.first().text;
        };

        const auto answer = m_shared->reader().run([=](Connection &connection) { return Usage::ask(connection, query); }).result();
        const auto latency = m_shared->reader().run([=](Connection &connection) { return Usage::latency(connection, query); }).result();
        const auto tokens = m_shared->reader().run([=](Connection &connection) { return Usage::tokenQuantiles(connection, query); }).result();

        QVERIFY(answer && latency && tokens);
        QCOMPARE(answer->rows.size(), expected.size());
        for (const auto &row : answer->rows) {
            const auto due = expected.value(keyOf(row.keys));
            QCOMPARE(qint64(row.measures.cost.pico()), due.first * 1'000'000);
            QCOMPARE(row.measures.requests(), due.second);
            QCOMPARE(row.measures.input.tokens, due.first);
        }
        QCOMPARE(latency->size(), latencies.size());
        for (const auto &row : *latency) {
            QCOMPARE(row.latency.n, latencies.value(keyOf(row.keys)).size());
            QCOMPARE(*row.latency.p99, latencies.value(keyOf(row.keys)).last());
        }
        QCOMPARE(tokens->size(), latencies.size());
        for (const auto &row : *tokens)
            QCOMPARE(*row.input.p99 + 1, latencies.value(keyOf(row.keys)).last() / MicrosPerSecond);
    }

    void addsUpTheRequestsOfAUser()
    {
        makeShared();
        RequestQuery query;
        query.range = { Start, timeOf(Calls) };
        query.filter.users = { Rare };
        query.session = QStringLiteral("s0"); // calls 3, 756, 1509 and so on: every third of the eight
        qint64 micros = 0, count = 0;
        for (int i = 0; i < Calls; ++i) {
            if (isRare(i) && i % 3 == 0) {
                micros += i;
                ++count;
            }
        }

        const auto sum = m_shared->reader().run([query](Connection &connection) { return Requests::spend(connection, query); }).result();

        QVERIFY(sum);
        QCOMPARE(sum->requests, count);
        QCOMPARE(qint64(sum->cost.pico()), micros * 1'000'000);
    }

private:
    void makeShared()
    {
        if (m_shared)
            return;
        m_shared = std::make_unique<TestDatabase>(engine);
        import(*m_shared, calls(), QStringLiteral("calls.csv"));
    }

    std::unique_ptr<TestDatabase> m_shared;
};

int main(int argc, char **argv) { return runOnEveryEngine<TestUserRows>(argc, argv, engine); }

#include "tst_userrows.moc"
