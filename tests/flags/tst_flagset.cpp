#include "smallflags.h"

#include "flags/flagchange.h"

#include <QtTest>

Q_DECLARE_METATYPE(FlagState)

/// What a set says about itself, and which changes it refuses.
class FlagSetTest : public QObject {
    Q_OBJECT

private slots:
    void knowsWhenAnythingChangesNext();
    void callsFinishedFlagsStale();
    void refusesWrongChanges_data();
    void refusesWrongChanges();
    void acceptsARightChange();
    void toleratesNamesThatWereThere();
    void refusesFlagsThatNeedThemselves();
};

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;

const BuiltViews Built { QStringLiteral("a") };

FlagChange change(const FlagState &state) { return { QStringLiteral("a"), QStringLiteral("production"), 1, state }; }

}

void FlagSetTest::knowsWhenAnythingChangesNext()
{
    FlagSet set = SmallFlags::set(FlagState::on());
    QVERIFY(!nextFlagChange(set, 0));

    ScheduledChange first;
    first.due = 100;
    ScheduledChange second;
    second.due = 5 * Day;
    set.scheduled = { first, second };
    RolloutPhase phase = SmallFlags::openPhase(1, {}, {});
    phase.started = 50;
    phase.durationDays = 3;
    set.phases = { phase };

    QCOMPARE(nextFlagChange(set, 0), std::optional<UtcMicros>(100));
    QCOMPARE(nextFlagChange(set, 100), std::optional<UtcMicros>(50 + 3 * Day));
    QCOMPARE(nextFlagChange(set, 4 * Day), std::optional<UtcMicros>(5 * Day));
    QVERIFY(!nextFlagChange(set, 5 * Day));
    set.phases[0].status = PhaseStatus::Completed;
    QCOMPARE(nextFlagChange(set, 100), std::optional<UtcMicros>(5 * Day));
}

void FlagSetTest::callsFinishedFlagsStale()
{
    FlagSet set = SmallFlags::set(FlagState::on());
    QVERIFY(!staleness(set, set.flags.at(0), 365 * Day).isStale); // never changed

    for (FlagSetting &setting : set.flags[0].settings)
        setting.changed = 10 * Day;
    QVERIFY(!staleness(set, set.flags.at(0), 39 * Day).isStale);
    QVERIFY(staleness(set, set.flags.at(0), 40 * Day).isStale);
    QCOMPARE(staleness(set, set.flags.at(0), 40 * Day).since, 10 * Day);

    set.flags[0].settings[QStringLiteral("staging")].state.rolloutMilli = 50'000;
    QVERIFY(!staleness(set, set.flags.at(0), 40 * Day).isStale);
    set.flags[0].settings[QStringLiteral("staging")].state = FlagState::off();
    QVERIFY(!staleness(set, set.flags.at(0), 40 * Day).isStale);
}

