#include "data/sql.h"
#include "ledger/importer.h"
#include "ledger/importsupport.h"
#include "ledger/rarerequests.h"
#include "ledger/requestrecord.h"
#include "ledger/requestsearch.h"
#include "ledger/requeststatement.h"
#include "ledger/userrowwalk.h"
#include "support/testdatabase.h"
#include "support/testpostgresql.h"

#include <QTest>

// The order is checked by comparing neighbours here, with the values that the rows came with: no SQL takes part.

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

constexpr UtcMicros Start = 1'700'000'000 * MicrosPerSecond;
constexpr TimeRange All { 0, 4'000'000'000 * MicrosPerSecond };

/// Few distinct values, so that most rows tie; every column unknown in some rows.
QByteArray rowsWithTies(int count)
{
    QByteArray csv = "ts_utc,feature,provider,model,user,session,status,error_code,error_message,input_tokens,"
                     "cache_read_tokens,output_tokens,reasoning_tokens,latency_ms,ttft_ms,charged_cost_usd,source,source_row\n";
    for (int i = 0; i < count; ++i) {
        const auto pick = [i](int salt, const QList<QByteArray> &values) {
            return values.at((i * 7919 + salt * 104729 + i / 3) % values.size());
        };
        csv += QDateTime::fromSecsSinceEpoch(Start / MicrosPerSecond + i / 5, Qt::UTC).toString(Qt::ISODate).toLatin1() + ',' + pick(1, { "chat", "search", "" }) + ','
            + pick(2, { "openai", "Anthropic", "" }) + ',' + pick(3, { "gpt-4o", "b", "" }) + ',' + pick(4, { "u1", "u2", "" }) + ','
            + pick(5, { "s1", "s2", "" }) + ',' + pick(6, { "success", "error", "timeout", "pending" }) + ','
            + pick(7, { "429", "500", "" }) + ',' + pick(8, { "Rate limit", "100% full", "a_b", "" }) + ','
            + pick(9, { "100", "200", "" }) + ',' + pick(10, { "5", "" }) + ',' + pick(11, { "10", "20", "0", "" }) + ','
            + pick(12, { "3", "" }) + ',' + pick(13, { "100", "250.5", "" }) + ',' + pick(14, { "7", "" }) + ','
            + pick(15, { "0.5", "0.000000000001", "0", "" }) + ",test," + QByteArray::number(i) + '\n';
    }
    return csv;
}

/// Two of three write their name small, one large; the last is nobody.
QByteArray userName(int i)
{
    return i == 300 ? QByteArray() : (i % 3 ? "user-" : "USER-") + QByteArray::number(i / 2);
}

/// Rows of rowsThatSpread() once more, with another user each.
QByteArray rowsThatMoved(int count)
{
    QByteArray csv = "ts_utc,feature,user,charged_cost_usd,source,source_row\n";
    for (int i = 0; i < count; i += 40)
        csv += QDateTime::fromSecsSinceEpoch(Start / MicrosPerSecond + i, Qt::UTC).toString(Qt::ISODate).toLatin1() + ",chat," + userName(i % 301) + ",0.5,test," + QByteArray::number(i) + '\n';
    return csv;
}

/// Values that rise and fall over many blocks, few of which are equal; names that only some blocks have; long texts that
/// begin alike.
QByteArray rowsThatSpread(int count)
{
    QByteArray csv = "ts_utc,feature,provider,model,user,session,status,error_code,input_tokens,cache_read_tokens,output_tokens,"
                     "reasoning_tokens,latency_ms,ttft_ms,charged_cost_usd,source,source_row\n";
    quint32 seed = 7;
    const auto random = [&seed](int below) {
        seed = seed * 1664525 + 1013904223;
        return int((quint64(seed) * quint64(below)) >> 32);
    };
    const auto number = [](int value) { return value % 11 == 0 ? QByteArray() : QByteArray::number(value); };
    for (int i = 0; i < count; ++i) {
        const int part = i / 700;
        csv += QDateTime::fromSecsSinceEpoch(Start / MicrosPerSecond + random(90 * 86400), Qt::UTC).toString(Qt::ISODate).toLatin1() + ','
            + (random(3) ? QByteArray("chat") : QByteArray("feature-" + QByteArray::number(part % 5))) + ',' + (random(20) ? "openai" : "") + ",model-"
            + QByteArray::number(part == 3 ? random(9) : part % 3) + ',' + userName(random(301)) + ','
            + (random(4) ? QByteArray("the same beginning of a session " + QByteArray::number(random(5000))) : QByteArray::number(random(100))) + ','
            + (random(50) ? QByteArray("success,,") : QByteArray("error," + QByteArray::number(400 + random(4) * 50) + ','))
            + number(60 + random(900) + part * 100) + ',' + number(random(50)) + ',' + number(part % 4 ? 50 + random(100) : 50 + random(100000)) + ',' + number(part == 2 ? 11 : random(40))
            + ',' + QByteArray::number(random(90'000)) + ',' + (part > 5 ? QByteArray() : QByteArray::number(random(500))) + ",0." + QByteArray::number(1000 + random(8000)) + ",test,"
            + QByteArray::number(i) + '\n';
    }
    return csv;
}

void import(TestDatabase &test, const QByteArray &csv, const QString &name = QStringLiteral("calls.csv"))
{
    QFile file(test.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) < 0)
        qFatal("cannot write the calls");
    file.close();
    const std::atomic_bool cancelled = false;
    ImportOptions options;
    options.actor = QStringLiteral("tester");
    const auto report = Importer(test.workspace()).run(file.fileName(), options, cancelled);
    if (!report || report->counts.rejected > 0)
        qFatal("import failed: %s", report ? qPrintable(report->firstRejects.constFirst().reason) : qPrintable(report.error().line()));
}

void importTies(TestDatabase &test, int count)
{
    import(test, rowsWithTies(count));
}

Result<RequestPage> page(TestDatabase &test, const RequestQuery &query, const std::optional<RequestCursor> &after, int limit)
{
    return test.reader()
        .run([=](Connection &connection) { return Requests::page(connection, query, after, limit); })
        .result();
}

/// All rows by walking the pages.
QList<RequestRow> walk(TestDatabase &test, const RequestQuery &query, int limit)
{
    QList<RequestRow> rows;
    std::optional<RequestCursor> after;
    do {
        const auto next = page(test, query, after, limit);
        if (!next)
            qFatal("%s", qPrintable(next.error().line()));
        rows += next->rows;
        after = next->next;
    } while (after);
    return rows;
}

constexpr int ManyRows = 5000;
constexpr qsizetype MostBytesOfRow = 200; ///< One of each block is kept in any case.
constexpr int SearchedRows = 90; ///< Of one page of searched().

/// `pages` pages of one search; -1: all.
Result<QList<qint64>> searched(TestDatabase &test, const RequestQuery &query, const std::optional<KeysetOrder::Place> &after, int pages, bool wide, const RequestSearch::Limits &limits)
{
    return test.reader()
        .run([=](Connection &connection) -> Result<QList<qint64>> {
            const auto search = RequestSearch::begin(connection, query, after, wide, limits);
            if (!search)
                return search.error();
            QList<qint64> ids;
            for (int page = 0; page != pages; ++page) {
                const auto next = (*search)->from(connection, ids.size(), SearchedRows);
                if (!next)
                    return next.error();
                if (next->isEmpty())
                    break;
                ids += *next;
                if ((*search)->keptBytes() > qMax(limits.keptBytes, qsizetype(ManyRows / 256 + 1) * MostBytesOfRow) || (ids.size() % SearchedRows == 0 && !(*search)->reaches(query, ids.size())))
                    return Error { Error::Kind::Internal, QStringLiteral("counted wrongly"), {} };
            }
            return ids;
        })
        .result();
}

/// All rows of an order by time, by pages that look for rare rows wherever they can.
Result<QList<RequestRow>> rareRows(Connection &connection, const RequestQuery &query, int limit)
{
    const RequestStatement statement(query, connection.dialect(), false);
    QList<RequestRow> rows;
    std::optional<RequestCursor> after;
    for (qsizetype last = -1; last < rows.size();) {
        last = rows.size();
        auto rare = RareRequests::find(connection, query, statement.rangeAfter(after), limit, { 0, 1 });
        if (!rare)
            return rare.error();
        for (bool full = false; !full;) {
            const auto times = *rare ? (*rare)->next(connection) : Result<QList<TimeRange>>(QList<TimeRange>());
            if (!times)
                return times.error();
            if (*rare && times->isEmpty())
                break;
            QVariantList values;
            const auto text = statement.page(after, limit - int(rows.size() - last), *times, values);
            const auto read = Sql::forEach(connection, text, values, [&](const Row &row) {
                rows.append(RequestStatement::rowOf(row));
                after = statement.cursorOf(row);
                return true;
            });
            if (!read)
                return read.error();
            full = !*rare || rows.size() - last == limit;
        }
    }
    return rows;
}

Result<UsageMeasures> totals(TestDatabase &test, const RequestQuery &query)
{
    return test.reader()
        .run([=](Connection &connection) -> Result<UsageMeasures> {
            const auto answer = Usage::ask(connection, { query.range, query.zone, {}, query.filter });
            return answer ? Result<UsageMeasures>(answer->total()) : answer.error();
        })
        .result();
}

QVariant number(std::optional<qint64> value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant word(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text.toUtf8());
}

/// What a row is sorted by; invalid = unknown.
QVariant valueOf(const RequestRow &row, RequestField field)
{
    switch (field) {
    case RequestField::Time: return row.time;
    case RequestField::Feature: return word(row.featureName);
    case RequestField::Provider: return word(row.provider);
    case RequestField::Model: return word(row.model);
    case RequestField::User: return word(row.user);
    case RequestField::Session: return word(row.session);
    case RequestField::Status: return word(statusName(row.status));
    case RequestField::Input: return number(row.input);
    case RequestField::CacheRead: return number(row.cacheRead);
    case RequestField::Output: return number(row.output);
    case RequestField::Reasoning: return number(row.reasoning);
    case RequestField::Latency: return number(row.latency);
    case RequestField::FirstToken: return number(row.firstToken);
    case RequestField::Cost: return row.cost ? QVariant(qint64(row.cost->pico())) : QVariant();
    case RequestField::CostSource: return word(costSourceName(row.costSource));
    case RequestField::ErrorCode: return word(row.errorCode);
    case RequestField::Batch: return row.batch;
    case RequestField::Line: return row.line;
    }
    Q_UNREACHABLE();
}

/// Negative: `a` stands before `b`.
int compared(const QVariant &a, const QVariant &b, bool descending)
{
    if (a.isValid() != b.isValid())
        return a.isValid() ? -1 : 1; // unknown last, both ways
    if (!a.isValid())
        return 0;
    const int order = a.typeId() == QMetaType::QByteArray ? a.toByteArray().compare(b.toByteArray())
        : a.toLongLong() < b.toLongLong()                 ? -1
                                                          : int(a.toLongLong() > b.toLongLong());
    return descending ? -order : order;
}

bool standsBefore(const RequestRow &a, const RequestRow &b, const QList<RequestSort> &order)
{
    for (const auto &sort : order) {
        if (const int c = compared(valueOf(a, sort.field), valueOf(b, sort.field), sort.descending); c != 0)
            return c < 0;
    }
    return order.constLast().descending ? a.id > b.id : a.id < b.id;
}

qsizetype countIf(const QList<RequestRow> &rows, const std::function<bool(const RequestRow &)> &wanted)
{
    return std::count_if(rows.begin(), rows.end(), wanted);
}

}

class TestRequestQuery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_test = std::make_unique<TestDatabase>(engine);
        importTies(*m_test, RowCount);
        m_all = walk(*m_test, { All, {}, {}, {}, {}, {} }, 10 * RowCount);
        QCOMPARE(m_all.size(), RowCount);
    }

    void keepsTheRowsOfASessionOrAClient()
    {
        TestDatabase test(engine);
        import(test, "ts_utc,model,session,client,charged_cost_usd,source,source_row\n"
                     "2026-01-01T00:00:00Z,m,s1,web,0.25,s,1\n2026-01-02T00:00:00Z,m,s1,app,4,s,2\n2026-01-02T00:00:00Z,m,,web,16,s,3\n");
        const auto spendOf = [&test](const std::optional<QString> &session, const std::optional<QString> &client) {
            RequestQuery query;
            query.range = All;
            query.session = session;
            query.client = client;
            const auto sum = test.reader().run([query](Connection &connection) { return Requests::spend(connection, query); }).result();
            return query.isNarrowed() && sum ? sum->cost.exactText() : QStringLiteral("failed");
        };

        QCOMPARE(spendOf(QStringLiteral("s1"), {}), QStringLiteral("4.25"));
        QCOMPARE(spendOf(QString(), {}), QStringLiteral("16")); // those that say none
        QCOMPARE(spendOf({}, QStringLiteral("web")), QStringLiteral("16.25"));
        QCOMPARE(spendOf(QStringLiteral("s1"), QStringLiteral("web")), QStringLiteral("0.25"));
    }

    void keepsTheRowsOfOneImport()
    {
        TestDatabase test(engine);
        const QByteArray header = "ts_utc,model,status,charged_cost_usd,source,source_row\n";
        import(test, header + "2026-01-01T00:00:00Z,m,success,0.25,s,1\n2026-01-02T00:00:00Z,m,success,,s,2\n", QStringLiteral("a.csv"));
        import(test, header + "2026-01-01T00:00:00Z,m,success,4,s,3\n", QStringLiteral("b.csv"));
        RequestQuery query;
        query.range = All;
        query.batch = 1;

        const auto sum = test.reader().run([query](Connection &connection) { return Requests::spend(connection, query); }).result();

        QVERIFY(query.isNarrowed());
        QVERIFY(sum);
        QCOMPARE(sum->cost.exactText(), QStringLiteral("0.25"));
        QCOMPARE(sum->requests, 2);
        QCOMPARE(sum->unpriced, 1);
        QCOMPARE(walk(test, query, 1).size(), 2);

        query.range.from += MicrosPerHour; // not the whole import: the rows are read
        const auto part = test.reader().run([query](Connection &connection) { return Requests::spend(connection, query); }).result();
        QVERIFY(part);
        QCOMPARE(part->requests, qint64(walk(test, query, 1).size()));
    }

    void visitsEachRowOnceInOrder_data()
    {
        QTest::addColumn<QList<RequestSort>>("order");
        for (int field = 0; field < RequestFieldCount; ++field) {
            for (const bool descending : { false, true })
                QTest::addRow("%s %s", qPrintable(requestFieldName(RequestField(field))), descending ? "down" : "up")
                    << QList<RequestSort> { { RequestField(field), descending } };
        }
        using F = RequestField;
        QTest::newRow("model, then cost down") << QList<RequestSort> { { F::Model, false }, { F::Cost, true } };
        QTest::newRow("time, then feature") << QList<RequestSort> { { F::Time, true }, { F::Feature, false } };
        QTest::newRow("three keys") << QList<RequestSort> { { F::Latency, true }, { F::Session, false }, { F::Input, true } };
    }
    void visitsEachRowOnceInOrder()
    {
        QFETCH(QList<RequestSort>, order);
        const RequestQuery query { All, {}, {}, {}, {}, order };

        const QList<int> limits = engine == Dialect::Sqlite ? QList<int> { 7, 64 } : QList<int> { 29 }; // a server takes longer
        for (const int limit : limits) {
            const auto rows = walk(*m_test, query, limit);

            QCOMPARE(rows.size(), m_all.size());
            QSet<qint64> ids;
            for (qsizetype i = 0; i < rows.size(); ++i) {
                ids.insert(rows.at(i).id);
                QVERIFY2(i == 0 || standsBefore(rows.at(i - 1), rows.at(i), order), qPrintable(QString::number(i)));
            }
            QCOMPARE(ids.size(), rows.size());
        }
    }

    void findsTheFirstRowsFromTheBoundsOfBlocks_data()
    {
        QTest::addColumn<RequestSort>("sort");
        for (int field = 0; field < RequestFieldCount; ++field) {
            for (const bool descending : { false, true }) {
                if (RequestField(field) != RequestField::Time)
                    QTest::addRow("%s %s", qPrintable(requestFieldName(RequestField(field))), descending ? "down" : "up") << RequestSort { RequestField(field), descending };
            }
        }
    }
    void findsTheFirstRowsFromTheBoundsOfBlocks()
    {
        QFETCH(RequestSort, sort);
        makeMany();
        const UsageFilter chat { { QStringLiteral("chat") }, {}, {}, {}, {}, {} };
        struct Way
        {
            UsageFilter filter;
            bool wide;
            RequestSearch::Limits limits;
        };
        const QList<Way> ways {
            { {}, true, { 2, 4, 1000, 8000 } }, // a few rows of each block are kept
            { {}, true, { 4, 16, 1000, 0 } }, // one of each
            { {}, true, { 2, 4, 3, 1'000'000 } }, // all are read once
            { {}, true, { 4, 8, 10, 20'000 } }, // all are read again and again
            { chat, false, { 4, 8, 3, 20'000 } }, // it leaves so few that all are read at once
            { chat, true, {} },
        };
        for (const auto &[filter, wide, limits] : engine == Dialect::Sqlite ? ways : ways.mid(3)) { // a server takes longer
            RequestQuery query { All, {}, filter, {}, {}, { sort } };
            auto expected = m_spread;
            expected.removeIf([&](const RequestRow &row) { return !filter.isEmpty() && row.feature != QLatin1String("chat"); });
            std::sort(expected.begin(), expected.end(), [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, query.order); });
            QVERIFY(expected.size() > 1000);
            for (const qsizetype start : startsIn(expected)) {
                const auto after = placeOf(expected, start, sort.field);
                const auto ids = searched(*m_many, query, after, start < 0 ? -1 : 2, wide, limits); // to the very end once

                QVERIFY2(ids, ids ? "" : qPrintable(ids.error().line()));
                QCOMPARE(ids->size(), start < 0 ? expected.size() : qMin(qsizetype(2 * SearchedRows), expected.size() - start - 1));
                for (qsizetype i = 0; i < ids->size(); ++i)
                    QCOMPARE(ids->at(i), expected.at(start + 1 + i).id);
            }
        }
    }

    void findsTheFirstRowsFromTheListsOfUsers_data()
    {
        QTest::addColumn<bool>("descending");
        QTest::newRow("up") << false;
        QTest::newRow("down") << true;
    }
    void findsTheFirstRowsFromTheListsOfUsers()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL reads no lists");
        QFETCH(bool, descending);
        makeMany();
        const UsageFilter chat { { QStringLiteral("chat") }, {}, {}, {}, {}, {} };
        const UsageFilter some { {}, {}, {}, { QStringLiteral("user-7"), QStringLiteral("USER-6"), QString(), QStringLiteral("nobody"), QStringLiteral("user-100") }, {}, {} };
        for (const auto &[filter, limits] : { std::pair { UsageFilter(), UserRowWalk::Limits { 1, 100'000, 0 } }, std::pair { chat, UserRowWalk::Limits { 8, 100'000, 0 } },
                 std::pair { some, UserRowWalk::Limits { 64, 100'000, 0 } } }) {
            RequestQuery query { All, {}, filter, {}, {}, { { RequestField::User, descending } } };
            auto expected = m_spread;
            expected.removeIf([&](const RequestRow &row) {
                return (!filter.features.isEmpty() && row.feature != QLatin1String("chat")) || (!filter.users.isEmpty() && !filter.users.contains(row.user));
            });
            std::sort(expected.begin(), expected.end(), [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, query.order); });
            QVERIFY(expected.size() > 40);
            for (const qsizetype start : startsIn(expected)) {
                const auto after = placeOf(expected, start, RequestField::User);
                const auto ids = m_many->reader().run([=, limits = limits](Connection &connection) { return UserRowWalk::find(connection, query, after, 25, limits); }).result();

                QVERIFY2(ids, ids ? "" : qPrintable(ids.error().line()));
                QVERIFY(ids->has_value());
                QVERIFY((*ids)->size() >= qMin(qsizetype(25), expected.size() - start - 1));
                for (qsizetype i = 0; i < (*ids)->size(); ++i)
                    QCOMPARE((*ids)->at(i), expected.at(start + 1 + i).id);
            }
        }
    }

    void findsRareRowsWhereTheSumsSaySo_data()
    {
        QTest::addColumn<UsageFilter>("filter");
        QTest::addColumn<QString>("code"); // "": any
        const auto text = [](const char *value) { return QStringList { QString::fromLatin1(value) }; };
        QTest::newRow("a feature") << UsageFilter { text("feature-3"), {}, {}, {}, {}, {} } << QString();
        QTest::newRow("a feature that failed") << UsageFilter { text("feature-1"), {}, {}, {}, { UsageStatus::Error }, {} } << QString();
        QTest::newRow("a model") << UsageFilter { {}, {}, text("model-7"), {}, {}, {} } << QString();
        QTest::newRow("two models and a user") << UsageFilter { {}, {}, { QStringLiteral("model-7"), QStringLiteral("model-6") }, text("user-3"), {}, {} } << QString();
        QTest::newRow("a code of what failed") << UsageFilter { {}, {}, {}, {}, { UsageStatus::Error, UsageStatus::Timeout }, {} } << QStringLiteral("450");
        QTest::newRow("nothing") << UsageFilter { text("feature-3"), {}, {}, {}, { UsageStatus::Cancelled }, {} } << QString();
        QTest::newRow("charged") << UsageFilter { text("feature-2"), text("openai"), {}, {}, {}, { CostSource::Charged } } << QString();
        QTest::newRow("not rare") << UsageFilter { text("chat"), {}, {}, {}, {}, {} } << QString();
    }
    void findsRareRowsWhereTheSumsSaySo()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL finds them by itself");
        QFETCH(UsageFilter, filter);
        QFETCH(QString, code);
        makeMany();
        const auto matches = [&](const RequestRow &row) {
            const auto in = [](const auto &wanted, const auto &value) { return wanted.isEmpty() || wanted.contains(value); };
            return in(filter.features, row.feature) && in(filter.providers, row.provider) && in(filter.models, row.model) && in(filter.users, row.user) && in(filter.statuses, row.status)
                && in(filter.costSources, row.costSource) && (code.isEmpty() || row.errorCode == code);
        };
        const TimeRange cut { m_spread.at(m_spread.size() - 200).time, m_spread.at(300).time }; // within quarter hours
        for (const TimeRange range : { All, cut }) {
            for (const QList<RequestSort> &order : { QList<RequestSort> {}, QList<RequestSort> { { RequestField::Time, false } }, QList<RequestSort> { { RequestField::Time, true }, { RequestField::Cost, false } } }) {
                RequestQuery query { range, {}, filter, code.isEmpty() ? QStringList() : QStringList { code }, {}, order };
                auto expected = m_spread;
                expected.removeIf([&](const RequestRow &row) { return !matches(row) || !range.contains(row.time); });
                std::sort(expected.begin(), expected.end(),
                    [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, order.isEmpty() ? QList<RequestSort> { RequestSort() } : order); });

                const auto rows = m_many->reader().run([query](Connection &connection) { return rareRows(connection, query, 6); }).result();

                QVERIFY2(rows, rows ? "" : qPrintable(rows.error().line()));
                QCOMPARE(rows->size(), expected.size());
                for (qsizetype i = 0; i < expected.size(); ++i)
                    QCOMPARE(rows->at(i).id, expected.at(i).id);
            }
        }
    }

    void leavesListsThatLeadToFewRows()
    {
        makeMany();
        RequestQuery query { All, {}, {}, {}, QStringLiteral("nowhere"), { { RequestField::User, false } } };

        const auto ids = m_many->reader().run([=](Connection &connection) { return UserRowWalk::find(connection, query, {}, 25, { 16, 64, 0 }); }).result();

        QVERIFY(ids && !*ids);
    }

    void walksFewOfVeryManyInEveryOrder_data() { visitsEachRowOnceInOrder_data(); }
    void walksFewOfVeryManyInEveryOrder()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL finds them by itself");
        QFETCH(QList<RequestSort>, order);
        makeMany();
        const UsageFilter rare { { QStringLiteral("feature-3") }, {}, {}, {}, {}, {} };
        const UsageFilter none { { QStringLiteral("feature-3") }, {}, {}, {}, { UsageStatus::Cancelled }, {} };
        auto expected = m_spread;
        expected.removeIf([](const RequestRow &row) { return row.feature != QLatin1String("feature-3"); });
        QVERIFY(expected.size() > 20 && expected.size() < 800);
        std::sort(expected.begin(), expected.end(), [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, order); });
        QVERIFY(m_many->exec(QStringLiteral("UPDATE usage_batch_days SET requests = requests + 1000000"))); // as if others had called as well

        const auto ranges = m_many->reader().run([=](Connection &connection) { return RareRequests::all(connection, { All, {}, rare, {}, {}, order }, {}); }).result();
        const auto rows = walk(*m_many, { All, {}, rare, {}, {}, order }, 9);
        const auto nothing = walk(*m_many, { All, {}, none, {}, {}, order }, 9);

        QVERIFY(m_many->exec(QStringLiteral("UPDATE usage_batch_days SET requests = requests - 1000000")));
        QVERIFY(ranges && *ranges && !(*ranges)->isEmpty());
        QVERIFY(nothing.isEmpty());
        QCOMPARE(rows.size(), expected.size());
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows.at(i).id, expected.at(i).id);
    }

    void walksTheRowsOfUsersInEveryOrder_data() { visitsEachRowOnceInOrder_data(); }
    void walksTheRowsOfUsersInEveryOrder()
    {
        QFETCH(QList<RequestSort>, order);
        makeMany();
        const QStringList users { QStringLiteral("user-7"), QStringLiteral("USER-6"), QStringLiteral("nobody") };
        auto expected = m_spread;
        expected.removeIf([&users](const RequestRow &row) { return !users.contains(row.user); });
        std::sort(expected.begin(), expected.end(), [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, order); });

        const auto rows = walk(*m_many, { All, {}, { {}, {}, {}, users, {}, {} }, {}, {}, order }, 9);

        QVERIFY(rows.size() > 20);
        QCOMPARE(rows.size(), expected.size());
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows.at(i).id, expected.at(i).id);
    }

    void findsRareRowsOnVeryManyDays()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL finds them by itself");
        constexpr int days = 700; // SQLite takes 500 terms in a compound
        TestDatabase test(engine);
        QByteArray csv = "ts_utc,feature,charged_cost_usd,source,source_row\n";
        for (int i = 0; i < days; ++i)
            csv += QDateTime::fromSecsSinceEpoch(Start / MicrosPerSecond + i * 86400, Qt::UTC).toString(Qt::ISODate).toLatin1() + ",rare,1,test," + QByteArray::number(i) + '\n';
        import(test, csv);
        QVERIFY(test.exec(QStringLiteral("UPDATE usage_batch_days SET requests = requests + 1000000"))); // as if others had called as well

        for (const auto field : { RequestField::Line, RequestField::Time }) {
            const auto rows = walk(test, { All, {}, { { QStringLiteral("rare") }, {}, {}, {}, {}, {} }, {}, {}, { { field, false } } }, days);

            QCOMPARE(rows.size(), days);
            for (int i = 0; i < days; ++i)
                QCOMPARE(rows.at(i).time, Start + i * 24 * MicrosPerHour);
        }
    }

    void rareRowsAreReadByQuarterHours()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL finds them by itself");
        makeMany();
        const RequestQuery query { All, {}, { { QStringLiteral("feature-3") }, {}, {}, {}, { UsageStatus::Error }, {} }, {}, {}, {} };
        const RequestQuery common { All, {}, { { QStringLiteral("chat") }, {}, {}, {}, {}, {} }, {}, {}, {} };

        const auto plan = m_many->reader()
                              .run([&](Connection &connection) -> Result<QStringList> {
                                  const RareRequests::Limits always { 0, 2 };
                                  const auto asUsual = RareRequests::find(connection, query, All, 100, {}), rare = RareRequests::find(connection, query, All, 100, always);
                                  const auto brief = RareRequests::find(connection, common, { Start, Start + MicrosPerHour }, 100, always);
                                  if (!rare || !asUsual || !brief || !*rare || *asUsual || *brief)
                                      return QStringList { QStringLiteral("chosen wrongly") };
                                  QVariantList values;
                                  const auto text = RequestStatement(query, connection.dialect(), false).page({}, 100, { { Start, Start + 1 }, { Start + 5, Start + 6 } }, values);
                                  return Sql::select(connection, QStringLiteral("EXPLAIN QUERY PLAN ") + text, values, [](const Row &row) { return row.text(3); });
                              })
                              .result();

        QVERIFY(plan);
        const auto text = plan->join(QLatin1Char('\n'));
        QVERIFY2(text.contains(QStringLiteral("ai_usage_logs USING COVERING INDEX ai_usage_logs_by_time (ts_us>? AND ts_us<?)")), qPrintable(text));
    }

    void aSearchIsAskedAgainForTheSamePageButNotForOneBefore()
    {
        const RequestQuery query { All, {}, {}, {}, {}, { { RequestField::Cost, true } } };

        const auto done = m_test->reader()
                              .run([query](Connection &connection) -> Result<QStringList> {
                                  auto search = RequestSearch::begin(connection, query, {}, true, {});
                                  if (!search)
                                      return search.error();
                                  QStringList wrong;
                                  const auto first = (*search)->from(connection, 0, 11), second = (*search)->from(connection, 10, 11), again = (*search)->from(connection, 10, 25);
                                  if (!first || !second || !again || first->constLast() != second->constFirst())
                                      wrong.append(QStringLiteral("does not go on"));
                                  else if (again->size() != 25 || again->first(11) != *second)
                                      wrong.append(QStringLiteral("is not the same page"));
                                  if ((*search)->reaches(query, 0) || !(*search)->reaches(query, 10) || !(*search)->reaches(query, 35) || (*search)->reaches(query, 36))
                                      wrong.append(QStringLiteral("reaches"));
                                  auto other = query;
                                  other.range.from += 1;
                                  if ((*search)->reaches(other, 10))
                                      wrong.append(QStringLiteral("answers another question"));
                                  return wrong;
                              })
                              .result();

        QVERIFY(done);
        QCOMPARE(*done, QStringList());
    }

    void aSearchThatFailedIsAskedAgain()
    {
        TestDatabase test(engine);
        import(test, rowsThatSpread(1500));
        const RequestQuery query { All, {}, {}, {}, {}, { { RequestField::Latency, true } } };
        const auto limits = RequestSearch::Limits { 1, 1, 1000, 3000 };
        const auto search = test.reader().run([=](Connection &connection) { return RequestSearch::begin(connection, query, {}, true, limits); }).result();
        QVERIFY(search);
        const auto from = [&test, search](qint64 position) {
            return test.reader().run([=](Connection &connection) { return (*search)->from(connection, position, 40); }).result();
        };
        QList<qint64> ids;
        int failures = 0;
        for (bool more = true; more;) {
            const bool away = !ids.isEmpty() && failures < 3;
            QVERIFY(!away || test.exec(QStringLiteral("ALTER TABLE ai_usage_logs RENAME TO away")));
            const auto without = from(ids.size());
            QVERIFY(!away || test.exec(QStringLiteral("ALTER TABLE away RENAME TO ai_usage_logs")));
            failures += without ? 0 : 1;
            const auto next = from(ids.size());
            QVERIFY2(next, next ? "" : qPrintable(next.error().line()));
            ids += *next;
            more = !next->isEmpty();
        }

        QCOMPARE(failures, 3);
        const auto expected = searched(test, query, {}, -1, true, {});
        QVERIFY(expected);
        QCOMPARE(ids, *expected);
    }

    void goesOnAfterAPageThatWasAskedBefore_data()
    {
        QTest::addColumn<RequestField>("field");
        for (const auto field : { RequestField::Time, RequestField::Cost, RequestField::Session, RequestField::Model })
            QTest::addRow("%s", qPrintable(requestFieldName(field))) << field;
    }
    void goesOnAfterAPageThatWasAskedBefore()
    {
        QFETCH(RequestField, field);
        const RequestQuery query { All, {}, {}, {}, {}, { { field, true } } };
        QList<RequestPage> pages;
        std::optional<RequestCursor> after;
        for (int i = 0; i < 4; ++i) {
            const auto next = page(*m_test, query, after, 30);
            QVERIFY(next && next->next);
            pages.append(*next);
            after = next->next;
        }

        for (const int asked : { 3, 3, 1, 2, 1 }) { // the last one again, and others from a place that was left
            const auto again = page(*m_test, query, pages.at(asked - 1).next, 30);
            QVERIFY(again && again->next);
            QCOMPARE(again->rows.size(), 30);
            for (int i = 0; i < 30; ++i)
                QCOMPARE(again->rows.at(i).id, pages.at(asked).rows.at(i).id);
            QVERIFY(*again->next == *pages.at(asked).next);
        }
    }

    void aChangeInTheMiddleOfPagingIsSeen_data()
    {
        QTest::addColumn<RequestSort>("sort");
        for (const auto field : { RequestField::Feature, RequestField::Session, RequestField::Status, RequestField::Output, RequestField::FirstToken, RequestField::Cost }) {
            QTest::addRow("%s down", qPrintable(requestFieldName(field))) << RequestSort { field, true };
            if (engine == Dialect::Sqlite)
                QTest::addRow("%s up", qPrintable(requestFieldName(field))) << RequestSort { field, false };
        }
    }
    void aChangeInTheMiddleOfPagingIsSeen()
    {
        QFETCH(RequestSort, sort);
        TestDatabase test(engine);
        import(test, rowsThatSpread(600));
        const RequestQuery query { All, {}, {}, {}, {}, { sort } };
        QList<RequestRow> rows;
        std::optional<RequestCursor> after;
        for (int i = 0; i < 3; ++i) {
            const auto next = page(test, query, after, 40);
            QVERIFY(next && next->next);
            rows += next->rows;
            after = next->next;
        }

        import(test, rowsThatSpread(900), QStringLiteral("more.csv")); // the same and 300 more
        const RequestRow last = rows.constLast();
        while (after) {
            const auto next = page(test, query, after, 40);
            QVERIFY(next);
            rows += next->rows;
            after = next->next;
        }

        auto expected = walk(test, { All, {}, {}, {}, {}, {} }, 1000);
        QCOMPARE(expected.size(), 900);
        expected.removeIf([&](const RequestRow &row) { return !standsBefore(last, row, query.order); });
        std::sort(expected.begin(), expected.end(), [&](const RequestRow &a, const RequestRow &b) { return standsBefore(a, b, query.order); });
        QCOMPARE(rows.size(), 120 + expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i)
            QCOMPARE(rows.at(120 + i).id, expected.at(i).id);
    }

    void streamsTheSameRowsAsThePages_data() { visitsEachRowOnceInOrder_data(); }
    void streamsTheSameRowsAsThePages()
    {
        QFETCH(QList<RequestSort>, order);
        const RequestQuery query { All, {}, {}, {}, {}, order };
        const auto streamed = std::make_shared<QList<qint64>>();

        const auto done = m_test->reader()
                              .run([=](Connection &connection) {
                                  return Requests::forEach(connection, query, [&](const RequestRow &row) {
                                      streamed->append(row.id);
                                      return true;
                                  });
                              })
                              .result();

        QVERIFY(done);
        QList<qint64> paged;
        for (const auto &row : walk(*m_test, query, 50))
            paged.append(row.id);
        QCOMPARE(*streamed, paged);
    }

    void streamsOneStateOfTheWorkspace()
    {
        TestDatabase test(engine);
        importTies(test, 20);
        qint64 seen = -1;

        const auto done = test.reader()
                              .run([&](Connection &connection) {
                                  return Requests::forEach(connection, { All, {}, {}, {}, {}, {} }, [&](const RequestRow &) {
                                      import(test, rowsWithTies(30), QStringLiteral("more.csv"));
                                      const auto count = Sql::selectOne(connection, QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs"), {}, [](const Row &row) { return row.int64(0); });
                                      seen = count ? count->value_or(-1) : -1;
                                      return false;
                                  });
                              })
                              .result();

        QVERIFY(done);
        QCOMPARE(seen, 20);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs")), 30);
    }

    void newestComeFirstUnlessAskedOtherwise()
    {
        const auto rows = walk(*m_test, { All, {}, {}, {}, {}, {} }, 20);

        const QList<RequestSort> newest { { RequestField::Time, true } };
        for (qsizetype i = 1; i < rows.size(); ++i)
            QVERIFY(standsBefore(rows.at(i - 1), rows.at(i), newest));
    }

    void rowsAddUpToTheSumOfTheSameFilter_data()
    {
        QTest::addColumn<UsageFilter>("filter");
        QTest::newRow("everything") << UsageFilter();
        QTest::newRow("a feature") << UsageFilter { { QStringLiteral("chat") }, {}, {}, {}, {}, {} };
        QTest::newRow("no feature named") << UsageFilter { { QString() }, {}, {}, {}, {}, {} };
        QTest::newRow("two models, failures") << UsageFilter { {}, {}, { QStringLiteral("gpt-4o"), QStringLiteral("b") }, {}, { UsageStatus::Error, UsageStatus::Timeout }, {} };
        QTest::newRow("a user") << UsageFilter { {}, {}, {}, { QStringLiteral("u2") }, {}, {} };
        QTest::newRow("unpriced") << UsageFilter { {}, {}, {}, {}, {}, { CostSource::Unpriced } };
        QTest::newRow("charged at a provider") << UsageFilter { {}, { QStringLiteral("openai") }, {}, {}, {}, { CostSource::Charged } };
        QTest::newRow("nobody") << UsageFilter { { QStringLiteral("' OR 1=1 --") }, {}, {}, {}, {}, {} };
    }
    void rowsAddUpToTheSumOfTheSameFilter()
    {
        QFETCH(UsageFilter, filter);
        const RequestQuery query { { Start + 3 * MicrosPerSecond, Start + 31 * MicrosPerSecond }, {}, filter, {}, {}, {} };

        const auto rows = walk(*m_test, query, 9);

        const auto sum = totals(*m_test, query);
        QVERIFY(sum);
        Money cost;
        for (const auto &row : rows)
            cost += row.cost.value_or(Money());
        QCOMPARE(qint64(rows.size()), sum->requests());
        QVERIFY(cost == sum->cost);
        QCOMPARE(countIf(rows, [](const RequestRow &row) { return !row.cost; }), qsizetype(sum->unpriced()));
    }

    void findsTextLiterally_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message"); // which rows it finds, by their message
        QTest::newRow("whatever case") << QStringLiteral("RATE limit") << QStringLiteral("Rate limit");
        QTest::newRow("percent") << QStringLiteral("0%") << QStringLiteral("100% full");
        QTest::newRow("underscore") << QStringLiteral("a_b") << QStringLiteral("a_b");
        QTest::newRow("underscore is no wildcard") << QStringLiteral("1_0") << QString();
        QTest::newRow("escape sign") << QStringLiteral("!%") << QString();
        QTest::newRow("quotes") << QStringLiteral("' OR '1'='1") << QString();
        QTest::newRow("a question mark") << QStringLiteral("? \\ \"") << QString();
        QTest::newRow("very long") << QString(100000, QLatin1Char('%')) << QString();
    }
    void findsTextLiterally()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const RequestQuery query { All, {}, {}, {}, text, {} };

        const auto rows = walk(*m_test, query, 1000);

        const auto expected = message.isEmpty() ? 0
            : m_test->number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_logs WHERE error_message = ?"), { message });
        QCOMPARE(qint64(rows.size()), expected);
        QVERIFY(message.isEmpty() || !rows.isEmpty());
        const auto sum = m_test->reader().run([=](Connection &connection) { return Requests::spend(connection, query); }).result();
        QVERIFY(sum);
        QCOMPARE(sum->requests, expected);
    }

    void textMayBeAnything()
    {
        QString text = QStringLiteral("a");
        text.append(QChar(u'\0'));
        text.append(QChar(0xd800)); // half a character

        QVERIFY(page(*m_test, { All, {}, {}, {}, text, {} }, {}, 10));
    }

    void keepsOneErrorCode()
    {
        const auto rows = walk(*m_test, { All, {}, {}, { QStringLiteral("429") }, {}, {} }, 25);

        QCOMPARE(rows.size(), countIf(m_all, [](const RequestRow &row) { return row.errorCode == QLatin1String("429"); }));
        QVERIFY(!rows.isEmpty() && countIf(rows, [](const RequestRow &row) { return row.errorCode != QLatin1String("429"); }) == 0);
    }

    void nothingComesFromAnEmptyRange()
    {
        const auto none = page(*m_test, { { Start, Start }, {}, {}, {}, {}, {} }, {}, 10);

        QVERIFY(none && none->rows.isEmpty() && !none->next);
    }

    void nothingMatchesInAnyOrder_data() { visitsEachRowOnceInOrder_data(); }
    void nothingMatchesInAnyOrder()
    {
        QFETCH(QList<RequestSort>, order);
        for (const QString &feature : { QStringLiteral("nowhere"), QStringLiteral("chat") }) {
            const auto none = page(*m_test, { All, {}, { { feature }, {}, {}, {}, {}, {} }, {}, QStringLiteral("in no message"), order }, {}, 10);

            QVERIFY2(none, none ? "" : qPrintable(none.error().line()));
            QVERIFY(none->rows.isEmpty() && !none->next);
        }
    }

    void walksOnWhileRowsArrive()
    {
        TestDatabase test(engine);
        importTies(test, 60);
        const RequestQuery query { All, {}, {}, {}, {}, {} };
        const auto first = page(test, query, {}, 20);
        QVERIFY(first && first->next);

        import(test, "ts_utc,model,input_tokens,charged_cost_usd\n2030-01-01T00:00:00Z,new,1,1\n", QStringLiteral("more.csv"));
        auto rows = first->rows;
        auto after = first->next;
        while (after) {
            const auto next = page(test, query, after, 20);
            QVERIFY(next);
            rows += next->rows;
            after = next->next;
        }

        QCOMPARE(rows.size(), 60); // the new one is newer than where the walk began
        QSet<qint64> ids;
        for (const auto &row : rows)
            ids.insert(row.id);
        QCOMPARE(ids.size(), 60);
    }

    void seeksByTimeThroughTheIndex()
    {
        if (engine != Dialect::Sqlite)
            QSKIP("PostgreSQL chooses by statistics, of which a small table has none");
        const auto first = page(*m_test, { All, {}, {}, {}, {}, {} }, {}, 20);
        QVERIFY(first && first->next);
        const RequestQuery query { All, {}, { { QStringLiteral("chat") }, {}, {}, {}, { UsageStatus::Error }, {} }, {}, {}, {} };

        const auto plan = m_test->reader().run([=](Connection &connection) { return Requests::plan(connection, query, first->next); }).result();

        QVERIFY(plan);
        const auto text = plan->join(QLatin1Char('\n'));
        QVERIFY2(text.contains(QStringLiteral("USING INDEX ai_usage_logs_by_time (ts_us>? AND ts_us<?)")) || text.contains(QStringLiteral("USING COVERING INDEX ai_usage_logs_by_time (ts_us>? AND ts_us<?)")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("MULTI-INDEX OR")), qPrintable(text));
    }

    void workingAddsUpToTheComputedCost()
    {
        TestDatabase test(engine);
        ImportSupport::addPrices(test);
        import(test,
            "ts_utc,feature,provider,model,input_tokens,cache_read_tokens,output_tokens,charged_cost_usd,source,source_row\n"
            "2026-01-05T10:00:00Z,chat,openai,gpt-4o,1000,400,77,,s,1\n"
            "2026-01-05T10:00:01Z,chat,openai,gpt-4o,1000,,77,0.25,s,2\n"
            "2026-01-05T10:00:02Z,chat,,nobody-knows-it,5,,5,,s,3\n");

        for (const auto &row : walk(test, { All, {}, {}, {}, {}, {} }, 10)) {
            const auto id = row.id;
            const auto record = test.reader().run([id](Connection &connection) { return Requests::record(connection, id); }).result();
            QVERIFY2(record, record ? "" : qPrintable(record.error().line()));
            QCOMPARE(record->row.line, row.line);
            QVERIFY(record->batch.fileName.endsWith(QStringLiteral("/calls.csv")));
            QCOMPARE(record->price.has_value(), row.model == QLatin1String("gpt-4o"));
            QCOMPARE(record->row.computed.has_value(), record->price.has_value());
            if (!record->price)
                continue;
            Money sum;
            for (const auto &component : record->working.components)
                sum += component.cost;
            QVERIFY(record->working.total && sum == *record->working.total);
            QVERIFY(sum == *record->row.computed);
            QVERIFY(record->row.charged ? *record->row.cost == *record->row.charged : *record->row.cost == sum);
        }
    }

    void keepsWhatARowWasBefore()
    {
        TestDatabase test(engine);
        const QByteArray header = "ts_utc,feature,model,input_tokens,charged_cost_usd,source,source_row\n";
        import(test, header + "2026-01-05T10:00:00Z,chat,m,1000,0.5,s,1\n");
        import(test, header + "2026-01-05T10:00:00Z,chat,m,1000,0.75,s,1\n", QStringLiteral("corrected.csv"));
        const auto rows = walk(test, { All, {}, {}, {}, {}, {} }, 10);
        QCOMPARE(rows.size(), 1);
        const auto id = rows.constFirst().id;

        const auto record = test.reader().run([id](Connection &connection) { return Requests::record(connection, id); }).result();

        QVERIFY(record);
        QCOMPARE(record->revisions.size(), 1);
        QVERIFY(record->revisions.constFirst().fileName.endsWith(QStringLiteral("/corrected.csv")));
        QVERIFY(record->revisions.constFirst().image.contains(QStringLiteral("\"500000000000\"")));
        QCOMPARE(record->row.cost->exactText(), QStringLiteral("0.75"));
    }

    void aRowThatIsGoneIsNotFound()
    {
        const auto record = m_test->reader().run([](Connection &connection) { return Requests::record(connection, 987654321); }).result();

        QVERIFY(!record);
        QCOMPARE(record.error().kind, Error::Kind::NotFound);
    }

