#include "ledger/featurerepository.h"

#include "audit/auditlog.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "support/testdatabase.h"

#include <QtTest>

class FeatureRepositoryTest : public QObject
{
    Q_OBJECT

private slots:
    void addsAFeatureOnce_data() { TestDatabase::addEngines(); }
    void addsAFeatureOnce();
    void refusesAFeatureWithoutAName();
    void assignsAModel_data() { TestDatabase::addEngines(); }
    void assignsAModel();
    void refusesTwoModelsAtOneTime();
    void abandonedTransactionLeavesNothing();

private:
    /// Runs `task(repository, connection)` in a transaction of the writing connection.
    template<typename Task>
    static auto inTransaction(TestDatabase &test, Task task)
    {
        return test.writer().run([task](Connection &connection) {
            Transaction transaction(connection);
            const auto begun = transaction.begin();
            FeatureRepository repository(connection);
            auto answer = task(repository);
            if (begun && answer)
                (void)bool(transaction.commit());
            return answer;
        }).result();
    }

    static Feature feature(const QString &key, const QString &name)
    {
        Feature feature;
        feature.key = key;
        feature.name = name;
        return feature;
    }
};

void FeatureRepositoryTest::addsAFeatureOnce()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const auto add = [](const QString &name) {
        return [name](FeatureRepository &repository) { return repository.ensure(feature(QStringLiteral("search"), name), 7, QStringLiteral("me")); };
    };
    const auto first = inTransaction(test, add(QStringLiteral("Search")));
    const auto second = inTransaction(test, add(QStringLiteral("Other name")));

    QVERIFY2(first && second, first ? "" : qPrintable(first.error().line()));
    QCOMPARE(*first, *second);
    QCOMPARE(test.texts(QStringLiteral("SELECT name FROM ai_features WHERE key = 'search'")), QStringList { QStringLiteral("Search") });
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM audit_log WHERE action = 'feature.add' AND object = 'search'")), 1);
}

void FeatureRepositoryTest::refusesAFeatureWithoutAName()
{
    TestDatabase test;
    const auto id = inTransaction(test, [](FeatureRepository &repository) { return repository.ensure(feature(QStringLiteral("x"), {}), 7, QStringLiteral("me")); });

    QVERIFY(!id);
    QCOMPARE(id.error().kind, Error::Kind::Invalid);
}

namespace {

Result<qint64> assign(FeatureRepository &repository, std::optional<UtcMicros> from, std::optional<UtcMicros> to, const QString &environment = QStringLiteral("production"))
{
    Feature search;
    search.key = QStringLiteral("search");
    search.name = QStringLiteral("Search");
    if (const auto id = repository.ensure(search, 7, QStringLiteral("me")); !id)
        return id;
    ModelAssignment assignment;
    assignment.feature = search.key;
    assignment.environment = environment;
    assignment.provider = QStringLiteral("openai");
    assignment.model = QStringLiteral("gpt-4o-mini");
    assignment.validFrom = from;
    assignment.validTo = to;
    return repository.assign(assignment, 7, QStringLiteral("me"));
}

}

void FeatureRepositoryTest::assignsAModel()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const auto id = inTransaction(test, [](FeatureRepository &repository) { return assign(repository, {}, 100); });
    const auto assignments = test.writer().run([](Connection &connection) { return FeatureRepository(connection).assignments(QStringLiteral("search")); }).result();

    QVERIFY2(id, id ? "" : qPrintable(id.error().line()));
    QVERIFY(assignments && assignments->size() == 1);
    QCOMPARE(assignments->first().model, QStringLiteral("gpt-4o-mini"));
    QCOMPARE(assignments->first().environment, QStringLiteral("production"));
    QVERIFY(!assignments->first().validFrom);
    QCOMPARE(assignments->first().validTo, std::optional<UtcMicros>(100));
    QCOMPARE(test.texts(QStringLiteral("SELECT new_value FROM audit_log WHERE action = 'feature.assign'")), QStringList { QStringLiteral("production: openai/gpt-4o-mini") });
}

void FeatureRepositoryTest::refusesTwoModelsAtOneTime()
{
    TestDatabase test;
    QVERIFY(inTransaction(test, [](FeatureRepository &repository) { return assign(repository, {}, 100); }));
    const auto overlapping = inTransaction(test, [](FeatureRepository &repository) { return assign(repository, 99, {}); });
    const auto following = inTransaction(test, [](FeatureRepository &repository) { return assign(repository, 100, {}); });
    const auto elsewhere = inTransaction(test, [](FeatureRepository &repository) { return assign(repository, {}, {}, QStringLiteral("staging")); });
    const auto backwards = inTransaction(test, [](FeatureRepository &repository) { return assign(repository, 5, 5, QStringLiteral("test")); });

    QVERIFY(!overlapping);
    QCOMPARE(overlapping.error().kind, Error::Kind::Conflict);
    QVERIFY(following && elsewhere);
    QVERIFY(!backwards);
    QCOMPARE(backwards.error().kind, Error::Kind::Invalid);
}

void FeatureRepositoryTest::abandonedTransactionLeavesNothing()
{
    TestDatabase test;
    const auto left = test.writer().run([](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (const auto begun = transaction.begin(); !begun)
            return begun;
        FeatureRepository repository(connection);
        const auto id = repository.ensure(feature(QStringLiteral("gone"), QStringLiteral("Gone")), 7, QStringLiteral("me"));
        return id ? Result<>(Ok) : Result<>(id.error());
    }).result();

    QVERIFY(left);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM ai_features WHERE key = 'gone'")), 0);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM audit_log WHERE object = 'gone'")), 0);
}

QTEST_GUILESS_MAIN(FeatureRepositoryTest)
#include "tst_featurerepository.moc"
