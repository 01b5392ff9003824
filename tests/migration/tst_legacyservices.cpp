#include "migration/legacyservices.h"

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
    void mapsServicesOfTheSeed();
    void saysThatTheLogIsGone();

private:
    void add(const QVariant &service, const QVariant &model, const QVariant &cost, const QVariant &success, const QVariant &time);
    Result<QList<LegacyService>> summary(const LegacyQuery &query = {});

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

Result<QList<LegacyService>> TestLegacyServices::summary(const LegacyQuery &query)
{
    return m_test->reader().run([query](Connection &connection) { return LegacyServices::summary(connection, query); }).result();
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
