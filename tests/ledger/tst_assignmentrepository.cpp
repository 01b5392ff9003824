#include "audit/auditlog.h"
#include "data/transaction.h"
#include "ledger/assignmentrepository.h"
#include "ledger/promptrepository.h"
#include "support/everyengine.h"
#include "support/testdatabase.h"

namespace {

Dialect engine = Dialect::Sqlite;

constexpr UtcMicros First = 1'700'000'000'000'000;
constexpr UtcMicros Later = First + MicrosPerHour;
const QString Tester = QStringLiteral("tester");

template <typename Work> auto write(TestDatabase &test, Work work)
{
    return test.writer()
        .run([work](Connection &connection) -> decltype(work(connection)) {
            Transaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return begun.error();
            auto done = work(connection);
            if (!done)
                return done;
            if (auto committed = transaction.commit(); !committed)
                return committed.error();
            return done;
        })
        .result();
}

/// With the feature that the tests are about.
class Ledger : public TestDatabase {
public:
    Ledger()
        : TestDatabase(engine)
    {
        Feature chatbot;
        chatbot.key = QStringLiteral("chatbot");
        chatbot.name = QStringLiteral("Chatbot");
        const auto added = write(*this,
            [=](Connection &connection) { return FeatureRepository(connection).ensure(chatbot, First, Tester); });
        if (!added)
            qFatal("no feature");
    }
};

AssignmentChange change(const QString &model, qint64 seen = 0)
{
    return { QStringLiteral("chatbot"), QStringLiteral("production"), QStringLiteral("openai"), model,
        QStringLiteral("cheaper"), seen };
}

Result<qint64> assign(TestDatabase &test, const AssignmentChange &change, UtcMicros now)
{
    return write(
        test, [=](Connection &connection) { return AssignmentRepository(connection).assign(change, now, Tester); });
}

Result<qint64> undo(TestDatabase &test, qint64 id)
{
    return write(test, [=](Connection &connection) -> Result<qint64> {
        const auto done = AssignmentRepository(connection).undo(id, Later + 1, Tester);
        return done ? Result<qint64>(id) : Result<qint64>(done.error());
    });
}

QString modelAt(TestDatabase &test, UtcMicros at)
{
    const auto current = test.reader()
                             .run([at](Connection &connection) {
                                 return AssignmentRepository(connection)
                                     .current(QStringLiteral("chatbot"), QStringLiteral("production"), at);
                             })
                             .result();
    return current && *current ? (*current)->assignment.model : QString();
}

}

class AssignmentRepositoryTest : public QObject {
    Q_OBJECT

private slots:
    void endsTheOldAssignmentWhereTheNewOneBegins()
    {
        Ledger test;
        const auto first = assign(test, change(QStringLiteral("gpt-4o")), First);
        QVERIFY(first);

        const auto second = assign(test, change(QStringLiteral("gpt-4o-mini"), *first), Later);

        QVERIFY2(second, second ? "" : qPrintable(second.error().line()));
        QCOMPARE(modelAt(test, First - 1), QString());
        QCOMPARE(modelAt(test, Later - 1), QStringLiteral("gpt-4o"));
        QCOMPARE(modelAt(test, Later), QStringLiteral("gpt-4o-mini"));
        QCOMPARE(test.texts(QStringLiteral("SELECT old_value || ' > ' || new_value || ' ' || reason || ' ' || actor "
                                           "FROM audit_log WHERE action = 'assignments.set' ORDER BY seq DESC"))
                     .constFirst(),
            QStringLiteral("production: openai/gpt-4o > production: openai/gpt-4o-mini cheaper tester"));
    }

    void undoPutsTheOldOneBackAsIfNothingHadBeen()
    {
        Ledger test;
        const auto first = assign(test, change(QStringLiteral("gpt-4o")), First);
        const auto second = assign(test, change(QStringLiteral("gpt-4o-mini"), *first), Later);

        QCOMPARE(undo(test, *first).error().kind, Error::Kind::Conflict);
        QVERIFY(undo(test, *second));

        QCOMPARE(modelAt(test, Later + 5), QStringLiteral("gpt-4o"));
        QCOMPARE(
            test.number(QStringLiteral("SELECT COUNT(*) FROM feature_model_assignments WHERE valid_to_us IS NOT NULL")),
            0);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'assignments.undo'")), 1);
        QCOMPARE(undo(test, 4711).error().kind, Error::Kind::NotFound);
    }

