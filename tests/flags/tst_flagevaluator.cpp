#include "smallflags.h"

#include "flags/flagevaluator.h"

#include <QtTest>

/// Which rule decides, in which order, and that shares choose people fairly and for good.
class FlagEvaluatorTest : public QObject {
    Q_OBJECT

private slots:
    void theEarlierRuleDecides_data();
    void theEarlierRuleDecides();
    void saysWhatAPersonAccepts();
    void neverFails();
    void standsFlagsThatNeedThemselves();
    void needsOtherFlags();
    void earliestPhaseDecides();
    void scheduledChangesCountWhenTheyAreDue();
    void bucketsAreThoseOfTheFormula();
    void halfAPercentIsHalfAPercent();
    void raisingAShareRemovesNobody();
    void flagsChooseIndependently();
    void environmentsAreApart();

private:
    static QStringList crowd(int size);
};

namespace {

const QString Production = QStringLiteral("production");
const QString A = QStringLiteral("a");
const QString Ann = QStringLiteral("ann"); // bucket 89,646 of "a", in inner and outer
const QString Bob = QStringLiteral("bob"); // bucket 13,890 of "a", in outer

Evaluation ask(const FlagSet &set, const QString &user, const QString &flag = A, UtcMicros now = 0)
{
    return evaluate(set, flag, Production, user, now);
}

FlagState &stateOf(FlagSet &set, int flag) { return set.flags[flag].settings[Production].state; }

}

QStringList FlagEvaluatorTest::crowd(int size)
{
    QStringList users;
    for (int i = 0; i < size; ++i)
        users.append(QStringLiteral("user-%1").arg(i));
    return users;
}

void FlagEvaluatorTest::theEarlierRuleDecides_data()
{
    QTest::addColumn<QString>("without"); // the rules taken away, the strongest first
    QTest::addColumn<QString>("rule");
    QTest::addColumn<bool>("value");
    QTest::addColumn<QString>("reason");
    QTest::newRow("all killed") << QStringLiteral("") << QStringLiteral("kill-all") << false
                                << QStringLiteral("DISABLED");
    QTest::newRow("killed") << QStringLiteral("all") << QStringLiteral("kill") << false << QStringLiteral("DISABLED");
    QTest::newRow("off") << QStringLiteral("all kill") << QStringLiteral("off:production") << false
                         << QStringLiteral("DISABLED");
    QTest::newRow("needed flag") << QStringLiteral("all kill off") << QStringLiteral("prerequisite:b") << false
                                 << QStringLiteral("TARGETING_MATCH");
    QTest::newRow("denied") << QStringLiteral("all kill off need") << QStringLiteral("deny:ann") << false
                            << QStringLiteral("TARGETING_MATCH");
    QTest::newRow("allowed") << QStringLiteral("all kill off need deny") << QStringLiteral("allow:ann") << true
                             << QStringLiteral("TARGETING_MATCH");
    QTest::newRow("phase") << QStringLiteral("all kill off need deny allow") << QStringLiteral("phase:1/outer") << true
                           << QStringLiteral("TARGETING_MATCH");
    QTest::newRow("group") << QStringLiteral("all kill off need deny allow phase") << QStringLiteral("group:inner")
                           << true << QStringLiteral("TARGETING_MATCH");
    QTest::newRow("share") << QStringLiteral("all kill off need deny allow phase group") << QStringLiteral("split")
                           << true << QStringLiteral("SPLIT");
    QTest::newRow("nobody") << QStringLiteral("all kill off need deny allow phase group share")
                            << QStringLiteral("default") << false << QStringLiteral("STATIC");
}

void FlagEvaluatorTest::theEarlierRuleDecides()
{
    QFETCH(QString, without);
    const auto keeps
        = [&without](const char *rule) { return !without.split(QLatin1Char(' ')).contains(QLatin1String(rule)); };
    FlagSet set = SmallFlags::set({ true, 0, {}, {}, {} });
    FlagState &state = stateOf(set, 0);
    set.killed = keeps("all");
    set.flags[0].killed = keeps("kill");
    state.enabled = !keeps("off");
    if (keeps("need"))
        set.flags[0].prerequisites = { QStringLiteral("b") };
    if (keeps("deny"))
        state.deny = { Ann };
    if (keeps("allow"))
        state.allow = { Ann };
    if (keeps("phase"))
        set.phases = { SmallFlags::openPhase(1, { QStringLiteral("outer") }, { A }) };
    if (keeps("group"))
        state.groups = { QStringLiteral("inner") };
    if (keeps("share"))
        state.rolloutMilli = 90'000;

    const Evaluation answer = ask(set, Ann);

    QTEST(answer.ruleId(), "rule");
    QTEST(answer.value, "value");
    QTEST(flagReasonName(answer.reason), "reason");
    QCOMPARE(answer.error, FlagError::None);
    QCOMPARE(answer.variant(), answer.value ? QStringLiteral("new") : QStringLiteral("legacy"));
}

