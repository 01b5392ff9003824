#include "flagworkspace.h"

#include "flags/flagevaluator.h"
#include "flags/people.h"
#include "flags/phaseadmin.h"
#include "services/clock.h"
#include "support/everyengine.h"

#include <QtTest>

using namespace FlagWorkspace;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

constexpr UtcMicros Day = 24 * MicrosPerHour;

BuiltViews everyView(TestDatabase &test)
{
    const QStringList keys = load(test).keys();
    return BuiltViews(keys.begin(), keys.end());
}

/// All flags off, and one person in each group of the seed: lead, dev, coder, qa, staff, partner, adviser.
void prepare(TestDatabase &test)
{
    const auto person = [](const char *key, const char *group) {
        return Person { QLatin1String(key), QLatin1String(key), Role::Viewer, { QLatin1String(group) } };
    };
    const QList<Person> people { { QStringLiteral("ada"), QStringLiteral("Ada"), Role::Admin, {} },
        person("lead", "ai-team-leads"), person("dev", "selected-developers"), person("coder", "all-ai-developers"),
        person("qa", "qa-team"), person("staff", "all-internal-users"), person("partner", "external-partners"),
        person("adviser", "consultants") };
    QVERIFY(People::save(test.workspace(), people, deed(1)));
    QList<FlagChange> off;
    for (const Flag &flag : load(test).flags) {
        if (flag.setting(Production).state.enabled)
            off.append({ flag.key, Production, flag.setting(Production).version, FlagState::off() });
    }
    QVERIFY(FlagAdmin::apply(test.workspace(), off, deed(2), {}));
}

/// "lead dev" of those who have the new view.
QString whoHas(TestDatabase &test, const QString &flag)
{
    const FlagSet set = load(test);
    const FlagEvaluator evaluator(set, Production, 0);
    QStringList users;
    for (const char *key : { "lead", "dev", "coder", "qa", "staff", "partner", "adviser" }) {
        if (evaluator.evaluate(flag, QLatin1String(key)).value)
            users.append(QLatin1String(key));
    }
    return users.join(QLatin1Char(' '));
}

Result<PhasePlan> start(TestDatabase &test, int number, UtcMicros now)
{
    return PhaseAdmin::start(test.workspace(), number, deed(now), everyView(test));
}

QStringList statuses(TestDatabase &test)
{
    return test.texts(QStringLiteral("SELECT status FROM rollout_phases ORDER BY number"));
}

}

class PhaseAdminTest : public QObject {
    Q_OBJECT

private slots:
    void runsThePlanOfTheSeed();
    void unbuiltViewsBlockTheSeedsSecondPhase();
    void rollbackTurnsLaterPhasesOff();
    void rollbackGoesOnAfterACrash();
    void rollbackSaysWhetherItWasInTime();
    void everythingCanBeRolledBack();
    void aRolledBackPhaseCanStartAgain();
    void phaseChangesAreNotUndone();
    void editsWhatIsNotOpen();
    void refusesWrongEdits();
    void namesAreEdited();
    void programmeGetsDates();
};