void FlagSetTest::refusesWrongChanges_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<qint64>("version");
    QTest::addColumn<FlagState>("state");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("says");
    const QString a = QStringLiteral("a");
    const QString production = QStringLiteral("production");
    const QStringList none;
    const QStringList stranger { QStringLiteral("zoe") };
    QTest::newRow("flag") << QStringLiteral("zz") << production << qint64(1) << FlagState::on()
                          << int(Error::Kind::NotFound) << QStringLiteral("zz");
    QTest::newRow("environment") << a << QStringLiteral("moon") << qint64(1) << FlagState::on()
                                 << int(Error::Kind::NotFound) << QStringLiteral("moon");
    QTest::newRow("version") << a << production << qint64(2) << FlagState::on() << int(Error::Kind::Conflict)
                             << QStringLiteral("version 1, not 2");
    QTest::newRow("101 %") << a << production << qint64(1) << FlagState { true, 101'000, none, none, none }
                           << int(Error::Kind::Invalid) << QStringLiteral("101 %");
    QTest::newRow("below 0") << a << production << qint64(1) << FlagState { true, -1, none, none, none }
                             << int(Error::Kind::Invalid) << QStringLiteral("0 and 100 %");
    QTest::newRow("group") << a << production << qint64(1) << FlagState { true, 0, none, none, stranger }
                           << int(Error::Kind::NotFound) << QStringLiteral("group \"zoe\"");
    QTest::newRow("user") << a << production << qint64(1) << FlagState { true, 0, stranger, none, none }
                          << int(Error::Kind::NotFound) << QStringLiteral("user \"zoe\"");
    QTest::newRow("denied user") << a << production << qint64(1) << FlagState { true, 0, none, stranger, none }
                                 << int(Error::Kind::NotFound) << QStringLiteral("user \"zoe\"");
    QTest::newRow("nothing") << a << production << qint64(1) << FlagState::off() << int(Error::Kind::Invalid)
                             << QStringLiteral("that already");
    QTest::newRow("not built") << QStringLiteral("b") << production << qint64(1) << FlagState::on()
                               << int(Error::Kind::Invalid) << QStringLiteral("New b is not built yet");
}

void FlagSetTest::refusesWrongChanges()
{
    QFETCH(QString, flag);
    QFETCH(QString, environment);
    QFETCH(qint64, version);
    QFETCH(FlagState, state);
    QFETCH(int, kind);
    QFETCH(QString, says);

    const auto checked
        = checkChanges(SmallFlags::set(FlagState::off()), { { flag, environment, version, state } }, Built);

    QVERIFY(!checked);
    QCOMPARE(int(checked.error().kind), kind);
    QVERIFY2(checked.error().summary.contains(says), qPrintable(checked.error().summary));
}

void FlagSetTest::acceptsARightChange()
{
    const FlagSet set = SmallFlags::set(FlagState::off());
    const FlagChange right
        = change({ true, 25'000, { QStringLiteral("eve"), QStringLiteral("ann") }, {}, { QStringLiteral("outer") } });

    QVERIFY(checkChanges(set, { right }, Built));
    QVERIFY(!checkChanges(set, {}, Built));
    QVERIFY(!checkChanges(set, { right, right }, Built));

    const FlagSet after = withChanges(set, { right });
    QCOMPARE(after.flags.at(0).setting(QStringLiteral("production")).version, 2);
    QCOMPARE(after.flags.at(0).setting(QStringLiteral("production")).state.allow,
        QStringList({ QStringLiteral("ann"), QStringLiteral("eve") }));
    QCOMPARE(after.flags.at(0).setting(QStringLiteral("staging")).state, FlagState::off());
    QCOMPARE(set.flags.at(0).setting(QStringLiteral("production")).state, FlagState::off());
}

void FlagSetTest::toleratesNamesThatWereThere()
{
    // Somebody left the company; the flag can be changed all the same, and an unbuilt view turned off.
    const FlagSet set = SmallFlags::set({ true, 0, { QStringLiteral("gone") }, {}, { QStringLiteral("gone-too") } });

    QVERIFY(checkChanges(
        set, { change({ true, 10'000, { QStringLiteral("gone") }, {}, { QStringLiteral("gone-too") } }) }, {}));
    QVERIFY(checkChanges(set, { change(FlagState::off()) }, {}));
}

void FlagSetTest::refusesFlagsThatNeedThemselves()
{
    FlagSet set = SmallFlags::set(FlagState::on());
    set.flags[0].prerequisites = { QStringLiteral("b") };
    QVERIFY(refusePrerequisiteCycles(set.flags));
    set.flags[1].prerequisites = { QStringLiteral("a") };

    const auto checked = refusePrerequisiteCycles(set.flags);

    QVERIFY(!checked);
    QVERIFY2(checked.error().summary.contains(QStringLiteral("a > b > a")), qPrintable(checked.error().summary));
}

QTEST_GUILESS_MAIN(FlagSetTest)
#include "tst_flagset.moc"