void FlagEvaluatorTest::saysWhatAPersonAccepts()
{
    FlagSet set = SmallFlags::set({ true, 25'000, {}, {}, {} });

    QCOMPARE(ask(set, Ann).words(), QStringLiteral("bucket 89,646 of 100,000 is not below 25,000 (25 %)"));
    QCOMPARE(ask(set, Bob).words(), QStringLiteral("bucket 13,890 of 100,000 is below 25,000 (25 %)"));
    set.phases = { SmallFlags::openPhase(2, { QStringLiteral("inner") }, { A }) };
    QCOMPARE(ask(set, Ann).words(), QStringLiteral("group inner, phase 2"));
    set.flags[0].killed = true;
    QCOMPARE(ask(set, Ann).words(), QStringLiteral("the kill switch holds this flag off"));
}

void FlagEvaluatorTest::neverFails()
{
    FlagSet set = SmallFlags::set({ true, 25'000, {}, {}, {} });

    Evaluation answer = evaluate(set, QStringLiteral("no such"), Production, Ann, 0, true);
    QCOMPARE(answer.flag, QStringLiteral("no such"));
    QCOMPARE(flagErrorName(answer.error), QStringLiteral("FLAG_NOT_FOUND"));
    QCOMPARE(flagReasonName(answer.reason), QStringLiteral("ERROR"));
    QVERIFY(answer.value);
    QVERIFY(!evaluate(set, QStringLiteral("no such"), Production, Ann, 0).value);

    answer = evaluate(set, A, QStringLiteral("no such"), Ann, 0, true);
    QCOMPARE(flagErrorName(answer.error), QStringLiteral("INVALID_CONTEXT"));
    QVERIFY(answer.value);

    answer = ask(set, QString());
    QCOMPARE(flagErrorName(answer.error), QStringLiteral("TARGETING_KEY_MISSING"));
    QVERIFY(!answer.value);
    stateOf(set, 0).rolloutMilli = WholeRollout;
    QVERIFY(ask(set, QString()).value);

    QVERIFY(!ask({}, Ann).value);
}

void FlagEvaluatorTest::standsFlagsThatNeedThemselves()
{
    FlagSet set = SmallFlags::set(FlagState::on());
    set.flags[0].prerequisites = { QStringLiteral("b") };
    set.flags[1].prerequisites = { A };

    const Evaluation answer = evaluate(set, A, Production, Ann, 0, true);

    QCOMPARE(answer.error, FlagError::General);
    QCOMPARE(answer.reason, FlagReason::Error);
    QVERIFY(answer.value);
}

void FlagEvaluatorTest::needsOtherFlags()
{
    FlagSet set = SmallFlags::set(FlagState::on());
    set.flags[0].prerequisites = { QStringLiteral("b") };
    stateOf(set, 1) = { true, 0, {}, {}, { QStringLiteral("apart") } };

    QVERIFY(!ask(set, Ann).value);
    QVERIFY(ask(set, QStringLiteral("dan")).value);
    QCOMPARE(ask(set, QStringLiteral("dan")).reason, FlagReason::Static);
}

void FlagEvaluatorTest::earliestPhaseDecides()
{
    FlagSet set = SmallFlags::set({ true, 0, {}, {}, {} });
    set.phases = { SmallFlags::openPhase(1, { QStringLiteral("inner") }, { A }),
        SmallFlags::openPhase(2, { QStringLiteral("outer") }, { A }) };

    QCOMPARE(ask(set, Ann).phase, 1);
    QCOMPARE(ask(set, Bob).phase, 2);
    QVERIFY(!ask(set, QStringLiteral("dan")).value);
    set.phases[0].status = PhaseStatus::Completed;
    QCOMPARE(ask(set, Ann).phase, 1);
    set.phases[0].status = PhaseStatus::RolledBack;
    QCOMPARE(ask(set, Ann).phase, 2);
    set.phases[1].environment = QStringLiteral("staging");
    QVERIFY(!ask(set, Ann).value);
    QVERIFY(!ask(set, Ann, QStringLiteral("b")).value);
}

void FlagEvaluatorTest::scheduledChangesCountWhenTheyAreDue()
{
    FlagSet set = SmallFlags::set(FlagState::off());
    ScheduledChange change;
    change.flag = A;
    change.environment = Production;
    change.due = 1000;
    change.state = FlagState::on();
    change.baseVersion = 1;
    set.scheduled = { change };

    QVERIFY(!ask(set, Ann, A, 999).value);
    QVERIFY(ask(set, Ann, A, 1000).value);
    QVERIFY(!ask(set, Ann, QStringLiteral("b"), 1000).value);
    set.flags[0].settings[Production].version = 2; // somebody changed it since
    QVERIFY(!ask(set, Ann, A, 1000).value);
}

void FlagEvaluatorTest::bucketsAreThoseOfTheFormula()
{
    // Computed with another implementation.
    QCOMPARE(flagBucket(QStringLiteral("salt-a"), Ann), 89'646);
    QCOMPARE(flagBucket(QStringLiteral("salt-a"), Bob), 13'890);
    QCOMPARE(flagBucket(QStringLiteral("salt-b"), Ann), 95'347);
    QCOMPARE(flagBucket(QStringLiteral("salt-a"), QStringLiteral("jürgen")), 64'041);
    QCOMPARE(flagBucket(QStringLiteral("salt-a"), QStringLiteral("用户")), 6'363);
}

void FlagEvaluatorTest::halfAPercentIsHalfAPercent()
{
    const FlagEvaluator evaluator(SmallFlags::set({ true, 500, {}, {}, {} }), Production, 0);
    int chosen = 0;
    const QStringList users = crowd(100'000);
    for (const QString &user : users)
        chosen += evaluator.evaluate(0, user).value;

    QVERIFY2(chosen >= 400 && chosen <= 600, qPrintable(QString::number(chosen)));
}

void FlagEvaluatorTest::raisingAShareRemovesNobody()
{
    const QStringList users = crowd(100'000);
    const FlagEvaluator low(SmallFlags::set({ true, 10'000, {}, {}, {} }), Production, 0);
    const FlagEvaluator high(SmallFlags::set({ true, 25'000, {}, {}, {} }), Production, 0);
    int before = 0;
    int after = 0;
    int removed = 0;
    for (const QString &user : users) {
        const bool had = low.evaluate(0, user).value;
        const bool has = high.evaluate(0, user).value;
        before += had;
        after += has;
        removed += had && !has;
    }

    QCOMPARE(removed, 0);
    QVERIFY2(before > 9'600 && before < 10'400, qPrintable(QString::number(before)));
    QVERIFY2(after > 24'500 && after < 25'500, qPrintable(QString::number(after)));
}

void FlagEvaluatorTest::flagsChooseIndependently()
{
    const QStringList users = crowd(100'000);
    const FlagEvaluator evaluator(SmallFlags::set({ true, 50'000, {}, {}, {} }), Production, 0);
    double observed[2][2] {};
    for (const QString &user : users)
        ++observed[int(evaluator.evaluate(0, user).value)][int(evaluator.evaluate(1, user).value)];

    double chiSquare = 0;
    for (int a = 0; a < 2; ++a) {
        for (int b = 0; b < 2; ++b) {
            const double expected
                = (observed[a][0] + observed[a][1]) * (observed[0][b] + observed[1][b]) / double(users.size());
            chiSquare += (observed[a][b] - expected) * (observed[a][b] - expected) / expected;
        }
    }

    // One degree of freedom: 10.83 is exceeded by chance once in a thousand.
    QVERIFY2(chiSquare < 10.83, qPrintable(QString::number(chiSquare)));
}

void FlagEvaluatorTest::environmentsAreApart()
{
    FlagSet set = SmallFlags::set(FlagState::off());
    set.flags[0].settings[QStringLiteral("staging")].state = FlagState::on();

    QVERIFY(!ask(set, Ann).value);
    QVERIFY(evaluate(set, A, QStringLiteral("staging"), Ann, 0).value);
}

QTEST_GUILESS_MAIN(FlagEvaluatorTest)
#include "tst_flagevaluator.moc"
