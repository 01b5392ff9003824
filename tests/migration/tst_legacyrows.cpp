#include "migration/legacyrows.h"

#include "support/everyengine.h"
#include "support/testdatabase.h"

#include <QtTest>

static Dialect engine = Dialect::Sqlite;

class TestLegacyRows : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheTablesOfANewWorkspace();
    void readsTimesInEveryForm_data();
    void readsTimesInEveryForm();
    void cutsToTheRangeAndCountsWhatHasNoTime();
    void pagesThroughEveryOrderWithoutLossOrRepeat_data();
    void pagesThroughEveryOrderWithoutLossOrRepeat();
    void keepsValuesAsTheyStand();
    void filtersBySeveralColumns_data();
    void filtersBySeveralColumns();
    void searchesTextLiterally();
    void saysThatATableIsGone();
    void survivesWhatDoesNotFitAColumn();

private:
    void add(int id, const QVariant &service, const QVariant &cost, const QVariant &success, const QVariant &time, const QVariant &user = {});
    LegacyRowPage page(const LegacyQuery &query, const std::optional<KeysetOrder::Place> &after = {}, int limit = 100);
    QStringList ids(const LegacyQuery &query);
    LegacyCounts counts(const LegacyQuery &query);
    static LegacyQuery all() { return { QStringLiteral("usage_logs"), {}, LegacyQuery::Times::InRange, {}, {}, {} }; }

    TestDatabase m_test { engine };
};

void TestLegacyRows::add(int id, const QVariant &service, const QVariant &cost, const QVariant &success, const QVariant &time, const QVariant &user)
{
    const auto added = m_test.exec(QStringLiteral("INSERT INTO usage_logs (id, service_name, model_name, user_id, tokens, cost, success, created_at) "
                                                  "VALUES (?, ?, 'm', ?, ?, ?, ?, ?)"),
        { id, service, user, id * 10, cost, success, time });
    QVERIFY2(added, added ? "" : qPrintable(added.error().line()));
}

LegacyRowPage TestLegacyRows::page(const LegacyQuery &query, const std::optional<KeysetOrder::Place> &after, int limit)
{
    const auto rows = m_test.reader().run([=](Connection &connection) { return LegacyRows::page(connection, query, after, limit); }).result();
    if (!rows)
        qWarning("%s", qPrintable(rows.error().line() + rows.error().detail));
    return rows ? *rows : LegacyRowPage();
}

QStringList TestLegacyRows::ids(const LegacyQuery &query)
{
    QStringList ids;
    const auto rows = page(query).rows;
    for (const QVariantList &row : rows)
        ids.append(row.at(0).toString());
    return ids;
}

LegacyCounts TestLegacyRows::counts(const LegacyQuery &query)
{
    const auto found = m_test.reader().run([=](Connection &connection) { return LegacyRows::counts(connection, query); }).result();
    return found ? *found : LegacyCounts { -1, -1, false, -1 };
}

void TestLegacyRows::knowsTheTablesOfANewWorkspace()
{
    const auto names = m_test.reader().run([](Connection &connection) { return LegacyRows::existing(connection); }).result();

    QVERIFY(names);
    QCOMPARE(names->size(), 14);
    for (const LegacyTable &table : legacyTables()) {
        QVERIFY(names->contains(table.name));
        LegacyQuery query = all();
        query.table = table.name;
        query.range = TimeRange { 0, MicrosPerHour };
        query.text = QStringLiteral("x");
        query.filter = { { QStringLiteral("chatbot") }, {}, { QStringLiteral("m") }, { QStringLiteral("u") }, {}, {} };
        for (int column = 0; column < table.columns.size(); ++column) { // every column that the table is said to have
            query.order = { { column, column % 2 == 0 } };
            const auto rows = m_test.reader().run([=](Connection &connection) { return LegacyRows::page(connection, query); }).result();
            QVERIFY2(rows, rows ? "" : qPrintable(rows.error().line()));
        }
        QCOMPARE(counts(query).rows, 0);
    }
}