void PhaseAdminTest::runsThePlanOfTheSeed()
{
    TestDatabase test(engine);
    prepare(test);
    const QString testing = QStringLiteral("new-testing-experiments");

    const auto first = start(test, 1, 10 * Day);
    QVERIFY2(first, first ? "" : qPrintable(first.error().line()));
    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev"));
    QCOMPARE(whoHas(test, Models), QString());
    QCOMPARE(load(test).phases.at(0).due(), std::optional<UtcMicros>(13 * Day));
    QCOMPARE(nextFlagChange(load(test), 10 * Day), std::optional<UtcMicros>(13 * Day));
    QVERIFY(PhaseAdmin::complete(test.workspace(), 1, deed(13 * Day)));
    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev"));
    QCOMPARE(PhaseAdmin::complete(test.workspace(), 1, deed(13 * Day)).error().kind, Error::Kind::Conflict);

    QVERIFY(start(test, 2, 13 * Day));
    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev coder qa"));
    QCOMPARE(whoHas(test, Models), QStringLiteral("lead dev coder qa"));
    QCOMPARE(whoHas(test, testing), QString());
    QVERIFY(PhaseAdmin::complete(test.workspace(), 2, deed(18 * Day)));

    QVERIFY(start(test, 3, 18 * Day));
    QCOMPARE(whoHas(test, testing), QStringLiteral("lead dev coder qa staff"));
    QVERIFY(PhaseAdmin::complete(test.workspace(), 3, deed(25 * Day)));

    const auto fourth = start(test, 4, 25 * Day);
    QVERIFY2(fourth, fourth ? "" : qPrintable(fourth.error().line()));
    QVERIFY(fourth->flags.isEmpty());
    QVERIFY(!whoHas(test, Overview).contains(QStringLiteral("partner")));
    QVERIFY(!load(test).phases.at(3).due());
    QCOMPARE(statuses(test),
        QStringList({ QStringLiteral("completed"), QStringLiteral("completed"), QStringLiteral("completed"),
            QStringLiteral("running") }));
    QCOMPARE(test.number(
                 QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action IN ('phases.start', 'phases.complete')")),
        7);
    QVERIFY(logged(test).contains(QStringLiteral("ada | phases.start | phase 1: Internal Beta | pending | running in "
                                                 "production: new-global-overview, new-feature-dashboard | because")));
}

void PhaseAdminTest::unbuiltViewsBlockTheSeedsSecondPhase()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(PhaseAdmin::start(test.workspace(), 1, deed(3), builtViews()));
    const QStringList before = everything(test);

    const auto refused
        = PhaseAdmin::start(test.workspace(), 2, deed(4), { Overview, QStringLiteral("new-feature-dashboard") });

    QVERIFY(!refused);
    QVERIFY2(refused.error().summary.contains(QStringLiteral("Model Management is not built yet")),
        qPrintable(refused.error().summary));
    QCOMPARE(everything(test), before);
}

void PhaseAdminTest::rollbackTurnsLaterPhasesOff()
{
    TestDatabase test(engine);
    prepare(test);
    for (const int number : { 1, 2, 3 })
        QVERIFY(start(test, number, number));
    FixedClock clock(100);

    const auto rollback
        = PhaseAdmin::rollback(test.workspace(), 2, false, deed(100, QStringLiteral("wrong totals")), clock);

    QVERIFY2(rollback, rollback ? "" : qPrintable(rollback.error().line()));
    QCOMPARE(statuses(test),
        QStringList({ QStringLiteral("running"), QStringLiteral("rolled-back"), QStringLiteral("rolled-back"),
            QStringLiteral("pending") }));
    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev"));
    QCOMPARE(whoHas(test, Models), QString());
    QVERIFY(!setting(test, Models).state.enabled);
    const QStringList log = logged(test);
    QCOMPARE(log.last(),
        QStringLiteral("ada | phases.rollback | phase 2: Developer Preview | begun | finished: flags off after 0.000 "
                       "s, limit met | wrong totals"));
    QCOMPARE(log.filter(QStringLiteral("| phases.rollback |")).size(), 4); // begun, two phases, finished
    QVERIFY(log.filter(QStringLiteral("| phases.rollback |"))
                .first()
                .endsWith(QStringLiteral("begun: this phase and later ones; limit within 1 hour | wrong totals")));
    QCOMPARE(PhaseAdmin::rollback(test.workspace(), 2, false, deed(101), clock).error().kind, Error::Kind::Conflict);
    QCOMPARE(PhaseAdmin::rollback(test.workspace(), 1, false, deed(101, QString()), clock).error().kind,
        Error::Kind::Invalid);
}

void PhaseAdminTest::rollbackGoesOnAfterACrash()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(start(test, 1, 3));

    // The record stands, and then the program is gone.
    QVERIFY(PhaseAdmin::beginRollback(test.workspace(), 1, false, deed(10)));
    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev"));
    QCOMPARE(start(test, 2, 11).error().kind, Error::Kind::Conflict);
    QCOMPARE(PhaseAdmin::beginRollback(test.workspace(), 1, false, deed(11)).error().kind, Error::Kind::Conflict);

    // The next start of any program that may write.
    QVERIFY(FlagAdmin::applyDue(test.workspace(), 20, builtViews()));
    QCOMPARE(whoHas(test, Overview), QString());
    QCOMPARE(statuses(test).first(), QStringLiteral("rolled-back"));
    const QStringList after = everything(test);
    QVERIFY(FlagAdmin::applyDue(test.workspace(), 30, builtViews()));
    QCOMPARE(everything(test), after);

    // And where it died between the second and the third step.
    QVERIFY(test.exec(QStringLiteral("UPDATE rollout_rollbacks SET finished_us = NULL")));
    QVERIFY(FlagAdmin::applyDue(test.workspace(), 40, builtViews()));
    const auto rollbacks
        = test.reader().run([](Connection &connection) { return FlagStore::rollbacks(connection); }).result();
    QVERIFY(rollbacks);
    QCOMPARE(rollbacks->first().flagsOff, std::optional<UtcMicros>(20));
    QCOMPARE(rollbacks->first().finished, std::optional<UtcMicros>(40));
}