    void refusesAndChangesNothing_data()
    {
        QTest::addColumn<QString>("feature");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("seesTheCurrentOne");
        QTest::addColumn<int>("kind");
        const auto chatbot = QStringLiteral("chatbot");
        QTest::newRow("no reason") << chatbot << QStringLiteral("m") << QStringLiteral(" ") << true
                                   << int(Error::Kind::Invalid);
        QTest::newRow("no model") << chatbot << QString() << QStringLiteral("r") << true << int(Error::Kind::Invalid);
        QTest::newRow("the same model") << chatbot << QStringLiteral("gpt-4o") << QStringLiteral("r") << true
                                        << int(Error::Kind::Invalid);
        QTest::newRow("control characters")
            << chatbot << QStringLiteral("m\u202e") << QStringLiteral("r") << true << int(Error::Kind::Invalid);
        QTest::newRow("unknown feature") << QStringLiteral("nobody") << QStringLiteral("m") << QStringLiteral("r")
                                         << true << int(Error::Kind::NotFound);
        QTest::newRow("stale") << chatbot << QStringLiteral("m") << QStringLiteral("r") << false
                               << int(Error::Kind::Conflict);
    }

    void refusesAndChangesNothing()
    {
        QFETCH(QString, feature);
        QFETCH(QString, model);
        QFETCH(QString, reason);
        QFETCH(bool, seesTheCurrentOne);
        QFETCH(int, kind);
        Ledger test;
        const auto first = assign(test, change(QStringLiteral("gpt-4o")), First);
        const auto entries = test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log"));
        AssignmentChange wanted { feature, QStringLiteral("production"), QStringLiteral("openai"), model, reason,
            seesTheCurrentOne ? *first : 0 };

        const auto refused = assign(test, wanted, Later);

        QVERIFY(!refused);
        QCOMPARE(int(refused.error().kind), kind);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM feature_model_assignments")), 1);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log")), entries);
    }

    void editsAFeatureOnceAndRefusesAStaleSecond()
    {
        Ledger test;
        const auto seen = test.reader()
                              .run([](Connection &connection) { return FeatureRepository(connection).features(); })
                              .result()
                              ->constFirst();
        const auto edit = [&test, seen](const QString &name) {
            auto wanted = seen;
            wanted.name = name;
            return write(test, [=](Connection &connection) -> Result<qint64> {
                const auto done
                    = FeatureRepository(connection).edit(wanted, seen, First, Tester, QStringLiteral("clearer"));
                return done ? Result<qint64>(1) : Result<qint64>(done.error());
            });
        };

        QVERIFY(edit(QStringLiteral("Better name")));
        QCOMPARE(edit(QStringLiteral("Other name")).error().kind, Error::Kind::Conflict);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'features.edit'")), 1);
    }

    void promptVersionsCountUpAndNeverChange()
    {
        Ledger test;
        PromptVersion prompt;
        prompt.feature = QStringLiteral("chatbot");
        prompt.name = QStringLiteral("chat");
        prompt.text = QStringLiteral("Be kind.");
        const auto add = [&] {
            return write(
                test, [=](Connection &connection) { return PromptRepository(connection).add(prompt, First, Tester); });
        };

        QCOMPARE(*add(), 1);
        QCOMPARE(*add(), 2);
        prompt.text.clear();
        QCOMPARE(add().error().kind, Error::Kind::Invalid);
        QVERIFY(!test.exec(QStringLiteral("UPDATE ai_prompts SET text = 'other'")));
        QVERIFY(test.exec(QStringLiteral("UPDATE ai_prompts SET label = 'production' WHERE version = 2")));
    }
};

int main(int argc, char **argv) { return runOnEveryEngine<AssignmentRepositoryTest>(argc, argv, engine); }

#include "tst_assignmentrepository.moc"
