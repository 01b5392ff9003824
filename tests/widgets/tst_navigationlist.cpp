#include "widgets/navigationlist.h"

#include <QSignalSpy>
#include <QTest>

namespace {

void fill(NavigationList &list)
{
    list.addGroup(QStringLiteral("Explore"));
    list.addItem(QStringLiteral("overview"), QLatin1String("overview"), QStringLiteral("Overview"), QStringLiteral("Ctrl+1"));
    list.addItem(QStringLiteral("spending"), QLatin1String("spending"), QStringLiteral("<b>x</b>"), QStringLiteral("Ctrl+2"));
    list.addGroup(QStringLiteral("Operate"));
    list.addItem(QStringLiteral("flags"), QLatin1String("flags"), QStringLiteral("Flags"));
    list.addPinnedItem(QStringLiteral("settings"), QLatin1String("settings"), QStringLiteral("Settings"));
    list.resize(192, 400);
    list.show();
}

}

class TestNavigationList : public QObject
{
    Q_OBJECT

private slots:
    void activatesByMouse()
    {
        NavigationList list;
        fill(list);
        QSignalSpy activated(&list, &NavigationList::activated);

        for (const QString &id : list.ids())
            QTest::mouseClick(&list, Qt::LeftButton, {}, list.itemRect(id).center());

        QCOMPARE(activated.count(), 4);
        QCOMPARE(activated.last().first().toString(), QStringLiteral("settings"));
    }

    void doesNotActivateWhenThePointerLeavesBeforeRelease()
    {
        NavigationList list;
        fill(list);
        QSignalSpy activated(&list, &NavigationList::activated);

        QTest::mousePress(&list, Qt::LeftButton, {}, list.itemRect(QStringLiteral("overview")).center());
        QTest::mouseRelease(&list, Qt::LeftButton, {}, list.itemRect(QStringLiteral("flags")).center());

        QCOMPARE(activated.count(), 0);
    }

    void walksOverCaptionsByKeyboard()
    {
        NavigationList list;
        fill(list);
        list.setCurrent(QStringLiteral("spending"));
        QSignalSpy activated(&list, &NavigationList::activated);

        QTest::keyClick(&list, Qt::Key_Down);
        QCOMPARE(activated.count(), 0);
        QTest::keyClick(&list, Qt::Key_Return);
        QTest::keyClick(&list, Qt::Key_Home);
        QTest::keyClick(&list, Qt::Key_Up);
        QTest::keyClick(&list, Qt::Key_Space);

        QCOMPARE(activated.count(), 2);
        QCOMPARE(activated.at(0).first().toString(), QStringLiteral("flags"));
        QCOMPARE(activated.at(1).first().toString(), QStringLiteral("overview"));
    }

    void tellsScreenReadersWhereItIs()
    {
        NavigationList list;
        fill(list);
        list.setCounter(QStringLiteral("spending"), { Status::Error, 1, QStringLiteral("1 step failed") });

        list.setCurrent(QStringLiteral("spending"));

        QVERIFY(list.accessibleName().contains(QStringLiteral("<b>x</b>")));
        QCOMPARE(list.accessibleDescription(), QStringLiteral("1 step failed"));
    }

    void keepsThePinnedItemAtTheBottom()
    {
        NavigationList list;
        fill(list);

        QVERIFY(list.itemRect(QStringLiteral("settings")).bottom() > list.height() - 20);
    }

    void shrinksToIcons()
    {
        NavigationList list;
        fill(list);
        const int wide = list.sizeHint().width();

        list.setCompact(true);

        QVERIFY(list.sizeHint().width() < wide / 2);
    }

    void marksNothingForAnUnknownPlace()
    {
        NavigationList list;
        fill(list);
        list.setCurrent(QStringLiteral("nowhere"));

        QVERIFY(list.itemRect(QStringLiteral("nowhere")).isNull());
        QVERIFY(!list.grab().isNull());
    }
};

QTEST_MAIN(TestNavigationList)
#include "tst_navigationlist.moc"
