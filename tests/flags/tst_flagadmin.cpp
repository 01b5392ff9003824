#include "flagworkspace.h"

#include "audit/auditlog.h"
#include "flags/flagevaluator.h"
#include "flags/people.h"
#include "support/everyengine.h"

#include <QtTest>

using namespace FlagWorkspace;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

FlagChange toShare(TestDatabase &test, int milli, const QString &flag = Overview)
{
    return { flag, Production, setting(test, flag).version, { true, milli, {}, {}, {} } };
}

Result<qint64> apply(TestDatabase &test, const QList<FlagChange> &changes, UtcMicros now,
    const QString &reason = QStringLiteral("because"))
{
    return FlagAdmin::apply(test.workspace(), changes, deed(now, reason), builtViews());
}

}

class FlagAdminTest : public QObject {
    Q_OBJECT

private slots:
    void aNewWorkspaceShowsTheViewsThatItHad();
    void saltsDifferAndNeverChange();
    void appliesAndWritesTheLog();
    void refusesAndChangesNothing_data();
    void refusesAndChangesNothing();
    void onlyAdminsChange();
    void twoAtOnceAreAConflict();
    void undoPutsBackWhatItWas();
    void undoRefusesWhatWasChangedSince();
    void killHoldsEverythingOff();
    void prerequisitesAreKept();
    void scheduledChangesApplyOnceAndInOrder();
    void changesForNowAndLaterAreAllOrNothing();
    void scheduledChangesOnAGoneVersionAreRefused();
    void aChangeWithAnEndGoesBack();
    void scheduledChangesCanBeCancelled();
    void readersSeeWhatIsDue();
};

void FlagAdminTest::aNewWorkspaceShowsTheViewsThatItHad()
{
    TestDatabase test(engine);

    const FlagSet set = load(test);

    QCOMPARE(set.keys(),
        QStringList({ QStringLiteral("new-global-overview"), QStringLiteral("new-feature-dashboard"),
            QStringLiteral("new-model-management"), QStringLiteral("new-prompt-library"),
            QStringLiteral("new-spending-analytics"), QStringLiteral("new-testing-experiments") }));
    QCOMPARE(set.environments,
        QStringList({ QStringLiteral("development"), QStringLiteral("staging"), QStringLiteral("production") }));
    QCOMPARE(set.environment, Production);
    for (const QString &environment : set.environments) {
        const FlagEvaluator evaluator(set, environment, 0);
        QStringList on;
        for (const QString &key : set.keys()) {
            if (evaluator.evaluate(key, QStringLiteral("anybody")).value)
                on.append(key);
        }
        QCOMPARE(on,
            QStringList({ QStringLiteral("new-global-overview"), QStringLiteral("new-feature-dashboard"),
                QStringLiteral("new-spending-analytics") }));
    }
    QCOMPARE(set.flags.at(1).legacyView, QStringLiteral("Debug"));
    QCOMPARE(set.phases.size(), 4);
    QCOMPARE(set.phases.at(3).rollbackMinutes, std::optional<int>());
    QCOMPARE(set.directory.groups().size(), 7);
}

void FlagAdminTest::saltsDifferAndNeverChange()
{
    TestDatabase test(engine);

    QCOMPARE(test.number(QStringLiteral("SELECT COUNT(DISTINCT salt) FROM flags WHERE length(salt) = 32")), 6);
    QVERIFY(!test.exec(QStringLiteral("UPDATE flags SET salt = 'x'")));
    QVERIFY(test.exec(QStringLiteral("UPDATE flags SET killed = 1")));
}

