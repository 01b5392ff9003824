#include "widgets/segmentedcontrol.h"

#include <QSignalSpy>
#include <QTest>

class TestSegmentedControl : public QObject
{
    Q_OBJECT

private slots:
    void choosesByMouse()
    {
        SegmentedControl control(QStringLiteral("Group by"), { QStringLiteral("Feature"), QStringLiteral("Model"), QStringLiteral("User") });
        control.resize(control.sizeHint());
        control.show();
        QSignalSpy changed(&control, &SegmentedControl::currentIndexChanged);

        QTest::mouseClick(&control, Qt::LeftButton, {}, control.optionRect(2).center());

        QCOMPARE(control.currentIndex(), 2);
        QCOMPARE(changed.count(), 1);
    }

    void choosesByKeyboardAndStopsAtTheEnds()
    {
        SegmentedControl control(QStringLiteral("Group by"), { QStringLiteral("Feature"), QStringLiteral("Model"), QStringLiteral("User") });
        QSignalSpy changed(&control, &SegmentedControl::currentIndexChanged);

        QTest::keyClick(&control, Qt::Key_Left);
        QCOMPARE(control.currentIndex(), 0);
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(control.currentIndex(), 1);
        QTest::keyClick(&control, Qt::Key_End);
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(control.currentIndex(), 2);

        QCOMPARE(changed.count(), 2);
    }

    void tellsScreenReadersWhatIsChosen()
    {
        SegmentedControl control(QStringLiteral("Group by"), { QStringLiteral("<b>x</b>"), QStringLiteral("Model") });

        QCOMPARE(control.accessibleName(), QStringLiteral("Group by"));
        QVERIFY(control.accessibleDescription().startsWith(QStringLiteral("<b>x</b>")));
    }

    void isEmptyWithoutOptions()
    {
        SegmentedControl control(QStringLiteral("Group by"), {});
        control.setCurrentIndex(0);

        QCOMPARE(control.currentIndex(), -1);
    }
};

QTEST_MAIN(TestSegmentedControl)
#include "tst_segmentedcontrol.moc"
