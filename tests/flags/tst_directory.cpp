#include "smallflags.h"

#include <QtTest>

/// Groups within groups, and who may do what.
class DirectoryTest : public QObject {
    Q_OBJECT

private slots:
    void resolvesGroupsToPeopleOnce();
    void knowsTheGroupsAround();
    void refusesGroupsThatContainThemselves();
    void standsGroupsThatContainThemselves();
    void givesStrangersARole_data();
    void givesStrangersARole();
};

void DirectoryTest::resolvesGroupsToPeopleOnce()
{
    const Directory directory = SmallFlags::people();

    QCOMPARE(directory.members({ QStringLiteral("outer") }),
        QStringList({ QStringLiteral("ann"), QStringLiteral("bob"), QStringLiteral("cleo") }));
    QCOMPARE(directory.members({ QStringLiteral("apart"), QStringLiteral("inner"), QStringLiteral("outer") }),
        QStringList({ QStringLiteral("ann"), QStringLiteral("bob"), QStringLiteral("cleo"), QStringLiteral("dan") }));
    QCOMPARE(directory.members({ QStringLiteral("no such") }), QStringList());
    QCOMPARE(directory.members({}), QStringList());
}

void DirectoryTest::knowsTheGroupsAround()
{
    const Directory directory = SmallFlags::people();

    QCOMPARE(directory.groupsOf(QStringLiteral("ann")), QList<int>({ 0, 1 }));
    QCOMPARE(directory.groupsOf(QStringLiteral("eve")), QList<int>());
    QCOMPARE(directory.groupsOf(QStringLiteral("nobody")), QList<int>());
    QCOMPARE(directory.find(QStringLiteral("bob"))->name, QStringLiteral("Bob"));
    QVERIFY(!directory.find(QStringLiteral("nobody")));
}

void DirectoryTest::refusesGroupsThatContainThemselves()
{
    const QList<PeopleGroup> groups { { QStringLiteral("a"), { QStringLiteral("b") } },
        { QStringLiteral("b"), { QStringLiteral("c") } }, { QStringLiteral("c"), { QStringLiteral("a") } } };

    const auto checked = Directory::refuseCycles(groups);

    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, Error::Kind::Invalid);
    QVERIFY2(checked.error().summary.contains(QStringLiteral("a > b > c > a")), qPrintable(checked.error().summary));
    QVERIFY(Directory::refuseCycles(SmallFlags::people().groups()));
    QVERIFY(!Directory::refuseCycles({ { QStringLiteral("a"), { QStringLiteral("a") } } }));
}

void DirectoryTest::standsGroupsThatContainThemselves()
{
    const Directory directory({ { QStringLiteral("ann"), {}, Role::Viewer, { QStringLiteral("a") } } },
        { { QStringLiteral("a"), { QStringLiteral("b") } }, { QStringLiteral("b"), { QStringLiteral("a") } } });

    QCOMPARE(directory.groupsOf(QStringLiteral("ann")), QList<int>({ 0, 1 }));
}

void DirectoryTest::givesStrangersARole_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("singleUser");
    QTest::addColumn<int>("role");
    QTest::newRow("known") << QStringLiteral("bob") << true << int(Role::Operator);
    QTest::newRow("known on a server") << QStringLiteral("dan") << false << int(Role::Viewer);
    QTest::newRow("stranger in a file") << QStringLiteral("root") << true << int(Role::Admin);
    QTest::newRow("stranger on a server") << QStringLiteral("root") << false << int(Role::Viewer);
}

void DirectoryTest::givesStrangersARole()
{
    QFETCH(QString, user);
    QFETCH(bool, singleUser);

    QTEST(int(SmallFlags::people().roleOf(user, singleUser)), "role");
    // Somebody has to be able to begin.
    QCOMPARE(Directory().roleOf(user, singleUser), Role::Admin);
}

QTEST_GUILESS_MAIN(DirectoryTest)
#include "tst_directory.moc"
