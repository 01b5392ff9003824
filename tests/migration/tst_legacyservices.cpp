#include "migration/legacyservicecount.h"

#include "support/everyengine.h"
#include "support/testdatabase.h"

#include <QtTest>

static Dialect engine = Dialect::Sqlite;

class TestLegacyServices : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sumsOnlyWhatCanBeReadExactly();
    void countsTheRangeOnly();
    void countsInPartsWhatItCountsAtOnce();
    void startsWithWhatWasWrittenLast();
    void mapsServicesOfTheSeed();
    void saysThatTheLogIsGone();

private:
    void add(const QVariant &service, const QVariant &model, const QVariant &cost, const QVariant &success, const QVariant &time);
    /// Counted in parts of so many rows.
    Result<QList<LegacyService>> summary(const LegacyQuery &query = {}, qint64 partRows = 100);

    std::unique_ptr<TestDatabase> m_test;
};

void TestLegacyServices::init()
{
    m_test = std::make_unique<TestDatabase>(engine);
}

void TestLegacyServices::add(const QVariant &service, const QVariant &model, const QVariant &cost, const QVariant &success, const QVariant &time)
{
    QVERIFY(m_test->exec(QStringLiteral("INSERT INTO usage_logs (service_name, model_name, cost, success, created_at) VALUES (?, ?, ?, ?, ?)"),
        { service, model, cost, success, time }));
}

Result<QList<LegacyService>> TestLegacyServices::summary(const LegacyQuery &query, qint64 partRows)
{
    return m_test->reader().run([query, partRows](Connection &connection) -> Result<QList<LegacyService>> {
        LegacyServiceCount count(query);
        while (!count.isWhole()) {
            if (const auto read = count.read(connection, partRows); !read)
                return read.error();
        }
        return count.services();
    }).result();
}