void PhaseAdminTest::rollbackSaysWhetherItWasInTime()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(start(test, 1, 3));
    const auto id = PhaseAdmin::beginRollback(test.workspace(), 1, false, deed(10));
    QVERIFY(id);

    // Immediate is within a minute.
    const auto late = PhaseAdmin::finishRollback(test.workspace(), *id, FixedClock(10 + 61 * MicrosPerSecond));

    QVERIFY(late);
    QCOMPARE(late->metLimit(), std::optional<bool>(false));
    QVERIFY(logged(test).last().contains(QStringLiteral("flags off after 61.000 s, limit missed")));
}

void PhaseAdminTest::everythingCanBeRolledBack()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(start(test, 1, 3));
    QVERIFY(FlagAdmin::apply(test.workspace(),
        { { QStringLiteral("new-spending-analytics"), Production, 2, FlagState::on() } }, deed(4), builtViews()));

    // Phase 4 has no limit and was not started: that keeps nobody from turning everything off.
    const auto rollback = PhaseAdmin::rollback(test.workspace(), 4, true, deed(5), FixedClock(5));

    QVERIFY2(rollback, rollback ? "" : qPrintable(rollback.error().line()));
    QCOMPARE(rollback->metLimit(), std::optional<bool>());
    for (const QString &key : load(test).keys())
        QCOMPARE(whoHas(test, key), QString());
    QCOMPARE(statuses(test).first(), QStringLiteral("rolled-back"));
}

void PhaseAdminTest::aRolledBackPhaseCanStartAgain()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(start(test, 1, 3));
    QVERIFY(PhaseAdmin::rollback(test.workspace(), 1, false, deed(4), FixedClock(4)));

    QVERIFY(start(test, 1, 5));

    QCOMPARE(whoHas(test, Overview), QStringLiteral("lead dev"));
    QCOMPARE(load(test).phases.at(0).started, std::optional<UtcMicros>(5));
    QVERIFY(!load(test).phases.at(0).ended);
}

void PhaseAdminTest::phaseChangesAreNotUndone()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(start(test, 1, 3));
    const qint64 changeSet = test.number(QStringLiteral("SELECT MAX(id) FROM flag_change_sets"));

    const auto undo = FlagAdmin::undo(test.workspace(), changeSet, deed(4), builtViews());

    QVERIFY(!undo);
    QCOMPARE(undo.error().kind, Error::Kind::Invalid);
}

void PhaseAdminTest::editsWhatIsNotOpen()
{
    TestDatabase test(engine);
    prepare(test);
    PhaseEdit edit { QStringLiteral("Small Beta"), { QStringLiteral("qa-team") }, { QStringLiteral("global-overview") },
        4, 90, 55 };

    QVERIFY(PhaseAdmin::edit(test.workspace(), 1, edit, 1, deed(3)));

    RolloutPhase phase = load(test).phases.at(0);
    QCOMPARE(phase.name, QStringLiteral("Small Beta"));
    QCOMPARE(phase.groups, QStringList { QStringLiteral("qa-team") });
    QCOMPARE(phase.planned, std::optional<UtcMicros>(55));
    QVERIFY(logged(test).last().contains(
        QStringLiteral("Internal Beta; 3 days; groups ai-team-leads, selected-developers; features global-overview, "
                       "feature-dashboard; rollback immediate | Small Beta; 4 days; groups qa-team; features "
                       "global-overview; rollback within 90 minutes; planned 1970-01-01")));

    QVERIFY(start(test, 1, 4));
    edit.durationDays.reset();
    QVERIFY(PhaseAdmin::edit(test.workspace(), 1, edit, load(test).phases.at(0).version, deed(5)));
    QVERIFY(!load(test).phases.at(0).due());
    edit.groups = { QStringLiteral("consultants") };
    QCOMPARE(PhaseAdmin::edit(test.workspace(), 1, edit, load(test).phases.at(0).version, deed(6)).error().kind,
        Error::Kind::Invalid);
    QCOMPARE(whoHas(test, Overview), QStringLiteral("qa"));
}

