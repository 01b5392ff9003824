#include "flagworkspace.h"

#include "flags/people.h"
#include "support/everyengine.h"

#include <QtTest>

using namespace FlagWorkspace;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

Person person(const QString &key, Role role = Role::Viewer, const QStringList &groups = {})
{
    return { key, key.toUpper(), role, groups };
}

const QString Ada = QStringLiteral("ada");
const QString Bob = QStringLiteral("bob");

}

class PeopleTest : public QObject {
    Q_OBJECT

private slots:
    void addsAndChangesPeople();
    void refusesAndChangesNothing_data();
    void refusesAndChangesNothing();
    void nobodyTakesTheirOwnRightAway();
    void groupsLieInGroups();
    void removesPeopleAndGroups();
    void keepsWhatIsNamed();
    void knowsWhoSitsThere();
    void workspacesHaveAnEnvironment();
    void demoHasPeopleInEveryGroup();
};

void PeopleTest::addsAndChangesPeople()
{
    TestDatabase test(engine);

    const auto first = People::save(test.workspace(),
        { person(Ada, Role::Admin),
            person(Bob, Role::Operator,
                { QStringLiteral("qa-team"), QStringLiteral("qa-team"), QStringLiteral("ai-team-leads") }) },
        deed(1));
    QVERIFY2(first, first ? "" : qPrintable(first.error().line()));
    QCOMPARE(first->added, 2);
    const auto second = People::save(test.workspace(), { person(Ada, Role::Admin), person(Bob) }, deed(2));
    QVERIFY(second);
    QCOMPARE(second->changed, 1);
    QCOMPARE(second->unchanged, 1);
    QVERIFY(
        People::save(test.workspace(), { person(Bob, Role::Operator, { QStringLiteral("ai-team-leads") }) }, deed(3)));

    const Directory directory = load(test).directory;
    QCOMPARE(directory.members({ QStringLiteral("all-internal-users") }), QStringList { Bob }); // through two groups
    QCOMPARE(logged(test),
        QStringList({ QStringLiteral("ada | people.change | 2 people |  | 2 added, 0 changed | because"),
            QStringLiteral("ada | people.change | 2 people |  | 0 added, 1 changed | because"),
            QStringLiteral(
                "ada | people.change | bob | BOB; viewer; no groups | BOB; operator; ai-team-leads | because") }));
}

void PeopleTest::refusesAndChangesNothing_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("group");
    QTest::addColumn<int>("kind");
    QTest::newRow("no key") << QStringLiteral(" ") << QStringLiteral("qa-team") << int(Error::Kind::Invalid);
    QTest::newRow("twice") << Ada << QStringLiteral("qa-team") << int(Error::Kind::Invalid);
    QTest::newRow("unknown group") << Bob << QStringLiteral("ghosts") << int(Error::Kind::NotFound);
}

void PeopleTest::refusesAndChangesNothing()
{
    QFETCH(QString, key);
    QFETCH(QString, group);
    QFETCH(int, kind);
    TestDatabase test(engine);
    const QStringList before = everything(test);

    const auto refused
        = People::save(test.workspace(), { person(Ada, Role::Admin), person(key, Role::Viewer, { group }) }, deed(1));

    QVERIFY(!refused);
    QCOMPARE(int(refused.error().kind), kind);
    QCOMPARE(everything(test), before);
}

void PeopleTest::nobodyTakesTheirOwnRightAway()
{
    TestDatabase test(engine);
    QVERIFY(People::save(test.workspace(), { person(Ada, Role::Admin), person(Bob, Role::Admin) }, deed(1)));
    const QStringList before = everything(test);

    const auto refused = People::save(test.workspace(), { person(Ada, Role::Viewer) }, deed(2));

    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Denied);
    QCOMPARE(everything(test), before);
    QVERIFY(People::save(test.workspace(), { person(Bob, Role::Viewer) }, deed(3)));
}

void PeopleTest::groupsLieInGroups()
{
    TestDatabase test(engine);
    QVERIFY(People::saveGroup(test.workspace(), { QStringLiteral("mobile"), { QStringLiteral("qa-team") } }, deed(1)));
    QVERIFY(People::save(test.workspace(), { person(Ada, Role::Admin, { QStringLiteral("qa-team") }) }, deed(2)));
    QCOMPARE(load(test).directory.members({ QStringLiteral("mobile") }), QStringList { Ada });
    const QStringList before = everything(test);

    const auto cycle
        = People::saveGroup(test.workspace(), { QStringLiteral("qa-team"), { QStringLiteral("mobile") } }, deed(3));
    QVERIFY(!cycle);
    QCOMPARE(cycle.error().kind, Error::Kind::Invalid);
    QVERIFY2(cycle.error().summary.contains(QStringLiteral("qa-team > mobile > qa-team")),
        qPrintable(cycle.error().summary));
    QCOMPARE(People::saveGroup(test.workspace(), { QStringLiteral("mobile"), { QStringLiteral("mobile") } }, deed(3))
                 .error()
                 .kind,
        Error::Kind::Invalid);
    QCOMPARE(People::saveGroup(test.workspace(), { QStringLiteral("mobile"), { QStringLiteral("ghosts") } }, deed(3))
                 .error()
                 .kind,
        Error::Kind::NotFound);
    QCOMPARE(everything(test), before);
}