void TestLegacyRows::readsTimesInEveryForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds"); // -1: cannot be read
    const qint64 ten = 1'795'000'800; // 2026-11-18T11:20:00Z
    QTest::newRow("zulu") << QStringLiteral("2026-11-18T11:20:00Z") << ten;
    QTest::newRow("milliseconds") << QStringLiteral("2026-11-18T11:20:00.999Z") << ten;
    QTest::newRow("microseconds and a short offset") << QStringLiteral("2026-11-18 11:20:00.123456+00") << ten;
    QTest::newRow("no zone is UTC") << QStringLiteral("2026-11-18 11:20:00") << ten;
    QTest::newRow("no seconds") << QStringLiteral("2026-11-18 11:20") << ten;
    QTest::newRow("offset") << QStringLiteral("2026-11-18T17:05:00+05:45") << ten;
    QTest::newRow("behind") << QStringLiteral("2026-11-18 08:20:00-03") << ten;
    QTest::newRow("seconds") << QStringLiteral("1795000800") << ten;
    QTest::newRow("milliseconds since 1970") << QStringLiteral("1795000800999") << ten;
    QTest::newRow("a day") << QStringLiteral("2026-11-18") << qint64(1'794'960'000);
    QTest::newRow("30 February") << QStringLiteral("2026-02-30 00:00:00") << qint64(1'772'409'600); // 2 March
    QTest::newRow("day and month either way round") << QStringLiteral("03/04/2026 10:00") << qint64(-1);
    QTest::newRow("words") << QStringLiteral("yesterday") << qint64(-1);
    QTest::newRow("now") << QStringLiteral("now") << qint64(-1);
    QTest::newRow("julian day") << QStringLiteral("2460000.5") << qint64(-1);
    QTest::newRow("month 13") << QStringLiteral("2026-13-01 00:00:00") << qint64(-1);
    QTest::newRow("half a time") << QStringLiteral("2026-11-18T10") << qint64(-1);
    QTest::newRow("empty") << QStringLiteral("") << qint64(-1);
}

void TestLegacyRows::readsTimesInEveryForm()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    add(1, QStringLiteral("s"), {}, {}, text);
    const auto within = [](qint64 from, qint64 to) {
        LegacyQuery query = all();
        query.range = TimeRange { from * MicrosPerSecond, to * MicrosPerSecond };
        return query;
    };

    QCOMPARE(counts(within(0, 1)).unreadable, seconds < 0 ? 1 : 0);
    QCOMPARE(ids(within(seconds, seconds + 1)), seconds < 0 ? QStringList() : QStringList { QStringLiteral("1") });
    QCOMPARE(ids(within(seconds - 1, seconds)), QStringList());
    QCOMPARE(ids(within(seconds + 1, seconds + 2)), QStringList());
}

void TestLegacyRows::cutsToTheRangeAndCountsWhatHasNoTime()
{
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    add(1, QStringLiteral("a"), {}, 1, QStringLiteral("2026-11-17T23:59:59Z"));
    add(2, QStringLiteral("a"), {}, 1, QStringLiteral("2026-11-18 00:00:00"));
    add(3, QStringLiteral("b"), {}, 1, QStringLiteral("18/11/2026"));
    add(4, QStringLiteral("b"), {}, 1, {});
    add(5, QStringLiteral("b"), {}, 1, QStringLiteral("2026-11-18T23:59:59.9Z"));
    add(6, QStringLiteral("b"), {}, 1, QStringLiteral("2026-11-19"));
    LegacyQuery query = all();
    const ReportingZone utc;
    query.range = TimeRange { utc.startOfDay(QDate(2026, 11, 18)), utc.startOfDay(QDate(2026, 11, 19)) };

    QCOMPARE(ids(query), (QStringList { QStringLiteral("5"), QStringLiteral("2") }));
    const auto found = counts(query);
    QCOMPARE(found.rows, 6);
    QCOMPARE(found.matching, 2);
    QVERIFY(found.exact);
    QCOMPARE(found.unreadable, 2);
    query.times = LegacyQuery::Times::Unreadable;
    QCOMPARE(ids(query), (QStringList { QStringLiteral("4"), QStringLiteral("3") }));
    query.filter.features = { QStringLiteral("a") };
    QCOMPARE(counts(query).unreadable, 0); // the filter counts for these too
}

