#include "widgets/button.h"
#include "widgets/toast.h"

#include <QEnterEvent>
#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

class TestToast : public QObject
{
    Q_OBJECT

private slots:
    void showsTextAsTypedAtTheBottomRight()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();

        const Toast *toast = Toast::show(&window, Status::Good, QStringLiteral("<b>x</b>"));

        QCOMPARE(toast->text(), QStringLiteral("<b>x</b>"));
        QCOMPARE(toast->accessibleName(), QStringLiteral("<b>x</b>"));
        QCOMPARE(toast->findChild<QLabel *>()->textFormat(), Qt::PlainText);
        QVERIFY(toast->geometry().center().x() > 400);
        QVERIFY(toast->geometry().center().y() > 450);
        QVERIFY(window.rect().contains(toast->geometry()));
    }

    void stacksAtMostThree()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        const QPointer<Toast> first = Toast::show(&window, Status::Good, QStringLiteral("1"));
        QList<Toast *> rest;
        for (int i = 0; i < 3; ++i)
            rest.append(Toast::show(&window, Status::Good, QString::number(i + 2)));

        QTRY_VERIFY(!first);
        for (int i = 1; i < rest.size(); ++i)
            QVERIFY(rest.at(i)->y() > rest.at(i - 1)->y());
    }

    void runsItsActionOnce()
    {
        QWidget window;
        window.show();
        QPointer<Toast> toast = Toast::show(&window, Status::Info, QStringLiteral("Deleted."));
        int runs = 0;
        toast->setAction(QStringLiteral("Undo"), [&runs] { ++runs; });

        QTest::mouseClick(toast->findChild<Button *>(), Qt::LeftButton);

        QCOMPARE(runs, 1);
        QTRY_VERIFY(!toast);
    }

    void holdsWhileThePointerIsOnIt()
    {
        QWidget window;
        window.show();
        Toast *toast = Toast::show(&window, Status::Info, QStringLiteral("Deleted."));
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(toast, &enter);
        const int held = toast->remainingMilliseconds();

        QTest::qWait(30); // the clock would run on here

        QCOMPARE(toast->remainingMilliseconds(), held);
    }

    void closesByEscape()
    {
        QWidget window;
        window.show();
        Toast *toast = Toast::show(&window, Status::Info, QStringLiteral("Deleted."));
        QSignalSpy dismissed(toast, &Toast::dismissed);

        QTest::keyClick(toast, Qt::Key_Escape);

        QCOMPARE(dismissed.count(), 1);
        QVERIFY(toast->isHidden());
    }

    void staysInTheCornerWhenTheWindowIsResized()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        const Toast *toast = Toast::show(&window, Status::Info, QStringLiteral("Saved."));

        window.resize(500, 400);

        QTRY_VERIFY(window.rect().contains(toast->geometry()));
    }
};

QTEST_MAIN(TestToast)
#include "tst_toast.moc"
