#include "ledger/modelnamedecisions.h"

#include "audit/auditlog.h"
#include "data/transaction.h"
#include "support/testdatabase.h"

#include <QTest>

class ModelNameDecisionsTest : public QObject
{
    Q_OBJECT

private slots:
    void ranksByCostThenByRequests_data() { TestDatabase::addEngines(); }
    void ranksByCostThenByRequests();
    void confirmsAndTakesBack_data() { TestDatabase::addEngines(); }
    void confirmsAndTakesBack();
    void listsWhatWasDecided_data() { TestDatabase::addEngines(); }
    void listsWhatWasDecided();
    void leavesAloneWhatTheResolverDid();
    void refusesUnknownNames();
    void aFailedTransactionLeavesNothing();
};

namespace {

const QString Name = QStringLiteral("My 'own' model");
const ConfirmedModel Model { QStringLiteral("gpt-4o-2024-08-06"), QStringLiteral("gpt-4o") };

template<typename Task>
Result<> change(TestDatabase &test, Task task, bool commit = true)
{
    return test.writer().run([task, commit](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (const auto begun = transaction.begin(); !begun)
            return begun;
        const auto done = task(connection);
        return done && commit ? transaction.commit() : done;
    }).result();
}

Result<> confirm(TestDatabase &test, const QString &name, bool commit = true)
{
    return change(test, [name](Connection &connection) { return ModelNameDecisions::confirm(connection, name, Model, 7, QStringLiteral("me")); }, commit);
}

Result<> unconfirm(TestDatabase &test, const QString &name)
{
    return change(test, [name](Connection &connection) { return ModelNameDecisions::unconfirm(connection, name, 8, QStringLiteral("me")); });
}

void addName(TestDatabase &test, const QString &name)
{
    QVERIFY(test.exec(QStringLiteral("INSERT INTO ai_model_names (name, match_kind) VALUES (?, 'none')"), { name }));
}

QStringList unresolved(TestDatabase &test)
{
    const auto names = test.reader().run([](Connection &connection) { return ModelNameDecisions::unresolved(connection); }).result();
    QStringList texts;
    if (!names)
        return { names.error().line() };
    for (const auto &name : *names)
        texts.append(QStringLiteral("%1 %2 %3").arg(name.name, QString::number(name.requests), name.cost.exactText()));
    return texts;
}

QStringList kindOf(TestDatabase &test, const QString &name)
{
    return test.texts(QStringLiteral("SELECT n.match_kind || ' ' || COALESCE(m.canonical || ' ' || m.family, '') FROM ai_model_names n LEFT JOIN ai_models m ON m.id = n.model_id WHERE n.name = ?"), { name });
}

}

void ModelNameDecisionsTest::ranksByCostThenByRequests()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    for (const char *name : { "few", "many", "dear" })
        addName(test, QString::fromLatin1(name));
    const auto day = [&test](const QString &name, int bucket, int requests, int micros) {
        QVERIFY(test.exec(QStringLiteral(R"(
            INSERT INTO usage_days (bucket_us, feature_id, provider_id, model_name_id, status, cost_source, requests, input_tokens, input_known,
                   cache_read_tokens, cache_read_known, cache_write_tokens, cache_write_known, output_tokens, output_known, reasoning_tokens,
                   reasoning_known, latency_known, cost_micros, cost_rest)
            SELECT ?, 0, 0, id, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, 500000 FROM ai_model_names WHERE name = ?)"),
            { bucket, requests, micros, name }));
    };
    day(QStringLiteral("few"), 0, 1, 3);
    day(QStringLiteral("many"), 0, 4, 1);
    day(QStringLiteral("many"), 1, 5, 1);
    day(QStringLiteral("dear"), 0, 1, 2'000'000);

    QCOMPARE(unresolved(test), (QStringList { QStringLiteral("dear 1 2.0000005"), QStringLiteral("few 1 0.0000035"), QStringLiteral("many 9 0.000003") }));
}

void ModelNameDecisionsTest::confirmsAndTakesBack()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    addName(test, Name);

    const auto confirmed = confirm(test, Name);
    QVERIFY2(confirmed, confirmed ? "" : qPrintable(confirmed.error().line()));
    QCOMPARE(kindOf(test, Name), QStringList { QStringLiteral("alias gpt-4o-2024-08-06 gpt-4o") });
    QCOMPARE(unresolved(test), QStringList());
    QCOMPARE(confirm(test, Name).error().kind, Error::Kind::Conflict);

    QVERIFY(unconfirm(test, Name));
    QCOMPARE(kindOf(test, Name), QStringList { QStringLiteral("none ") });
    QCOMPARE(unconfirm(test, Name).error().kind, Error::Kind::Conflict);
    QVERIFY(confirm(test, Name));

    QCOMPARE(test.texts(QStringLiteral("SELECT action || ' ' || object || ' ' || old_value || '>' || new_value FROM audit_log WHERE object = ? ORDER BY seq"), { Name }),
        (QStringList { QStringLiteral("model.confirm My 'own' model >gpt-4o-2024-08-06"), QStringLiteral("model.unconfirm My 'own' model gpt-4o-2024-08-06>"),
            QStringLiteral("model.confirm My 'own' model >gpt-4o-2024-08-06") }));
    const auto check = test.reader().run([](Connection &connection) { return AuditLog::verify(connection); }).result();
    QVERIFY(check && !check->firstBad);
}

