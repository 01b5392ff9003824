#include "smallflags.h"

#include "flags/flagevaluator.h"
#include "flags/phaseplan.h"

#include <QtTest>

/// What a phase means, and what starting it or rolling it back would do.
class PhasePlanTest : public QObject {
    Q_OBJECT

private slots:
    void namesMeanFlags_data();
    void namesMeanFlags();
    void unknownNamesBlockTheStart();
    void startGivesTheGroupsWhatIsOff();
    void startLeavesWhatIsOn();
    void unbuiltViewsBlockTheStartOrAreLeftOut();
    void phasesStartInOrder();
    void readOnlyIsARole();
    void rollbackKeepsEarlierPhases();
    void rollbackOfEverything();
    void rollbackNeedsAnOpenPhase();

private:
    static FlagSet set();
    static QStringList whoHas(const FlagSet &set, const QString &flag);
};

namespace {

const QString Production = QStringLiteral("production");
const QString A = QStringLiteral("a");
const QString B = QStringLiteral("b");
const BuiltViews Both { A, B };

RolloutPhase pending(int number, const QString &group, const QString &feature)
{
    RolloutPhase phase = SmallFlags::openPhase(number, { group }, {});
    phase.features = { feature };
    phase.status = PhaseStatus::Pending;
    phase.environment.clear();
    return phase;
}

/// As if the phase had been started with everything built.
FlagSet started(const FlagSet &set, int number)
{
    const auto plan = planStart(set, number, Both);
    return plan ? plan->after : FlagSet();
}

}

FlagSet PhasePlanTest::set()
{
    FlagSet set = SmallFlags::set(FlagState::off());
    set.phases = { pending(1, QStringLiteral("inner"), QStringLiteral("first")),
        pending(2, QStringLiteral("outer"), QStringLiteral("whole")),
        pending(3, QStringLiteral("apart"), QStringLiteral("reading")) };
    set.phaseNames = { { QStringLiteral("first"), A }, { QStringLiteral("whole"), QStringLiteral("ALL") },
        { QStringLiteral("reading"), QStringLiteral("ROLE viewer") } };
    return set;
}

QStringList PhasePlanTest::whoHas(const FlagSet &set, const QString &flag)
{
    QStringList users;
    const FlagEvaluator evaluator(set, Production, 0);
    for (const Person &person : set.directory.people()) {
        if (evaluator.evaluate(flag, person.key).value)
            users.append(person.key);
    }
    return users;
}

void PhasePlanTest::namesMeanFlags_data()
{
    QTest::addColumn<QString>("meaning");
    QTest::addColumn<QString>("flags"); // "?": none
    QTest::newRow("a flag") << QStringLiteral("a") << QStringLiteral("a");
    QTest::newRow("flags in their order") << QStringLiteral("b, a") << QStringLiteral("a b");
    QTest::newRow("all") << QStringLiteral("ALL") << QStringLiteral("a b");
    QTest::newRow("all but one") << QStringLiteral("ALL EXCEPT a") << QStringLiteral("b");
    QTest::newRow("a role") << QStringLiteral("ROLE viewer") << QStringLiteral("");
    QTest::newRow("no flag") << QStringLiteral("c") << QStringLiteral("?");
    QTest::newRow("all but no flag") << QStringLiteral("ALL EXCEPT c") << QStringLiteral("?");
    QTest::newRow("all but nothing") << QStringLiteral("ALL EXCEPT") << QStringLiteral("?");
    QTest::newRow("all and more") << QStringLiteral("ALL a") << QStringLiteral("?");
    QTest::newRow("no role") << QStringLiteral("ROLE king") << QStringLiteral("?");
    QTest::newRow("nothing") << QStringLiteral("") << QStringLiteral("?");
}

void PhasePlanTest::namesMeanFlags()
{
    QFETCH(QString, meaning);
    FlagSet set = SmallFlags::set(FlagState::off());
    set.phaseNames = { { QStringLiteral("n"), meaning } };

    const auto scope = scopeOf(set, pending(1, QStringLiteral("inner"), QStringLiteral("n")));

    QTEST(scope ? scope->flags.join(QLatin1Char(' ')) : QStringLiteral("?"), "flags");
}

void PhasePlanTest::unknownNamesBlockTheStart()
{
    FlagSet blocked = set();
    blocked.phases[0].features = { QStringLiteral("first"), QStringLiteral("telepathy"), QStringLiteral("teleport") };

    const auto plan = planStart(blocked, 1, Both);

    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, Error::Kind::Invalid);
    QVERIFY2(
        plan.error().summary.contains(QStringLiteral("\"telepathy\", \"teleport\"")), qPrintable(plan.error().summary));
    blocked = set();
    blocked.phases[0].groups = { QStringLiteral("ghosts") };
    QVERIFY(!planStart(blocked, 1, Both));
}