void TestLegacyServices::sumsOnlyWhatCanBeReadExactly()
{
    const QString s = QStringLiteral("search_ai");
    add(s, QStringLiteral("a"), QStringLiteral("0.1"), 1, QStringLiteral("2026-11-18T10:00:00Z"));
    add(s, QStringLiteral("b"), QStringLiteral("0.2"), 1, QStringLiteral("1795000800")); // 11:20:00
    add(s, QStringLiteral("a"), QStringLiteral("1.2e-5"), 0, QStringLiteral("2026-11-18 09:00:00"));
    add(s, QStringLiteral("a"), QStringLiteral("-0.05"), {}, QStringLiteral("soon"));
    add(s, {}, QStringLiteral(" $0.0123"), 2, {});
    add(s, {}, QStringLiteral("n/a"), 1, {});
    add(s, {}, QStringLiteral(""), 1, {});
    add(s, {}, QStringLiteral("0,5"), 1, {});
    add(s, {}, QStringLiteral("0.0000000000001"), 1, {}); // a tenth of a pico-USD
    add(s, {}, {}, 1, {});
    add({}, QStringLiteral("a"), {}, {}, {});
    add(QStringLiteral(""), QStringLiteral(""), QStringLiteral("free"), {}, {});
    const auto services = summary();

    QVERIFY2(services, services ? "" : qPrintable(services.error().line()));
    QCOMPARE(services->size(), 3);
    const LegacyService &search = services->at(0);
    QCOMPARE(search.name, s);
    QCOMPARE(search.rows, 10);
    QCOMPARE(search.succeeded, 7);
    QCOMPARE(search.failed, 1);
    QCOMPARE(search.unknown, 2); // NULL, and a 2
    QCOMPARE(search.models, 2);
    QCOMPARE(search.cost.exactText(), QStringLiteral("0.250012")); // 0.1 + 0.2 + 0.000012 - 0.05
    QCOMPARE(search.costsRead, 4);
    QCOMPARE(search.costsUnreadable, 5);
    QCOMPARE(search.costsMissing, 1);
    QCOMPARE(search.timesUnreadable, 7);
    QCOMPARE(search.newest.value_or(0), 1'795'000'800 * MicrosPerSecond);
    QCOMPARE(search.costsRead + search.costsUnreadable + search.costsMissing, search.rows);
    for (const LegacyService &other : { services->at(1), services->at(2) }) {
        QCOMPARE(other.rows, 1);
        QCOMPARE(other.models, 1);
        QCOMPARE(other.costsRead, 0);
        QVERIFY(other.name.isEmpty());
        QCOMPARE(other.isNamed ? other.costsUnreadable : other.costsMissing, 1);
    }
    QVERIFY(services->at(1).isNamed != services->at(2).isNamed); // NULL and empty are two
}

void TestLegacyServices::countsTheRangeOnly()
{
    add(QStringLiteral("a"), {}, QStringLiteral("1"), 1, QStringLiteral("2026-11-18"));
    add(QStringLiteral("a"), {}, QStringLiteral("2"), 1, QStringLiteral("2026-11-19"));
    add(QStringLiteral("b"), {}, QStringLiteral("4"), 1, QStringLiteral("2026-11-20"));
    LegacyQuery query;
    query.range = TimeRange { ReportingZone().startOfDay(QDate(2026, 11, 19)), ReportingZone().startOfDay(QDate(2026, 11, 20)) };
    const auto services = summary(query);

    QVERIFY(services);
    QCOMPARE(services->size(), 1);
    QCOMPARE(services->at(0).cost.exactText(), QStringLiteral("2"));
}

void TestLegacyServices::countsInPartsWhatItCountsAtOnce()
{
    for (int i = 0; i < 7; ++i)
        add(i % 3 == 0 ? QVariant() : QVariant(QStringLiteral("s%1").arg(i % 3)), QStringLiteral("m%1").arg(i % 2), QStringLiteral("0.%1").arg(i + 1), 1,
            QStringLiteral("2026-11-18T10:00:0%1Z").arg(i));
    QVERIFY(m_test->exec(QStringLiteral("UPDATE usage_logs SET id = id * 1000 WHERE id > 3"))); // ids have holes
    const auto figures = [](const QList<LegacyService> &services) {
        QStringList texts;
        for (const LegacyService &service : services) {
            texts.append(QStringLiteral("%1 %2 rows, %3 models, %4 USD, newest %5").arg(service.isNamed ? service.name : QStringLiteral("NULL"))
                    .arg(service.rows).arg(service.models).arg(service.cost.exactText()).arg(*service.newest / MicrosPerSecond % 60));
        }
        return texts.join(QLatin1Char('\n'));
    };

    for (const qint64 part : { 1, 2, 3, 7, 8 }) {
        const auto services = summary({}, part);
        QVERIFY(services);
        QCOMPARE(figures(*services),
            QStringLiteral("NULL 3 rows, 2 models, 1.2 USD, newest 6\n" // 0.1 + 0.4 + 0.7
                           "s1 2 rows, 2 models, 0.7 USD, newest 4\n" // 0.2 + 0.5
                           "s2 2 rows, 2 models, 0.9 USD, newest 5")); // 0.3 + 0.6
    }
}

void TestLegacyServices::startsWithWhatWasWrittenLast()
{
    for (const char *service : { "old", "old", "new" })
        add(QLatin1String(service), {}, QStringLiteral("1"), 1, QStringLiteral("2026-11-18"));
    const auto first = m_test->reader().run([](Connection &connection) -> Result<std::shared_ptr<LegacyServiceCount>> {
        auto count = std::make_shared<LegacyServiceCount>(LegacyQuery());
        const auto read = count->read(connection, 2);
        return read ? Result(count) : Result<std::shared_ptr<LegacyServiceCount>>(read.error());
    }).result();

    QVERIFY(first);
    QVERIFY(!(*first)->isWhole());
    QCOMPARE((*first)->rowsRead(), 2);
    QCOMPARE((*first)->services().size(), 2);
    QCOMPARE((*first)->services().at(0).rows, 1);
}

void TestLegacyServices::mapsServicesOfTheSeed()
{
    QCOMPARE(LegacyServices::featureOf(QStringLiteral("photo_analysis")), QStringLiteral("photo-tagging"));
    QCOMPARE(LegacyServices::featureOf(QStringLiteral("chatbot_service")), QStringLiteral("chatbot"));
    QCOMPARE(LegacyServices::featureOf(QStringLiteral("search_ai")), QStringLiteral("ai-search"));
    QCOMPARE(LegacyServices::featureOf(QStringLiteral("Search_AI")), QString());
    QCOMPARE(LegacyServices::namesOf({ QStringLiteral("chatbot") }), (QStringList { QStringLiteral("chatbot"), QStringLiteral("chatbot_service") }));
}

void TestLegacyServices::saysThatTheLogIsGone()
{
    QVERIFY(m_test->exec(QStringLiteral("DROP TABLE usage_logs")));
    const auto services = summary();

    QVERIFY(!services);
    QCOMPARE(services.error().kind, Error::Kind::NotFound);
}

int main(int argc, char *argv[]) { return runOnEveryEngine<TestLegacyServices>(argc, argv, engine); }
#include "tst_legacyservices.moc"