private:
    void makeMany()
    {
        if (m_many)
            return;
        m_many = std::make_unique<TestDatabase>(engine);
        import(*m_many, rowsThatSpread(ManyRows));
        import(*m_many, rowsThatMoved(ManyRows), QStringLiteral("moved.csv"));
        m_spread = walk(*m_many, { All, {}, {}, {}, {}, {} }, 10 * ManyRows);
    }
    static QList<qsizetype> startsIn(const QList<RequestRow> &rows)
    {
        return { -1, 0, rows.size() / 7, rows.size() / 2, rows.size() - 30, rows.size() - 1 };
    }
    /// The place of row `at`; nullopt before the first.
    static std::optional<KeysetOrder::Place> placeOf(const QList<RequestRow> &rows, qsizetype at, RequestField field)
    {
        if (at < 0)
            return {};
        const auto value = valueOf(rows.at(at), field);
        return KeysetOrder::Place { { value.typeId() == QMetaType::QByteArray ? QVariant(QString::fromUtf8(value.toByteArray())) : value }, rows.at(at).id };
    }

    static constexpr int RowCount = 400;
    std::unique_ptr<TestDatabase> m_test, m_many;
    QList<RequestRow> m_all, m_spread; ///< Of them, newest first.
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    for (const Dialect dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        engine = dialect;
        if (dialect == Dialect::PostgreSql && !TestPostgreSql::isInstalled())
            break;
        qInfo("on %s", dialect == Dialect::Sqlite ? "SQLite" : "PostgreSQL");
        TestRequestQuery test;
        failures += QTest::qExec(&test, argc, argv);
    }
    return failures;
}

#include "tst_requestquery.moc"