void TestLegacyRows::pagesThroughEveryOrderWithoutLossOrRepeat_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    const auto &columns = legacyTable(QStringLiteral("usage_logs"))->columns;
    for (int column = 0; column < columns.size(); ++column) {
        for (const bool descending : { false, true })
            QTest::addRow("%s %s", columns.at(column).name.data(), descending ? "down" : "up") << column << descending;
    }
}

void TestLegacyRows::pagesThroughEveryOrderWithoutLossOrRepeat()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    const QVariantList services { QStringLiteral("a"), QVariant(), QStringLiteral(""), QStringLiteral("b") };
    const QVariantList costs { QStringLiteral("0.5"), QStringLiteral("n/a"), QVariant() };
    const QVariantList times { QStringLiteral("2026-11-18T10:00:00Z"), QStringLiteral("1795000800"), QStringLiteral("soon"), QVariant(), QStringLiteral("2026-11-18") };
    for (int id = 1; id <= 37; ++id)
        add(id, services.at(id % 4), costs.at(id % 3), id % 7 == 0 ? QVariant() : QVariant(id % 2), times.at(id % 5), QStringLiteral("u%1").arg(id % 6));
    LegacyQuery query = all();
    query.order = { { column, descending } };

    QList<QVariantList> paged;
    std::optional<KeysetOrder::Place> after;
    int pages = 0;
    do {
        const auto next = page(query, after, 5);
        QVERIFY(next.rows.size() <= 5);
        paged += next.rows;
        after = next.next;
    } while (after && ++pages < 20);

    QCOMPARE(paged.size(), 37);
    QCOMPARE(paged, page(query).rows);
    QSet<QString> seen;
    for (const QVariantList &row : std::as_const(paged))
        seen.insert(row.at(0).toString());
    QCOMPARE(seen.size(), 37);
    if (legacyTable(query.table)->columns.at(column).kind != LegacyKind::Time)
        QVERIFY(std::is_partitioned(paged.cbegin(), paged.cend(), [column](const QVariantList &row) { return row.at(column).isValid(); })); // NULL last
}

void TestLegacyRows::keepsValuesAsTheyStand()
{
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    add(1, QStringLiteral(""), QStringLiteral(" $0.0123"), {}, {});
    add(2, {}, QStringLiteral("1.2e-5"), 0, QStringLiteral("NULL"));
    const auto rows = page(all()).rows;

    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows.at(0).at(1).isValid());
    QVERIFY(rows.at(1).at(1).isValid());
    QCOMPARE(rows.at(1).at(1).toString(), QString());
    QCOMPARE(rows.at(1).at(6).toString(), QStringLiteral(" $0.0123"));
    QCOMPARE(rows.at(0).at(6).toString(), QStringLiteral("1.2e-5"));
    QCOMPARE(rows.at(0).at(8).toString(), QStringLiteral("NULL"));
    QVERIFY(!rows.at(1).at(8).isValid());
}

