#include "app/initialsbadge.h"

#include <QTest>

class tst_InitialsBadge : public QObject
{
    Q_OBJECT

private slots:
    void takesTwoLetters_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("initials");
        QTest::newRow("two names") << QStringLiteral("maria.koch") << QStringLiteral("MK");
        QTest::newRow("three names") << QStringLiteral("Anna Maria Koch") << QStringLiteral("AM");
        QTest::newRow("one name") << QStringLiteral("root") << QStringLiteral("RO");
        QTest::newRow("one letter") << QStringLiteral("x") << QStringLiteral("X");
        QTest::newRow("no letter") << QStringLiteral("--") << QString();
        QTest::newRow("markup") << QStringLiteral("<b>") << QStringLiteral("B");
    }
    void takesTwoLetters()
    {
        QFETCH(QString, user);
        QTEST(InitialsBadge::initialsOf(user), "initials");
    }
    void isNamedForAScreenReader()
    {
        InitialsBadge badge;
        badge.setUser(QStringLiteral("ann"));
        QCOMPARE(badge.accessibleName(), QStringLiteral("User: ann"));
    }
};

QTEST_MAIN(tst_InitialsBadge)
#include "tst_initialsbadge.moc"
