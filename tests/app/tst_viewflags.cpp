#include "app/viewflags.h"
#include "flags/flagworkspace.h"
#include "services/clock.h"
#include "services/jobqueue.h"

#include <QSignalSpy>
#include <QTest>

using namespace FlagWorkspace;

namespace {

const QString Ann = QStringLiteral("ann");

/// Somebody at the console over a workspace of its own.
struct Console
{
    void open(const QString &user = Ann)
    {
        flags = std::make_unique<ViewFlags>(std::shared_ptr<Workspace>(&test.workspace(), [](Workspace *) {}), user, *clock, jobs);
    }
    FlagChange off() { return { Overview, Production, setting(test, Overview).version, FlagState::off() }; }
    QStringList schedules() { return test.texts(QStringLiteral("SELECT status FROM flag_schedules ORDER BY id")); }

    TestDatabase test;
    std::unique_ptr<Clock> clock = std::make_unique<FixedClock>(5000);
    JobQueue jobs;
    std::unique_ptr<ViewFlags> flags;
};

}

class ViewFlagsTest : public QObject
{
    Q_OBJECT

private slots:
    void decidesForThePersonWhoSitsThere();
    void followsWhatIsChangedElsewhere();
    void appliesWhatCameDueBeforeTheStart();
    void appliesWhatComesDueWhileItRuns();
    void doesNotTryInALoopWhatCannotBeApplied();
    void nobodyLosesAViewByAFault();
};

void ViewFlagsTest::decidesForThePersonWhoSitsThere()
{
    Console console;
    QVERIFY(FlagAdmin::apply(console.test.workspace(), { console.off() }, deed(1), builtViews()));

    console.open();
    QSignalSpy ready(console.flags.get(), &ViewFlags::ready);
    QVERIFY(ready.wait());

    QCOMPARE(console.flags->session().user, Ann);
    QCOMPARE(console.flags->session().role, Role::Admin); // one file, no directory
    QVERIFY(console.flags->decide(Overview).legacy);
    QVERIFY(!console.flags->decide(Overview).offer.reason.isEmpty());
    QVERIFY(!console.flags->decide(QStringLiteral("new-spending-analytics")).legacy);
}

void ViewFlagsTest::followsWhatIsChangedElsewhere()
{
    Console console;
    console.open();
    QTRY_VERIFY(!console.flags->decide(Overview).legacy);
    QSignalSpy ready(console.flags.get(), &ViewFlags::ready);
    QVERIFY(ready.wait());
    QSignalSpy changed(console.flags.get(), &ViewFlags::changed);

    QVERIFY(FlagAdmin::apply(console.test.workspace(), { console.off() }, deed(1), builtViews()));
    console.flags->look();

    QVERIFY(changed.wait());
    QVERIFY(console.flags->decide(Overview).legacy);
}

void ViewFlagsTest::appliesWhatCameDueBeforeTheStart()
{
    Console console;
    QVERIFY(FlagAdmin::schedule(console.test.workspace(), console.off(), 1000, deed(1), builtViews()));

    console.open();

    QTRY_COMPARE(console.schedules(), QStringList { QStringLiteral("applied") });
    QTRY_VERIFY(console.flags->decide(Overview).legacy);
    QCOMPARE(setting(console.test, Overview).state, FlagState::off());
}

void ViewFlagsTest::appliesWhatComesDueWhileItRuns()
{
    Console console;
    console.clock = std::make_unique<SystemClock>();
    const UtcMicros now = console.clock->now();
    QVERIFY(FlagAdmin::schedule(console.test.workspace(), console.off(), now + MicrosPerSecond, deed(now), builtViews()));
    console.open();
    QSignalSpy ready(console.flags.get(), &ViewFlags::ready);
    QVERIFY(ready.wait());

    QTRY_COMPARE(console.schedules(), QStringList { QStringLiteral("applied") });

    QTRY_VERIFY(console.flags->decide(Overview).legacy);
}

void ViewFlagsTest::doesNotTryInALoopWhatCannotBeApplied()
{
    Console console;
    QVERIFY(FlagAdmin::schedule(console.test.workspace(), console.off(), 1000, deed(1), builtViews()));
    QVERIFY(console.test.exec(QStringLiteral("CREATE TRIGGER never BEFORE UPDATE ON flag_schedules BEGIN SELECT RAISE(ABORT, 'never'); END")));
    QSignalSpy over(&console.jobs, &JobQueue::finished);
    console.open();
    QTRY_COMPARE(over.size(), 1);

    // Whatever was asked in answer to the failure is answered before this is.
    (void)console.test.workspace().reader().run([](Connection &) -> Result<> { return Ok; }).result();
    QCoreApplication::processEvents();

    QCOMPARE(console.jobs.jobs().size(), 1);
    QCOMPARE(console.jobs.jobs().constFirst().state, JobStatus::State::Failed);
    QVERIFY(console.flags->decide(Overview).legacy); // what is due counts, also where nobody can write it
}

void ViewFlagsTest::nobodyLosesAViewByAFault()
{
    Console console;
    QVERIFY(console.test.exec(QStringLiteral("ALTER TABLE flag_states RENAME TO gone")));

    console.open();
    QSignalSpy ready(console.flags.get(), &ViewFlags::ready);
    QVERIFY(ready.wait());

    QVERIFY(console.flags->error());
    QVERIFY(!console.flags->decide(Overview).legacy);
    QCOMPARE(console.flags->session().role, Role::Viewer); // who it is could not be asked
}

QTEST_MAIN(ViewFlagsTest)
#include "tst_viewflags.moc"