void TestLegacyRows::filtersBySeveralColumns_data()
{
    QTest::addColumn<UsageFilter>("filter");
    QTest::addColumn<QString>("expected"); // ids, newest first
    const auto features = [](const QStringList &keys) { return UsageFilter { keys, {}, {}, {}, {}, {} }; };
    QTest::newRow("nothing") << UsageFilter() << QStringLiteral("5 4 3 2 1");
    QTest::newRow("the service of a feature") << features({ QStringLiteral("chatbot") }) << QStringLiteral("1");
    QTest::newRow("a service called like its feature") << features({ QStringLiteral("ai-search") }) << QStringLiteral("3 2");
    QTest::newRow("nothing said") << features({ QString() }) << QStringLiteral("5 4");
    QTest::newRow("several") << features({ QStringLiteral("chatbot"), QString() }) << QStringLiteral("5 4 1");
    QTest::newRow("none that maps") << features({ QStringLiteral("photo-tagging") }) << QString();
    QTest::newRow("user") << UsageFilter { {}, {}, {}, { QStringLiteral("ann") }, {}, {} } << QStringLiteral("3");
    QTest::newRow("model") << UsageFilter { {}, {}, { QStringLiteral("m") }, {}, {}, {} } << QStringLiteral("5 4 3 2 1");
    QTest::newRow("another model") << UsageFilter { {}, {}, { QStringLiteral("x") }, {}, {}, {} } << QString();
}

void TestLegacyRows::filtersBySeveralColumns()
{
    QFETCH(UsageFilter, filter);
    QFETCH(QString, expected);
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    add(1, QStringLiteral("chatbot_service"), {}, 1, {});
    add(2, QStringLiteral("search_ai"), {}, 1, {});
    add(3, QStringLiteral("ai-search"), {}, 1, {}, QStringLiteral("ann"));
    add(4, QStringLiteral(""), {}, 1, {});
    add(5, {}, {}, 1, {});
    LegacyQuery query = all();
    query.filter = filter;

    QCOMPARE(ids(query).join(QLatin1Char(' ')), expected);
}

void TestLegacyRows::searchesTextLiterally()
{
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    add(1, QStringLiteral("Chat_Bot"), QStringLiteral("100%"), 1, {});
    add(2, QStringLiteral("chatXbot"), QStringLiteral("1005"), 1, {});
    LegacyQuery query = all();
    for (const auto &[text, expected] : { std::pair("chat", "2 1"), std::pair("t_b", "1"), std::pair("0%", "1"), std::pair("' OR 1=1 --", ""), std::pair("!", "") }) {
        query.text = QString::fromLatin1(text);
        QCOMPARE(ids(query).join(QLatin1Char(' ')), QString::fromLatin1(expected));
        QCOMPARE(counts(query).matching, qint64(ids(query).size()));
    }
}

void TestLegacyRows::saysThatATableIsGone()
{
    TestDatabase test(engine);
    QVERIFY(test.exec(QStringLiteral("DROP TABLE stories")));
    LegacyQuery query = all();
    for (const QString &name : { QStringLiteral("stories"), QStringLiteral("ai_features") }) {
        query.table = name;
        const auto rows = test.reader().run([query](Connection &connection) { return LegacyRows::page(connection, query); }).result();
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, Error::Kind::NotFound);
        QVERIFY(rows.error().summary.contains(name));
    }
}

void TestLegacyRows::survivesWhatDoesNotFitAColumn()
{
    if (engine != Dialect::Sqlite)
        QSKIP("PostgreSQL refuses such values");
    QVERIFY(m_test.exec(QStringLiteral("DELETE FROM usage_logs")));
    for (int id = 1; id <= 9; ++id)
        add(id, QStringLiteral("s"), {}, id % 2 ? QVariant(QStringLiteral("yes")) : QVariant(id), {});
    LegacyQuery query = all();
    query.order = { { legacyTable(query.table)->indexOf(QStringLiteral("success")), true } };

    QStringList seen;
    std::optional<KeysetOrder::Place> after;
    do {
        const auto next = page(query, after, 2);
        for (const QVariantList &row : next.rows)
            seen.append(row.at(0).toString() + row.at(7).toString());
        after = next.next;
    } while (after && seen.size() < 30);

    QCOMPARE(seen.join(QLatin1Char(' ')), QStringLiteral("88 66 44 22 9yes 7yes 5yes 3yes 1yes"));
}

int main(int argc, char *argv[]) { return runOnEveryEngine<TestLegacyRows>(argc, argv, engine); }
#include "tst_legacyrows.moc"