void FlagAdminTest::appliesAndWritesTheLog()
{
    TestDatabase test(engine);
    const FlagChange models { Models, QStringLiteral("staging"), 1,
        { false, 5'000, {}, {}, { QStringLiteral("qa-team") } } };

    const auto changeSet = apply(test, { toShare(test, 25'000), models }, 77);

    QVERIFY2(changeSet, changeSet ? "" : qPrintable(changeSet.error().line()));
    const FlagSetting stored = setting(test, Overview);
    QCOMPARE(stored.state, FlagState({ true, 25'000, {}, {}, {} }));
    QCOMPARE(stored.version, 2);
    QCOMPARE(stored.changed, std::optional<UtcMicros>(77));
    QCOMPARE(stored.changedBy, QStringLiteral("ada"));
    QCOMPARE(setting(test, Overview, QStringLiteral("staging")).state, FlagState::on());
    QCOMPARE(logged(test),
        QStringList(
            { QStringLiteral(
                  "ada | flags.change | new-global-overview | production: on | production: on for 25 % | because"),
                QStringLiteral("ada | flags.change | new-model-management | staging: off | staging: off | because") }));
    const auto chain = test.reader().run([](Connection &connection) { return AuditLog::verify(connection); }).result();
    QVERIFY(chain && !chain->firstBad);

    const auto history
        = test.reader().run([](Connection &connection) { return FlagStore::history(connection, Overview); }).result();
    QVERIFY(history);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().set, *changeSet);
    QCOMPARE(history->first().oldText, QStringLiteral("on"));
    QCOMPARE(history->first().newText, QStringLiteral("on for 25 %"));
    QCOMPARE(history->first().toVersion, 2);
}

void FlagAdminTest::refusesAndChangesNothing_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<int>("milli");
    QTest::addColumn<qint64>("version");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("kind");
    const QString why = QStringLiteral("because");
    QTest::newRow("unknown flag") << QStringLiteral("new-nothing") << 1 << qint64(1) << why
                                  << int(Error::Kind::NotFound);
    QTest::newRow("101 %") << Overview << 101'000 << qint64(1) << why << int(Error::Kind::Invalid);
    QTest::newRow("stale version") << Overview << 1 << qint64(7) << why << int(Error::Kind::Conflict);
    QTest::newRow("no reason") << Overview << 1 << qint64(1) << QStringLiteral(" \t") << int(Error::Kind::Invalid);
    QTest::newRow("unbuilt view") << Models << 1 << qint64(1) << why << int(Error::Kind::Invalid);
}

void FlagAdminTest::refusesAndChangesNothing()
{
    QFETCH(QString, flag);
    QFETCH(int, milli);
    QFETCH(qint64, version);
    QFETCH(QString, reason);
    QFETCH(int, kind);
    TestDatabase test(engine);
    const QStringList before = everything(test);
    const FlagChange good { QStringLiteral("new-spending-analytics"), Production, 1, FlagState::off() };

    const auto refused = apply(test, { good, { flag, Production, version, { true, milli, {}, {}, {} } } }, 1, reason);

    QVERIFY(!refused);
    QCOMPARE(int(refused.error().kind), kind);
    QCOMPARE(everything(test), before);
}

void FlagAdminTest::onlyAdminsChange()
{
    TestDatabase test(engine);
    const QStringList before = everything(test);
    FlagDeed byOperator = deed(1);
    byOperator.by = { QStringLiteral("oli"), Role::Operator };

    const auto changed = FlagAdmin::apply(test.workspace(), { toShare(test, 1) }, byOperator, builtViews());
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, Error::Kind::Denied);
    QVERIFY(changed.error().summary.contains(QStringLiteral("oli")));
    QCOMPARE(FlagAdmin::kill(test.workspace(), {}, true, byOperator).error().kind, Error::Kind::Denied);
    QCOMPARE(FlagAdmin::undo(test.workspace(), 0, byOperator, builtViews()).error().kind, Error::Kind::Denied);
    QCOMPARE(FlagAdmin::schedule(test.workspace(), toShare(test, 1), 9, byOperator, builtViews()).error().kind,
        Error::Kind::Denied);
    QCOMPARE(People::save(test.workspace(), {}, byOperator).error().kind, Error::Kind::Denied);
    QCOMPARE(everything(test), before);
}

void FlagAdminTest::twoAtOnceAreAConflict()
{
    TestDatabase test(engine);
    const FlagChange mine = toShare(test, 25'000);
    const FlagChange yours = toShare(test, 50'000);

    QVERIFY(apply(test, { mine }, 1));
    const auto second = apply(test, { yours }, 2);

    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Conflict);
    QVERIFY2(second.error().summary.contains(QStringLiteral("ada")), qPrintable(second.error().summary));
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 25'000);
}

void FlagAdminTest::undoPutsBackWhatItWas()
{
    TestDatabase test(engine);
    QCOMPARE(FlagAdmin::undo(test.workspace(), 0, deed(1), builtViews()).error().kind, Error::Kind::NotFound);
    const auto first = apply(test, { toShare(test, 25'000) }, 1);
    const auto second = apply(test, { toShare(test, 50'000) }, 2);
    QVERIFY(first && second);

    QVERIFY(FlagAdmin::undo(test.workspace(), 0, deed(3), builtViews()));
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 25'000);
    QCOMPARE(setting(test, Overview).version, 4);
    QCOMPARE(logged(test).last(),
        QStringLiteral(
            "ada | flags.undo | new-global-overview | production: on for 50 % | production: on for 25 % | because"));

    const auto twice = FlagAdmin::undo(test.workspace(), *second, deed(4), builtViews());
    QVERIFY(!twice);
    QCOMPARE(twice.error().kind, Error::Kind::Conflict);
}

void FlagAdminTest::undoRefusesWhatWasChangedSince()
{
    TestDatabase test(engine);
    const auto first = apply(test, { toShare(test, 25'000) }, 1);
    QVERIFY(first);
    QVERIFY(apply(test, { toShare(test, 50'000) }, 2));
    const QStringList before = everything(test);

    const auto undo = FlagAdmin::undo(test.workspace(), *first, deed(3), builtViews());

    QVERIFY(!undo);
    QCOMPARE(undo.error().kind, Error::Kind::Conflict);
    QCOMPARE(everything(test), before);
    QCOMPARE(FlagAdmin::undo(test.workspace(), 99, deed(3), builtViews()).error().kind, Error::Kind::NotFound);
}

void FlagAdminTest::killHoldsEverythingOff()
{
    TestDatabase test(engine);

    QVERIFY(FlagAdmin::kill(test.workspace(), {}, true, deed(1)));
    FlagSet set = load(test);
    QVERIFY(set.killed);
    QCOMPARE(evaluate(set, Overview, Production, QStringLiteral("x"), 0).ruleId(), QStringLiteral("kill-all"));
    QCOMPARE(FlagAdmin::kill(test.workspace(), {}, true, deed(2)).error().kind, Error::Kind::Invalid);
    QVERIFY(FlagAdmin::kill(test.workspace(), {}, false, deed(3)));

    QVERIFY(FlagAdmin::kill(test.workspace(), Overview, true, deed(4)));
    set = load(test);
    QVERIFY(!set.killed);
    QVERIFY(set.find(Overview)->killed);
    QCOMPARE(set.find(Overview)->setting(Production).state, FlagState::on()); // its rules wait
    QCOMPARE(FlagAdmin::kill(test.workspace(), QStringLiteral("new-nothing"), true, deed(5)).error().kind,
        Error::Kind::NotFound);
    QCOMPARE(logged(test),
        QStringList({ QStringLiteral("ada | flags.kill | all flags | not killed | killed | because"),
            QStringLiteral("ada | flags.kill | all flags | killed | not killed | because"),
            QStringLiteral("ada | flags.kill | new-global-overview | not killed | killed | because") }));
}

void FlagAdminTest::prerequisitesAreKept()
{
    TestDatabase test(engine);
    const QString spending = QStringLiteral("new-spending-analytics");

    QVERIFY(FlagAdmin::setPrerequisites(test.workspace(), spending, { Overview }, 1, deed(1)));
    QCOMPARE(load(test).find(spending)->prerequisites, QStringList { Overview });
    const QStringList before = everything(test);
    const auto cycle = FlagAdmin::setPrerequisites(test.workspace(), Overview, { spending }, 1, deed(2));
    QVERIFY(!cycle);
    QCOMPARE(cycle.error().kind, Error::Kind::Invalid);
    QVERIFY2(cycle.error().summary.contains(
                 QStringLiteral("new-global-overview > new-spending-analytics > new-global-overview")),
        qPrintable(cycle.error().summary));
    QCOMPARE(
        FlagAdmin::setPrerequisites(test.workspace(), spending, {}, 1, deed(2)).error().kind, Error::Kind::Conflict);
    QCOMPARE(FlagAdmin::setPrerequisites(test.workspace(), spending, { QStringLiteral("x") }, 2, deed(2)).error().kind,
        Error::Kind::NotFound);
    QCOMPARE(everything(test), before);
    QVERIFY(FlagAdmin::setPrerequisites(test.workspace(), spending, {}, 2, deed(3)));
    QCOMPARE(logged(test).last(),
        QStringLiteral("ada | flags.prerequisites | new-spending-analytics | needs new-global-overview | needs nothing "
                       "| because"));
}

void FlagAdminTest::scheduledChangesApplyOnceAndInOrder()
{
    TestDatabase test(engine);
    // A ramp, given in the wrong order, of which two steps are overdue at once.
    QVERIFY(FlagAdmin::schedule(test.workspace(), toShare(test, 50'000), 3000, deed(1), builtViews()));
    QVERIFY(FlagAdmin::schedule(test.workspace(), toShare(test, 10'000), 1000, deed(2), builtViews()));
    QVERIFY(FlagAdmin::schedule(test.workspace(), toShare(test, 25'000), 2000, deed(3), builtViews()));

    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 999, builtViews())->size(), 0);
    QCOMPARE(setting(test, Overview).state, FlagState::on());
    const auto due = FlagAdmin::applyDue(test.workspace(), 2500, builtViews());
    QVERIFY(due);
    QCOMPARE(due->size(), 2);
    QVERIFY(due->at(0).applied && due->at(1).applied);
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 25'000);
    QCOMPARE(setting(test, Overview).version, 3);
    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 2500, builtViews())->size(), 0);
    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 9000, builtViews())->size(), 1);
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 50'000);
    QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'flags.change'")), 3);
    QVERIFY2(logged(test).last().startsWith(
                 QStringLiteral("ada | flags.change | new-global-overview | production: on for 25 % | production: on "
                                "for 50 % | because (scheduled for 1970-01-01 00:00:00.003")),
        qPrintable(logged(test).last()));
    // The last step can be taken back like any other change.
    QVERIFY(FlagAdmin::undo(test.workspace(), 0, deed(9001), builtViews()));
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 25'000);
}

void FlagAdminTest::changesForNowAndLaterAreAllOrNothing()
{
    TestDatabase test(engine);
    const QString spending = QStringLiteral("new-spending-analytics");
    const QList<FlagChange> now { toShare(test, 10'000) };
    const auto before = everything(test);
    const auto together = [&](const QList<FlagAdmin::LaterChange> &later) {
        return FlagAdmin::applyAndSchedule(test.workspace(), now, later, deed(100), builtViews());
    };
    FlagChange stale = toShare(test, 25'000, spending);
    stale.fromVersion = 7;

    // What can be made stands before what cannot.
    QCOMPARE(together({ { toShare(test, 50'000, spending), 2000 }, { stale, 3000 } }).error().kind, Error::Kind::Conflict);
    QCOMPARE(together({ { toShare(test, 50'000, spending), 100 } }).error().kind, Error::Kind::Invalid);
    QCOMPARE(everything(test), before);

    const auto changeSet = together({ { toShare(test, 50'000, spending), 2000 } });

    QVERIFY(changeSet && *changeSet > 0);
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 10'000);
    QCOMPARE(setting(test, spending).state, FlagState::on());
    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 2000, builtViews())->size(), 1);
    QCOMPARE(setting(test, spending).state.rolloutMilli, 50'000);
}

void FlagAdminTest::scheduledChangesOnAGoneVersionAreRefused()
{
    TestDatabase test(engine);
    QVERIFY(FlagAdmin::schedule(test.workspace(), toShare(test, 50'000), 1000, deed(1), builtViews()));
    QVERIFY(apply(test, { toShare(test, 1'000) }, 2));

    const auto due = FlagAdmin::applyDue(test.workspace(), 1000, builtViews());

    QVERIFY(due);
    QCOMPARE(due->size(), 1);
    QVERIFY(!due->first().applied);
    QCOMPARE(setting(test, Overview).state.rolloutMilli, 1'000);
    const auto schedules
        = test.reader().run([](Connection &connection) { return FlagStore::schedules(connection); }).result();
    QVERIFY(schedules);
    QCOMPARE(schedules->first().status, QStringLiteral("refused"));
    QVERIFY(schedules->first().outcome.contains(QStringLiteral("version 2, not 1")));
    QVERIFY(logged(test).last().contains(QStringLiteral("| flags.schedule | new-global-overview |")));
    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 2000, builtViews())->size(), 0);
}

void FlagAdminTest::aChangeWithAnEndGoesBack()
{
    TestDatabase test(engine);
    const FlagChange off { Overview, Production, 1, FlagState::off() };

    QVERIFY(!FlagAdmin::apply(test.workspace(), { off }, deed(10), builtViews(), 10));
    QVERIFY(FlagAdmin::apply(test.workspace(), { off }, deed(10), builtViews(), 1000));
    QCOMPARE(setting(test, Overview).state, FlagState::off());
    QCOMPARE(nextFlagChange(load(test), 10), std::optional<UtcMicros>(1000));
    QVERIFY(evaluate(load(test), Overview, Production, QStringLiteral("x"), 1000).value);

    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 1000, builtViews())->size(), 1);
    QCOMPARE(setting(test, Overview).state, FlagState::on());
}

void FlagAdminTest::scheduledChangesCanBeCancelled()
{
    TestDatabase test(engine);
    QCOMPARE(FlagAdmin::schedule(test.workspace(), toShare(test, 1), 5, deed(5), builtViews()).error().kind,
        Error::Kind::Invalid);
    const auto id = FlagAdmin::schedule(test.workspace(), toShare(test, 1), 5 * MicrosPerSecond, deed(1), builtViews());
    QVERIFY(id);

    QVERIFY(FlagAdmin::cancelScheduled(test.workspace(), *id, deed(2)));
    QCOMPARE(FlagAdmin::cancelScheduled(test.workspace(), *id, deed(3)).error().kind, Error::Kind::NotFound);

    QCOMPARE(FlagAdmin::applyDue(test.workspace(), 6 * MicrosPerSecond, builtViews())->size(), 0);
    QCOMPARE(setting(test, Overview).state, FlagState::on());
    QCOMPARE(logged(test).last(),
        QStringLiteral("ada | flags.schedule | new-global-overview | production at 1970-01-01 00:00:05 +00:00: on for "
                       "0.001 % | cancelled | because"));
}

void FlagAdminTest::readersSeeWhatIsDue()
{
    TestDatabase test(engine);
    const FlagChange off { Overview, Production, 1, FlagState::off() };
    QVERIFY(FlagAdmin::schedule(test.workspace(), off, 1000, deed(1), builtViews()));

    // Nobody has written it yet.
    QVERIFY(evaluate(load(test), Overview, Production, QStringLiteral("x"), 999).value);
    QVERIFY(!evaluate(load(test), Overview, Production, QStringLiteral("x"), 1000).value);
}

int main(int argc, char **argv) { return runOnEveryEngine<FlagAdminTest>(argc, argv, engine); }
#include "tst_flagadmin.moc"
