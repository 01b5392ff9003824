#include "widgets/breadcrumb.h"
#include "widgets/button.h"

#include <QSignalSpy>
#include <QTest>

namespace {

QAbstractButton *named(const Breadcrumb &breadcrumb, const QString &name)
{
    for (auto *button : breadcrumb.findChildren<QAbstractButton *>()) {
        if (button->accessibleName() == name && !button->isHidden())
            return button;
    }
    return nullptr;
}

}

class TestBreadcrumb : public QObject
{
    Q_OBJECT

private slots:
    void goesToEarlierCrumbsByMouseAndKeyboard()
    {
        Breadcrumb breadcrumb;
        breadcrumb.setCrumbs({ QStringLiteral("Spending"), QStringLiteral("<b>x</b>"), QStringLiteral("Rows") });
        breadcrumb.show();
        QSignalSpy activated(&breadcrumb, &Breadcrumb::crumbActivated);

        QTest::mouseClick(named(breadcrumb, QStringLiteral("<b>x</b>")), Qt::LeftButton);
        QTest::keyClick(named(breadcrumb, QStringLiteral("Spending")), Qt::Key_Return);

        QCOMPARE(activated.count(), 2);
        QCOMPARE(activated.at(0).first().toInt(), 1);
        QCOMPARE(activated.at(1).first().toInt(), 0);
    }

    void doesNotLinkToThePageItself()
    {
        Breadcrumb breadcrumb;
        breadcrumb.setCrumbs({ QStringLiteral("Spending"), QStringLiteral("Rows") });
        QSignalSpy activated(&breadcrumb, &Breadcrumb::crumbActivated);

        QTest::mouseClick(named(breadcrumb, QStringLiteral("Rows")), Qt::LeftButton);

        QCOMPARE(activated.count(), 0);
        QCOMPARE(named(breadcrumb, QStringLiteral("Rows"))->focusPolicy(), Qt::NoFocus);
    }

    void goesBackAndForwardWhereThereIsHistory()
    {
        Breadcrumb breadcrumb;
        QSignalSpy back(&breadcrumb, &Breadcrumb::backRequested);
        QSignalSpy forward(&breadcrumb, &Breadcrumb::forwardRequested);
        QVERIFY(!named(breadcrumb, QStringLiteral("Back"))->isEnabled());

        breadcrumb.setHistory(true, true);
        QTest::mouseClick(named(breadcrumb, QStringLiteral("Back")), Qt::LeftButton);
        QTest::keyClick(named(breadcrumb, QStringLiteral("Forward")), Qt::Key_Space);

        QCOMPARE(back.count(), 1);
        QCOMPARE(forward.count(), 1);
    }

    void mayBeReplacedFromItsOwnSignal()
    {
        Breadcrumb breadcrumb;
        breadcrumb.setCrumbs({ QStringLiteral("Spending"), QStringLiteral("Rows") });
        connect(&breadcrumb, &Breadcrumb::crumbActivated, &breadcrumb,
            [&breadcrumb] { breadcrumb.setCrumbs({ QStringLiteral("Spending") }); });

        QTest::mouseClick(named(breadcrumb, QStringLiteral("Spending")), Qt::LeftButton);

        QCOMPARE(breadcrumb.crumbs().size(), 1);
        QVERIFY(named(breadcrumb, QStringLiteral("Rows")) == nullptr);
    }
};

QTEST_MAIN(TestBreadcrumb)
#include "tst_breadcrumb.moc"
