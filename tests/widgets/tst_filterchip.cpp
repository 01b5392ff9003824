#include "widgets/filterchip.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

class TestFilterChip : public QObject
{
    Q_OBJECT

private slots:
    void removesByMouseWithoutPressing()
    {
        FilterChip chip(QStringLiteral("Environment"));
        chip.setValue(QStringLiteral("production"));
        chip.setRemovable(true);
        chip.resize(chip.sizeHint());
        chip.show();
        QSignalSpy removed(&chip, &FilterChip::removeRequested);
        QSignalSpy clicked(&chip, &FilterChip::clicked);

        QTest::mouseClick(&chip, Qt::LeftButton, {}, chip.removeRect().center());

        QCOMPARE(removed.count(), 1);
        QCOMPARE(clicked.count(), 0);
    }

    void removesByKeyboardOnlyWhereAllowed()
    {
        FilterChip chip(QStringLiteral("Environment"));
        QSignalSpy removed(&chip, &FilterChip::removeRequested);
        QTest::keyClick(&chip, Qt::Key_Delete);
        QCOMPARE(removed.count(), 0);

        chip.setRemovable(true);
        QTest::keyClick(&chip, Qt::Key_Delete);

        QCOMPARE(removed.count(), 1);
    }

    void pressesByMouseAndKeyboard()
    {
        FilterChip chip(QStringLiteral("Environment"));
        chip.resize(chip.sizeHint());
        chip.show();
        QSignalSpy clicked(&chip, &FilterChip::clicked);

        QTest::mouseClick(&chip, Qt::LeftButton);
        QTest::keyClick(&chip, Qt::Key_Return);
        QTest::keyClick(&chip, Qt::Key_Space);

        QCOMPARE(clicked.count(), 3);
    }

    void opensItsMenu()
    {
        QMenu menu;
        menu.addAction(QStringLiteral("production"));
        FilterChip chip(QStringLiteral("Environment"));
        chip.setMenu(&menu);
        chip.show();

        QTest::keyClick(&chip, Qt::Key_Down);

        QTRY_VERIFY(menu.isVisible());
        menu.close();
    }

    void isNamedByLabelAndValueAsTyped()
    {
        FilterChip chip(QStringLiteral("Feature"));
        chip.setValue(QStringLiteral("<b>x</b>"));

        QCOMPARE(chip.accessibleName(), QStringLiteral("Feature: <b>x</b>"));
    }
};

QTEST_MAIN(TestFilterChip)
#include "tst_filterchip.moc"