void PhasePlanTest::startGivesTheGroupsWhatIsOff()
{
    FlagSet before = set();
    before.flags[0].settings[Production].state.rolloutMilli = 90'000; // left from earlier days, while it is off

    const auto plan = planStart(before, 1, Both);

    QVERIFY(plan);
    QCOMPARE(plan->flags, QStringList { A });
    QCOMPARE(whoHas(plan->after, A), QStringList({ QStringLiteral("ann"), QStringLiteral("cleo") }));
    QCOMPARE(whoHas(plan->after, B), QStringList());
    QCOMPARE(plan->changes.size(), 1);
    const FlagSet second = started(plan->after, 2);
    QCOMPARE(whoHas(second, B), QStringList({ QStringLiteral("ann"), QStringLiteral("bob"), QStringLiteral("cleo") }));
    QCOMPARE(evaluate(second, A, Production, QStringLiteral("ann"), 0).phase, 1);
    QCOMPARE(evaluate(second, A, Production, QStringLiteral("bob"), 0).phase, 2);
}

void PhasePlanTest::startLeavesWhatIsOn()
{
    FlagSet before = set();
    before.flags[0].settings[Production].state = { true, 0, {}, {}, { QStringLiteral("apart") } };

    const auto plan = planStart(before, 1, Both);

    QVERIFY(plan);
    QVERIFY(plan->changes.isEmpty());
    QCOMPARE(
        whoHas(plan->after, A), QStringList({ QStringLiteral("ann"), QStringLiteral("cleo"), QStringLiteral("dan") }));
}

void PhasePlanTest::unbuiltViewsBlockTheStartOrAreLeftOut()
{
    const FlagSet first = started(set(), 1);

    const auto blocked = planStart(first, 2, { A });
    QVERIFY(!blocked);
    QCOMPARE(blocked.error().kind, Error::Kind::Invalid);
    QVERIFY2(blocked.error().summary.contains(QStringLiteral("New b is not built yet")),
        qPrintable(blocked.error().summary));

    const auto plan = planStart(first, 2, { A }, true);
    QVERIFY(plan);
    QCOMPARE(plan->flags, QStringList { A });
    QCOMPARE(plan->leftOut, QStringList { B });

    // Built at last: the running phase takes it in.
    const auto again = planStart(plan->after, 2, Both);
    QVERIFY(again);
    QCOMPARE(again->flags, QStringList({ A, B }));
    QCOMPARE(planStart(again->after, 2, Both).error().kind, Error::Kind::Conflict);
}

void PhasePlanTest::phasesStartInOrder()
{
    const auto plan = planStart(set(), 2, Both);

    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, Error::Kind::Conflict);
    QCOMPARE(planStart(set(), 9, Both).error().kind, Error::Kind::NotFound);
}

void PhasePlanTest::readOnlyIsARole()
{
    const FlagSet second = started(started(set(), 1), 2);

    // cleo is in the group and is more than a viewer.
    const auto blocked = planStart(second, 3, Both);
    QVERIFY(!blocked);
    QVERIFY2(blocked.error().summary.contains(QStringLiteral("\"cleo\"")), qPrintable(blocked.error().summary));

    FlagSet fitting = second;
    QList<Person> people = fitting.directory.people();
    people[2].role = Role::Viewer;
    fitting.directory = Directory(people, fitting.directory.groups());
    const auto plan = planStart(fitting, 3, Both);
    QVERIFY(plan);
    QVERIFY(plan->changes.isEmpty());
    QVERIFY(plan->flags.isEmpty());
    QVERIFY(!whoHas(plan->after, A).contains(QStringLiteral("dan")));
}

void PhasePlanTest::rollbackKeepsEarlierPhases()
{
    FlagSet second = started(started(set(), 1), 2);
    second.flags[0].settings[Production].state.groups = { QStringLiteral("apart") }; // somebody went further meanwhile

    const auto plan = planRollback(second, 2, false);

    QVERIFY(plan);
    QCOMPARE(plan->phases, QList<int> { 2 });
    QCOMPARE(whoHas(plan->after, A), QStringList({ QStringLiteral("ann"), QStringLiteral("cleo") }));
    QCOMPARE(whoHas(plan->after, B), QStringList());
    QVERIFY(!plan->after.find(B)->setting(Production).state.enabled);

    const auto first = planRollback(second, 1, false);
    QVERIFY(first);
    QCOMPARE(first->phases, QList<int>({ 1, 2 }));
    QCOMPARE(whoHas(first->after, A), QStringList());
}

void PhasePlanTest::rollbackOfEverything()
{
    const FlagSet second = started(started(set(), 1), 2);

    const auto plan = planRollback(second, 2, true);

    QVERIFY(plan);
    QCOMPARE(plan->phases, QList<int>({ 1, 2 }));
    QCOMPARE(whoHas(plan->after, A), QStringList());
    QCOMPARE(whoHas(plan->after, B), QStringList());
}

void PhasePlanTest::rollbackNeedsAnOpenPhase()
{
    QCOMPARE(planRollback(set(), 1, false).error().kind, Error::Kind::Conflict);
    QCOMPARE(planRollback(set(), 9, false).error().kind, Error::Kind::NotFound);
    QVERIFY(planRollback(set(), 1, true));
}

QTEST_GUILESS_MAIN(PhasePlanTest)
#include "tst_phaseplan.moc"