void ModelNameDecisionsTest::listsWhatWasDecided()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    const auto names = [&test] {
        QStringList texts;
        const auto found = test.reader().run([](Connection &connection) { return ModelNameDecisions::confirmed(connection); }).result();
        for (const auto &name : found ? *found : QList<ConfirmedName>())
            texts.append(QStringLiteral("%1 is %2 said %3 at %4, %5 requests, %6 unpriced%7").arg(name.name, name.model.canonical, name.actor,
                QString::number(name.at), QString::number(name.requests), QString::number(name.unpriced), name.isKept() ? QStringLiteral(", kept") : QString()));
        return found ? texts : QStringList { found.error().line() };
    };
    const QString own = QStringLiteral("in-house");
    for (const auto &name : { Name, own })
        addName(test, name);
    QVERIFY(test.exec(QStringLiteral(R"(
        INSERT INTO usage_days (bucket_us, feature_id, provider_id, model_name_id, status, cost_source, requests, input_tokens, input_known,
               cache_read_tokens, cache_read_known, cache_write_tokens, cache_write_known, output_tokens, output_known, reasoning_tokens,
               reasoning_known, latency_known, cost_micros, cost_rest)
        SELECT 0, 0, 0, id, 1, source, 3 + source, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, source, 0
          FROM ai_model_names, (SELECT 0 AS source UNION SELECT 1) sources WHERE name = ?)"), { own }));

    QVERIFY(confirm(test, Name));
    QVERIFY(change(test, [own](Connection &connection) { return ModelNameDecisions::confirm(connection, own, { own, own }, 9, QStringLiteral("you")); }));
    QCOMPARE(names(), (QStringList { QStringLiteral("in-house is in-house said you at 9, 7 requests, 3 unpriced, kept"),
        QStringLiteral("My 'own' model is gpt-4o-2024-08-06 said me at 7, 0 requests, 0 unpriced") }));

    QVERIFY(unconfirm(test, own));
    QCOMPARE(names().size(), 1);
    const auto waiting = test.reader().run([](Connection &connection) { return ModelNameDecisions::unresolved(connection); }).result();
    QVERIFY(waiting && waiting->size() == 1);
    QCOMPARE(waiting->first().unpriced, 3);
    QCOMPARE(waiting->first().firstDay, std::optional<UtcMicros>(0));
}

void ModelNameDecisionsTest::leavesAloneWhatTheResolverDid()
{
    TestDatabase test;
    QVERIFY(test.exec(QStringLiteral("INSERT INTO ai_models (canonical, family) VALUES ('gpt-4', 'gpt-4')")));
    QVERIFY(test.exec(QStringLiteral("INSERT INTO ai_model_names (name, model_id, match_kind) SELECT 'gpt-4', id, 'exact' FROM ai_models")));

    QCOMPARE(confirm(test, QStringLiteral("gpt-4")).error().kind, Error::Kind::Conflict);
    QCOMPARE(unconfirm(test, QStringLiteral("gpt-4")).error().kind, Error::Kind::Conflict);
    QCOMPARE(kindOf(test, QStringLiteral("gpt-4")), QStringList { QStringLiteral("exact gpt-4 gpt-4") });
}

void ModelNameDecisionsTest::refusesUnknownNames()
{
    TestDatabase test;

    QCOMPARE(confirm(test, Name).error().kind, Error::Kind::NotFound);
    QCOMPARE(confirm(test, QStringLiteral("")).error().kind, Error::Kind::NotFound); // rows without a model
    QCOMPARE(unconfirm(test, Name).error().kind, Error::Kind::NotFound);
}

void ModelNameDecisionsTest::aFailedTransactionLeavesNothing()
{
    TestDatabase test;
    addName(test, Name);

    QVERIFY(confirm(test, Name, false));
    QCOMPARE(kindOf(test, Name), QStringList { QStringLiteral("none ") });
    QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_models")), 0);
    QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE object = ?"), { Name }), 0);
}

QTEST_GUILESS_MAIN(ModelNameDecisionsTest)
#include "tst_modelnamedecisions.moc"