void PeopleTest::removesPeopleAndGroups()
{
    TestDatabase test(engine);
    const QString mobile = QStringLiteral("mobile");
    QVERIFY(People::saveGroup(test.workspace(), { mobile, { QStringLiteral("qa-team") } }, deed(1)));
    QVERIFY(People::save(test.workspace(), { person(Ada, Role::Admin), person(Bob, Role::Operator, { mobile }) }, deed(1)));

    const auto group = People::removeGroup(test.workspace(), mobile, deed(2));
    QVERIFY2(group, group ? "" : qPrintable(group.error().line()));
    QCOMPARE(load(test).directory.groupIndex(mobile), -1);
    QCOMPARE(load(test).directory.find(Bob)->groups, QStringList()); // he stays
    const auto gone = People::remove(test.workspace(), Bob, deed(3));
    QVERIFY2(gone, gone ? "" : qPrintable(gone.error().line()));

    QVERIFY(!load(test).directory.find(Bob));
    QCOMPARE(logged(test).mid(2),
        QStringList({ QStringLiteral("ada | people.change | group mobile | named 1 people | removed | because"),
            QStringLiteral("ada | people.change | bob | BOB; operator; no groups | removed | because") }));
}

void PeopleTest::keepsWhatIsNamed()
{
    TestDatabase test(engine);
    const QString qa = QStringLiteral("qa-team");
    QVERIFY(People::saveGroup(test.workspace(), { QStringLiteral("mobile"), {} }, deed(1)));
    QVERIFY(People::save(test.workspace(), { person(Ada, Role::Admin), person(Bob) }, deed(1)));
    FlagState some = FlagState::on();
    some.rolloutMilli = 0;
    some.groups = { QStringLiteral("mobile") };
    some.deny = { Bob };
    QVERIFY(FlagAdmin::schedule(test.workspace(), { Overview, Production, 1, some }, 1000, deed(2), builtViews()));
    QVERIFY(FlagAdmin::apply(test.workspace(), { { Overview, QStringLiteral("staging"), 1, some } }, deed(2), builtViews()));
    const QStringList before = everything(test);
    const auto says = [](const Result<> &refused, Error::Kind kind, const QStringList &words) {
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, kind);
        for (const QString &word : words)
            QVERIFY2(refused.error().summary.contains(word), qPrintable(refused.error().summary));
    };
    const QStringList both { QStringLiteral("new-global-overview in staging"), QStringLiteral("new-global-overview in production that waits") };

    says(People::remove(test.workspace(), Bob, deed(3)), Error::Kind::Conflict, both);
    says(People::removeGroup(test.workspace(), QStringLiteral("mobile"), deed(3)), Error::Kind::Conflict, both);
    says(People::removeGroup(test.workspace(), qa, deed(3)), Error::Kind::Conflict,
        { QStringLiteral("phase 2 (Developer Preview)"), QStringLiteral("all-internal-users") });
    says(People::remove(test.workspace(), QStringLiteral("zoe"), deed(3)), Error::Kind::NotFound, { QStringLiteral("zoe") });
    says(People::removeGroup(test.workspace(), QStringLiteral("zoe"), deed(3)), Error::Kind::NotFound, { QStringLiteral("zoe") });
    says(People::remove(test.workspace(), Ada, deed(3)), Error::Kind::Denied, {});
    says(People::remove(test.workspace(), Bob, deed(3, {})), Error::Kind::Invalid, { QStringLiteral("reason") });

    QCOMPARE(everything(test), before);
}

void PeopleTest::knowsWhoSitsThere()
{
    TestDatabase test(engine);
    const auto roleOf = [&test](const QString &user) {
        const auto session = test.reader()
                                 .run([user](Connection &connection) { return FlagStore::session(connection, user); })
                                 .result();
        return session ? roleName(session->role) : session.error().line();
    };
    QCOMPARE(roleOf(Ada), QStringLiteral("admin")); // nobody is there yet

    QVERIFY(People::save(test.workspace(), { person(Ada, Role::Admin), person(Bob, Role::Operator) }, deed(1)));

    QCOMPARE(roleOf(Bob), QStringLiteral("operator"));
    QCOMPARE(roleOf(QStringLiteral("stranger")),
        engine == Dialect::Sqlite ? QStringLiteral("admin") : QStringLiteral("viewer"));
}

void PeopleTest::workspacesHaveAnEnvironment()
{
    TestDatabase test(engine);

    QVERIFY(People::setEnvironment(test.workspace(), QStringLiteral("staging"), deed(1)));

    QCOMPARE(load(test).environment, QStringLiteral("staging"));
    QCOMPARE(
        People::setEnvironment(test.workspace(), QStringLiteral("moon"), deed(2)).error().kind, Error::Kind::NotFound);
    QCOMPARE(logged(test),
        QStringList { QStringLiteral("ada | workspace.environment | environment | production | staging | because") });
}

void PeopleTest::demoHasPeopleInEveryGroup()
{
    TestDatabase test; // the demo is a file

    const auto filled = fillDemoDirectory(test.workspace(), 1'764'000'000'000'000);

    QVERIFY2(filled, filled ? "" : qPrintable(filled.error().line()));
    const FlagSet set = load(test);
    QCOMPARE(set.directory.people().size(), 60);
    for (const PeopleGroup &group : set.directory.groups())
        QVERIFY2(set.directory.members({ group.name }).size() >= 4, qPrintable(group.name));
    QCOMPARE(set.directory.members({ QStringLiteral("all-internal-users") }).size(), 50);
    QCOMPARE(set.directory.find(QStringLiteral("finn.obrien"))->name, QStringLiteral("Finn O'Brien"));
}

int main(int argc, char **argv) { return runOnEveryEngine<PeopleTest>(argc, argv, engine); }
#include "tst_people.moc"
