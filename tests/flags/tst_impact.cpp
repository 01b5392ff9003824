#include "smallflags.h"

#include "flags/flagchange.h"
#include "flags/impact.h"

#include <QtTest>

/// Exactly who gains and loses a view by a change.
class ImpactTest : public QObject {
    Q_OBJECT

private slots:
    void namesWhoGainsAndLoses();
    void followsFlagsThatNeedAnother();
    void countsFlagsWithoutChangeOnlyWhenAsked();
};

namespace {

const QString Production = QStringLiteral("production");

QStringList shown(const FlagSet &set, const Impact &impact)
{
    QStringList lines;
    for (const ImpactRow &row : impact.rows) {
        lines.append(QStringLiteral("%1 %2 %3: %4 -> %5")
                         .arg(row.after.flag, set.directory.people().at(row.person).key,
                             row.gains() ? QStringLiteral("gains") : QStringLiteral("loses"), row.before.ruleId(),
                             row.after.ruleId()));
    }
    return lines;
}

}

void ImpactTest::namesWhoGainsAndLoses()
{
    // Before: cleo and dan by group, bob by name. After: ann and cleo by group.
    FlagSet before = SmallFlags::set({ true, 0, {}, {}, { QStringLiteral("apart") } });
    before.flags[0].settings[Production].state.allow = { QStringLiteral("bob") };
    const FlagSet after = withChanges(
        before, { { QStringLiteral("a"), Production, 1, { true, 0, {}, {}, { QStringLiteral("inner") } } } });

    const Impact impact = simulate(before, after, { Production }, 0);

    QCOMPARE(impact.people, 5);
    QCOMPARE(shown(after, impact),
        QStringList({ QStringLiteral("a ann gains: default -> group:inner"),
            QStringLiteral("a bob loses: allow:bob -> default"),
            QStringLiteral("a dan loses: group:apart -> default") }));
    QCOMPARE(impact.flags.size(), 1);
    QCOMPARE(impact.flags.at(0).before, 3);
    QCOMPARE(impact.flags.at(0).after, 2);
    QCOMPARE(impact.flags.at(0).gains, 1);
    QCOMPARE(impact.flags.at(0).losses, 2);
}

void ImpactTest::followsFlagsThatNeedAnother()
{
    FlagSet before = SmallFlags::set(FlagState::on());
    before.flags[1].prerequisites = { QStringLiteral("a") };
    const FlagSet after = withChanges(before, { { QStringLiteral("a"), Production, 1, FlagState::off() } });

    const Impact impact = simulate(before, after, { Production }, 0);

    QCOMPARE(impact.flags.size(), 2);
    QCOMPARE(impact.flags.at(1).flag, QStringLiteral("b"));
    QCOMPARE(impact.flags.at(1).losses, 5);
    QCOMPARE(impact.rows.last().after.ruleId(), QStringLiteral("prerequisite:a"));
}

void ImpactTest::countsFlagsWithoutChangeOnlyWhenAsked()
{
    const FlagSet set = SmallFlags::set(FlagState::on());

    QCOMPARE(simulate(set, set, { Production }, 0).flags.size(), 0);
    const Impact asked = simulate(set, set, { Production, QStringLiteral("staging") }, 0, { QStringLiteral("b") });
    QCOMPARE(asked.flags.size(), 2);
    QCOMPARE(asked.flags.at(0).before, 5);
    QCOMPARE(asked.flags.at(1).environment, QStringLiteral("staging"));
}

QTEST_GUILESS_MAIN(ImpactTest)
#include "tst_impact.moc"