void PhaseAdminTest::refusesWrongEdits()
{
    TestDatabase test(engine);
    const PhaseEdit good { QStringLiteral("Beta"), { QStringLiteral("qa-team") }, { QStringLiteral("anything") }, 4, 0,
        std::nullopt };
    const QStringList before = everything(test);
    const auto kindOf = [&test](int number, const PhaseEdit &edit, qint64 version) {
        return PhaseAdmin::edit(test.workspace(), number, edit, version, deed(1)).error().kind;
    };

    PhaseEdit wrong = good;
    wrong.name = QStringLiteral(" ");
    QCOMPARE(kindOf(1, wrong, 1), Error::Kind::Invalid);
    wrong = good;
    wrong.durationDays = 0;
    QCOMPARE(kindOf(1, wrong, 1), Error::Kind::Invalid);
    wrong = good;
    wrong.rollbackMinutes = -1;
    QCOMPARE(kindOf(1, wrong, 1), Error::Kind::Invalid);
    wrong = good;
    wrong.groups = { QStringLiteral("ghosts") };
    QCOMPARE(kindOf(1, wrong, 1), Error::Kind::NotFound);
    QCOMPARE(kindOf(1, good, 3), Error::Kind::Conflict);
    QCOMPARE(kindOf(9, good, 1), Error::Kind::NotFound);
    QCOMPARE(everything(test), before);
}

void PhaseAdminTest::namesAreEdited()
{
    TestDatabase test(engine);
    prepare(test);
    QVERIFY(PhaseAdmin::setName(test.workspace(), { QStringLiteral("global-overview"), QString() }, deed(3)));
    const auto blocked = start(test, 1, 4);
    QVERIFY(!blocked);
    QVERIFY2(
        blocked.error().summary.contains(QStringLiteral("\"global-overview\"")), qPrintable(blocked.error().summary));

    QCOMPARE(PhaseAdmin::setName(
                 test.workspace(), { QStringLiteral("global-overview"), QStringLiteral("new-nonsense") }, deed(5))
                 .error()
                 .kind,
        Error::Kind::Invalid);
    QVERIFY(PhaseAdmin::setName(
        test.workspace(), { QStringLiteral("global-overview"), QStringLiteral("new-spending-analytics") }, deed(6)));
    QVERIFY(start(test, 1, 7));

    QCOMPARE(whoHas(test, QStringLiteral("new-spending-analytics")), QStringLiteral("lead dev"));
    QCOMPARE(whoHas(test, Overview), QString());
}

void PhaseAdminTest::programmeGetsDates()
{
    TestDatabase test(engine);

    QVERIFY(PhaseAdmin::setProgrammeStart(test.workspace(), QDate(2026, 11, 23), deed(1)));

    const auto phases
        = test.reader().run([](Connection &connection) { return FlagStore::programme(connection); }).result();
    QVERIFY(phases);
    QCOMPARE(phases->size(), 5);
    const ReportingZone utc;
    QCOMPARE(utc.dayOf(*phases->at(0).starts), QDate(2026, 11, 23));
    QCOMPARE(utc.dayOf(*phases->at(0).ends), QDate(2026, 11, 30));
    QCOMPARE(utc.dayOf(*phases->at(2).starts), QDate(2026, 11, 30)); // weeks 2 and 3
    QCOMPARE(utc.dayOf(*phases->at(2).ends), QDate(2026, 12, 14));
    QCOMPARE(utc.dayOf(*phases->at(4).ends), QDate(2026, 12, 28));
    QVERIFY(!PhaseAdmin::setProgrammeStart(test.workspace(), QDate(), deed(2)));
}

int main(int argc, char **argv) { return runOnEveryEngine<PhaseAdminTest>(argc, argv, engine); }
#include "tst_phaseadmin.moc"
